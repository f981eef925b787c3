/* engine-step.c — the training step and the end of an epoch.
 *
 * Phases, with a meeting of all workers between them: (1) rows of the batch: gather, forward,
 * losses, backward (batch-norm meets in between, see sweep.c); (2) weight gradients, by rows of
 * each weight over the whole batch; (3) penalties and the gradient's norm; (4) the update. The norm
 * is known before anything is written, so a step that diverges leaves the weights as they were.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/clock.h"
#include "core/math/kernels.h"
#include "core/train/engine-ways.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Steps timed for each way before the number of workers is settled, and how much faster more
 * workers must be: a second processor is also the window's. */
#define N_MEASURED_STEPS 12
#define WORTH_IT 1.25
#define N_WATCHED_STEPS 64

/* to (n, width) = @rows of @from */
static void
copy_rows (const float *from, const guint32 *rows, gsize n, gsize width, float *to)
{
  if (width == 1)
    for (gsize i = 0; i < n; i++)
      to[i] = from[rows[i]];
  else if (width == 2)
    for (gsize i = 0; i < n; i++)
      memcpy (to + 2 * i, from + 2 * (gsize) rows[i], 2 * sizeof *to);
  else
    for (gsize i = 0; i < n; i++)
      memcpy (to + i * width, from + rows[i] * width, width * sizeof *to);
}

void
td_engine_gather (gpointer engine, guint slice, gsize first, gsize last)
{
  TdEngine *self = engine;
  gsize width = self->data->n_features;

  copy_rows (self->data->inputs, self->rows + first, last - first, width,
             self->network->values[0] + first * width);
}

/* Labelled rows of the batch; nobody counts where every training row has the label. */
static gsize
count_labels (const TdEngine *self, const TdTaskRun *task, TdBatchSpan span, guint column)
{
  const TdTargets *targets = task->targets;
  gsize rows = self->pass.rows, n = 0;

  if (span.n >= rows && targets->n_labels[TD_PART_TRAIN * targets->n_columns + column]
                          == self->data->n_part[TD_PART_TRAIN])
    return rows;
  for (gsize i = 0; i < rows; i++)
    n += !isnan (task->batch[i * targets->n_columns + column]);
  return n;
}

static void
fill_missing (float *targets, gsize n)
{
  for (gsize i = 0; i < n; i++)
    targets[i] = NAN;
}

/* Copies the batch's targets and counts its labels. Rows that are there for other tasks have
 * none. */
static void
gather_targets (TdEngine *self, TdTaskRun *task, TdBatchSpan span)
{
  gsize n_columns = task->targets->n_columns;
  gsize first = MIN (span.first, self->pass.rows), last = MIN (span.first + span.n, self->pass.rows);

  fill_missing (task->batch, first * n_columns);
  copy_rows (task->targets->values, self->rows + first, last - first, n_columns,
             task->batch + first * n_columns);
  fill_missing (task->batch + last * n_columns, (self->pass.rows - last) * n_columns);
  task->n_labels = 0;
  for (guint c = 0; c < n_columns; c++)
    {
      gsize n = count_labels (self, task, span, c);

      task->share[c] = n > 0 ? 1.0f / n : 0;
      task->n_labels += n;
    }
  task->present = task->enabled && task->n_labels > 0;
}

static void
run_task (TdEngine *self, TdTaskRun *task, guint slice, gsize first, gsize last)
{
  guint n_columns = task->targets->n_columns;
  const float *outputs = self->network->values[task->value] + first * task->n_outputs;
  float *delta = self->network->deltas[task->value] + first * task->n_outputs;
  const float *targets = task->batch + first * n_columns;
  gsize rows = last - first;

  td_tally_reset (&task->slices[slice]);
  if (!task->enabled)
    return;
  task->loss->evaluate (task->loss_options, &task->measured, outputs, targets, rows,
                        task->losses + first, delta);
  if (task->pull != 1)
    td_kernels ()->scale (delta, rows * task->n_outputs, task->pull);
  task->kind->measure (task->fit, outputs, task->n_outputs, targets, n_columns, rows,
                       &task->slices[slice]);
  for (gsize i = first; i < last; i++)
    task->slices[slice].loss += task->losses[i];
}

void
td_engine_run_tasks (gpointer engine, guint slice, gsize first, gsize last)
{
  TdEngine *self = engine;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    run_task (self, &self->tasks[k], slice, first, last);
}

/* strength (θ - mean of the tied) */
static void
add_tie (TdEngine *self, const TdRange *range)
{
  float *gradient = self->gradients + range->offset;
  float part = range->tie / range->n_tied;

  td_kernels ()->axpy (gradient, self->parameters + range->offset, range->n, range->tie);
  for (guint t = 0; t < range->n_tied; t++)
    td_kernels ()->axpy (gradient, self->parameters + range->tied[t], range->n, -part);
}

static void
penalize (TdEngine *self, guint worker, guint n_workers)
{
  for (guint r = worker; r < self->n_ranges; r += n_workers)
    {
      TdRange *range = &self->ranges[r];
      float *gradient = self->gradients + range->offset;

      if (range->l1 != 0 || range->l2 != 0)
        td_kernels ()->penalty (gradient, self->parameters + range->offset, range->n, range->l1,
                                range->l2);
      if (range->n_tied > 1)
        add_tie (self, range);
      range->norm2 = td_kernels ()->norm2 (gradient, range->n);
    }
}

double
td_engine_batch_loss (const TdEngine *self, guint index)
{
  const TdTaskRun *task = &self->tasks[index];
  double loss = 0;

  if (!task->present)
    return NAN;
  for (guint s = 0; s < td_network_n_slices (self->pass.graph, self->pass.rows); s++)
    loss += task->slices[s].loss;
  return loss;
}

/* Whether the step may be taken, and by what factor its gradient is cut. Every worker adds the
 * same numbers in the same order. The 1e-6 is PyTorch's clip_grad_norm_. */
static gboolean
check_step (const TdEngine *self, double *clip)
{
  double limit = td_training_of (&self->plan->project)->clip_norm;
  double norm2 = 0;

  for (guint r = 0; r < self->n_ranges; r++)
    norm2 += self->ranges[r].norm2;
  *clip = limit > 0 ? MIN (1, limit / (sqrt (norm2) + 1e-6)) : 1;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (isinf (td_engine_batch_loss (self, k)))
      return FALSE;
  return isfinite (norm2);
}

static void
update (TdEngine *self, guint worker, guint n_workers, double clip)
{
  const TdSpec *optimizer = &td_training_of (&self->plan->project)->optimizer;
  const TdOptimizerKind *kind = (const TdOptimizerKind *) optimizer->kind;

  for (guint r = worker; r < self->n_ranges; r += n_workers)
    {
      gsize offset = self->ranges[r].offset, n = self->ranges[r].n;
      float *slots[TD_OPTIMIZER_MAX_SLOTS];

      for (guint s = 0; s < self->n_slots; s++)
        slots[s] = self->slots[s] + offset;
      if (clip != 1)
        td_kernels ()->scale (self->gradients + offset, n, clip);
      kind->step (optimizer->options, self->learning_rate, self->parameters + offset,
                  self->gradients + offset, slots, n, self->step + 1);
    }
}

static void
work (gpointer data, guint worker, guint n_workers)
{
  TdEngine *self = data;
  double clip;

  td_flush_denormals ();
  td_engine_differentiate (self, worker, n_workers);
  td_team_barrier (self->team);
  penalize (self, worker, n_workers);
  td_team_barrier (self->team);
  if (check_step (self, &clip))
    {
      update (self, worker, n_workers, clip);
      td_network_learn (&self->pass, worker, n_workers, self->parameters);
      td_engine_look_back (self, worker, n_workers);
    }
  else if (worker == 0)
    self->refused = TRUE;
}

void
td_engine_take_batch (TdEngine *self, guint64 batch)
{
  gsize n_rows;

  self->rows = td_sampler_batch (self->sampler, self->epoch, batch, &n_rows, self->spans);
  self->pass = td_network_pass (self->network, self->parameters, n_rows, self->step);
  self->pass.gradients = self->gradients;
  self->pass.training = TRUE;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    gather_targets (self, &self->tasks[k], self->spans[k]);
}

/* What each task's delta is multiplied by: weights that are known already pull, too. */
static void
begin_balancing (TdEngine *self)
{
  TdBalancing *balancing = self->balancing;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    balancing->present[k] = self->tasks[k].present;
  td_balancing_begin (balancing, self->step, self->epoch, self->pass.rows);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      gboolean known = balancing->way == TD_WAY_SUM && !balancing->is_split;

      self->tasks[k].pull = self->tasks[k].weight * (known ? balancing->weights[k] : 1);
    }
}

static void
begin_step (TdEngine *self)
{
  const TdTrainingSettings *training = td_training_of (&self->plan->project);
  const TdOptimizerOptions *optimizer = training->optimizer.options;
  /* What is done counts in epochs, so that a change of the batch size keeps the clock. */
  TdClock clock = { self->epoch * self->steps_per_epoch + self->batch, self->steps_per_epoch,
                    training->epochs, self->stall.drops };

  td_engine_take_batch (self, self->batch);
  self->learning_rate = td_schedule_rate (&training->schedule, optimizer->learning_rate, &clock);
  begin_balancing (self);
}

/* Adds the batch to the epoch. */
static void
take_losses (TdEngine *self)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      TdTaskRun *task = &self->tasks[k];
      double sum = task->epoch.loss, n_labels = task->epoch.n_labels;

      if (isnan (task->batch_loss))
        continue;
      for (guint s = 0; s < td_network_n_slices (self->pass.graph, self->pass.rows); s++)
        td_tally_add (&task->epoch, &task->slices[s]);
      task->epoch.loss = sum + task->batch_loss * task->n_labels;
      task->epoch.n_labels = n_labels + task->n_labels;
    }
}

/* One worker and all workers take turns for some steps; the better way stays. */
static void
measure_workers (TdEngine *self, double seconds)
{
  guint way = self->n_workers > 1;

  if (self->pass.rows < self->batch_size)
    return;
  if (self->n_measured >= 4) /* the first ones warm up */
    self->best_seconds[way] = MIN (self->best_seconds[way], seconds);
  self->n_measured++;
  self->n_workers = self->n_workers > 1 ? 1 : td_team_size (self->team);
  if (self->n_measured < 4 + 2 * N_MEASURED_STEPS)
    return;
  self->measuring = FALSE;
  self->n_workers = self->best_seconds[1] * WORTH_IT < self->best_seconds[0]
                      ? td_team_size (self->team) : 1;
}

/* When the other processors are wanted elsewhere, workers wait for one another: then one alone is
 * faster than all, and does the rest. */
static void
watch_workers (TdEngine *self, double seconds)
{
  self->watched_seconds += seconds;
  if (++self->n_watched < N_WATCHED_STEPS)
    return;
  if (self->watched_seconds > self->best_seconds[0] * N_WATCHED_STEPS)
    self->n_workers = 1;
  self->watched_seconds = 0;
  self->n_watched = 0;
}

static void
forget_tallies (TdEngine *self)
{
  td_balancing_begin_epoch (self->balancing);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    td_tally_reset (&self->tasks[k].epoch);
}

gboolean
td_engine_can_step (const TdEngine *self)
{
  return self->data->n_part[TD_PART_TRAIN] > 0;
}

gboolean
td_engine_step (TdEngine *self)
{
  double start = td_clock_now (), seconds;

  g_return_val_if_fail (!td_engine_is_epoch_due (self), FALSE);
  if (self->batch == 0)
    forget_tallies (self);
  begin_step (self);
  self->refused = FALSE;
  td_team_run (self->team, self->n_workers, work, self);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->tasks[k].batch_loss = td_engine_batch_loss (self, k);
  if (self->refused)
    return FALSE;
  take_losses (self);
  td_balancing_count (self->balancing);
  self->step++;
  self->batch++;
  seconds = td_clock_now () - start;
  self->seconds += seconds;
  if (self->measuring)
    measure_workers (self, seconds);
  else if (self->n_workers > 1 && isfinite (self->best_seconds[0]))
    watch_workers (self, seconds);
  return TRUE;
}

char *
td_engine_dup_trouble (const TdEngine *self)
{
  const char *help = _("A smaller learning rate, gradient clipping or scaled inputs usually help.");

  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      const TdTaskOptions *task = td_task_options (td_plan_task (self->plan, k));

      if (task->enabled && self->tasks[k].n_labels > 0 && !isfinite (self->tasks[k].batch_loss))
        return g_strdup_printf (_("The loss of task “%s” is no longer a finite number at step %"
                                  PRIu64 ", so training stopped before it. %s"),
                                task->name, self->step + 1, help);
    }
  return g_strdup_printf (_("The gradient is no longer a finite number at step %" PRIu64
                            ", so training stopped before it. %s"), self->step + 1, help);
}

gboolean
td_engine_is_epoch_due (const TdEngine *self)
{
  return self->batch >= self->steps_per_epoch;
}

void
td_engine_training_metrics (const TdEngine *self, TdTaskMetrics *metrics)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      TdTally tally = self->tasks[k].epoch;
      gboolean measured = self->tasks[k].enabled && tally.n_labels > 0;

      tally.loss /= MAX (tally.n_labels, 1);
      metrics[k] = measured ? td_tally_metrics (&tally) : td_no_metrics;
    }
}

static gboolean
evaluate (TdEngine *self, TdGoOnFunc go_on, gpointer data)
{
  self->measured = td_evaluator_run (self->evaluator, self->team, self->n_workers,
                                     self->parameters, go_on, data, self->validation);
  return self->measured;
}

gboolean
td_engine_measure (TdEngine *self, TdGoOnFunc go_on, gpointer data)
{
  return self->evaluator != NULL && self->epoch > 0 && !self->measured
         && evaluate (self, go_on, data);
}

gboolean
td_engine_end_epoch (TdEngine *self, TdGoOnFunc go_on, gpointer data)
{
  const TdSpec *schedule = &td_training_of (&self->plan->project)->schedule;
  const TdTaskMetrics *judged = self->evaluator != NULL ? self->validation : self->training;
  gboolean progress;

  if (self->evaluator != NULL && !evaluate (self, go_on, data))
    return FALSE;
  td_engine_training_metrics (self, self->training);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->balancing->found[k] = self->training[k].loss;
  td_balancing_end_epoch (self->balancing, self->balancing->found);
  self->epoch++;
  self->batch = 0;
  progress = td_monitor_take (&self->monitor, self->plan, self->epoch, judged);
  td_schedule_count_progress (schedule, progress, &self->stall);
  if (progress)
    memcpy (self->best, self->parameters, self->plan->graph->layout->n_weights * sizeof (float));
  return TRUE;
}
