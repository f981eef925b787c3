/* curves-series.c — the lines of a run's charts, from its history.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/curves-parts.h"

#include "core/project/task.h"
#include "ui/chart/color.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CELL_FLOATS (sizeof (TdCell) / sizeof (float))
#define N_BASE_COLORS 6 /* later tasks repeat them lighter and darker, with markers */

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

/* The first batches of an epoch say little about it, so that their mean alone would jump: the tip
 * stands for as many batches as an epoch has, those missing taken from the one before, whose value
 * is the end of @cells. */
static void
set_tip (TdSeries *series, const TdProgress *progress, const TdCell *cells, double value)
{
  guint64 n = progress->steps_per_epoch, batch = n > 0 ? MIN (progress->batch, n) : 0;
  double share = n > 0 ? batch / (double) n : 0;
  double before = series->n > 0 ? cells[series->n - 1].last : NAN;

  if (batch == 0)
    return;
  series->tip_x = td_curves_epochs_done (progress);
  series->tip_y = isfinite (before) ? share * value + (1 - share) * before : value;
}

static void
add_task_losses (TdCurves *self, const Task *task, const TdProgress *progress)
{
  const TdCell *train = td_curves_find_cells (self, task->options->id, "train_loss");
  const TdCell *validation = td_curves_find_cells (self, task->options->id, "validation_loss");
  TdSeries series = new_series (&self->view, train, task->label, task->color);
  series.marker = task->marker;
  series.hidden = task->hidden || td_curves_is_hidden (self, TD_CURVES_TRAIN);
  if (task->under_way != NULL)
    set_tip (&series, progress, train, task->under_way->loss);
  g_array_append_val (self->loss_series, series);

  series = new_series (&self->view, validation, task->label, task->color);
  series.dashed = TRUE;
  series.hidden = task->hidden || td_curves_is_hidden (self, TD_CURVES_VALIDATION);
  if (has_values (&self->view, validation))
    g_array_append_val (self->loss_series, series);
}

/* Validation where there are rows for it. All lines of this chart are solid: it has one sort. */
static void
add_task_accuracy (TdCurves *self, const Task *task, const TdProgress *progress)
{
  gboolean accuracy = task->kind->has_accuracy;
  const TdCell *cells = td_curves_find_cells (self, task->options->id,
                                    accuracy ? "validation_accuracy" : "validation_r2");
  gboolean validated = has_values (&self->view, cells);
  if (!validated)
    cells = td_curves_find_cells (self, task->options->id,
                        accuracy ? "train_accuracy" : "train_r2");
  TdSeries series = new_series (&self->view, cells, task->label, task->color);
  series.marker = task->marker;
  series.hidden = task->hidden;
  if (!validated && task->under_way != NULL)
    set_tip (&series, progress, cells,
             accuracy ? task->under_way->accuracy : task->under_way->r2);
  g_array_append_val (self->accuracy_series, series);
}

/* Takes label and look from @series. */
static void
add_entry (TdCurves *self, const char *id, const TdSeries *series, const char *help)
{
  TdCurvesEntry entry = { .id = id, .help = help };
  entry.sample = (TdSeries){ .label = series->label, .color = series->color,
                             .marker = series->marker, .thick = series->thick,
                             .dashed = series->dashed, .hidden = td_curves_is_hidden (self, id),
                             .tip_x = NAN, .tip_y = NAN };
  g_array_append_val (self->entries, entry);
}

static void
add_mean (TdCurves *self, gboolean dark)
{
  const TdCell *cells = td_curves_find_cells (self, NULL, "mean_accuracy");
  TdSeries series
      = new_series (&self->view, cells, _("Mean accuracy"), td_palette (dark).foreground);
  series.thick = TRUE;
  series.hidden = td_curves_is_hidden (self, TD_CURVES_MEAN);
  if (!has_values (&self->view, cells))
    return;
  g_array_append_val (self->accuracy_series, series);
  add_entry (self, TD_CURVES_MEAN, &series, _("Mean accuracy of the tasks that have one"));
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
  add_entry (self, TD_CURVES_TRAIN, &style, _("Losses on the rows that train"));
  style.label = _("validation");
  style.dashed = TRUE;
  add_entry (self, TD_CURVES_VALIDATION, &style, _("Losses on the rows for validation"));
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
      task.hidden = td_curves_is_hidden (self, task.id);
      add_task_losses (self, &task, progress);
      add_task_accuracy (self, &task, progress);
      add_entry (self, task.id, &look, NULL);
    }
}

void
td_curves_add_series (TdCurves *self, const TdSpecList *tasks, const TdProgress *progress,
                      gboolean dark)
{
  add_tasks (self, tasks, progress, dark);
  add_mean (self, dark);
  add_styles (self, dark);
}

double
td_curves_epochs_done (const TdProgress *progress)
{
  return (double) progress->epoch
         + (double) progress->batch / (double) MAX (progress->steps_per_epoch, 1);
}
