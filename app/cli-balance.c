/* cli-balance.c — `tandem-cli balance`: what a method makes of a matrix of gradients.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-matrix.h"
#include "core/balance/describe.h"
#include "core/balance/matrix.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static gboolean
find_method (const char *id, TdSpec *balancer, GError **error)
{
  const TdKind *kind = td_family_find (&td_balancers, id);
  g_autofree char *ids = td_family_dup_ids (&td_balancers, NULL);

  if (id == NULL)
    g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE, _("Name the method: --method %s."), ids);
  else if (kind == NULL)
    g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                 _("There is no method “%s”; there are %s."), id, ids);
  if (kind == NULL)
    return FALSE;
  td_spec_init (balancer, kind);
  return TRUE;
}

static gboolean
set_options (TdSpec *balancer, char **sets, GError **error)
{
  for (; sets != NULL && *sets != NULL; sets++)
    {
      g_auto(GStrv) parts = g_strsplit (*sets, "=", 2);

      if (!g_utf8_validate (*sets, -1, NULL) || g_strv_length (parts) < 2)
        {
          g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                       _("--set takes OPTION=VALUE, such as every=1, not “%s”."), *sets);
          return FALSE;
        }
      if (!td_cli_set_path (balancer, parts[0], parts[1], error))
        return FALSE;
    }
  return TRUE;
}

/* @text: "a,b,…"; NULL: none. */
static gboolean
read_losses (const char *text, const TdCliMatrix *matrix, double **losses, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);
  guint n = g_strv_length (parts);

  if (text == NULL)
    return TRUE;
  if (n != matrix->n_rows)
    {
      g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                   _("--losses has %u numbers; the matrix has %u rows."), n,
                   (guint) matrix->n_rows);
      return FALSE;
    }
  *losses = g_new (double, n);
  for (guint k = 0; k < n; k++)
    {
      char *end;

      (*losses)[k] = g_ascii_strtod (g_strstrip (parts[k]), &end);
      if (end == parts[k] || *end != '\0' || !((*losses)[k] >= 0 && isfinite ((*losses)[k])))
        {
          g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                       _("--losses takes numbers from 0 on, not “%s”."), parts[k]);
          return FALSE;
        }
    }
  return TRUE;
}

/* Says what a matrix cannot tell, and what is taken for it. */
static void
note_missing (const TdSpec *balancer, gboolean has_losses)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) balancer->kind;
  const char *id = balancer->kind->id;

  if (kind->needs & TD_NEEDS_LOSSES && !has_losses)
    td_cli_note (_("%s looks at losses; without --losses they are all 1."), id);
  if (kind->needs & TD_NEEDS_EPOCH_MEANS)
    td_cli_note (_("%s looks at past epochs; this is its first step, before there are any."), id);
  if (kind->needs & TD_NEEDS_AFTER_STEP)
    td_cli_note (_("%s learns from the losses after a step; this is its first one."), id);
  if (kind->needs & TD_NEEDS_BATCHES_3)
    td_cli_note (_("%s wants three batches a step; here they are the same one."), id);
}

static void
print_numbers (const char *label, gsize n, const double *numbers)
{
  g_print ("%s", label);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = td_json_number_to_text (numbers[i]);

      g_print ("%s%s", i > 0 ? ", " : " ", text);
    }
  g_print ("\n");
}

static void
write_numbers (TdJsonWriter *writer, const char *name, gsize n, const double *numbers)
{
  td_json_writer_name (writer, name);
  td_json_writer_begin_array (writer);
  for (gsize i = 0; i < n; i++)
    td_json_writer_number (writer, numbers[i]);
  td_json_writer_end_array (writer);
}

static void
print (gboolean json, const TdCliMatrix *matrix, const double *weights, const double *combined)
{
  TdJsonWriter *writer;

  if (!json)
    {
      print_numbers (_("Weights:"), matrix->n_rows, weights);
      print_numbers (_("Combined:"), matrix->n_columns, combined);
      return;
    }
  writer = td_json_writer_new (FALSE);
  td_json_writer_begin_object (writer);
  write_numbers (writer, "weights", matrix->n_rows, weights);
  write_numbers (writer, "combined", matrix->n_columns, combined);
  td_json_writer_end_object (writer);
  td_cli_print_json (writer);
}

static gboolean
balance (const char *path, const TdSpec *balancer, const char *loss_text, gboolean json,
         GError **error)
{
  g_auto(TdCliMatrix) matrix = { 0 };
  g_autoptr(TdBalancerMatrix) work = NULL;
  g_autofree double *losses = NULL;
  g_autofree double *weights = NULL;
  g_autofree double *combined = NULL;

  if (!td_cli_matrix_read (&matrix, path, error)
      || !read_losses (loss_text, &matrix, &losses, error))
    return FALSE;
  note_missing (balancer, losses != NULL);
  weights = g_new (double, matrix.n_rows);
  combined = g_new (double, matrix.n_columns);
  work = td_balancer_matrix_new (balancer, (guint) matrix.n_rows, matrix.n_columns, 1);
  td_balancer_matrix_step (work, matrix.values, losses, weights, combined);
  print (json, &matrix, weights, combined);
  return TRUE;
}

static int
run (int argc, char **argv, GError **error)
{
  g_autofree char *method = NULL;
  g_autofree char *losses = NULL;
  g_auto(GStrv) sets = NULL;
  g_auto(TdSpec) balancer = { NULL };
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "method", 0, 0, G_OPTION_ARG_STRING, &method, N_("The balancer, such as upgrad"),
      N_("KIND") },
    { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &sets,
      N_("Set an option of the balancer, such as c=0.4"), N_("OPTION=VALUE") },
    { "losses", 0, 0, G_OPTION_ARG_STRING, &losses, N_("The tasks' losses, such as 0.5,1.2"),
      N_("A,B,…") },
    TD_CLI_JSON_ENTRY (&json),
    { NULL }
  };

  if (!td_cli_parse (&td_verb_balance, entries, 1, 1, &argc, argv, error)
      || !find_method (method, &balancer, error) || !set_options (&balancer, sets, error)
      || !balance (argv[1], &balancer, losses, json, error))
    return 1;
  return 0;
}

const TdVerb td_verb_balance = {
  .name = "balance",
  .arguments = N_("FILE.csv"),
  .summary = N_("Weigh the rows of a matrix of task gradients by a balancer"),
  .computes = TRUE,
  .run = run,
};
