/* curves.c — the two charts of a run made from its history: loss per task, accuracy.
 *
 * Series borrow the cells of the reader's own copy of the history, so an update copies the new
 * rows and a few pointers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/curves.h"
#include "ui/chart/color.h"
#include "ui/chart/edit-marks.h"

#include "core/project/task.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CELL_FLOATS (sizeof (TdCell) / sizeof (float))
/* Ids of what isn't a task. Those of tasks have no slash. */
#define MEAN "/mean_accuracy"
#define TRAIN "/train_loss"
#define VALIDATION "/validation_loss"

#define LEAST_BATCHES 8 /* that say something about an epoch */
#define N_BASE_COLORS 6 /* later tasks repeat them lighter and darker, with markers */

struct _TdCurves
{
  TdHistoryView view;
  TdChartModel  loss, accuracy, legend;
  GArray       *loss_series, *accuracy_series, *legend_series; /* TdSeries */
  TdEditMarks  *marks;
  GArray       *entries; /* TdCurvesEntry */
  GPtrArray    *labels; /* char *, what the series and entries borrow */
  GHashTable   *hidden; /* char *, ids */
  guint         n_hidings, n_shown_hidings; /* changes of @hidden: all, and up to the last update */
  char         *title;  /* of the accuracy chart */
  char         *key;    /* what of the project and the style the series were made from */
  guint64       progress_revision;
};

/* A task as the charts see it. */
typedef struct
{
  const TdTaskOptions *options;
  const TdTaskKind    *kind;
  const char          *id;
  const char          *label;
  gboolean             hidden;
  TdRgba               color;
  TdMarker             marker;
  const TdTaskMetrics *under_way; /* of the epoch under way; NULL: none */
} Task;

/* The cells of "ID/NAME"; NULL when there is no such column. */
static const TdCell *
find_cells (const TdHistoryView *view, const char *id, const char *name)
{
  g_autofree char *column = id != NULL ? g_strconcat (id, "/", name, NULL) : g_strdup (name);
  int index = td_history_view_find (view, column);
  return index < 0 ? NULL : view->cells[index];
}

static gboolean
is_hidden (const TdCurves *self, const char *id)
{
  return g_hash_table_contains (self->hidden, id);
}

static gboolean
has_values (const TdHistoryView *view, const TdCell *cells)
{
  for (gsize row = cells == NULL ? 0 : view->n_rows; row > 0; row--)
    if (isfinite (cells[row - 1].mean))
      return TRUE;
  return FALSE;
}

static TdSeries
new_series (const TdHistoryView *view, const TdCell *cells, const char *label, TdRgba color)
{
  TdSeries series = { .label = label, .color = color, .tip_x = NAN, .tip_y = NAN,
                      .stride = CELL_FLOATS, .x = view->x };
  if (cells != NULL && view->n_rows > 0)
    {
      series.n = view->n_rows;
      series.mean = &cells[0].mean;
      series.min = &cells[0].min;
      series.max = &cells[0].max;
    }
  return series;
}

/* With the part of the epoch under way; epochs may differ in length. */
static double
epochs_done (const TdProgress *progress)
{
  return (double) progress->epoch
         + (double) progress->batch / (double) MAX (progress->steps_per_epoch, 1);
}

/* The first batches of an epoch say little about it: while it runs, a tip that jumps with each of
 * them would only distract. */
static void
set_tip (TdSeries *series, const TdProgress *progress, double value)
{
  guint64 n = progress->steps_per_epoch, batch = n > 0 ? progress->batch : 0;

  if (batch == 0 || (progress->status == TD_RUN_TRAINING && progress->epoch > 0
                     && batch < MAX (n / 2, LEAST_BATCHES)))
    return;
  series->tip_x = epochs_done (progress);
  series->tip_y = value;
}

static void
add_task_losses (TdCurves *self, const Task *task, const TdProgress *progress)
{
  const TdCell *train = find_cells (&self->view, task->options->id, "train_loss");
  const TdCell *validation = find_cells (&self->view, task->options->id, "validation_loss");
  TdSeries series = new_series (&self->view, train, task->label, task->color);
  series.marker = task->marker;
  series.hidden = task->hidden || is_hidden (self, TRAIN);
  if (task->under_way != NULL)
    set_tip (&series, progress, task->under_way->loss);
  g_array_append_val (self->loss_series, series);

  series = new_series (&self->view, validation, task->label, task->color);
  series.dashed = TRUE;
  series.hidden = task->hidden || is_hidden (self, VALIDATION);
  if (has_values (&self->view, validation))
    g_array_append_val (self->loss_series, series);
}

/* Validation where there are rows for it. All lines of this chart are solid: it has one sort. */
static void
add_task_accuracy (TdCurves *self, const Task *task, const TdProgress *progress)
{
  gboolean accuracy = task->kind->has_accuracy;
  const TdCell *cells = find_cells (&self->view, task->options->id,
                                    accuracy ? "validation_accuracy" : "validation_r2");
  gboolean validated = has_values (&self->view, cells);
  if (!validated)
    cells = find_cells (&self->view, task->options->id,
                        accuracy ? "train_accuracy" : "train_r2");
  TdSeries series = new_series (&self->view, cells, task->label, task->color);
  series.marker = task->marker;
  series.hidden = task->hidden;
  if (!validated && task->under_way != NULL)
    set_tip (&series, progress, accuracy ? task->under_way->accuracy : task->under_way->r2);
  g_array_append_val (self->accuracy_series, series);
}

/* Takes label and look from @series. */
static void
add_entry (TdCurves *self, const char *id, const TdSeries *series, const char *help)
{
  TdCurvesEntry entry = { .id = id, .help = help };
  entry.sample = (TdSeries){ .label = series->label, .color = series->color,
                             .marker = series->marker, .thick = series->thick,
                             .dashed = series->dashed, .hidden = is_hidden (self, id),
                             .tip_x = NAN, .tip_y = NAN };
  g_array_append_val (self->entries, entry);
}

static void
add_mean (TdCurves *self, gboolean dark)
{
  const TdCell *cells = find_cells (&self->view, NULL, "mean_accuracy");
  TdSeries series
      = new_series (&self->view, cells, _("Mean accuracy"), td_palette (dark).foreground);
  series.thick = TRUE;
  series.hidden = is_hidden (self, MEAN);
  if (!has_values (&self->view, cells))
    return;
  g_array_append_val (self->accuracy_series, series);
  add_entry (self, MEAN, &series, _("Mean accuracy of the tasks that have one"));
}

static Task
read_task (const TdSpec *spec, guint position, guint n_tasks, const TdProgress *progress,
           gboolean dark)
{
  const TdTaskOptions *options = td_task_options (spec);
  Task task = { .options = options, .kind = td_task_kind (spec) };
  task.color = options->enabled ? td_task_color (options->color, dark)
                                : td_task_color ("#888888", dark);
  if (position >= N_BASE_COLORS)
    task.marker = TD_MARKER_CIRCLE + (position / N_BASE_COLORS - 1) % 3;
  if (progress != NULL && progress->n_tasks == n_tasks && progress->training != NULL
      && options->enabled)
    task.under_way = &progress->training[position];
  return task;
}

/* The last mean accuracy there is; NaN: none. */
static double
last_mean (const TdCurves *self)
{
  const TdCell *cells = find_cells (&self->view, NULL, "mean_accuracy");
  for (gsize row = cells == NULL ? 0 : self->view.n_rows; row > 0; row--)
    if (isfinite (cells[row - 1].last))
      return cells[row - 1].last;
  return NAN;
}

static void
write_title (TdCurves *self, const TdSpecList *tasks)
{
  double mean = last_mean (self);
  gboolean any = tasks->n == 0;
  for (gsize i = 0; i < tasks->n; i++)
    any |= td_task_kind (&tasks->items[i])->has_accuracy;
  g_free (self->title);
  if (isfinite (mean))
    self->title = g_strdup_printf (_("Accuracy — mean %.1f%%"), mean * 100);
  else
    self->title = g_strdup (any ? _("Accuracy") : _("Explained variance R²"));
}

static void
set_model (TdChartModel *model, const char *title, const GArray *series, gint64 epochs,
           const TdProgress *progress)
{
  double now = NAN;
  if (progress != NULL && progress->step > 0)
    now = epochs_done (progress);
  *model = (TdChartModel){ .title = title,
                           .x_label = _("epoch"),
                           .series = (const TdSeries *) (gpointer) series->data,
                           .n_series = series->len,
                           .x_end = (double) epochs,
                           .now = now < (double) epochs || epochs == 0 ? now : NAN,
                           .best = progress != NULL ? (double) progress->best_epoch : 0 };
  model->empty = _("Press Train to see the curves");
  for (guint i = 0; i < model->n_series; i++)
    if (model->series[i].hidden && model->series[i].n > 0)
      model->empty = _("All lines are hidden");
}

static char *
keep (TdCurves *self, const char *text)
{
  char *copy = g_strdup (text);
  g_ptr_array_add (self->labels, copy);
  return copy;
}

/* Only where there are both sorts of lines to tell apart. */
static void
add_styles (TdCurves *self, gboolean dark)
{
  TdSeries style = { .color = td_palette (dark).dim };
  gboolean both = FALSE;
  for (guint i = 0; i < self->loss_series->len; i++)
    both |= g_array_index (self->loss_series, TdSeries, i).dashed;
  if (!both)
    return;
  style.label = _("train");
  add_entry (self, TRAIN, &style, _("Losses on the rows that train"));
  style.label = _("validation");
  style.dashed = TRUE;
  add_entry (self, VALIDATION, &style, _("Losses on the rows for validation"));
}

static void
add_tasks (TdCurves *self, const TdSpecList *tasks, const TdProgress *progress, gboolean dark)
{
  for (guint i = 0; i < tasks->n; i++)
    {
      Task task = read_task (&tasks->items[i], i, (guint) tasks->n, progress, dark);
      TdSeries look = { .color = task.color, .marker = task.marker };
      task.id = keep (self, task.options->id);
      task.label = look.label = keep (self, task.options->name);
      task.hidden = is_hidden (self, task.id);
      add_task_losses (self, &task, progress);
      add_task_accuracy (self, &task, progress);
      add_entry (self, task.id, &look, NULL);
    }
}

static void
rebuild (TdCurves *self, const TdSpec *project, const TdProgress *progress, gboolean dark)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  gint64 epochs = td_training_of (project)->epochs;
  g_array_set_size (self->loss_series, 0);
  g_array_set_size (self->accuracy_series, 0);
  g_array_set_size (self->legend_series, 0);
  g_array_set_size (self->entries, 0);
  g_ptr_array_set_size (self->labels, 0);
  add_tasks (self, tasks, progress, dark);
  add_mean (self, dark);
  add_styles (self, dark);
  write_title (self, tasks);
  g_array_append_vals (self->legend_series, self->loss_series->data, self->loss_series->len);
  g_array_append_vals (self->legend_series, self->accuracy_series->data,
                       self->accuracy_series->len);
  set_model (&self->loss, _("Loss per task"), self->loss_series, epochs, progress);
  set_model (&self->accuracy, self->title, self->accuracy_series, epochs, progress);
  set_model (&self->legend, NULL, self->legend_series, epochs, NULL);
  self->accuracy.percent = TRUE;
  self->loss.marks = td_edit_marks_get (self->marks, &self->loss.n_marks);
  self->accuracy.marks = td_edit_marks_get (self->marks, &self->accuracy.n_marks);
}

/* All that the charts take from the project and the style. */
static char *
make_key (const TdSpec *project, gboolean dark)
{
  const TdSpecList *tasks = &td_project_of (project)->tasks;
  GString *key = g_string_new (NULL);
  g_string_printf (key, "%d\n%" G_GINT64_FORMAT "\n", dark, td_training_of (project)->epochs);
  for (gsize i = 0; i < tasks->n; i++)
    {
      const TdTaskOptions *task = td_task_options (&tasks->items[i]);
      g_string_append_printf (key, "%s\n%s\n%s\n%s\n%d\n", tasks->items[i].kind->id, task->id,
                              task->name, task->color, task->enabled);
    }
  return g_string_free (key, FALSE);
}

TdCurves *
td_curves_new (void)
{
  TdCurves *self = g_new0 (TdCurves, 1);
  self->loss_series = g_array_new (FALSE, TRUE, sizeof (TdSeries));
  self->accuracy_series = g_array_new (FALSE, TRUE, sizeof (TdSeries));
  self->legend_series = g_array_new (FALSE, TRUE, sizeof (TdSeries));
  self->marks = td_edit_marks_new ();
  self->entries = g_array_new (FALSE, TRUE, sizeof (TdCurvesEntry));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->title = g_strdup (_("Accuracy"));
  set_model (&self->loss, _("Loss per task"), self->loss_series, 0, NULL);
  set_model (&self->accuracy, self->title, self->accuracy_series, 0, NULL);
  set_model (&self->legend, NULL, self->legend_series, 0, NULL);
  self->accuracy.percent = TRUE;
  return self;
}

void
td_curves_free (TdCurves *self)
{
  if (self == NULL)
    return;
  td_history_view_clear (&self->view);
  g_array_unref (self->loss_series);
  g_array_unref (self->accuracy_series);
  g_array_unref (self->legend_series);
  td_edit_marks_free (self->marks);
  g_array_unref (self->entries);
  g_ptr_array_unref (self->labels);
  g_hash_table_unref (self->hidden);
  g_free (self->title);
  g_free (self->key);
  g_free (self);
}

gboolean
td_curves_update (TdCurves *self, TdHistory *history, const TdSpec *project,
                  const TdProgress *progress, gboolean dark)
{
  g_return_val_if_fail (self != NULL && history != NULL && project != NULL, FALSE);
  gboolean changed = td_history_view_update (&self->view, history);
  guint64 revision = progress != NULL ? progress->revision : 0;
  g_autofree char *key = make_key (project, dark);
  changed |= g_strcmp0 (key, self->key) != 0 || revision != self->progress_revision
             || self->n_hidings != self->n_shown_hidings;
  changed |= progress != NULL
             && td_edit_marks_update (self->marks, progress->edits, progress->steps_per_epoch);
  if (!changed)
    return FALSE;
  g_free (self->key);
  self->key = g_steal_pointer (&key);
  self->progress_revision = revision;
  self->n_shown_hidings = self->n_hidings;
  rebuild (self, project, progress, dark);
  return TRUE;
}

const TdChartModel *
td_curves_loss (TdCurves *self)
{
  return &self->loss;
}

const TdChartModel *
td_curves_accuracy (TdCurves *self)
{
  return &self->accuracy;
}

const TdChartModel *
td_curves_legend (TdCurves *self)
{
  return &self->legend;
}

const TdCurvesEntry *
td_curves_get_entries (TdCurves *self, guint *n_entries)
{
  *n_entries = self->entries->len;
  return (const TdCurvesEntry *) (gpointer) self->entries->data;
}

void
td_curves_set_hidden (TdCurves *self, const char *id, gboolean hidden)
{
  g_return_if_fail (self != NULL && id != NULL);
  if (hidden)
    g_hash_table_add (self->hidden, g_strdup (id));
  else
    g_hash_table_remove (self->hidden, id);
  self->n_hidings++;
}

static gboolean
is_style (const char *id)
{
  return g_str_equal (id, TRAIN) || g_str_equal (id, VALIDATION);
}

void
td_curves_show_only (TdCurves *self, const char *id)
{
  g_return_if_fail (self != NULL && id != NULL);
  gboolean alone = TRUE;
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        const char *other = g_array_index (self->entries, TdCurvesEntry, i).id;
        if (is_style (other) != is_style (id) || g_str_equal (other, id))
          continue;
        if (pass == 0)
          alone &= is_hidden (self, other);
        else
          td_curves_set_hidden (self, other, !alone);
      }
  td_curves_set_hidden (self, id, FALSE);
}

void
td_curves_show_all (TdCurves *self)
{
  g_return_if_fail (self != NULL);
  g_hash_table_remove_all (self->hidden);
  self->n_hidings++;
}

void
td_curves_copy_hidden (TdCurves *self, TdCurves *from)
{
  GHashTableIter iter;
  gpointer id;
  g_return_if_fail (self != NULL && from != NULL);
  td_curves_show_all (self);
  g_hash_table_iter_init (&iter, from->hidden);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    td_curves_set_hidden (self, id, TRUE);
}
