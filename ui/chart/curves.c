/* curves.c — the two charts of a run made from its history: loss per task, accuracy.
 *
 * Series borrow the cells of the reader's own copy of the history, so an update copies the new
 * rows and a few pointers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/curves-parts.h"

#include "core/project/task.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The last mean accuracy there is; NaN: none. */
static double
last_mean (const TdCurves *self)
{
  const TdCell *cells = td_curves_find_cells (self, NULL, "mean_accuracy");
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
    now = td_curves_epochs_done (progress);
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
  td_curves_add_series (self, tasks, progress, dark);
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
  return g_str_equal (id, TD_CURVES_TRAIN) || g_str_equal (id, TD_CURVES_VALIDATION);
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
          alone &= td_curves_is_hidden (self, other);
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

const TdCell *
td_curves_find_cells (const TdCurves *self, const char *id, const char *name)
{
  g_autofree char *column = id != NULL ? g_strconcat (id, "/", name, NULL) : g_strdup (name);
  int index = td_history_view_find (&self->view, column);
  return index < 0 ? NULL : self->view.cells[index];
}

gboolean
td_curves_is_hidden (const TdCurves *self, const char *id)
{
  return g_hash_table_contains (self->hidden, id);
}
