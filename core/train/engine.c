/* engine.c — setting up a training computation, and its state in and out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine.h"

#include "core/math/blas.h"
#include "core/math/kernels.h"
#include "core/train/carry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RANGE_FLOATS 8192

static void
init_task (TdEngine *self, guint index)
{
  const TdSpec *spec = td_plan_task (self->plan, index);
  const TdTaskOptions *options = td_task_options (spec);
  TdTaskRun *task = &self->tasks[index];
  guint n_slices = td_network_n_slices (self->plan->graph, self->batch_size);
  guint n_numbers;

  task->kind = td_task_kind (spec);
  task->fit = td_plan_target (self->plan, index);
  task->loss = (const TdLossKind *) options->loss.kind;
  task->loss_options = options->loss.options;
  task->targets = &self->data->targets[index];
  task->weight = options->weight;
  task->enabled = options->enabled;
  task->value = self->plan->graph->outputs[index];
  task->n_outputs = self->plan->graph->values[task->value].width;
  task->batch = g_new0 (float, self->batch_size * MAX (task->targets->n_columns, 1));
  task->share = g_new0 (float, MAX (task->targets->n_columns, 1));
  task->measured = td_plan_loss_task (self->plan, index, task->share);
  task->losses = g_new0 (double, self->batch_size);
  task->batch_loss = NAN;
  n_numbers = task->kind->n_numbers != NULL ? task->kind->n_numbers (task->fit) : 0;
  td_tally_init (&task->epoch, n_numbers);
  task->slices = g_new0 (TdTally, n_slices);
  for (guint s = 0; s < n_slices; s++)
    td_tally_init (&task->slices[s], n_numbers);
}

static void
clear_task (TdEngine *self, TdTaskRun *task)
{
  for (guint s = 0; s < td_network_n_slices (self->plan->graph, self->batch_size); s++)
    td_tally_clear (&task->slices[s]);
  td_tally_clear (&task->epoch);
  g_free (task->slices);
  g_free (task->batch);
  g_free (task->share);
  g_free (task->losses);
}

/* The other tensors that are trained and tied to tensor @index, as offsets from their own
 * starts. */
static void
tie_range (TdRange *range, const TdGraph *graph, guint index, gsize at)
{
  const TdLayout *layout = graph->layout;

  for (guint i = 0; i < graph->ties->len; i++)
    {
      const TdTie *tie = &g_array_index (graph->ties, TdTie, i);
      gboolean is_here = FALSE;

      for (guint t = 0; t < tie->n_tensors; t++)
        is_here |= tie->tensors[t] == index;
      if (!is_here || tie->strength == 0)
        continue;
      range->tie = tie->strength;
      range->tied = g_new (gsize, tie->n_tensors);
      for (guint t = 0; t < tie->n_tensors; t++)
        if (layout->tensors[tie->tensors[t]].trainable)
          range->tied[range->n_tied++] = layout->tensors[tie->tensors[t]].offset + at;
    }
}

/* Neighbours that are treated alike become one, gaps between tensors included: these are zero in
 * every array, and no optimizer moves what is zero everywhere. */
static void
add_range (GArray *ranges, const TdRange *range)
{
  TdRange *last = ranges->len > 0 ? &g_array_index (ranges, TdRange, ranges->len - 1) : NULL;

  if (last != NULL && last->l1 == range->l1 && last->l2 == range->l2 && last->n_tied == 0
      && range->n_tied == 0 && range->offset - (last->offset + last->n) < TD_TENSOR_ALIGNMENT
      && range->offset + range->n - last->offset <= RANGE_FLOATS)
    last->n = range->offset + range->n - last->offset;
  else
    g_array_append_val (ranges, *range);
}

static void
init_ranges (TdEngine *self)
{
  const TdLayout *layout = self->plan->graph->layout;
  const TdTrainingSettings *training = td_training_of (&self->plan->project);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (TdRange));

  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *tensor = &layout->tensors[i];
      double l2 = tensor->l2 >= 0 ? tensor->l2 : training->l2;

      if (!tensor->trainable || tensor->statistic)
        continue;
      for (gsize at = 0; at < tensor->n; at += RANGE_FLOATS)
        {
          TdRange range = { .offset = tensor->offset + at,
                            .n = MIN (RANGE_FLOATS, tensor->n - at),
                            .l1 = tensor->penalized ? training->l1 : 0,
                            .l2 = tensor->penalized ? l2 : 0 };

          tie_range (&range, self->plan->graph, i, at);
          add_range (ranges, &range);
        }
    }
  self->n_ranges = ranges->len;
  self->ranges = (TdRange *) g_array_free (ranges, FALSE);
}

static void
init_workers (TdEngine *self)
{
  gint64 wanted = td_training_of (&self->plan->project)->workers;
  guint most = td_network_n_slices (self->plan->graph, self->batch_size);

  self->n_workers = CLAMP (wanted > 0 ? (guint) wanted : td_n_processors (), 1, most);
  self->measuring = wanted == 0 && self->n_workers > 1;
  self->best_seconds[0] = self->best_seconds[1] = INFINITY;
  self->team = td_team_new (self->n_workers);
}

static void
init_arrays (TdEngine *self)
{
  const TdSpec *optimizer = &td_training_of (&self->plan->project)->optimizer;
  const TdLayout *layout = self->plan->graph->layout;
  gsize bytes = layout->n_parameters * sizeof (float);

  self->parameters = td_aligned_new (layout->n_weights * sizeof (float));
  self->best = td_aligned_new (layout->n_weights * sizeof (float));
  self->gradients = td_aligned_new (bytes);
  self->n_slots = td_optimizer_n_slots ((const TdOptimizerKind *) optimizer->kind);
  for (guint s = 0; s < self->n_slots; s++)
    self->slots[s] = td_aligned_new (bytes);
  td_graph_initialize (self->plan->graph, self->parameters);
}

static void
init_sampler (TdEngine *self)
{
  const TdTrainingSettings *training = td_training_of (&self->plan->project);
  guint n_tasks = self->plan->n_tasks;
  g_autofree const char **ids = g_new (const char *, MAX (n_tasks, 1));
  g_autofree gboolean *enabled = g_new (gboolean, MAX (n_tasks, 1));

  for (guint k = 0; k < n_tasks; k++)
    {
      ids[k] = td_task_options (td_plan_task (self->plan, k))->id;
      enabled[k] = self->tasks[k].enabled;
    }
  self->sampler = td_sampler_new (&(TdSamplerSetup) {
    .sampling = &training->sampling, .data = self->data, .tasks = ids, .enabled = enabled,
    .batch_size = self->batch_size, .seed = (guint64) training->seed, .shuffle = training->shuffle,
  });
  self->spans = g_new0 (TdBatchSpan, MAX (n_tasks, 1));
}

static void
init_epochs (TdEngine *self)
{
  const TdDataset *data = self->data;
  guint n_tasks = self->plan->n_tasks;

  self->steps_per_epoch = td_plan_steps_per_epoch (self->plan);
  init_sampler (self);
  self->training = g_new (TdTaskMetrics, MAX (n_tasks, 1));
  self->validation = g_new (TdTaskMetrics, MAX (n_tasks, 1));
  for (guint k = 0; k < n_tasks; k++)
    self->training[k] = self->validation[k] = td_no_metrics;
  if (data->n_part[TD_PART_VALIDATION] > 0)
    self->evaluator = td_evaluator_new (self->plan, data, TD_PART_VALIDATION,
                                        td_team_size (self->team));
}

/* Numbers of a tally in a fixed order, to and from an array. */
static gsize
visit_tally (TdTally *tally, double *numbers, gboolean write)
{
  double *fields[] = { &tally->loss, &tally->n_labels, &tally->n_correct, &tally->n_rows,
                       &tally->n_exact, &tally->log_loss };
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++, n++)
    write ? (numbers[n] = *fields[i]) : (*fields[i] = numbers[n]);
  for (guint i = 0; i < tally->n_numbers; i++)
    {
      double *parts[] = { &tally->numbers[i].n, &tally->numbers[i].mean, &tally->numbers[i].m2,
                          &tally->numbers[i].error2 };

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++, n++)
        write ? (numbers[n] = *parts[p]) : (*parts[p] = numbers[n]);
    }
  return n;
}

static guint
tally_size (const TdTaskRun *task)
{
  return 6 + 4 * task->epoch.n_numbers;
}

static void
load_tensors (TdEngine *self, const TdState *state)
{
  const TdLayout *layout = self->plan->graph->layout;
  gsize bytes = layout->n_weights * sizeof (float);

  memcpy (self->parameters, state->parameters, bytes);
  memcpy (self->best, state->best != NULL ? state->best : state->parameters, bytes);
  for (guint s = 0; s < self->n_slots; s++)
    memcpy (self->slots[s], state->slots[s], layout->n_parameters * sizeof (float));
}

/* Takes over @state, which td_engine_state() made of an engine for the same plan. */
static void
load (TdEngine *self, const TdState *state)
{
  load_tensors (self, state);
  td_balancing_load (self->balancing, state->balance);
  self->step = state->step;
  self->epoch = state->epoch;
  self->batch = self->plan->dataset != NULL ? MIN (state->batch, self->steps_per_epoch)
                                            : state->batch;
  self->seconds = state->seconds;
  self->monitor.best_value = state->best_epoch > 0 ? state->best_value : INFINITY;
  self->monitor.best_epoch = state->best_epoch;
  self->monitor.patience = state->patience;
  self->stall = state->stall;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      self->monitor.first_loss[k] = state->tasks[k].first_loss;
      visit_tally (&self->tasks[k].epoch, state->tasks[k].tally, FALSE);
    }
}

/* A data set without rows, for a trained project whose data are missing: its state can be held,
 * saved and edited, but not trained. */
static TdDataset *
no_data (const TdPlan *plan)
{
  TdTargets *targets = g_new0 (TdTargets, MAX (plan->n_tasks, 1));
  guint32 *rows[TD_N_PARTS] = { NULL };
  gsize n_part[TD_N_PARTS] = { 0 };

  return td_dataset_new (0, plan->graph->values[0].width, NULL, plan->n_tasks, targets, rows, n_part);
}

TdEngine *
td_engine_new (TdPlan *plan)
{
  TdEngine *self = g_new0 (TdEngine, 1);

  td_blas_init ();
  td_flush_denormals ();
  self->plan = td_plan_ref (plan);
  self->data = plan->dataset != NULL ? td_dataset_ref (plan->dataset) : no_data (plan);
  self->batch_size = td_plan_batch_size (plan);
  self->network = td_network_new (plan->graph, self->batch_size, TRUE);
  self->tasks = g_new0 (TdTaskRun, MAX (plan->n_tasks, 1));
  for (guint k = 0; k < plan->n_tasks; k++)
    init_task (self, k);
  init_ranges (self);
  init_workers (self);
  self->balancing = td_balancing_new (plan, self->network, self->team);
  init_arrays (self);
  init_epochs (self);
  td_monitor_init (&self->monitor, plan->n_tasks);
  self->edits = td_edit_start (&plan->project, 0, 0, TRUE, 1, NULL);
  return self;
}

gboolean
td_engine_carry (TdEngine *self, const TdState *from, TdTensorBox *box)
{
  g_autoptr (TdState) state = td_engine_state (self);
  gboolean same = td_state_carry (state, from, box);

  load (self, state);
  return same && self->batch == from->batch;
}

void
td_engine_free (TdEngine *self)
{
  if (self == NULL)
    return;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    clear_task (self, &self->tasks[k]);
  td_evaluator_free (self->evaluator);
  td_balancing_free (self->balancing);
  td_network_free (self->network);
  td_team_free (self->team);
  td_monitor_clear (&self->monitor);
  for (guint s = 0; s < self->n_slots; s++)
    free (self->slots[s]);
  free (self->parameters);
  free (self->gradients);
  free (self->best);
  g_free (self->tasks);
  for (guint r = 0; r < self->n_ranges; r++)
    g_free (self->ranges[r].tied);
  g_free (self->ranges);
  td_sampler_free (self->sampler);
  g_free (self->spans);
  g_free (self->training);
  g_free (self->validation);
  td_edit_unref (self->edits);
  td_dataset_unref (self->data);
  td_plan_unref (self->plan);
  g_free (self);
}

static void
save_tasks (const TdEngine *self, TdState *state)
{
  state->n_tasks = self->plan->n_tasks;
  state->tasks = g_new0 (TdTaskState, MAX (state->n_tasks, 1));
  for (guint k = 0; k < state->n_tasks; k++)
    {
      TdTaskState *task = &state->tasks[k];

      task->id = g_strdup (td_task_options (td_plan_task (self->plan, k))->id);
      task->first_loss = self->monitor.first_loss[k];
      task->n_tally = tally_size (&self->tasks[k]);
      task->tally = g_new (double, task->n_tally);
      visit_tally (&self->tasks[k].epoch, task->tally, TRUE);
    }
}

TdState *
td_engine_state (const TdEngine *self)
{
  TdLayout *layout = self->plan->graph->layout;
  gsize bytes = layout->n_parameters * sizeof (float);
  const TdSpec *optimizer = &td_training_of (&self->plan->project)->optimizer;
  const TdOptimizerKind *kind = (const TdOptimizerKind *) optimizer->kind;
  TdState *state = td_state_new (layout);

  memcpy (state->parameters, self->parameters, layout->n_weights * sizeof (float));
  state->optimizer = g_strdup (optimizer->kind->id);
  state->n_slots = self->n_slots;
  for (guint s = 0; s < self->n_slots; s++)
    {
      state->slot_names[s] = g_strdup (kind->slots[s]);
      state->slots[s] = td_aligned_new (bytes);
      memcpy (state->slots[s], self->slots[s], bytes);
    }
  if (self->monitor.best_epoch > 0)
    {
      state->best = td_aligned_new (layout->n_weights * sizeof (float));
      memcpy (state->best, self->best, layout->n_weights * sizeof (float));
    }
  state->step = self->step;
  state->epoch = self->epoch;
  state->batch = self->batch;
  state->seconds = self->seconds;
  state->best_epoch = self->monitor.best_epoch;
  state->best_value = self->monitor.best_value;
  state->patience = self->monitor.patience;
  state->stall = self->stall;
  state->edits = td_edit_ref (self->edits);
  state->balance = td_balancing_save (self->balancing);
  save_tasks (self, state);
  return state;
}
