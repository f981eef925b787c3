/* cli-list.c — `tandem-cli list`: the kinds there are and their options, from their own tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-kind.h"
#include "app/cli-markdown.h"
#include "app/cli-table.h"
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

static void
add_option (TdCliTable *table, const TdOption *option)
{
  g_autofree char *standard = td_cli_option_dup_default (option);
  g_autofree char *range = td_cli_option_dup_range (option);
  g_autofree char *name = g_strdup_printf ("  %s", option->name);

  td_cli_table_add (table, name);
  td_cli_table_add (table, standard);
  td_cli_table_add (table, range);
  td_cli_table_add (table, option->live ? _("yes") : _("no"));
  td_cli_table_add (table, option->help != NULL ? _(option->help) : _(option->label));
}

static void
print_facts (const TdFamily *family, const TdKind *kind)
{
  g_autoptr(GArray) facts = td_cli_kind_facts (family, kind);
  g_autoptr(TdCliTable) table = td_cli_table_new ("ll");

  for (guint i = 0; i < facts->len; i++)
    {
      const TdCliFact *fact = &g_array_index (facts, TdCliFact, i);
      g_autofree char *label = g_strdup_printf ("  %s", fact->label);

      if (fact->text[0] == '\0')
        continue;
      td_cli_table_add (table, label);
      td_cli_table_add (table, fact->text);
    }
  if (facts->len == 0)
    return;
  g_print ("\n");
  td_cli_table_print (table);
}

static void
print_options (const TdKind *kind)
{
  g_autoptr(TdCliTable) table = td_cli_table_new ("lllll");
  g_autofree char *heading = g_strdup_printf ("  %s", _("Option"));

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

static void
print_kind (const TdFamily *family, const TdKind *kind)
{
  g_print ("%s (%s)\n%s\n", kind->id, _(kind->title), _(kind->summary));
  if (kind->paper != NULL)
    g_print ("%s\n", kind->paper);
  print_facts (family, kind);
  if (td_kind_n_options (kind) > 0)
    print_options (kind);
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
  gboolean markdown = FALSE;
  const GOptionEntry entries[] = {
    { "markdown", 0, 0, G_OPTION_ARG_NONE, &markdown,
      N_("Print a family, or all that tell of methods, as a page of the manual"), NULL },
    { NULL }
  };
  const TdFamily *family = NULL;
  const TdKind *kind = NULL;

  if (!td_cli_parse (&td_verb_list, entries, 0, 2, &argc, argv, error))
    return 1;
  if (argc > 1 && (family = find_family (argv[1], error)) == NULL)
    return 1;
  if (argc > 2 && (kind = find_kind (family, argv[2], error)) == NULL)
    return 1;
  if (markdown && family != NULL)
    td_cli_markdown_print_family (family);
  else if (markdown)
    td_cli_markdown_print_methods ();
  else if (kind != NULL)
    print_kind (family, kind);
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
