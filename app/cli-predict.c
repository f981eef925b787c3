/* cli-predict.c — `tandem-cli predict`: what a trained project says about the rows of a file.
 *
 * The project's own data aren't read: all that is needed of them is in its fit.
 *
 * SPDX-License-Identifier: MIT
 */
#include "app/cli-common.h"
#include "core/data/source.h"
#include "core/project/atomic-file.h"
#include "core/train/predict.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>

static gboolean
print_cb (gpointer data, const char *text, gsize length, GError **error)
{
  if (fwrite (text, 1, length, stdout) == length)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _("The predictions can't be written: %s."), g_strerror (errno));
  return FALSE;
}

static gboolean
write_cb (gpointer data, const char *text, gsize length, GError **error)
{
  return td_atomic_file_write (data, text, length, error);
}

static gboolean
write_predictions (TdPlan        *plan,
                   const TdState *state,
                   const TdTable *table,
                   const char    *output,
                   TdInputNotes  *notes,
                   GError       **error)
{
  g_autoptr(TdAtomicFile) file = NULL;

  if (output == NULL)
    return td_predict_csv (plan, state->parameters, table, print_cb, NULL, notes, error);
  file = td_atomic_file_open (output, error);
  return file != NULL
         && td_predict_csv (plan, state->parameters, table, write_cb, file, notes, error)
         && td_atomic_file_commit (file, error);
}

static gboolean
predict (const char *path, const char *data, const char *output, GError **error)
{
  g_auto(TdCliProject) project = { 0 };
  g_autoptr(TdState) state = NULL;
  g_autoptr(TdTable) table = NULL;
  TdInputNotes notes = { 0 };

  if (output != NULL && !td_cli_check_writable (output, error))
    return FALSE;
  if (!td_cli_project_open (&project, path, NULL, TD_CLI_DATA_UNREAD, error))
    return FALSE;
  state = td_cli_project_state (&project, path, error);
  table = state != NULL ? td_source_load_file (data, NULL, error) : NULL;
  if (table == NULL
      || !write_predictions (project.plan, state, table, output, &notes, error))
    return FALSE;
  td_cli_note_inputs (&notes);
  if (output != NULL)
    td_cli_note (_("Saved %s, %zu rows."), output, td_table_n_rows (table));
  return TRUE;
}

static int
run (int argc, char **argv, GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data,
      N_("The rows to predict; target columns aren't needed"), N_("FILE.csv") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_("Write a file instead of standard output"), N_("OUT.csv") },
    { NULL }
  };

  if (!td_cli_parse (&td_verb_predict, entries, 1, 1, &argc, argv, error))
    return 1;
  if (data == NULL)
    {
      g_set_error_literal (error, TD_CLI_ERROR, TD_CLI_ERROR_USAGE,
                           _("Name the rows to predict: --data FILE.csv."));
      return 1;
    }
  return predict (argv[1], data, output, error) ? 0 : 1;
}

const TdVerb td_verb_predict = {
  .name = "predict",
  .arguments = N_("PROJECT"),
  .summary = N_("Answer the rows of a file with a trained project, as a CSV table"),
  .computes = TRUE,
  .run = run,
};
