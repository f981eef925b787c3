/* recorder.c — from an engine's numbers to the history's columns and the progress report.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/recorder.h"

#include "core/data/sampling.h"

#include <math.h>

static guint
task_column (TdHistory *history, const TdTaskOptions *task, const char *what)
{
  g_autofree char *name = g_strconcat (task->id, "/", what, NULL);

  return td_history_column (history, name);
}

static void
add_task_columns (TdRecorder *self, const TdPlan *plan)
{
  self->columns = g_malloc0_n (MAX (plan->n_tasks, 1), sizeof *self->columns);
  for (guint k = 0; k < plan->n_tasks; k++)
    {
      const TdSpec *spec = td_plan_task (plan, k);
      const TdTaskOptions *task = td_task_options (spec);
      gboolean accuracy = td_task_kind (spec)->has_accuracy;

      self->columns[k][0] = task_column (self->history, task, "train_loss");
      self->columns[k][1] = task_column (self->history, task, "validation_loss");
      self->columns[k][2]
        = task_column (self->history, task, accuracy ? "train_accuracy" : "train_r2");
      self->columns[k][3]
        = task_column (self->history, task, accuracy ? "validation_accuracy" : "validation_r2");
      self->columns[k][4] = task_column (self->history, task, "weight");
    }
}

/* Whether how many labels a batch has is worth a note. */
static gboolean
labels_vary (const TdPlan *plan)
{
  const TdSamplingKind *sampling
    = (const TdSamplingKind *) td_training_of (&plan->project)->sampling.kind;
  gboolean vary = sampling->one_task || sampling->share != NULL;

  for (guint k = 0; k < plan->n_tasks && plan->dataset != NULL; k++)
    vary |= plan->dataset->targets[k].n_rows[TD_PART_TRAIN] < plan->dataset->n_part[TD_PART_TRAIN];
  return vary;
}

static void
add_label_columns (TdRecorder *self, const TdPlan *plan)
{
  self->labels = g_new0 (guint, MAX (plan->n_tasks, 1));
  for (guint k = 0; k < plan->n_tasks; k++)
    self->labels[k] = task_column (self->history, td_task_options (td_plan_task (plan, k)), "labels");
}

static guint
cosine_column (TdHistory *history, const TdPlan *plan, guint a, guint b)
{
  g_autofree char *what
    = g_strdup_printf ("%s/cosine", td_task_options (td_plan_task (plan, b))->id);

  return task_column (history, td_task_options (td_plan_task (plan, a)), what);
}

/* Of runs that compare gradients; of every pair only while there are few tasks. */
static void
add_gradient_columns (TdRecorder *self, const TdPlan *plan)
{
  self->conflict_rate = td_history_column (self->history, "conflict_rate");
  self->norms = g_new0 (guint, MAX (plan->n_tasks, 1));
  for (guint k = 0; k < plan->n_tasks; k++)
    self->norms[k] = task_column (self->history, td_task_options (td_plan_task (plan, k)),
                                  "gradient_norm");
  if (plan->n_tasks > TD_HISTORY_MAX_PAIRED)
    return;
  self->cosines = g_new0 (guint, plan->n_tasks * plan->n_tasks + 1);
  for (guint a = 0; a < plan->n_tasks; a++)
    for (guint b = a + 1; b < plan->n_tasks; b++)
      self->cosines[a * plan->n_tasks + b] = cosine_column (self->history, plan, a, b);
}

/* Columns are only ever added, and any of these may be older than another. */
static void
count_values (TdRecorder *self)
{
  guint last = MAX (self->mean_accuracy, self->mean_log_loss);

  for (guint k = 0; k < self->n_tasks; k++)
    {
      for (guint i = 0; i < 5; i++)
        last = MAX (last, self->columns[k][i]);
      if (self->labels != NULL)
        last = MAX (last, self->labels[k]);
      if (self->norms != NULL)
        last = MAX (last, MAX (self->norms[k], self->conflict_rate));
      for (guint b = k + 1; self->cosines != NULL && b < self->n_tasks; b++)
        last = MAX (last, self->cosines[k * self->n_tasks + b]);
    }
  self->n_values = last + 1;
  self->values = g_new (double, self->n_values);
}

void
td_recorder_init (TdRecorder *self, TdHistory *history, const TdEngine *engine)
{
  *self = (TdRecorder) { .history = history, .n_tasks = engine->plan->n_tasks };
  add_task_columns (self, engine->plan);
  self->mean_accuracy = td_history_column (history, "mean_accuracy");
  self->mean_log_loss = td_history_column (history, "mean_log_loss");
  if (labels_vary (engine->plan))
    add_label_columns (self, engine->plan);
  if (engine->balancing->norms != NULL)
    add_gradient_columns (self, engine->plan);
  count_values (self);
}

void
td_recorder_clear (TdRecorder *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->norms, g_free);
  g_clear_pointer (&self->cosines, g_free);
  g_clear_pointer (&self->values, g_free);
}

static double
score (const TdEngine *engine, guint task, const TdTaskMetrics *metrics)
{
  return engine->tasks[task].kind->has_accuracy ? metrics[task].accuracy : metrics[task].r2;
}

/* Validation where there are rows for it, else training. */
static const TdTaskMetrics *
judged (const TdEngine *engine)
{
  return engine->evaluator != NULL ? engine->validation : engine->training;
}

static void
take_gradients (TdRecorder *self, const TdBalancing *balancing)
{
  guint n = self->n_tasks;

  self->values[self->conflict_rate] = td_balancing_conflict_rate (balancing);
  for (guint a = 0; a < n; a++)
    {
      self->values[self->norms[a]] = td_balancing_mean_norm (balancing, a);
      for (guint b = a + 1; self->cosines != NULL && b < n; b++)
        self->values[self->cosines[a * n + b]] = td_balancing_mean_cosine (balancing, a, b);
    }
}

void
td_recorder_take (TdRecorder *self, const TdEngine *engine)
{
  TdMoment moment = { engine->epoch, engine->step, engine->seconds, engine->learning_rate };

  for (guint i = 0; i < self->n_values; i++)
    self->values[i] = NAN;
  for (guint k = 0; k < self->n_tasks; k++)
    {
      self->values[self->columns[k][0]] = engine->training[k].loss;
      self->values[self->columns[k][1]] = engine->validation[k].loss;
      self->values[self->columns[k][2]] = score (engine, k, engine->training);
      self->values[self->columns[k][3]] = score (engine, k, engine->validation);
      self->values[self->columns[k][4]] = td_balancing_mean_weight (engine->balancing, k);
      if (self->labels != NULL)
        self->values[self->labels[k]]
          = engine->training[k].n_labels / (double) MAX (engine->steps_per_epoch, 1);
    }
  if (self->norms != NULL)
    take_gradients (self, engine->balancing);
  self->values[self->mean_accuracy] = td_mean_accuracy (judged (engine), self->n_tasks);
  self->values[self->mean_log_loss] = td_mean_log_loss (judged (engine), self->n_tasks);
  td_history_append (self->history, &moment, self->values, self->n_values);
}

/* Where steps are for one task alone. */
static guint
find_active (const TdEngine *engine)
{
  const TdSpec *sampling = &td_training_of (&engine->plan->project)->sampling;
  guint task = 0;

  if (!((const TdSamplingKind *) sampling->kind)->one_task)
    return engine->plan->n_tasks;
  while (task < engine->plan->n_tasks && !engine->tasks[task].present)
    task++;
  return task;
}

void
td_progress_fill (TdProgress *progress, const TdEngine *engine)
{
  const TdTaskMetrics *latest = judged (engine);

  progress->step = engine->step;
  progress->epoch = engine->epoch;
  progress->batch = engine->batch;
  progress->steps_per_epoch = engine->steps_per_epoch;
  progress->epochs = td_training_of (&engine->plan->project)->epochs;
  progress->seconds = engine->seconds;
  progress->learning_rate = engine->learning_rate;
  progress->drops = engine->stall.drops;
  progress->workers = engine->n_workers;
  progress->balancer_is_idle = engine->balancing->is_idle;
  progress->best_epoch = engine->monitor.best_epoch;
  progress->active_task = find_active (engine);
  progress->batches = (double) (engine->batch > 0 ? engine->batch : engine->steps_per_epoch);
  if (engine->batch > 0)
    td_engine_training_metrics (engine, progress->training);
  for (guint k = 0; k < progress->n_tasks; k++)
    {
      if (engine->batch == 0)
        progress->training[k] = engine->training[k];
      progress->tasks[k] = latest[k];
    }
  if (progress->edits != engine->edits)
    {
      td_edit_unref (progress->edits);
      progress->edits = td_edit_ref (engine->edits);
    }
  progress->mean_accuracy = td_mean_accuracy (latest, progress->n_tasks);
  progress->mean_log_loss = td_mean_log_loss (latest, progress->n_tasks);
}
