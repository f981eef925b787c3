/* history-csv.c — the curves as a table: history.csv in a project file, and `train --log`.
 *
 * Columns: epoch, step, seconds, learning_rate; then per task, under its name, train and
 * validation loss, train and validation accuracy (or _r2), weight; then mean_accuracy and
 * mean_log_loss; then labels a batch, where some lack them; then, of runs that compared gradients,
 * these. Reading finds columns by name, so older and newer files open alike.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/json.h"
#include "core/data/csv-walk.h"
#include "core/data/csv-write.h"
#include "core/project/document.h"
#include "core/project/task.h"
#include "core/train/checkpoint.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define N_FIRST 4
#define MAX_CSV_COLUMNS 100000

static const char *const first_names[N_FIRST] = { "epoch", "step", "seconds", "learning_rate" };
static const char *const last_names[] = { "mean_accuracy", "mean_log_loss", NULL };

/* One column of the file: what it is called there and in the history. */
typedef struct
{
  char *title; /* "Digit/train_loss" */
  char *name;  /* "t1/train_loss" */
  gboolean optional; /* left out where it was not measured */
} Column;

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column->name);
}

static void
add_task_column (GArray *columns, const TdTaskOptions *task, const char *what)
{
  Column column = { g_strconcat (task->name, "/", what, NULL), g_strconcat (task->id, "/", what, NULL) };

  g_array_append_val (columns, column);
}

static void
add_optional (GArray *columns, char *title, char *name)
{
  Column column = { title, name, TRUE };

  g_array_append_val (columns, column);
}

static void
add_label_columns (GArray *columns, const TdSpecList *tasks)
{
  for (gsize k = 0; k < tasks->n; k++)
    {
      const TdTaskOptions *task = td_task_options (&tasks->items[k]);

      add_optional (columns, g_strconcat (task->name, "/labels", NULL),
                    g_strconcat (task->id, "/labels", NULL));
    }
}

static void
add_gradient_columns (GArray *columns, const TdSpecList *tasks)
{
  for (gsize a = 0; a < tasks->n; a++)
    {
      const TdTaskOptions *task = td_task_options (&tasks->items[a]);

      add_optional (columns, g_strconcat (task->name, "/gradient_norm", NULL),
                    g_strconcat (task->id, "/gradient_norm", NULL));
      for (gsize b = a + 1; b < tasks->n && tasks->n <= TD_HISTORY_MAX_PAIRED; b++)
        {
          const TdTaskOptions *other = td_task_options (&tasks->items[b]);

          add_optional (columns, g_strconcat (task->name, "/", other->name, "/cosine", NULL),
                        g_strconcat (task->id, "/", other->id, "/cosine", NULL));
        }
    }
  add_optional (columns, g_strdup ("conflict_rate"), g_strdup ("conflict_rate"));
}

static GArray *
columns_of (const TdSpec *project)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Column));
  const TdSpecList *tasks = &td_project_of (project)->tasks;

  g_array_set_clear_func (columns, clear_column);
  for (gsize k = 0; k < tasks->n; k++)
    {
      const TdTaskOptions *task = td_task_options (&tasks->items[k]);
      gboolean accuracy = td_task_kind (&tasks->items[k])->has_accuracy;

      add_task_column (columns, task, "train_loss");
      add_task_column (columns, task, "validation_loss");
      add_task_column (columns, task, accuracy ? "train_accuracy" : "train_r2");
      add_task_column (columns, task, accuracy ? "validation_accuracy" : "validation_r2");
      add_task_column (columns, task, "weight");
    }
  for (guint i = 0; last_names[i] != NULL; i++)
    {
      Column column = { g_strdup (last_names[i]), g_strdup (last_names[i]) };

      g_array_append_val (columns, column);
    }
  add_label_columns (columns, tasks);
  add_gradient_columns (columns, tasks);
  return columns;
}

/* Epochs that differ have to differ in the file: reading refuses those that don't grow. */
static void
append_exact (GString *csv, double value)
{
  g_autofree char *text = td_json_number_to_text (value);

  if (isfinite (value))
    g_string_append (csv, text);
}

static void
append_row (GString *csv, const TdHistoryView *view, gsize row, const gint *places, guint n_columns)
{
  const TdMoment *moment = &view->moments[row];

  append_exact (csv, moment->x);
  g_string_append_c (csv, ',');
  append_exact (csv, moment->step);
  g_string_append_c (csv, ',');
  td_csv_append_number (csv, moment->seconds);
  g_string_append_c (csv, ',');
  td_csv_append_number (csv, moment->learning_rate);
  for (guint c = 0; c < n_columns; c++)
    {
      g_string_append_c (csv, ',');
      if (places[c] >= 0)
        td_csv_append_number (csv, view->cells[places[c]][row].mean);
    }
  g_string_append_c (csv, '\n');
}

char *
td_history_to_csv (TdHistory *history, const TdSpec *project)
{
  g_autoptr (GArray) columns = columns_of (project);
  g_autofree gint *places = g_new (gint, columns->len);
  guint n_places = 0;
  GString *csv = g_string_new ("epoch,step,seconds,learning_rate");
  TdHistoryView view = { 0 };

  td_history_view_update (&view, history);
  for (guint c = 0; c < columns->len; c++)
    {
      const Column *column = &g_array_index (columns, Column, c);

      places[n_places] = td_history_view_find (&view, column->name);
      if (column->optional && places[n_places] < 0)
        continue;
      n_places++;
      g_string_append_c (csv, ',');
      td_csv_append_text (csv, column->title);
    }
  g_string_append_c (csv, '\n');
  for (gsize row = 0; row < view.n_rows; row++)
    append_row (csv, &view, row, places, n_places);
  td_history_view_clear (&view);
  return g_string_free (csv, FALSE);
}

/* A file being read. */
typedef struct
{
  TdHistory *history;
  GArray    *columns;  /* of the project */
  GArray    *places;   /* gint per file column: 0 … 3 moment, 4 + index in the history, -1 unknown */
  double     moment[N_FIRST];
  double    *values;   /* (n_values) */
  guint      n_values;
  guint      field;
  gboolean   header;
  double     last_x;
} Reader;

static gint
place_of (Reader *reader, const char *title)
{
  for (guint i = 0; i < N_FIRST; i++)
    if (strcmp (title, first_names[i]) == 0)
      return i;
  for (guint c = 0; c < reader->columns->len; c++)
    {
      const Column *column = &g_array_index (reader->columns, Column, c);

      if (strcmp (title, column->title) == 0)
        return N_FIRST + td_history_column (reader->history, column->name);
    }
  return -1;
}

static void
cell_cb (gpointer data, const char *text, gsize length)
{
  Reader *reader = data;

  if (reader->header)
    {
      gint place = place_of (reader, text);

      g_array_append_val (reader->places, place);
      return;
    }
  if (reader->field < reader->places->len)
    {
      gint place = g_array_index (reader->places, gint, reader->field);
      double value = *text != '\0' ? g_ascii_strtod (text, NULL) : NAN;

      if (place >= N_FIRST)
        reader->values[place - N_FIRST] = value;
      else if (place >= 0)
        reader->moment[place] = value;
    }
  reader->field++;
}

static gboolean
refuse (GError **error, gsize line, const char *trouble)
{
  g_set_error (error, TD_PROJECT_ERROR, TD_PROJECT_ERROR_FORMAT,
               _("history.csv, line %zu: %s."), line, trouble);
  return FALSE;
}

static gboolean
end_header (Reader *reader, gsize line, GError **error)
{
  if (reader->places->len > MAX_CSV_COLUMNS)
    return refuse (error, line, _("there are too many columns"));
  reader->header = FALSE;
  for (guint i = 0; i < reader->places->len; i++)
    {
      gint index = g_array_index (reader->places, gint, i) - N_FIRST;

      reader->n_values = MAX (reader->n_values, (guint) MAX (index + 1, 0));
    }
  reader->values = g_new0 (double, MAX (reader->n_values, 1));
  return TRUE;
}

static gboolean
row_cb (gpointer data, gsize line, GError **error)
{
  Reader *reader = data;
  TdMoment moment = { reader->moment[0], reader->moment[1], reader->moment[2], reader->moment[3] };

  if (reader->header)
    return end_header (reader, line, error);
  if (reader->field != reader->places->len)
    return refuse (error, line, _("the row has the wrong number of fields"));
  if (!isfinite (moment.x) || moment.x <= reader->last_x)
    return refuse (error, line, _("the epochs don't grow"));
  td_history_append (reader->history, &moment, reader->values, reader->n_values);
  reader->last_x = moment.x;
  reader->field = 0;
  return TRUE;
}

TdHistory *
td_history_from_csv (const char *text, gsize length, const TdSpec *project, GError **error)
{
  static const TdCsvVisitor visitor = { cell_cb, row_cb };
  g_autoptr (TdHistory) history = td_history_new ();
  Reader reader = { .history = history, .columns = columns_of (project), .header = TRUE,
                    .places = g_array_new (FALSE, FALSE, sizeof (gint)), .last_x = -1 };
  gboolean read = td_csv_walk ("history.csv", text, length, ',', &visitor, &reader, error);

  g_array_unref (reader.columns);
  g_array_unref (reader.places);
  g_free (reader.values);
  return read ? g_steal_pointer (&history) : NULL;
}
