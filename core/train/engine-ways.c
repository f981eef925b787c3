/* engine-ways.c — from the rows of a batch to one gradient.
 *
 * A gradient method's step has the tasks' own weights learn from λ_k L_k, and the shared ones from
 * Σ_k w_k λ_k L_k. Where the two meet, at the edge, deltas are therefore kept task by task. What
 * one worker does alone (weighing) stands between two waits for all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine-ways.h"

#include "core/math/kernels.h"

#include <math.h>
#include <string.h>

typedef void (*WayFunc) (TdEngine *self, guint worker, guint n_workers);

static TdTaskWay
task_way (TdEngine *self)
{
  const TdBalancing *balancing = self->balancing;

  return (TdTaskWay) { .deltas = balancing->deltas, .pass = &self->pass,
                       .present = balancing->present, .weights = balancing->weights };
}

/* Rows forward to the losses and back, @back NULL: with the network's own deltas. */
static void
sweep (TdEngine *self, TdTaskWay *back, guint worker, guint n_workers)
{
  const TdSweep way = { &self->pass, self->team, td_engine_gather, td_engine_run_tasks, self,
                        back != NULL ? &td_task_way_back : NULL, back };

  td_sweep_run (&way, worker, n_workers);
  td_team_barrier (self->team);
}

static void
sum_up (TdEngine *self, guint worker, guint n_workers)
{
  TdTaskWay back = task_way (self);

  back.own = back.common = TRUE;
  sweep (self, self->balancing->is_split ? &back : NULL, worker, n_workers);
  td_network_gradient (&self->pass, worker, n_workers);
}

/* By one worker, when every loss is there. */
static void
know_losses (TdEngine *self)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->balancing->found[k] = td_engine_batch_loss (self, k);
  td_balancing_know (self->balancing, self->balancing->found);
}

static void
scale_deltas (gpointer data, guint slice, gsize first, gsize last)
{
  TdEngine *self = data;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (self->tasks[k].enabled && self->balancing->weights[k] != 1)
      td_kernels ()->scale (self->network->deltas[self->tasks[k].value]
                              + first * self->tasks[k].n_outputs,
                            (last - first) * self->tasks[k].n_outputs,
                            self->balancing->weights[k]);
}

static void
by_losses (TdEngine *self, guint worker, guint n_workers)
{
  const TdSweep there = { &self->pass, self->team, td_engine_gather, td_engine_run_tasks, self };
  const TdSweep back = { &self->pass, self->team, NULL, scale_deltas, self };

  td_sweep_forward (&there, worker, n_workers);
  td_team_barrier (self->team);
  if (worker == 0)
    {
      know_losses (self);
      td_balancing_weigh (self->balancing, NULL);
    }
  td_team_barrier (self->team);
  td_sweep_back (&back, worker, n_workers);
  td_team_barrier (self->team);
  td_network_gradient (&self->pass, worker, n_workers);
}

/* Private gradients of methods that weigh losses, too: they were found before the weights. */
static void
scale_own (TdEngine *self, guint worker, guint n_workers)
{
  const TdTaskGraph *graph = &self->balancing->deltas->graph;

  if (self->balancing->is_split)
    return;
  td_team_barrier (self->team);
  for (guint k = worker; k < graph->n_tasks; k += n_workers)
    for (guint i = 0; i < graph->own[k].n_nodes; i++)
      {
        const TdNode *node = &graph->graph->nodes[graph->own[k].nodes[i]];

        for (guint t = 0; t < node->n_tensors; t++)
          {
            const TdTensor *tensor = &graph->graph->layout->tensors[node->tensors[t]];

            if (tensor->trainable)
              td_kernels ()->scale (self->gradients + tensor->offset, tensor->n,
                                    self->balancing->weights[k]);
          }
      }
}

/* The deltas of @value at the edge, of those present that have one; *which are they. */
static guint
list_edge (const TdBalancing *self, guint value, const float **list, guint *which)
{
  const TdTaskGraph *graph = &self->deltas->graph;
  guint n = 0;

  for (guint k = 0; k < graph->n_tasks; k++)
    if (self->present[k] && graph->own_edge[(gsize) value * graph->n_tasks + k])
      {
        which[n] = k;
        list[n++] = td_task_delta (self->deltas, k, value);
      }
  return n;
}

/* Adds the products of the slice's rows of one value to @gram; @some (n_tasks, n_tasks) is
 * scratch. */
static void
multiply_edge (const TdBalancing *self, guint worker, guint value, gsize first, gsize last,
               double *some, double *gram)
{
  guint n_tasks = self->deltas->graph.n_tasks;
  gsize width = self->deltas->graph.graph->values[value].width;
  const float **list = self->edge_list + (gsize) worker * n_tasks;
  guint *which = self->edge_tasks + (gsize) worker * n_tasks;
  guint n = list_edge (self, value, list, which);

  memset (some, 0, (gsize) n * n * sizeof (double));
  td_kernels ()->dots (list, n, first * width, list, n, first * width,
                       td_value_floats (&self->deltas->graph.graph->values[value], first, last), some,
                       n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      gram[(gsize) which[i] * n_tasks + which[j]] += some[(gsize) i * n + j];
}

static void
multiply_edges (TdEngine *self, guint worker, guint n_workers)
{
  const TdBalancing *balancing = self->balancing;
  gsize n_pairs = (gsize) self->plan->n_tasks * self->plan->n_tasks;

  for (guint s = worker; s < td_network_n_slices (self->pass.graph, self->pass.rows); s += n_workers)
    {
      double *gram = balancing->edge_sums + 2 * s * n_pairs;

      memset (gram, 0, n_pairs * sizeof (double));
      for (guint v = 0; v < self->plan->graph->n_values; v++)
        if (balancing->deltas->graph.edge[v])
          multiply_edge (balancing, worker, v, td_network_slice (self->pass.graph, self->pass.rows, s),
                         td_network_slice (self->pass.graph, self->pass.rows, s + 1), gram + n_pairs, gram);
    }
}

static void
collect_edges (TdEngine *self)
{
  TdBalancing *balancing = self->balancing;
  gsize n_pairs = (gsize) self->plan->n_tasks * self->plan->n_tasks;

  memset (balancing->gram_matrix, 0, n_pairs * sizeof (double));
  for (guint s = 0; s < td_network_n_slices (self->pass.graph, self->pass.rows); s++)
    for (gsize i = 0; i < n_pairs; i++)
      balancing->gram_matrix[i] += balancing->edge_sums[2 * s * n_pairs + i];
}

static void
by_edge (TdEngine *self, guint worker, guint n_workers)
{
  TdTaskWay there = task_way (self), on = task_way (self);
  const TdSweep back = { .pass = &self->pass, .team = self->team, .back = &td_task_way_back,
                         .back_data = &on };

  there.own = on.common = TRUE;
  sweep (self, &there, worker, n_workers);
  multiply_edges (self, worker, n_workers);
  td_team_barrier (self->team);
  if (worker == 0)
    {
      collect_edges (self);
      know_losses (self);
      td_balancing_weigh (self->balancing, NULL);
    }
  td_team_barrier (self->team);
  td_sweep_back (&back, worker, n_workers);
  td_team_barrier (self->team);
  td_network_gradient (&self->pass, worker, n_workers);
  scale_own (self, worker, n_workers);
}

static void
by_products (TdEngine *self, guint worker, guint n_workers)
{
  TdBalancing *balancing = self->balancing;
  TdTaskWay back = task_way (self);

  back.whole = TRUE;
  sweep (self, &back, worker, n_workers);
  td_gram_measure (balancing->gram, &self->pass, worker);
  td_gram_multiply (balancing->gram, worker);
  if (worker == 0)
    {
      td_gram_collect (balancing->gram, -1, balancing->gram_matrix);
      know_losses (self);
      td_balancing_weigh (balancing, NULL);
    }
  td_gram_combine (balancing->gram, &self->pass, balancing->weights, worker);
  scale_own (self, worker, n_workers);
}

/* The part of the present tasks' rows and slots that @item is about, of one tensor. */
static TdBalancerChunk
find_chunk (const TdBalancing *self, const TdGramItem *item, guint tensor, guint worker)
{
  guint n = self->step.n, n_tasks = self->plan->n_tasks;
  float **rows = self->chunk_rows + (gsize) worker * (1 + self->n_row_slots) * n_tasks;
  gsize first, last;

  td_gram_span (self->gram, item, tensor, &first, &last);
  for (guint i = 0; i < n; i++)
    {
      rows[i] = self->gram->rows[self->tasks[i]] + first;
      for (guint s = 0; s < self->n_row_slots; s++)
        rows[(1 + s) * n + i] = self->row_slots[s][self->tasks[i]] + first;
    }
  return (TdBalancerChunk) { first, last - first, rows, rows + n };
}

static void
transform (TdBalancing *self, guint worker, guint n_workers)
{
  const TdGramQueue *parts = &self->gram->blends;

  for (guint i = worker; i < parts->n_items; i += n_workers)
    {
      const TdNode *node = &self->plan->graph->nodes[parts->items[i].node];
      double *sums = self->chunk_sums + (gsize) i * self->plan->n_tasks;

      memset (sums, 0, self->step.n * sizeof (double));
      for (guint t = 0; t < node->n_tensors; t++)
        {
          TdBalancerChunk chunk = find_chunk (self, &parts->items[i], t, worker);

          if (chunk.n > 0 && self->kind->transform != NULL)
            self->kind->transform (self->options, &self->step, &chunk, sums);
        }
    }
}

static void
add_sums (TdBalancing *self)
{
  for (guint i = 0; i < self->step.n; i++)
    self->sums[i] = 0;
  for (guint p = 0; p < self->gram->blends.n_items; p++)
    for (guint i = 0; i < self->step.n; i++)
      self->sums[i] += self->chunk_sums[(gsize) p * self->plan->n_tasks + i];
  self->step.sums = self->sums;
}

static void
by_rows (TdEngine *self, guint worker, guint n_workers)
{
  TdBalancing *balancing = self->balancing;
  TdTaskWay back = task_way (self);

  back.whole = TRUE;
  sweep (self, &back, worker, n_workers);
  if (worker == 0)
    know_losses (self);
  td_gram_measure (balancing->gram, &self->pass, worker);
  transform (balancing, worker, n_workers);
  td_team_barrier (self->team);
  if (balancing->kind->needs & TD_NEEDS_GRAM)
    td_gram_multiply (balancing->gram, worker);
  if (worker == 0)
    {
      add_sums (balancing);
      if (balancing->kind->needs & TD_NEEDS_GRAM)
        td_gram_collect (balancing->gram, -1, balancing->gram_matrix);
      td_balancing_weigh (balancing, NULL);
    }
  td_gram_combine (balancing->gram, &self->pass, balancing->weights, worker);
  scale_own (self, worker, n_workers);
}

/* The tasks' gradients on another batch of the epoch. */
static void
derive_batch (TdEngine *self, guint64 batch, guint worker, guint n_workers)
{
  TdTaskWay back = task_way (self);

  if (worker == 0)
    {
      td_engine_take_batch (self, batch);
      td_gram_begin (self->balancing->gram, self->pass.rows);
    }
  td_team_barrier (self->team);
  back.whole = TRUE;
  sweep (self, &back, worker, n_workers);
  td_gram_measure (self->balancing->gram, &self->pass, worker);
}

static void
keep_first (TdBalancing *self, guint worker, guint n_workers)
{
  for (guint k = worker; k < self->plan->n_tasks; k += n_workers)
    memcpy (self->first_rows[k], self->gram->rows[k], self->gram->n_row * sizeof (float));
}

/* <g_i of the first batch, g_j of the second>, part by part. */
static void
multiply_across (TdBalancing *self, guint worker, guint n_workers)
{
  const TdGramQueue *parts = &self->gram->products;
  guint n_tasks = self->plan->n_tasks;

  for (guint p = worker; p < parts->n_items; p += n_workers)
    {
      const TdNode *node = &self->plan->graph->nodes[parts->items[p].node];
      double *sums = self->gram->sums + (gsize) p * n_tasks * n_tasks;

      memset (sums, 0, (gsize) n_tasks * n_tasks * sizeof (double));
      for (guint t = 0; t < node->n_tensors; t++)
        {
          gsize first, last;

          td_gram_span (self->gram, &parts->items[p], t, &first, &last);
          td_kernels ()->dots ((const float *const *) self->first_rows, n_tasks, first,
                               (const float *const *) self->gram->rows, n_tasks, first, last - first,
                               sums, n_tasks);
        }
    }
  td_team_barrier (self->gram->team);
}

static void
collect_across (TdBalancing *self)
{
  gsize n_pairs = (gsize) self->plan->n_tasks * self->plan->n_tasks;

  memset (self->gram_matrix, 0, n_pairs * sizeof (double));
  for (guint p = 0; p < self->gram->products.n_items; p++)
    for (gsize i = 0; i < n_pairs; i++)
      self->gram_matrix[i] += self->gram->sums[p * n_pairs + i];
}

/* The step's own batch comes last: it is the one that is counted and learned from. The two before
 * lie a third of the epoch apart. */
static void
by_batches (TdEngine *self, guint worker, guint n_workers)
{
  TdBalancing *balancing = self->balancing;
  guint64 n = self->steps_per_epoch, third = MAX (n / 3, 1), batch = self->batch;

  derive_batch (self, (batch + third) % n, worker, n_workers);
  keep_first (balancing, worker, n_workers);
  td_team_barrier (self->team);
  derive_batch (self, (batch + 2 * third) % n, worker, n_workers);
  multiply_across (balancing, worker, n_workers);
  if (worker == 0)
    {
      collect_across (balancing);
      td_balancing_weigh (balancing, balancing->gram_matrix);
      td_engine_take_batch (self, batch);
    }
  td_team_barrier (self->team);
  sum_up (self, worker, n_workers);
}

static const WayFunc ways[] = {
  [TD_WAY_SUM] = sum_up,       [TD_WAY_LOSSES] = by_losses, [TD_WAY_EDGE] = by_edge,
  [TD_WAY_PRODUCTS] = by_products, [TD_WAY_ROWS] = by_rows, [TD_WAY_BATCHES] = by_batches,
};

void
td_engine_differentiate (TdEngine *self, guint worker, guint n_workers)
{
  ways[self->balancing->way] (self, worker, n_workers);
}

static void
measure_after (gpointer data, guint slice, gsize first, gsize last)
{
  TdEngine *self = data;
  double *sums = self->balancing->after_sums + (gsize) slice * self->plan->n_tasks;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      TdTaskRun *task = &self->tasks[k];

      sums[k] = 0;
      if (!task->enabled)
        continue;
      task->loss->evaluate (task->loss_options, &task->measured,
                            self->network->values[task->value] + first * task->n_outputs,
                            task->batch + first * task->targets->n_columns, last - first,
                            task->losses + first, NULL);
      for (gsize i = first; i < last; i++)
        sums[k] += task->losses[i];
    }
}

void
td_engine_look_back (TdEngine *self, guint worker, guint n_workers)
{
  const TdSweep sweep = { &self->pass, self->team, td_engine_gather, measure_after, self };
  TdBalancing *balancing = self->balancing;

  if (balancing->after_sums == NULL || balancing->way != balancing->usual)
    return;
  td_team_barrier (self->team);
  td_sweep_forward (&sweep, worker, n_workers);
  td_team_barrier (self->team);
  if (worker != 0)
    return;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      balancing->found[k] = 0;
      for (guint s = 0; s < td_network_n_slices (self->pass.graph, self->pass.rows); s++)
        balancing->found[k] += balancing->after_sums[(gsize) s * self->plan->n_tasks + k];
    }
  td_balancing_after (balancing, balancing->found);
}
