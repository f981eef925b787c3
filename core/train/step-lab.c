/* step-lab.c — every balancer on the same gradients.
 *
 * Methods of gradients move a task's own weights by λ_k L_k, others by w_k λ_k L_k, as in a run.
 * Where a method wants two batches more, it is given this one three times; epochs it has not seen
 * are unknown to it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/step-lab.h"

#include "core/math/kernels.h"
#include "core/train/probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GRADIENTS (TD_NEEDS_GRAM | TD_NEEDS_ROWS | TD_NEEDS_BATCHES_3)

typedef struct
{
  TdProbe  probe;
  double   rate;
  gboolean answered;
} Question;

/* The batch, and memory for one trial after the other. */
typedef struct
{
  TdProbe   *probe;
  TdStepLab *lab;
  guint      n;          /* tasks present */
  guint     *tasks;      /* (n) */
  double    *losses;     /* (n) λ_k L_k */
  double    *gram;       /* (n, n) */
  double    *unknown;    /* (n) NaN */
  double    *sums, *weights; /* (n) */
  gsize      n_row;
  float    **rows;       /* (n)(n_row) what a balancer may change */
  float     *direction;  /* (n_parameters) */
  float     *trial;      /* (n_weights) */
} Lab;

static void
lab_init (Lab *lab, TdProbe *probe, TdStepLab *result)
{
  const TdLayout *layout = probe->plan->graph->layout;
  guint n = probe->plan->n_tasks;

  *lab = (Lab) { .probe = probe, .lab = result, .n_row = probe->gram->n_row };
  lab->tasks = g_new (guint, n + 1);
  for (guint k = 0; k < n; k++)
    if (probe->present[k])
      lab->tasks[lab->n++] = k;
  lab->losses = g_new (double, n + 1);
  lab->unknown = g_new (double, n + 1);
  lab->sums = g_new (double, n + 1);
  lab->weights = g_new (double, n + 1);
  lab->gram = g_new (double, (gsize) n * n + 1);
  lab->rows = g_new (float *, n + 1);
  for (guint i = 0; i < lab->n; i++)
    {
      lab->rows[i] = td_aligned_new (lab->n_row * sizeof (float));
      lab->losses[i] = probe->tasks[lab->tasks[i]].lambda * probe->tasks[lab->tasks[i]].loss;
      lab->unknown[i] = NAN;
      for (guint j = 0; j < lab->n; j++)
        lab->gram[i * lab->n + j] = result->products[(gsize) lab->tasks[i] * n + lab->tasks[j]];
    }
  lab->direction = td_aligned_new (layout->n_parameters * sizeof (float));
  lab->trial = td_aligned_new (layout->n_weights * sizeof (float));
}

static void
lab_clear (Lab *lab)
{
  for (guint i = 0; i < lab->n; i++)
    free (lab->rows[i]);
  g_free (lab->tasks);
  g_free (lab->losses);
  g_free (lab->unknown);
  g_free (lab->sums);
  g_free (lab->weights);
  g_free (lab->gram);
  g_free (lab->rows);
  free (lab->direction);
  free (lab->trial);
}

/* The task's gradient on shared parameters; of no floats when nothing is shared. */
static const float *
gradient_of (const Lab *lab, guint task)
{
  return lab->n_row > 0 ? lab->probe->gram->rows[task] : lab->direction;
}

static const float *const *
as_vectors (float *const *rows)
{
  return (const float *const *) rows;
}

static void
transform (Lab *lab, const TdBalancerKind *kind, gconstpointer options, TdBalancerStep *step)
{
  guint n_slots = 0;
  TdBalancerChunk chunk = { 0, lab->n_row, lab->rows, NULL };
  float **slots;

  while (kind->row_slots != NULL && kind->row_slots[n_slots] != NULL)
    n_slots++;
  slots = g_new (float *, n_slots * lab->n + 1);
  for (guint s = 0; s < n_slots * lab->n; s++)
    slots[s] = td_aligned_new (lab->n_row * sizeof (float));
  chunk.slots = slots;
  memset (lab->sums, 0, lab->n * sizeof (double));
  if (kind->transform != NULL)
    kind->transform (options, step, &chunk, lab->sums);
  step->sums = lab->sums;
  for (guint s = 0; s < n_slots * lab->n; s++)
    free (slots[s]);
  g_free (slots);
}

/* The weights of one balancer, and the rows that they are for. */
static void
weigh (Lab *lab, const TdBalancerKind *kind, gconstpointer options)
{
  const TdPlan *plan = lab->probe->plan;
  g_autoptr (TdBalancerMemory) memory = td_balancer_memory_new (kind, plan->n_tasks);
  g_autofree double *changed = g_new0 (double, lab->n * lab->n + 1);
  TdBalancerStep step = {
    .n = lab->n, .tasks = lab->tasks, .losses = lab->losses, .gram = lab->gram, .cross = lab->gram,
    .means = { lab->unknown, lab->unknown }, .step = lab->lab->step,
    .stream = td_stream (td_training_of (&plan->project)->seed, "balancer"),
  };

  for (guint i = 0; i < lab->n; i++)
    memcpy (lab->rows[i], gradient_of (lab, lab->tasks[i]), lab->n_row * sizeof (float));
  if (kind->needs & TD_NEEDS_ROWS)
    {
      transform (lab, kind, options, &step);
      td_kernels ()->dots (as_vectors (lab->rows), lab->n, 0, as_vectors (lab->rows), lab->n, 0,
                           lab->n_row, changed, lab->n);
      step.gram = changed;
    }
  kind->weigh (options, &step, memory, lab->weights);
}

/* Adds @factor times the gradient of the task's own weights to @sum; its square. */
static double
add_own (const Lab *lab, guint task, double factor, float *sum)
{
  const TdGraph *graph = lab->probe->plan->graph;
  const TdNodeList *own = &lab->probe->deltas->graph.own[task];
  double square = 0;

  for (guint i = 0; i < own->n_nodes; i++)
    {
      const TdNode *node = &graph->nodes[own->nodes[i]];

      for (guint t = 0; t < node->n_tensors; t++)
        {
          const TdTensor *tensor = &graph->layout->tensors[node->tensors[t]];
          const float *gradient = lab->probe->gradients + tensor->offset;

          if (!tensor->trainable)
            continue;
          square += td_kernels ()->norm2 (gradient, tensor->n);
          td_kernels ()->axpy (sum + tensor->offset, gradient, tensor->n, factor);
        }
    }
  return square;
}

/* The step of all weights, and what it promises each task. */
static void
predict (Lab *lab, gboolean is_split, TdStepTrial *trial)
{
  float *const direction[] = { lab->direction };

  memset (lab->direction, 0, lab->probe->plan->graph->layout->n_parameters * sizeof (float));
  for (guint i = 0; i < lab->n; i++)
    td_kernels ()->axpy (lab->direction, lab->rows[i], lab->n_row, lab->weights[i]);
  for (guint i = 0; i < lab->n; i++)
    {
      guint k = lab->tasks[i];
      const float *gradient[] = { gradient_of (lab, k) };
      double along = 0;

      td_kernels ()->dots (gradient, 1, 0, as_vectors (direction), 1, 0, lab->n_row, &along, 1);
      trial->weights[k] = lab->weights[i];
      trial->predicted[k] = along;
    }
  for (guint i = 0; i < lab->n; i++)
    {
      guint k = lab->tasks[i];
      double factor = is_split ? 1 : lab->weights[i];
      double lambda = lab->probe->tasks[k].lambda;
      double along = trial->predicted[k] + factor * add_own (lab, k, factor, lab->direction);

      trial->predicted[k] = lambda > 0 ? -lab->lab->rate * along / lambda : NAN;
    }
}

static void
try_step (Lab *lab, const float *parameters, TdStepTrial *trial)
{
  const TdLayout *layout = lab->probe->plan->graph->layout;

  memcpy (lab->trial, parameters, layout->n_weights * sizeof (float));
  td_kernels ()->axpy (lab->trial, lab->direction, layout->n_parameters, -lab->lab->rate);
  td_probe_lose (lab->probe, lab->trial);
  for (guint i = 0; i < lab->n; i++)
    trial->real[lab->tasks[i]]
      = lab->probe->tasks[lab->tasks[i]].loss - lab->lab->losses[lab->tasks[i]];
}

static double *
new_unknown (guint n)
{
  double *numbers = g_new (double, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    numbers[i] = NAN;
  return numbers;
}

/* @kind with the run's options where it is the run's, else as it comes. */
static void
run_trial (Lab *lab, const TdKind *kind, const float *parameters, TdStepTrial *trial)
{
  const TdSpec *chosen = &td_training_of (&lab->probe->plan->project)->balancer;
  const TdBalancerKind *balancer = (const TdBalancerKind *) kind;
  gboolean compares = (balancer->needs & GRADIENTS) != 0;
  g_auto (TdSpec) spec = { NULL };

  *trial = (TdStepTrial) { balancer, new_unknown (lab->lab->n_tasks), new_unknown (lab->lab->n_tasks),
                           new_unknown (lab->lab->n_tasks) };
  if (lab->n == 0)
    return;
  if (chosen->kind == kind)
    td_spec_copy (&spec, chosen);
  else
    td_spec_init (&spec, kind);
  if (compares && (lab->n < 2 || !lab->probe->deltas->graph.is_sharing))
    {
      td_spec_clear (&spec);
      td_spec_init (&spec, td_family_find (&td_balancers, "equal"));
    }
  weigh (lab, (const TdBalancerKind *) spec.kind, spec.options);
  predict (lab, compares && !balancer->weighs_losses, trial);
  try_step (lab, parameters, trial);
}

static TdStepLab *
new_lab (TdProbe *probe, const TdSight *sight, double rate)
{
  const TdOptimizerOptions *optimizer
    = td_training_of (&sight->plan->project)->optimizer.options;
  TdStepLab *self = g_new0 (TdStepLab, 1);
  guint n = sight->plan->n_tasks;

  self->plan = td_plan_ref (sight->plan);
  self->step = sight->step;
  self->rate = rate > 0 ? rate : optimizer->learning_rate;
  self->n_tasks = n;
  self->present = g_memdup2 (probe->present, n * sizeof (gboolean));
  self->losses = new_unknown (n);
  self->products = g_new0 (double, MAX ((gsize) n * n, 1));
  td_gram_collect (probe->gram, -1, self->products);
  for (guint k = 0; k < n; k++)
    self->losses[k] = probe->tasks[k].loss;
  while (td_balancers.kinds[self->n_trials] != NULL)
    self->n_trials++;
  self->trials = g_new0 (TdStepTrial, self->n_trials);
  return self;
}

static gpointer
compute (gpointer data, const TdSight *sight, const TdJob *job)
{
  Question *question = data;
  g_autoptr (TdStepLab) result = NULL;
  Lab lab;

  if (question->answered || !td_probe_prepare (&question->probe, sight->plan, TRUE))
    return NULL;
  td_probe_take (&question->probe, sight->step);
  td_probe_derive (&question->probe, sight->parameters);
  result = new_lab (&question->probe, sight, question->rate);
  lab_init (&lab, &question->probe, result);
  for (guint i = 0; i < result->n_trials && !td_job_is_cancelled (job); i++)
    run_trial (&lab, td_balancers.kinds[i], sight->parameters, &result->trials[i]);
  lab_clear (&lab);
  question->answered = !td_job_is_cancelled (job);
  return question->answered ? g_steal_pointer (&result) : NULL;
}

static void
free_question (gpointer data)
{
  Question *question = data;

  td_probe_clear (&question->probe);
  g_free (question);
}

const TdJobKind td_step_lab_job = {
  .interval = 0.25,
  .compute = compute,
  .free_result = (GDestroyNotify) td_step_lab_free,
  .free_question = free_question,
};

gpointer
td_step_lab_ask (double rate)
{
  Question *question = g_new0 (Question, 1);

  question->rate = rate;
  return question;
}

void
td_step_lab_free (TdStepLab *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_trials; i++)
    {
      g_free (self->trials[i].weights);
      g_free (self->trials[i].predicted);
      g_free (self->trials[i].real);
    }
  g_free (self->present);
  g_free (self->losses);
  g_free (self->products);
  g_free (self->trials);
  td_plan_unref (self->plan);
  g_free (self);
}
