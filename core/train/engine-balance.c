/* engine-balance.c — see engine-balance.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine-balance.h"

#include "core/data/sampling.h"
#include "core/project/settings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GRADIENTS (TD_NEEDS_GRAM | TD_NEEDS_ROWS | TD_NEEDS_BATCHES_3)

static gsize
n_pairs (const TdBalancing *self)
{
  return (gsize) self->plan->n_tasks * self->plan->n_tasks;
}

static double *
new_numbers (gsize n, double start)
{
  double *numbers = g_new (double, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    numbers[i] = start;
  return numbers;
}

static gboolean *
enabled_tasks (const TdPlan *plan, guint *n)
{
  gboolean *enabled = g_new (gboolean, MAX (plan->n_tasks, 1));

  *n = 0;
  for (guint k = 0; k < plan->n_tasks; k++)
    *n += enabled[k] = td_task_options (td_plan_task (plan, k))->enabled;
  return enabled;
}

/* A method of three batches needs them of the same tasks, which steps of a single task don't give:
 * with one gradient, all that it could find is a weight of 1. */
static gboolean
is_single (const TdBalancerKind *kind, const TdSpec *sampling)
{
  return (kind->needs & TD_NEEDS_BATCHES_3) != 0
         && ((const TdSamplingKind *) sampling->kind)->one_task;
}

/* Whether there are gradients to compare. */
static gboolean
is_sharing (const TdPlan *plan, const gboolean *enabled, guint n_enabled)
{
  TdTaskGraph graph;
  gboolean sharing;

  if (n_enabled < 2)
    return FALSE;
  td_task_graph_init (&graph, plan->graph, enabled);
  sharing = graph.is_sharing;
  td_task_graph_clear (&graph);
  return sharing;
}

static TdWay
usual_way (const TdBalancing *self, const TdSpec *spec)
{
  TdBalancerNeeds needs = self->kind->needs;

  if (needs & TD_NEEDS_BATCHES_3)
    return TD_WAY_BATCHES;
  if (needs & TD_NEEDS_ROWS)
    return TD_WAY_ROWS;
  if (needs & TD_NEEDS_GRAM)
    return td_balancer_on_representation (spec) ? TD_WAY_EDGE : TD_WAY_PRODUCTS;
  return needs & TD_NEEDS_LOSSES ? TD_WAY_LOSSES : TD_WAY_SUM;
}

static void
choose_kind (TdBalancing *self, const gboolean *enabled, guint n_enabled)
{
  const TdTrainingSettings *training = td_training_of (&self->plan->project);
  const TdSpec *spec = &training->balancer;

  self->kind = (const TdBalancerKind *) spec->kind;
  self->options = spec->options;
  self->stream = td_stream (training->seed, "balancer");
  self->is_idle = (self->kind->needs & GRADIENTS) != 0
                  && (is_single (self->kind, &training->sampling)
                      || !is_sharing (self->plan, enabled, n_enabled));
  if (self->is_idle)
    {
      self->kind = (const TdBalancerKind *) td_family_find (&td_balancers, "equal");
      self->options = NULL;
    }
  self->usual = usual_way (self, spec);
  self->every = self->is_idle ? 1 : td_balancer_every (spec);
  self->is_split = self->usual >= TD_WAY_EDGE && !self->kind->weighs_losses;
  self->memory = td_balancer_memory_new (self->kind, self->plan->n_tasks);
}

static guint
count_row_slots (const TdBalancerKind *kind)
{
  guint n = 0;

  while (kind->row_slots != NULL && kind->row_slots[n] != NULL)
    n++;
  return n;
}

static float **
new_rows (const TdBalancing *self)
{
  gsize bytes = self->plan->graph->layout->n_parameters * sizeof (float);
  float **rows = g_new (float *, MAX (self->plan->n_tasks, 1));

  for (guint k = 0; k < self->plan->n_tasks; k++)
    rows[k] = td_aligned_new (bytes);
  return rows;
}

static void
init_gradients (TdBalancing *self, TdNetwork *network, TdTeam *team, const gboolean *enabled)
{
  guint n_tasks = self->plan->n_tasks;
  guint n_slices = td_network_n_slices (network->graph, network->max_rows);

  if (self->usual < TD_WAY_EDGE)
    return;
  self->deltas = td_task_deltas_new (network, enabled, self->usual > TD_WAY_EDGE,
                                     td_team_size (team));
  if (self->usual == TD_WAY_EDGE)
    {
      self->edge_list = g_new (const float *, td_team_size (team) * n_tasks + 1);
      self->edge_tasks = g_new (guint, td_team_size (team) * n_tasks + 1);
      self->edge_sums = g_new0 (double, 2 * n_slices * n_pairs (self) + 1);
      return;
    }
  self->gram = td_gram_new (self->deltas, team, self->present, self->usual > TD_WAY_PRODUCTS);
  if (self->usual == TD_WAY_BATCHES)
    self->first_rows = new_rows (self);
  self->n_row_slots = count_row_slots (self->kind);
  self->row_slots = g_new (float **, MAX (self->n_row_slots, 1));
  self->n_workers = td_team_size (team);
  self->chunk_rows = g_new (float *, self->n_workers * (1 + self->n_row_slots) * n_tasks + 1);
  for (guint s = 0; s < self->n_row_slots; s++)
    self->row_slots[s] = new_rows (self);
  self->chunk_sums = g_new0 (double, self->gram->blends.n_items * (gsize) n_tasks + 1);
}

static void
init_numbers (TdBalancing *self)
{
  guint n = self->plan->n_tasks;

  self->present = g_new0 (gboolean, MAX (n, 1));
  self->tasks = g_new0 (guint, MAX (n, 1));
  self->lambdas = new_numbers (n, 1);
  self->weights = new_numbers (n, 0);
  self->last = new_numbers (n, 1);
  self->sum = new_numbers (n, 0);
  self->n = new_numbers (n, 0);
  self->losses = new_numbers (n, 0);
  self->after = new_numbers (n, 0);
  self->sums = new_numbers (n, 0);
  self->found = new_numbers (n, 0);
  for (guint i = 0; i < 2; i++)
    {
      self->means[i] = new_numbers (n, NAN);
      self->mean_pair[i] = new_numbers (n, NAN);
    }
  for (guint k = 0; k < n; k++)
    self->lambdas[k] = td_task_options (td_plan_task (self->plan, k))->weight;
}

static gboolean
measures (const TdBalancing *self)
{
  return self->usual >= TD_WAY_EDGE && self->usual != TD_WAY_BATCHES
         && (self->kind->needs & TD_NEEDS_GRAM) != 0;
}

static void
init_pairs (TdBalancing *self)
{
  if (self->usual < TD_WAY_EDGE)
    return;
  self->gram_matrix = new_numbers (n_pairs (self), 0);
  self->products = new_numbers (n_pairs (self), 0);
  self->cross = new_numbers (n_pairs (self), 0);
  if (!measures (self))
    return;
  self->norms = new_numbers (self->plan->n_tasks, 0);
  self->cosines = new_numbers (n_pairs (self), 0);
  self->counts = new_numbers (n_pairs (self), 0);
  self->conflicts = new_numbers (2, 0);
}

TdBalancing *
td_balancing_new (TdPlan *plan, TdNetwork *network, TdTeam *team)
{
  TdBalancing *self = g_new0 (TdBalancing, 1);
  guint n_enabled;
  g_autofree gboolean *enabled = enabled_tasks (plan, &n_enabled);

  self->plan = plan;
  init_numbers (self);
  choose_kind (self, enabled, n_enabled);
  init_pairs (self);
  init_gradients (self, network, team, enabled);
  if (self->kind->needs & TD_NEEDS_AFTER_STEP)
    self->after_sums = g_new0 (double, td_network_n_slices (network->graph, network->max_rows)
                                         * plan->n_tasks + 1);
  return self;
}

static void
free_rows (const TdBalancing *self, float **rows)
{
  for (guint k = 0; rows != NULL && k < self->plan->n_tasks; k++)
    free (rows[k]);
  g_free (rows);
}

void
td_balancing_free (TdBalancing *self)
{
  double *numbers[] = { self->lambdas, self->weights, self->last, self->means[0], self->means[1],
                        self->sum, self->n, self->norms, self->cosines, self->counts,
                        self->conflicts, self->gram_matrix, self->losses, self->after,
                        self->products, self->cross, self->sums, self->found, self->mean_pair[0],
                        self->mean_pair[1], self->chunk_sums, self->edge_sums,
                        self->after_sums };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_free (numbers[i]);
  for (guint s = 0; s < self->n_row_slots; s++)
    free_rows (self, self->row_slots[s]);
  free_rows (self, self->first_rows);
  td_gram_free (self->gram);
  td_task_deltas_free (self->deltas);
  td_balancer_memory_free (self->memory);
  g_free (self->row_slots);
  g_free (self->chunk_rows);
  g_free (self->edge_list);
  g_free (self->edge_tasks);
  g_free (self->present);
  g_free (self->tasks);
  g_free (self);
}

static const double *
mean_of_present (TdBalancing *self, guint which)
{
  for (guint i = 0; i < self->step.n; i++)
    self->mean_pair[which][i] = self->lambdas[self->tasks[i]] * self->means[which][self->tasks[i]];
  return self->mean_pair[which];
}

/* Only those that are present have a weight. */
static void
take_weights (TdBalancing *self, const double *weights)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->weights[k] = 0;
  for (guint i = 0; i < self->step.n; i++)
    self->weights[self->tasks[i]] = self->last[self->tasks[i]] = weights[i];
}

static void
use_last_weights (TdBalancing *self)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->weights[k] = self->present[k] ? self->last[k] : 0;
}

void
td_balancing_begin (TdBalancing *self, guint64 step, guint64 epoch, gsize rows)
{
  self->step = (TdBalancerStep) { .tasks = self->tasks, .step = step, .epoch = epoch,
                                  .stream = self->stream };
  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (self->present[k])
      self->tasks[self->step.n++] = k;
  if (self->kind->needs & TD_NEEDS_EPOCH_MEANS)
    for (guint i = 0; i < 2; i++)
      self->step.means[i] = mean_of_present (self, i);
  self->way = step % self->every == 0 && self->step.n > 0 ? self->usual : TD_WAY_SUM;
  if (self->gram != NULL)
    td_gram_begin (self->gram, rows);
  if (self->way == TD_WAY_SUM && self->usual == TD_WAY_SUM && self->every == 1)
    td_balancing_weigh (self, NULL);
  else if (self->way == TD_WAY_SUM)
    use_last_weights (self);
}

void
td_balancing_know (TdBalancing *self, const double *losses)
{
  for (guint i = 0; i < self->step.n; i++)
    self->losses[i] = self->lambdas[self->tasks[i]] * losses[self->tasks[i]];
  self->step.losses = self->losses;
}

static const double *
pairs_of_present (const TdBalancing *self, const double *all, double *some)
{
  for (guint i = 0; i < self->step.n; i++)
    for (guint j = 0; j < self->step.n; j++)
      some[i * self->step.n + j]
        = all[(gsize) self->tasks[i] * self->plan->n_tasks + self->tasks[j]];
  return some;
}

void
td_balancing_weigh (TdBalancing *self, const double *cross)
{
  if (self->step.n == 0)
    {
      take_weights (self, self->found);
      return;
    }
  if (measures (self))
    self->step.gram = pairs_of_present (self, self->gram_matrix, self->products);
  if (cross != NULL)
    self->step.cross = pairs_of_present (self, cross, self->cross);
  self->kind->weigh (self->options, &self->step, self->memory, self->found);
  take_weights (self, self->found);
}

void
td_balancing_after (TdBalancing *self, const double *losses)
{
  if (self->step.n == 0)
    return;
  for (guint i = 0; i < self->step.n; i++)
    self->after[i] = self->lambdas[self->tasks[i]] * losses[self->tasks[i]];
  self->step.after = self->after;
  self->kind->after_step (self->options, &self->step, self->memory);
}

static void
count_pair (TdBalancing *self, guint a, guint b)
{
  gsize at = (gsize) a * self->plan->n_tasks + b;
  double norms = sqrt (self->gram_matrix[(gsize) a * self->plan->n_tasks + a])
                 * sqrt (self->gram_matrix[(gsize) b * self->plan->n_tasks + b]);

  if (a == b)
    self->norms[a] += norms;
  else if (norms > 0 && a < b)
    {
      self->cosines[at] += self->gram_matrix[at] / norms;
      self->conflicts[0] += self->gram_matrix[at] < 0;
      self->conflicts[1]++;
    }
  self->counts[at] += a == b || norms > 0;
}

void
td_balancing_count (TdBalancing *self)
{
  for (guint i = 0; i < self->step.n; i++)
    {
      guint k = self->tasks[i];

      self->sum[k] += self->weights[k] * self->lambdas[k];
      self->n[k]++;
      for (guint j = i; measures (self) && self->way == self->usual && j < self->step.n; j++)
        count_pair (self, k, self->tasks[j]);
    }
}

void
td_balancing_end_epoch (TdBalancing *self, const double *losses)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      self->means[1][k] = self->means[0][k];
      self->means[0][k] = losses[k];
    }
}

void
td_balancing_begin_epoch (TdBalancing *self)
{
  for (guint k = 0; k < self->plan->n_tasks; k++)
    self->sum[k] = self->n[k] = 0;
  if (!measures (self))
    return;
  memset (self->norms, 0, self->plan->n_tasks * sizeof (double));
  memset (self->cosines, 0, n_pairs (self) * sizeof (double));
  memset (self->counts, 0, n_pairs (self) * sizeof (double));
  memset (self->conflicts, 0, 2 * sizeof (double));
}

double
td_balancing_mean_weight (const TdBalancing *self, guint task)
{
  return self->n[task] > 0 ? self->sum[task] / self->n[task] : NAN;
}

double
td_balancing_mean_norm (const TdBalancing *self, guint task)
{
  gsize at = (gsize) task * self->plan->n_tasks + task;

  return measures (self) && self->counts[at] > 0 ? self->norms[task] / self->counts[at] : NAN;
}

double
td_balancing_mean_cosine (const TdBalancing *self, guint a, guint b)
{
  gsize at = (gsize) MIN (a, b) * self->plan->n_tasks + MAX (a, b);

  return measures (self) && self->counts[at] > 0 ? self->cosines[at] / self->counts[at] : NAN;
}

double
td_balancing_conflict_rate (const TdBalancing *self)
{
  return measures (self) && self->conflicts[1] > 0 ? self->conflicts[0] / self->conflicts[1] : NAN;
}
