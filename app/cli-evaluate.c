/* cli-evaluate.c — `tandem-cli evaluate`: how good a trained file is, on its own data or on other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "app/cli-report.h"
#include "core/data/source.h"

#include <glib/gi18n.h>

/* The data set that @file holds, read as the project was trained; NULL: none is given. */
static gboolean
load_data (const TdPlan *plan, const char *file, TdDataset **dataset, GError **error)
{
  g_autoptr(TdTable) table = NULL;

  if (file != NULL)
    {
      table = td_source_load_file (file, NULL, error);
      *dataset = table != NULL ? td_plan_encode (plan, table, error) : NULL;
      return *dataset != NULL;
    }
  if (plan->dataset != NULL)
    return TRUE;
  g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, plan->missing);
  return FALSE;
}

static void
print_json (const TdCliReport *report)
{
  TdJsonWriter *writer = td_json_writer_new (FALSE);

  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "rows");
  td_json_writer_integer (writer, (gint64) report->n_rows);
  td_cli_report_write_json (report, writer);
  td_json_writer_end_object (writer);
  td_cli_print_json (writer);
}

static gboolean
evaluate (TdCliProject *project, const char *path, const char *file, gboolean json, GError **error)
{
  g_auto(TdCliReport) report = { 0 };
  g_autoptr(TdDataset) dataset = NULL;
  g_autoptr(TdState) state = td_cli_project_state (project, path, error);

  if (state == NULL || !load_data (project->plan, file, &dataset, error))
    return FALSE;
  td_cli_note_inputs (dataset != NULL ? &dataset->notes : &project->plan->dataset->notes);
  td_cli_report_init (&report, project->plan, dataset, state->parameters);
  if (json)
    print_json (&report);
  else
    td_cli_report_print (&report);
  return TRUE;
}

static int
run (int argc, char **argv, GError **error)
{
  g_auto(TdCliEdits) edits = { 0 };
  g_auto(TdCliProject) project = { 0 };
  g_autofree char *file = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &file, N_("Measure on all rows of this file"),
      N_("FILE.csv") },
    TD_CLI_EDIT_ENTRIES (&edits),
    TD_CLI_JSON_ENTRY (&json),
    { NULL }
  };

  if (!td_cli_parse (&td_verb_evaluate, entries, 1, 1, &argc, argv, error)
      || !td_cli_project_open (&project, argv[1], &edits,
                               file != NULL ? TD_CLI_DATA_UNREAD : TD_CLI_DATA_READ, error))
    return 1;
  return evaluate (&project, argv[1], file, json, error) ? 0 : 1;
}

const TdVerb td_verb_evaluate = {
  .name = "evaluate",
  .arguments = N_("PROJECT"),
  .summary = N_("Measure a trained project, on its own data or on another file"),
  .computes = TRUE,
  .run = run,
};
