/* probe.c — one batch forward and back, task by task.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/probe.h"

#include "core/math/blas.h"
#include "core/math/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gsize
batch_size (const TdPlan *plan)
{
  return CLAMP ((gsize) td_training_of (&plan->project)->batch_size, 1,
                plan->dataset->n_part[TD_PART_TRAIN]);
}

static void
init_tasks (TdProbe *self, gsize rows)
{
  self->present = g_new0 (gboolean, MAX (self->plan->n_tasks, 1));
  self->tasks = g_new0 (TdProbeTask, MAX (self->plan->n_tasks, 1));
  self->losses = g_new (double, rows);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      guint n_columns = self->plan->dataset->targets[k].n_columns;
      TdProbeTask *task = &self->tasks[k];

      task->batch = g_new0 (float, rows * MAX (n_columns, 1));
      task->share = g_new0 (float, MAX (n_columns, 1));
      task->measured = td_plan_loss_task (self->plan, k, task->share);
      task->lambda = td_task_options (td_plan_task (self->plan, k))->weight;
      task->loss = NAN;
    }
}

gboolean
td_probe_prepare (TdProbe *self, TdPlan *plan, gboolean keep_all)
{
  g_autofree gboolean *enabled = g_new0 (gboolean, MAX (plan->n_tasks, 1));
  gsize rows;

  if (self->plan == plan && self->keep_all == keep_all)
    return TRUE;
  td_probe_clear (self);
  if (plan->dataset == NULL || plan->dataset->n_part[TD_PART_TRAIN] == 0)
    return FALSE;
  rows = batch_size (plan);
  td_blas_init ();
  self->plan = td_plan_ref (plan);
  self->keep_all = keep_all;
  self->network = td_network_new (plan->graph, rows, TRUE);
  self->team = td_team_new (1);
  init_tasks (self, rows);
  for (guint k = 0; k < plan->n_tasks; k++)
    enabled[k] = td_task_options (td_plan_task (plan, k))->enabled;
  self->deltas = td_task_deltas_new (self->network, enabled, TRUE, 1);
  self->gram = td_gram_new (self->deltas, self->team, self->present, keep_all);
  self->gradients = td_aligned_new (plan->graph->layout->n_parameters * sizeof (float));
  return TRUE;
}

void
td_probe_clear (TdProbe *self)
{
  for (guint k = 0; self->plan != NULL && k < self->plan->n_tasks; k++)
    {
      g_free (self->tasks[k].batch);
      g_free (self->tasks[k].share);
    }
  td_gram_free (self->gram);
  td_task_deltas_free (self->deltas);
  td_network_free (self->network);
  td_team_free (self->team);
  g_free (self->present);
  g_free (self->tasks);
  g_free (self->losses);
  free (self->gradients);
  td_plan_unref (self->plan);
  *self = (TdProbe) { NULL };
}

static void
take_targets (TdProbe *self, guint index, const guint32 *rows)
{
  const TdTargets *targets = &self->plan->dataset->targets[index];
  TdProbeTask *task = &self->tasks[index];
  guint n_labels = 0;

  for (guint c = 0; c < targets->n_columns; c++)
    {
      guint n = 0;

      for (gsize i = 0; i < self->pass.rows; i++)
        {
          float target = targets->values[(gsize) rows[i] * targets->n_columns + c];

          task->batch[i * targets->n_columns + c] = target;
          n += !isnan (target);
        }
      task->share[c] = n > 0 ? 1.0f / n : 0;
      n_labels += n;
    }
  self->present[index]
    = n_labels > 0 && td_task_options (td_plan_task (self->plan, index))->enabled;
}

void
td_probe_take (TdProbe *self, guint64 step)
{
  const TdDataset *data = self->plan->dataset;
  gsize n = data->n_part[TD_PART_TRAIN], size = self->network->max_rows;
  gsize first = (step % ((n + size - 1) / size)) * size;
  const guint32 *rows = data->rows[TD_PART_TRAIN] + first;

  self->pass = td_network_pass (self->network, NULL, MIN (size, n - first), step);
  self->pass.training = TRUE;
  self->pass.gradients = self->gradients;
  for (gsize i = 0; i < self->pass.rows; i++)
    memcpy (self->network->values[0] + i * data->n_features,
            data->inputs + (gsize) rows[i] * data->n_features, data->n_features * sizeof (float));
  for (guint k = 0; k < self->plan->n_tasks; k++)
    take_targets (self, k, rows);
}

static void
measure (TdProbe *self, gboolean derive)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      const TdTaskOptions *options = td_task_options (td_plan_task (self->plan, k));
      TdProbeTask *task = &self->tasks[k];
      guint value = self->plan->graph->outputs[k];
      float *delta = derive ? self->network->deltas[value] : NULL;

      task->loss = self->present[k] ? 0 : NAN;
      if (!options->enabled)
        continue;
      ((const TdLossKind *) options->loss.kind)
        ->evaluate (options->loss.options, &task->measured, self->network->values[value],
                    task->batch, self->pass.rows, self->losses, delta);
      for (gsize i = 0; self->present[k] && i < self->pass.rows; i++)
        task->loss += self->losses[i];
      if (derive)
        td_kernels ()->scale (delta, self->pass.rows * self->plan->graph->values[value].width,
                              task->lambda);
    }
}

void
td_probe_lose (TdProbe *self, const float *parameters)
{
  td_flush_denormals ();
  self->pass.parameters = parameters;
  td_network_forward (&self->pass, 0, self->pass.rows);
  measure (self, FALSE);
}

static void
work (gpointer data, guint worker, guint n_workers)
{
  TdProbe *self = data;
  TdTaskWay way = { .deltas = self->deltas, .pass = &self->pass, .present = self->present,
                    .whole = TRUE };
  const TdSweep back = { .pass = &self->pass, .team = self->team, .back = &td_task_way_back,
                         .back_data = &way };

  td_sweep_back (&back, worker, n_workers);
  td_gram_measure (self->gram, &self->pass, worker);
  td_gram_multiply (self->gram, worker);
}

void
td_probe_derive (TdProbe *self, const float *parameters)
{
  td_flush_denormals ();
  self->pass.parameters = parameters;
  td_network_forward (&self->pass, 0, self->pass.rows);
  measure (self, TRUE);
  td_gram_begin (self->gram, self->pass.rows);
  td_team_run (self->team, 1, work, self);
}
