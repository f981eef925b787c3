/* evaluate.c — forward passes over a part, chunk by chunk, on a team of workers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/evaluate.h"

#include "core/math/kernels.h"
#include "core/nn/loss.h"
#include "core/nn/network.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#define CHUNK_ROWS 256

const TdTaskMetrics td_no_metrics = { NAN, NAN, NAN, NAN, NAN, NAN, 0 };

/* What one worker needs for itself. */
typedef struct
{
  TdNetwork *network;
  float     *targets; /* (CHUNK_ROWS, widest task) */
  double    *losses;  /* (CHUNK_ROWS) */
} Worker;

struct _TdEvaluator
{
  const TdPlan    *plan;
  const TdDataset *dataset;
  const guint32   *rows;      /* (n_rows) of the part */
  gsize            n_rows;
  guint            n_workers, n_chunks;
  Worker          *workers;
  float          **shares;    /* (n_tasks)(n_columns) */
  TdTally         *tallies;   /* (n_chunks, n_tasks) */
  /* Of the run under way. */
  const float     *parameters;
  TdGoOnFunc       go_on;
  gpointer         go_on_data;
  atomic_bool      stopped;
};

static guint
n_numbers (const TdPlan *plan, guint task)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, task));

  return kind->n_numbers != NULL ? kind->n_numbers (td_plan_target (plan, task)) : 0;
}

static float *
new_shares (const TdTargets *targets, TdPart part)
{
  float *shares = g_new0 (float, MAX (targets->n_columns, 1));

  for (guint c = 0; c < targets->n_columns; c++)
    {
      gsize n = targets->n_labels[part * targets->n_columns + c];

      shares[c] = n > 0 ? 1.0 / n : 0;
    }
  return shares;
}

static void
add_worker (TdEvaluator *self, guint index)
{
  Worker *worker = &self->workers[index];
  gsize rows = MIN (CHUNK_ROWS, self->n_rows);
  guint widest = 1;

  for (guint task = 0; task < self->plan->n_tasks; task++)
    widest = MAX (widest, self->dataset->targets[task].n_columns);
  worker->network = td_network_new (self->plan->graph, rows, FALSE);
  worker->targets = g_new0 (float, rows * widest);
  worker->losses = g_new0 (double, rows);
}

TdEvaluator *
td_evaluator_new (const TdPlan *plan, const TdDataset *dataset, TdPart part, guint max_workers)
{
  TdEvaluator *self = g_new0 (TdEvaluator, 1);

  self->plan = plan;
  self->dataset = dataset;
  self->rows = dataset->rows[part];
  self->n_rows = dataset->n_part[part];
  self->n_chunks = (self->n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
  self->n_workers = CLAMP (self->n_chunks, 1, max_workers);
  self->workers = g_new0 (Worker, self->n_workers);
  for (guint w = 0; w < self->n_workers; w++)
    add_worker (self, w);
  self->shares = g_new0 (float *, MAX (plan->n_tasks, 1));
  self->tallies = g_new0 (TdTally, MAX (self->n_chunks * plan->n_tasks, 1));
  for (guint task = 0; task < plan->n_tasks; task++)
    {
      self->shares[task] = new_shares (&dataset->targets[task], part);
      for (guint c = 0; c < self->n_chunks; c++)
        td_tally_init (&self->tallies[c * plan->n_tasks + task], n_numbers (plan, task));
    }
  return self;
}

void
td_evaluator_free (TdEvaluator *self)
{
  if (self == NULL)
    return;
  for (guint w = 0; w < self->n_workers; w++)
    {
      td_network_free (self->workers[w].network);
      g_free (self->workers[w].targets);
      g_free (self->workers[w].losses);
    }
  for (guint task = 0; task < self->plan->n_tasks; task++)
    g_free (self->shares[task]);
  for (guint i = 0; i < self->n_chunks * self->plan->n_tasks; i++)
    td_tally_clear (&self->tallies[i]);
  g_free (self->workers);
  g_free (self->shares);
  g_free (self->tallies);
  g_free (self);
}

static void
gather (float *to, const float *from, gsize width, const guint32 *rows, gsize n)
{
  for (gsize i = 0; i < n; i++)
    memcpy (to + i * width, from + rows[i] * width, width * sizeof (float));
}

static void
tally_task (TdEvaluator *self, Worker *worker, guint task, const guint32 *rows, gsize n,
            TdTally *tally)
{
  const TdSpec *spec = td_plan_task (self->plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  const TdSpec *loss = &td_task_options (spec)->loss;
  const TdTargets *targets = &self->dataset->targets[task];
  guint value = self->plan->graph->outputs[task];
  const float *outputs = worker->network->values[value];
  guint n_outputs = self->plan->graph->values[value].width;
  const TdLossTask measured = td_plan_loss_task (self->plan, task, self->shares[task]);

  gather (worker->targets, targets->values, targets->n_columns, rows, n);
  ((const TdLossKind *) loss->kind)->evaluate (loss->options, &measured, outputs, worker->targets, n,
                                               worker->losses, NULL);
  td_tally_reset (tally);
  kind->measure (td_plan_target (self->plan, task), outputs, n_outputs, worker->targets,
                 targets->n_columns, n, tally);
  for (gsize i = 0; i < n; i++)
    tally->loss += worker->losses[i];
}

static void
run_chunk (TdEvaluator *self, Worker *worker, guint chunk)
{
  const guint32 *rows = self->rows + (gsize) chunk * CHUNK_ROWS;
  gsize n = MIN (CHUNK_ROWS, self->n_rows - (gsize) chunk * CHUNK_ROWS);
  TdPass pass = td_network_pass (worker->network, self->parameters, n, 0);

  gather (worker->network->values[0], self->dataset->inputs, self->dataset->n_features, rows, n);
  td_network_forward (&pass, 0, n);
  for (guint task = 0; task < self->plan->n_tasks; task++)
    tally_task (self, worker, task, rows, n, &self->tallies[chunk * self->plan->n_tasks + task]);
}

static void
work (gpointer data, guint worker, guint n_workers)
{
  TdEvaluator *self = data;

  td_flush_denormals ();
  for (guint chunk = worker; chunk < self->n_chunks; chunk += n_workers)
    {
      if (worker == 0 && self->go_on != NULL && !self->go_on (self->go_on_data))
        atomic_store (&self->stopped, TRUE);
      if (atomic_load (&self->stopped))
        return;
      run_chunk (self, &self->workers[worker], chunk);
    }
}

gboolean
td_evaluator_run (TdEvaluator *self, TdTeam *team, guint n_workers, const float *parameters,
                  TdGoOnFunc go_on, gpointer data, TdTaskMetrics *metrics)
{
  guint n_tasks = self->plan->n_tasks;

  self->parameters = parameters;
  self->go_on = go_on;
  self->go_on_data = data;
  atomic_store (&self->stopped, FALSE);
  td_team_run (team, MIN (n_workers, self->n_workers), work, self);
  if (atomic_load (&self->stopped))
    return FALSE;
  for (guint task = 0; task < n_tasks; task++)
    {
      TdTally *sum = &self->tallies[task];

      metrics[task] = td_no_metrics;
      if (self->n_chunks == 0 || !td_task_options (td_plan_task (self->plan, task))->enabled)
        continue;
      for (guint chunk = 1; chunk < self->n_chunks; chunk++)
        td_tally_add (sum, &self->tallies[chunk * n_tasks + task]);
      metrics[task] = td_tally_metrics (sum);
    }
  return TRUE;
}

void
td_evaluate (const TdPlan *plan, const TdDataset *dataset, const float *parameters, TdPart part,
             TdTaskMetrics *metrics)
{
  guint n_workers = td_n_processors ();
  const TdDataset *data = dataset != NULL ? dataset : plan->dataset;
  g_autoptr (TdEvaluator) evaluator = td_evaluator_new (plan, data, part, n_workers);
  g_autoptr (TdTeam) team = td_team_new (evaluator->n_workers);

  td_evaluator_run (evaluator, team, n_workers, parameters, NULL, NULL, metrics);
}

TdPart
td_evaluation_part (const TdDataset *dataset)
{
  if (dataset->n_part[TD_PART_TEST] > 0)
    return TD_PART_TEST;
  return dataset->n_part[TD_PART_VALIDATION] > 0 ? TD_PART_VALIDATION : TD_PART_TRAIN;
}
