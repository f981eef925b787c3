/* guess-project.c — see guess-project.h.
 *
 * The guess is written as a document, so that a project made here is one like any other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/guess-project.h"

#include "core/base/json.h"
#include "core/data/fit.h"
#include "core/data/source.h"
#include "core/project/document.h"
#include "core/project/guess-task.h"

#include <string.h>

#define LAYERS 2
#define SMALL_TABLE 1000 /* rows; below, smaller batches, so that an epoch has steps enough */
#define SMALL_BATCH 16

/* What a column is for, as far as it can be told. */
typedef struct
{
  const TdColumn   *column;
  const TdTaskKind *task;  /* that predicts it; NULL: none can */
  gboolean          named; /* as a target is */
  gboolean          input; /* may be one */
  gboolean          target;
} Guess;

/* Whether @name is @word, or goes on with a digit or what parts words. */
static gboolean
begins_with_word (const char *name, const char *word)
{
  gsize length = strlen (word);

  return g_ascii_strncasecmp (name, word, length) == 0 && !g_ascii_isalpha (name[length])
         && (name[length] & 0x80) == 0;
}

static gboolean
is_target_name (const char *name)
{
  static const char *const words[] = { "y", "target", "label", "class", "output", "outcome",
                                       "response", "truth" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (begins_with_word (name, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether the column only tells rows apart: whole numbers, or texts, each of them once. */
static gboolean
is_row_name (const TdColumn *column, const TdColumnSummary *summary, gsize n_rows)
{
  static const char *const words[] = { "id", "index", "row", "no", "nr", "number" };

  if (n_rows < 2 || summary->n_values < MIN (n_rows, TD_MAX_CLASSES))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (begins_with_word (column->name, words[i]))
      return column->codes != NULL || summary->is_whole;
  return column->codes != NULL || (summary->is_whole && *column->name == '\0');
}

static void
guess_column (const TdColumn *column, gsize n_rows, Guess *guess)
{
  TdColumnSummary summary;
  gboolean row_name;

  td_column_summarize (column, n_rows, &summary);
  row_name = is_row_name (column, &summary, n_rows);
  guess->column = column;
  guess->task = row_name ? NULL : td_task_guess (&summary, 1);
  guess->named = guess->task != NULL && is_target_name (column->name);
  guess->input = !row_name && summary.n_labels > 0
                 && (column->codes == NULL || column->n_values <= TD_MAX_CATEGORIES);
}

/* At least one column stays an input. */
static void
choose_targets (Guess *guesses, guint n)
{
  guint n_named = 0, last = n;

  for (guint i = 0; i < n; i++)
    {
      n_named += guesses[i].named ? 1 : 0;
      last = guesses[i].task != NULL ? i : last;
    }
  if (n_named > 0 && n_named < n)
    for (guint i = 0; i < n; i++)
      guesses[i].target = guesses[i].named;
  else if (last < n && n > 1)
    guesses[last].target = TRUE;
}

/* The document */

static void
write_text_value (TdJsonWriter *writer, const char *name, const char *text)
{
  td_json_writer_name (writer, name);
  td_json_writer_text (writer, text);
}

static void
write_inputs (TdJsonWriter *writer, const Guess *guesses, guint n)
{
  gboolean all = TRUE;

  for (guint i = 0; i < n; i++)
    all = all && (guesses[i].input || guesses[i].target);
  td_json_writer_name (writer, "inputs");
  td_json_writer_begin_array (writer);
  if (all)
    td_json_writer_text (writer, "*");
  for (guint i = 0; !all && i < n; i++)
    if (guesses[i].input && !guesses[i].target)
      td_json_writer_text (writer, guesses[i].column->name);
  td_json_writer_end_array (writer);
}

static void
write_data (TdJsonWriter *writer, const char *path, const Guess *guesses, guint n)
{
  const TdKind *source = td_source_kind_for_file (path);

  td_json_writer_name (writer, "data");
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "source");
  td_json_writer_begin_object (writer);
  write_text_value (writer, "kind", source->id);
  write_text_value (writer, td_source_file_option (source)->name, path);
  td_json_writer_end_object (writer);
  write_inputs (writer, guesses, n);
  td_json_writer_end_object (writer);
}

static void
write_tasks (TdJsonWriter *writer, const Guess *guesses, guint n)
{
  td_json_writer_name (writer, "tasks");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < n; i++)
    if (guesses[i].target)
      {
        td_json_writer_begin_object (writer);
        write_text_value (writer, "kind", guesses[i].task->kind.id);
        td_json_writer_name (writer, "targets");
        td_json_writer_begin_array (writer);
        td_json_writer_text (writer, guesses[i].column->name);
        td_json_writer_end_array (writer);
        td_json_writer_end_object (writer);
      }
  td_json_writer_end_array (writer);
}

static void
write_network (TdJsonWriter *writer)
{
  td_json_writer_name (writer, "network");
  td_json_writer_begin_object (writer);
  td_json_writer_name (writer, "trunk");
  td_json_writer_begin_array (writer);
  for (guint i = 0; i < LAYERS; i++)
    td_json_writer_text (writer, "dense"); /* with its usual units */
  td_json_writer_end_array (writer);
  td_json_writer_end_object (writer);
}

static void
write_training (TdJsonWriter *writer, gsize n_rows)
{
  td_json_writer_name (writer, "training");
  td_json_writer_begin_object (writer);
  if (n_rows < SMALL_TABLE)
    {
      td_json_writer_name (writer, "batch-size");
      td_json_writer_integer (writer, SMALL_BATCH);
    }
  td_json_writer_end_object (writer);
}

/* "wine quality" of "/data/wine quality.csv". */
static char *
dup_project_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_filename_display_name (base);
}

gboolean
td_guess_project (const TdTable *table, const char *path, TdSpec *project, GError **error)
{
  guint n = td_table_n_columns (table);
  g_autofree Guess *guesses = g_new0 (Guess, MAX (n, 1));
  g_autofree char *name = dup_project_name (path), *text = NULL;
  TdJsonWriter *writer = td_json_writer_new (FALSE);
  gsize length;

  for (guint i = 0; i < n; i++)
    guess_column (td_table_column (table, i), td_table_n_rows (table), &guesses[i]);
  choose_targets (guesses, n);
  td_json_writer_begin_object (writer);
  write_text_value (writer, "format", "tandem-project");
  td_json_writer_name (writer, "version");
  td_json_writer_integer (writer, 1);
  write_text_value (writer, "name", name);
  write_data (writer, path, guesses, n);
  write_tasks (writer, guesses, n);
  write_network (writer);
  write_training (writer, td_table_n_rows (table));
  td_json_writer_end_object (writer);
  text = td_json_writer_finish (writer, &length);
  return td_document_parse (text, length, path, project, error);
}
