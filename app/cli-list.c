/* cli-list.c — `tandem-cli list`: the kinds there are and their options, from their own tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-table.h"
#include "core/base/value.h"
#include "core/project/settings.h"

#include <glib/gi18n.h>
#include <string.h>

static void
print_kinds (const TdFamily *family)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("lll");

  g_print ("%s (%s)\n", family->id, _(family->title));
  for (const TdKind *const *kind = family->kinds; *kind != NULL; kind++)
    {
      g_autofree char *id = g_strdup_printf ("  %s", (*kind)->id);

      td_cli_table_add (table, id);
      td_cli_table_add (table, _((*kind)->title));
      td_cli_table_add (table, _((*kind)->summary));
    }
  td_cli_table_print (table);
}

static void
print_families (void)
{
  for (const TdFamily *const *family = td_families (); *family != NULL; family++)
    {
      if (family != td_families ())
        g_print ("\n");
      print_kinds (*family);
    }
}

/* What @option takes: "0 … 1", "true, false", the ids of a family. */
static char *
dup_range (const TdOption *option)
{
  if (option->type == TD_NUMBER || option->type == TD_INTEGER || option->type == TD_NUMBER_LIST)
    {
      g_autofree char *minimum = td_json_number_to_text (option->minimum);
      g_autofree char *maximum = td_json_number_to_text (option->maximum);

      return g_strdup_printf ("%s … %s", minimum, maximum);
    }
  if (option->type == TD_BOOLEAN)
    return g_strdup ("true, false");
  if (option->type == TD_CHOICE)
    return g_strjoinv (", ", (char **) option->choices);
  if (option->family != NULL)
    return g_strdup_printf (_("of %s"), option->family->id);
  return g_strdup (_("text"));
}

static char *
dup_default (const TdOption *option)
{
  g_autofree char *text = NULL;
  TdOptionValue value;

  if (option->type == TD_KIND)
    return g_strdup (option->text != NULL ? option->text : _("none"));
  td_value_init (option, &value);
  text = td_value_to_text (option, &value);
  td_value_clear (option, &value);
  return text[0] != '\0' ? g_steal_pointer (&text) : g_strdup (_("empty"));
}

static void
add_option (TdCliTable *table, const TdOption *option)
{
  g_autofree char *standard = dup_default (option);
  g_autofree char *range = dup_range (option);
  g_autofree char *name = g_strdup_printf ("  %s", option->name);

  td_cli_table_add (table, name);
  td_cli_table_add (table, standard);
  td_cli_table_add (table, range);
  td_cli_table_add (table, option->live ? _("yes") : _("no"));
  td_cli_table_add (table, option->help != NULL ? _(option->help) : _(option->label));
}

static void
print_kind (const TdKind *kind)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("lllll");
  g_autofree char *heading = g_strdup_printf ("  %s", _("Option"));

  g_print ("%s (%s)\n%s\n", kind->id, _(kind->title), _(kind->summary));
  if (kind->paper != NULL)
    g_print ("%s\n", kind->paper);
  if (td_kind_n_options (kind) == 0)
    return;
  td_cli_table_add (table, heading);
  td_cli_table_add (table, _("Default"));
  td_cli_table_add (table, _("Takes"));
  td_cli_table_add (table, _("Live"));
  td_cli_table_add (table, "");
  for (const TdOption *option = kind->options; option->name != NULL; option++)
    add_option (table, option);
  g_print ("\n");
  td_cli_table_print (table);
  g_print ("\n%s\n", _("What is live may change during a run without rebuilding the network."));
}

static const TdFamily *
find_family (const char *id, GError **error)
{
  g_autoptr(GString) ids = g_string_new (NULL);

  for (const TdFamily *const *family = td_families (); *family != NULL; family++)
    {
      if (strcmp ((*family)->id, id) == 0)
        return *family;
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", (*family)->id);
    }
  g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
               _("There is no family “%s”; there are %s."), id, ids->str);
  return NULL;
}

static const TdKind *
find_kind (const TdFamily *family, const char *id, GError **error)
{
  const TdKind *kind = td_family_find (family, id);
  g_autofree char *ids = td_family_dup_ids (family, NULL);

  if (kind == NULL)
    g_set_error (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                 _("There is no “%s” among the %s; there are %s."), id, family->id, ids);
  return kind;
}

static int
run (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const TdFamily *family = NULL;
  const TdKind *kind = NULL;

  if (!td_cli_parse (&td_verb_list, entries, 0, 2, &argc, argv, error))
    return 1;
  if (argc > 1 && (family = find_family (argv[1], error)) == NULL)
    return 1;
  if (argc > 2 && (kind = find_kind (family, argv[2], error)) == NULL)
    return 1;
  if (kind != NULL)
    print_kind (kind);
  else if (family != NULL)
    print_kinds (family);
  else
    print_families ();
  return 0;
}

const TdVerb td_verb_list = {
  .name = "list",
  .arguments = N_("[FAMILY [KIND]]"),
  .summary = N_("List the kinds of optimizers, layers, losses … and their options"),
  .run = run,
};
