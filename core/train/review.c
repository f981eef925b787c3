/* review.c — one task's answers on a part of the data against its labels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/review.h"

#include "core/nn/loss.h"
#include "core/train/answers.h"
#include "core/train/evaluate.h"
#include "core/train/forward.h"

#include <math.h>
#include <string.h>

typedef struct
{
  TdForward forward;
  char     *task;
  TdPart    part;
} Question;

typedef struct
{
  const Question   *question;
  TdReview         *review;
  const TdTaskKind *kind;
  const TdTargetFit *fit;
  const TdTargets  *targets;
  const guint32    *rows;    /* of the part */
  gsize             n_rows;
  gsize             stride;  /* rows from one point to the next */
  TdTally           tally;
  float            *values;  /* (slice, n_columns) */
  double           *losses;  /* (slice) */
  float            *share;   /* (n_columns) of ones */
  double           *numbers; /* (n_outputs) */
} Work;

static void
fill (gpointer data, gsize first, gsize n, float *inputs)
{
  const Work *work = data;
  const TdDataset *dataset = work->review->plan->dataset;

  for (gsize i = 0; i < n; i++)
    memcpy (inputs + i * dataset->n_features,
            dataset->inputs + work->rows[first + i] * (gsize) dataset->n_features,
            dataset->n_features * sizeof (float));
}

static void
count_choice (Work *work, const float *outputs, float target)
{
  TdReview *self = work->review;
  guint said = 0;

  if (isnan (target))
    return;
  work->kind->numbers (work->fit, outputs, self->n_outputs, work->numbers);
  if (self->n_outputs == 1)
    said = work->numbers[0] > 0.5;
  for (guint i = 1; i < self->n_outputs; i++)
    if (work->numbers[i] > work->numbers[said])
      said = i;
  self->confusion[(guint) target * self->n_choices + said]++;
}

static void
count_truths (Work *work, const float *outputs, const float *targets)
{
  for (guint i = 0; i < work->review->n_outputs; i++)
    {
      TdTruthCount *count = &work->review->truths[i];

      if (isnan (targets[i]))
        continue;
      if (targets[i] > 0.5f)
        *(outputs[i] > 0 ? &count->yes_yes : &count->yes_no) += 1;
      else
        *(outputs[i] > 0 ? &count->no_yes : &count->no_no) += 1;
    }
}

static void
add_point (Work *work, const float *outputs, const float *targets)
{
  TdReview *self = work->review;
  guint n = self->n_outputs;
  double *point = self->points + 2 * self->n_points * n;

  work->kind->numbers (work->fit, targets, n, work->numbers);
  for (guint i = 0; i < n; i++)
    point[2 * i] = work->numbers[i];
  work->kind->numbers (work->fit, outputs, n, work->numbers);
  for (guint i = 0; i < n; i++)
    point[2 * i + 1] = work->numbers[i];
  self->n_points++;
}

static char *
dup_said (Work *work, const float *outputs)
{
  TdReview *self = work->review;
  g_autofree double *details = g_new (double, self->n_outputs + 1);
  GString *text = g_string_new (NULL);

  if (work->kind->form != TD_ANSWER_AMOUNTS)
    {
      work->kind->answer (work->fit, outputs, self->n_outputs, text, details);
      return g_string_free (text, FALSE);
    }
  work->kind->numbers (work->fit, outputs, self->n_outputs, details);
  for (guint i = 0; i < self->n_outputs; i++)
    g_string_append_printf (text, i > 0 ? "; %.4g" : "%.4g", details[i]);
  return g_string_free (text, FALSE);
}

static void
clear_worst (TdWorstRow *worst)
{
  g_free (worst->truth);
  g_free (worst->said);
}

static void
consider (Work *work, gsize row, double loss, const float *outputs)
{
  TdReview *self = work->review;
  guint at = self->n_worst;

  while (at > 0 && self->worst[at - 1].loss < loss)
    at--;
  if (at == TD_REVIEW_WORST || !(loss > 0))
    return;
  if (self->n_worst == TD_REVIEW_WORST)
    clear_worst (&self->worst[--self->n_worst]);
  memmove (&self->worst[at + 1], &self->worst[at], (self->n_worst - at) * sizeof (TdWorstRow));
  self->worst[at] = (TdWorstRow) { row, loss, td_answers_truth (self->plan, self->task, row),
                                   dup_said (work, outputs) };
  self->n_worst++;
}

static void
take_row (Work *work, gsize i, const float *outputs, const float *targets, double loss)
{
  TdReview *self = work->review;

  if (self->confusion != NULL)
    count_choice (work, outputs, targets[0]);
  if (self->truths != NULL)
    count_truths (work, outputs, targets);
  if (self->points != NULL && i % work->stride == 0)
    add_point (work, outputs, targets);
  consider (work, work->rows[i], loss, outputs);
}

static void
take (gpointer data, gsize first, gsize n)
{
  Work *work = data;
  TdReview *self = work->review;
  const TdSpec *loss = &td_task_options (td_plan_task (self->plan, self->task))->loss;
  guint n_columns = work->targets->n_columns, width;
  const float *outputs = td_forward_outputs (&work->question->forward, self->task, &width);
  TdLossTask measured;

  for (gsize i = 0; i < n; i++)
    memcpy (work->values + i * n_columns,
            work->targets->values + work->rows[first + i] * (gsize) n_columns,
            n_columns * sizeof (float));
  measured = td_plan_loss_task (self->plan, self->task, work->share);
  ((const TdLossKind *) loss->kind)->evaluate (loss->options, &measured, outputs, work->values, n,
                                               work->losses, NULL);
  work->kind->measure (work->fit, outputs, width, work->values, n_columns, n, &work->tally);
  for (gsize i = 0; i < n; i++)
    {
      work->tally.loss += work->losses[i];
      take_row (work, first + i, outputs + i * width, work->values + i * n_columns,
                work->losses[i]);
    }
}

static gboolean
find_task (const TdPlan *plan, const char *id, guint *task)
{
  for (*task = 0; *task < plan->n_tasks; (*task)++)
    if (strcmp (td_task_options (td_plan_task (plan, *task))->id, id) == 0)
      return TRUE;
  return FALSE;
}

static TdReview *
new_review (const TdSight *sight, const Question *question, guint task)
{
  TdReview *self = g_new0 (TdReview, 1);
  const TdPlan *plan = sight->plan;
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  char **choices = td_task_choices (spec, td_plan_target (plan, task));

  self->plan = td_plan_ref (sight->plan);
  self->step = sight->step;
  self->task = task;
  self->part = question->part;
  self->n_outputs = plan->graph->values[plan->graph->outputs[task]].width;
  self->n_choices = choices != NULL ? g_strv_length (choices) : 0;
  if (choices != NULL)
    self->confusion = g_new0 (guint, (gsize) self->n_choices * self->n_choices);
  else if (kind->form == TD_ANSWER_TRUTHS)
    self->truths = g_new0 (TdTruthCount, self->n_outputs);
  else
    self->points = g_new (double, (gsize) TD_REVIEW_POINTS * self->n_outputs * 2);
  return self;
}

static void
work_init (Work *self, const Question *question, TdReview *review)
{
  const TdPlan *plan = review->plan;
  gsize slice;

  self->question = question;
  self->review = review;
  self->kind = td_task_kind (td_plan_task (plan, review->task));
  self->fit = td_plan_target (plan, review->task);
  self->targets = &plan->dataset->targets[review->task];
  self->rows = plan->dataset->rows[review->part];
  self->n_rows = plan->dataset->n_part[review->part];
  self->stride = (self->n_rows + TD_REVIEW_POINTS - 1) / TD_REVIEW_POINTS;
  slice = MIN (self->n_rows, TD_FORWARD_ROWS);
  self->values = g_new (float, slice * self->targets->n_columns);
  self->losses = g_new (double, slice);
  self->share = g_new (float, self->targets->n_columns);
  for (guint i = 0; i < self->targets->n_columns; i++)
    self->share[i] = 1;
  self->numbers = g_new (double, review->n_outputs);
  td_tally_init (&self->tally, self->kind->n_numbers != NULL ? self->kind->n_numbers (self->fit)
                                                             : 0);
}

static void
work_clear (Work *self)
{
  td_tally_clear (&self->tally);
  g_free (self->values);
  g_free (self->losses);
  g_free (self->share);
  g_free (self->numbers);
}

static gpointer
compute (gpointer data, const TdSight *sight, const TdJob *job)
{
  Question *question = data;
  const TdPlan *plan = sight->plan;
  g_autoptr (TdReview) review = NULL;
  Work work = { NULL };
  gboolean done;
  guint task;

  if (plan->dataset == NULL || plan->dataset->n_part[question->part] == 0
      || !find_task (plan, question->task, &task))
    return NULL;
  review = new_review (sight, question, task);
  work_init (&work, question, review);
  done = td_forward_run (&question->forward, sight, work.n_rows, fill, take, &work, job);
  if (done)
    review->metrics = td_tally_metrics (&work.tally);
  work_clear (&work);
  return done ? g_steal_pointer (&review) : NULL;
}

gpointer
td_review_ask (const char *task, TdPart part)
{
  Question *self = g_new0 (Question, 1);

  self->task = g_strdup (task);
  self->part = part;
  return self;
}

static void
free_question (gpointer data)
{
  Question *question = data;

  td_forward_clear (&question->forward);
  g_free (question->task);
  g_free (question);
}

void
td_review_free (TdReview *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_worst; i++)
    clear_worst (&self->worst[i]);
  g_free (self->confusion);
  g_free (self->truths);
  g_free (self->points);
  td_plan_unref (self->plan);
  g_free (self);
}

static void
free_result (gpointer result)
{
  td_review_free (result);
}

const TdJobKind td_review_job = {
  .interval = 0.25,
  .compute = compute,
  .free_result = free_result,
  .free_question = free_question,
};
