/* cli.c — tandem-cli: finds the verb, runs it, and turns what went wrong into an exit status.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli.h"
#include "app/language.h"
#include "core/math/blas.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#define STATUS_FAILED 1
#define STATUS_USAGE 2

static const TdVerb *const verbs[] = {
  &td_verb_train,
  &td_verb_evaluate,
  &td_verb_predict,
  &td_verb_info,
  &td_verb_export,
  &td_verb_plot,
  &td_verb_list,
  &td_verb_bench,
  &td_verb_balance,
};

G_DEFINE_QUARK (td-cli-error-quark, td_cli_error)

static const TdVerb *
find_verb (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (verbs[i]->name, name) == 0)
      return verbs[i];
  return NULL;
}

static void
print_help (void)
{
  g_print ("%s\n\n", _("Tandem trains one network for several related tasks."));
  g_print ("%s\n  tandem-cli %s\n\n", _("Usage:"), _("VERB [OPTION…] [ARGUMENT…]"));
  g_print ("%s\n", _("Verbs:"));
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_print ("  %-10s %s\n", verbs[i]->name, _(verbs[i]->summary));
  g_print ("\n%s\n", _("“tandem-cli VERB --help” says what a verb takes. Exit status: 0 done, "
                       "1 the work failed, 2 the command line is wrong."));
}

static void
set_unknown_verb (GError **error, const char *name)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", verbs[i]->name);
  g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
               _("There is no verb “%s”; there are %s."), name, names->str);
}

static void
note_wrong_blas (void)
{
  g_autoptr(GError) wrong = NULL;

  if (!td_blas_self_check (&wrong))
    td_cli_note ("%s", wrong->message);
}

static int
run (int argc, char **argv, GError **error)
{
  const TdVerb *verb;

  if (argc < 2)
    {
      g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                           _("Say what to do: “tandem-cli --help” lists the verbs."));
      return STATUS_USAGE;
    }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0)
    {
      print_help ();
      return 0;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("tandem-cli %s\n", TD_VERSION);
      return 0;
    }
  verb = find_verb (argv[1]);
  if (verb == NULL)
    {
      set_unknown_verb (error, argv[1]);
      return STATUS_USAGE;
    }
  if (verb->computes)
    note_wrong_blas ();
  return verb->run (argc - 1, argv + 1, error);
}

/* Prints @error as one sentence and returns its exit status. */
static int
fail (const GError *error)
{
  const char *stop = _(".");
  gboolean ends = g_str_has_suffix (error->message, stop) || g_str_has_suffix (error->message, ".");

  g_printerr ("tandem-cli: %s%s\n", error->message, ends ? "" : stop);
  return error->domain == TD_CLI_ERROR || error->domain == G_OPTION_ERROR ? STATUS_USAGE
                                                                          : STATUS_FAILED;
}

/* A full disk or a closed pipe shows only when the last of the output is written. */
static int
close_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr (_("tandem-cli: The output could not be written: %s.\n"), g_strerror (errno));
  return STATUS_FAILED;
}

/* Terminals and files take UTF-8 even where the locale is "C", as on many clusters; GLib's own
 * handlers would print question marks there. */
static void
print_cb (const char *text)
{
  fputs (text, stdout);
}

static void
print_error_cb (const char *text)
{
  fputs (text, stderr);
}

int
main (int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  int status;

  td_language_start ();
  setlocale (LC_NUMERIC, "C"); /* tables are read by programs too */
  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);

  status = run (argc, argv, &error);
  if (error != NULL)
    status = fail (error);
  return close_output (status);
}
