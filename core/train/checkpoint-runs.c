/* checkpoint-runs.c — a run and those before it, as entries of an archive.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/checkpoint-runs.h"

#include "core/project/document.h"
#include "core/train/checkpoint.h"

#include <stdlib.h>
#include <string.h>

#define RUNS "runs/"

static char *
entry_name (guint number, const char *file)
{
  return g_strdup_printf (RUNS "%u/%s", number, file);
}

static void
add_text (TdArchive *archive, guint number, const char *file, char *text, gsize length)
{
  g_autofree char *name = entry_name (number, file);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, length);

  td_archive_add (archive, name, bytes);
}

static void
add_edits (TdArchive *archive, TdEdit *edits, GHashTable *names)
{
  g_autoptr (TdEdit) renamed = td_edit_rename (edits, names);
  const TdRunStart *start = td_edit_get_start (renamed);
  gsize length;
  char *text = td_document_write (&start->project, &length);

  add_text (archive, start->number, "project.json", text, length);
  text = td_edits_to_json (renamed, &length);
  add_text (archive, start->number, "edits.json", text, length);
}

static void
add_past (TdArchive *archive, const TdPastRun *run, GHashTable *names)
{
  guint number = td_edit_get_start (run->edits)->number;
  g_autofree char *name = entry_name (number, "weights.safetensors");
  g_autoptr (GBytes) weights = NULL;
  g_auto (TdSpec) project = { NULL };

  add_edits (archive, run->edits, names);
  if (run->history != NULL && td_edit_dup_project (run->edits, &project, NULL))
    {
      char *csv = td_history_to_csv (run->history, &project);

      add_text (archive, number, "history.csv", csv, strlen (csv));
    }
  weights = td_array_set_to_bytes (run->weights);
  td_archive_add (archive, name, weights);
}

void
td_runs_add (TdArchive *archive, const TdState *state, const TdSpec *project)
{
  g_autoptr (GHashTable) names = NULL;
  GPtrArray *earlier;

  if (state->edits == NULL)
    return;
  names = td_edit_find_names (state->edits, project);
  earlier = td_edit_get_start (state->edits)->earlier;
  for (guint i = 0; i < earlier->len; i++)
    add_past (archive, g_ptr_array_index (earlier, i), names);
  if (td_state_is_trained (state))
    add_edits (archive, state->edits, names);
}

static GBytes *
find (TdArchive *archive, guint number, const char *file)
{
  g_autofree char *name = entry_name (number, file);

  return td_archive_get (archive, name);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* Numbers of the runs, ascending. */
static GArray *
find_runs (TdArchive *archive)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < td_archive_n (archive); i++)
    {
      const char *name = td_archive_name (archive, i);
      guint number;

      if (!g_str_has_prefix (name, RUNS) || !g_str_has_suffix (name, "/project.json"))
        continue;
      number = strtoul (name + strlen (RUNS), NULL, 10); /* the archive lets no other name in */
      g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);
  return numbers;
}

static TdEdit *
load_edits (TdArchive *archive, guint number, GPtrArray *earlier, GError **error)
{
  g_autofree char *what = entry_name (number, "project.json");
  g_autofree char *what_edits = entry_name (number, "edits.json");
  GBytes *bytes = find (archive, number, "edits.json");
  g_auto (TdSpec) project = { NULL };
  const char *text;
  TdEdit *start;
  gsize length;

  text = g_bytes_get_data (find (archive, number, "project.json"), &length);
  if (!td_document_parse (text, length, what, &project, error))
    return NULL;
  start = td_edit_start (&project, 0, 0, FALSE, number, earlier);
  if (bytes == NULL)
    return start;
  text = g_bytes_get_data (bytes, &length);
  return td_edits_from_json (start, text, length, what_edits, error);
}

static gboolean
load_history (TdArchive *archive, guint number, TdEdit *edits, TdHistory **history,
              GError **error)
{
  GBytes *bytes = find (archive, number, "history.csv");
  g_auto (TdSpec) project = { NULL };
  const char *text;
  gsize length;

  if (bytes == NULL)
    return TRUE;
  if (!td_edit_dup_project (edits, &project, error))
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  *history = td_history_from_csv (text, length, &project, error);
  return *history != NULL;
}

static TdPastRun *
load_past (TdArchive *archive, guint number, GError **error)
{
  g_autofree char *what = entry_name (number, "weights.safetensors");
  g_autoptr (TdEdit) edits = load_edits (archive, number, NULL, error);
  g_autoptr (TdHistory) history = NULL;
  TdArraySet *weights;

  if (edits == NULL || !load_history (archive, number, edits, &history, error))
    return NULL;
  weights = td_array_set_from_bytes (td_archive_get (archive, what), what, error);
  if (weights == NULL)
    return NULL;
  return td_past_run_new (g_steal_pointer (&edits), g_steal_pointer (&history), weights);
}

/* Those before @current, at most as many as are kept. */
static GPtrArray *
load_earlier (TdArchive *archive, GArray *numbers, guint current, GError **error)
{
  g_autoptr (GPtrArray) earlier
    = g_ptr_array_new_with_free_func ((GDestroyNotify) td_past_run_unref);

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);
      TdPastRun *run;

      if (number >= current || find (archive, number, "weights.safetensors") == NULL)
        continue;
      run = load_past (archive, number, error);
      if (run == NULL)
        return NULL;
      g_ptr_array_add (earlier, run);
      if (earlier->len > TD_MAX_EARLIER_RUNS)
        g_ptr_array_remove_index (earlier, 0);
    }
  return g_steal_pointer (&earlier);
}

gboolean
td_runs_load (TdArchive *archive, const TdSpec *project, TdEdit **edits, GError **error)
{
  g_autoptr (GArray) numbers = find_runs (archive);
  g_autoptr (GPtrArray) earlier = NULL;
  gboolean begun;
  guint current;

  *edits = NULL;
  if (numbers->len == 0)
    return TRUE;
  current = g_array_index (numbers, guint, numbers->len - 1);
  begun = find (archive, current, "weights.safetensors") == NULL;
  earlier = load_earlier (archive, numbers, begun ? current : current + 1, error);
  if (earlier == NULL)
    return FALSE;
  *edits = begun ? load_edits (archive, current, earlier, error)
                 : td_edit_start (project, 0, 0, TRUE, current + 1, earlier);
  return *edits != NULL;
}
