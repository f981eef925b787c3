/* project.c — fuzzes opening a project past the ZIP: what opens makes a plan or a sentence, its
 * network answers, and it is saved and opens again.
 *
 * The input is a list of entries, each "@@", a letter and a line feed, then its bytes: easier to
 * mutate than a ZIP with its lengths and sums.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/data/source.h"
#include "core/project/archive.h"
#include "core/train/checkpoint.h"
#include "core/train/evaluate.h"
#include "core/train/predict.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Larger networks are lawful, but say nothing about the loader. */
#define MAX_PARAMETERS (1 << 16)
#define MAX_VALUES     (1 << 16)
#define MAX_ROWS       4096

static const struct
{
  char        letter;
  const char *name;
} entries[] = {
  { 'p', "project.json" }, { 'f', "fit.json" },          { 'w', "weights.safetensors" },
  { 's', "state.safetensors" }, { 'h', "history.csv" }, { 'r', "runs/1/project.json" },
  { 'e', "runs/1/edits.json" }, { 'd', "data/toy.csv" },
  { 'v', "view.json" },
};

static char *folder;

static char *
path_of (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("tandem-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  return g_build_filename (folder, name, NULL);
}

/* "t" is the table beside the project. */
static void
write_table (const guint8 *data,
             gsize         size)
{
  g_autofree char *path = path_of ("toy.csv");
  FILE *file = fopen (path, "wbe");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, size, file), ==, size);
  fclose (file);
}

static void
take_entry (TdArchive    *archive,
            char          letter,
            const guint8 *data,
            gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  if (letter == 't')
    write_table (data, size);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].letter == letter && td_archive_get (archive, entries[i].name) == NULL)
      td_archive_add (archive, entries[i].name, bytes);
}

static TdArchive *
take_entries (const guint8 *data,
              gsize         size)
{
  TdArchive *archive = td_archive_new ();
  const guint8 *end = data + size;
  const guint8 *at = memmem (data, size, "@@", 2);

  while (at != NULL && end - at >= 4)
    {
      const guint8 *from = at + 4;
      const guint8 *next = memmem (from, end - from, "@@", 2);

      take_entry (archive, at[2], from, (next != NULL ? next : end) - from);
      at = next;
    }
  return archive;
}

static gboolean
is_small (const TdPlan *plan)
{
  gsize width = 0;

  for (guint v = 0; v < plan->graph->n_values; v++)
    {
      if (plan->graph->values[v].width > MAX_VALUES)
        return FALSE;
      width += plan->graph->values[v].width;
    }
  return width <= MAX_VALUES && plan->graph->layout->n_parameters <= MAX_PARAMETERS
         && (plan->dataset == NULL || plan->dataset->n_rows <= MAX_ROWS);
}

static void
check_finite (const TdDataset *dataset)
{
  for (gsize i = 0; i < dataset->n_rows * dataset->n_features; i++)
    g_assert_true (isfinite (dataset->inputs[i]));
}

static void
evaluate (const TdPlan  *plan,
          const TdState *state)
{
  g_autofree TdTaskMetrics *metrics = g_new0 (TdTaskMetrics, MAX (plan->n_tasks, 1));

  if (plan->dataset == NULL)
    return;
  check_finite (plan->dataset);
  td_evaluate (plan, NULL, state->parameters, td_evaluation_part (plan->dataset), metrics);
}

static gboolean
append_cb (gpointer    data,
           const char *text,
           gsize       length,
           GError    **error)
{
  g_string_append_len (data, text, length);
  return TRUE;
}

/* The table beside the project, as rows that the network hasn't seen. */
static void
predict (TdPlan        *plan,
         const TdState *state)
{
  g_autoptr (TdTable) table = td_csv_load ("toy.csv", folder, NULL);
  g_autoptr (GString) csv = g_string_new (NULL);
  TdInputNotes notes = { 0 };
  GError *error = NULL;

  if (table == NULL || td_table_n_rows (table) > MAX_ROWS)
    return;
  fuzz_check (td_predict_csv (plan, state->parameters, table, append_cb, csv, &notes, &error),
              error);
}

/* The run in the file, but for the names of its data files. */
static void
check_edits (const TdCheckpoint *saved,
             const TdState      *state)
{
  g_autoptr (GHashTable) names = td_edit_find_names (state->edits, &saved->project);
  g_autoptr (TdEdit) renamed = td_edit_rename (state->edits, names);

  g_assert_nonnull (saved->edits);
  fuzz_check_same (td_edits_to_json (renamed, NULL), td_edits_to_json (saved->edits, NULL));
}

static void
check_saved (const TdCheckpoint *checkpoint,
             const TdPlan       *plan,
             const TdState      *state)
{
  g_autofree char *path = path_of ("saved.tandem");
  g_auto (TdCheckpoint) again = { 0 };
  const TdCheckpointParts parts = {
    .project = &checkpoint->project, .folder = checkpoint->folder, .fit = plan->fit,
    .state = state, .history = checkpoint->history, .view = checkpoint->view,
  };
  GError *error = NULL;

  td_checkpoint_save_parts (path, &parts, &error);
  g_assert_no_error (error);
  td_checkpoint_load (path, &again, &error);
  g_assert_no_error (error);
  fuzz_check_same (td_document_write (&checkpoint->project, NULL),
                   td_document_write (&again.project, NULL));
  fuzz_check_same (td_view_state_write (checkpoint->view, NULL),
                   td_view_state_write (again.view, NULL));
  if (checkpoint->history != NULL)
    fuzz_check_same (td_history_to_csv (checkpoint->history, &checkpoint->project),
                     td_history_to_csv (again.history, &again.project));
  if (state->edits != NULL && state->step > 0)
    check_edits (&again, state);
}

static void
use (TdCheckpoint *checkpoint)
{
  g_autoptr (TdData) data = td_data_new_in (checkpoint->folder, checkpoint->fit);
  g_autoptr (TdPlan) plan = NULL;
  g_autoptr (TdState) state = NULL;
  g_autofree char *unfit = NULL;
  GError *error = NULL;

  plan = td_plan_new (&checkpoint->project, data, &error);
  fuzz_check (plan != NULL, error);
  if (plan == NULL || !is_small (plan))
    return;
  error = NULL;
  state = td_checkpoint_state (checkpoint, plan, &unfit, &error);
  g_assert_no_error (error);
  g_assert_true (unfit == NULL || g_utf8_validate (unfit, -1, NULL));
  if (state == NULL)
    return;
  evaluate (plan, state);
  predict (plan, state);
  check_saved (checkpoint, plan, state);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *path = path_of ("fuzz.tandem");
  g_autofree char *table = path_of ("toy.csv");
  g_autoptr (TdArchive) archive = NULL;
  g_auto (TdCheckpoint) checkpoint = { 0 };
  GError *error = NULL;
  gboolean loaded;

  g_unlink (table);
  archive = take_entries (data, size);
  td_archive_write (archive, path, &error);
  g_assert_no_error (error);
  loaded = td_checkpoint_load (path, &checkpoint, &error);
  fuzz_check (loaded, error);
  if (loaded)
    use (&checkpoint);
  return 0;
}
