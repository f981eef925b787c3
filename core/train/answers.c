/* answers.c — what every task says to one row of inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/answers.h"

#include "core/train/forward.h"

#include <math.h>
#include <string.h>

typedef struct
{
  TdForward forward;
  gsize     n;
  float    *inputs; /* (n) */
} Question;

typedef struct
{
  const Question *question;
  TdAnswers      *answers;
} Work;

static void
fill (gpointer data, gsize first, gsize n, float *inputs)
{
  const Question *question = ((Work *) data)->question;

  memcpy (inputs, question->inputs, question->n * sizeof (float));
}

static void
answer (Work *work, guint task)
{
  TdAnswers *self = work->answers;
  const TdSpec *spec = td_plan_task (self->plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  const TdTargetFit *fit = td_plan_target (self->plan, task);
  const float *outputs = td_forward_outputs (&work->question->forward, task,
                                             &self->n_outputs[task]);
  g_auto (GStrv) names = kind->detail_names (spec->options, fit);
  g_autofree double *details = g_new (double, g_strv_length (names) + 1);
  GString *text = g_string_new (NULL);

  self->numbers[task] = g_new (double, self->n_outputs[task]);
  kind->numbers (fit, outputs, self->n_outputs[task], self->numbers[task]);
  kind->answer (fit, outputs, self->n_outputs[task], text, details);
  self->texts[task] = g_string_free (text, FALSE);
}

static void
take (gpointer data, gsize first, gsize n)
{
  Work *work = data;

  for (guint task = 0; task < work->answers->plan->n_tasks; task++)
    answer (work, task);
}

static gpointer
compute (gpointer data, const TdSight *sight, const TdJob *job)
{
  Question *question = data;
  g_autoptr (TdAnswers) self = NULL;
  guint n_tasks = sight->plan->n_tasks;

  if (sight->plan->graph->values[0].width != question->n)
    return NULL;
  self = g_new0 (TdAnswers, 1);
  self->plan = td_plan_ref (sight->plan);
  self->step = sight->step;
  self->n_outputs = g_new0 (guint, MAX (n_tasks, 1));
  self->numbers = g_new0 (double *, MAX (n_tasks, 1));
  self->texts = g_new0 (char *, MAX (n_tasks, 1));
  if (!td_forward_run (&question->forward, sight, 1, fill, take, &(Work) { question, self }, job))
    return NULL;
  return g_steal_pointer (&self);
}

gpointer
td_answers_ask (const float *inputs, gsize n)
{
  Question *self = g_new0 (Question, 1);

  self->n = n;
  self->inputs = g_memdup2 (inputs, n * sizeof (float));
  return self;
}

static void
free_question (gpointer data)
{
  Question *question = data;

  td_forward_clear (&question->forward);
  g_free (question->inputs);
  g_free (question);
}

void
td_answers_free (TdAnswers *self)
{
  if (self == NULL)
    return;
  for (guint task = 0; task < self->plan->n_tasks; task++)
    {
      g_free (self->numbers[task]);
      g_free (self->texts[task]);
    }
  g_free (self->n_outputs);
  g_free (self->numbers);
  g_free (self->texts);
  td_plan_unref (self->plan);
  g_free (self);
}

static void
free_result (gpointer result)
{
  td_answers_free (result);
}

const TdJobKind td_answers_job = {
  .interval = 1 / 30.0,
  .compute = compute,
  .free_result = free_result,
  .free_question = free_question,
};

static void
append_truths (GString *text, const TdTargetFit *fit, const float *values, guint n)
{
  gboolean first = TRUE;

  for (guint i = 0; i < n; i++)
    if (values[i] > 0.5f)
      {
        g_string_append_printf (text, "%s%s", first ? "" : ";", fit->classes[i]);
        first = FALSE;
      }
}

static void
append_amounts (GString *text, const TdTaskKind *kind, const TdTargetFit *fit, const float *values,
                guint n)
{
  g_autofree double *numbers = g_new (double, MAX (n, 1));

  kind->numbers (fit, values, n, numbers);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, i > 0 ? "; %.4g" : "%.4g", numbers[i]);
}

char *
td_answers_truth (const TdPlan *plan, guint task, gsize row)
{
  const TdSpec *spec = td_plan_task (plan, task);
  const TdTaskKind *kind = td_task_kind (spec);
  const TdTargetFit *fit = td_plan_target (plan, task);
  const TdTargets *targets = &plan->dataset->targets[task];
  const float *values = targets->values + row * targets->n_columns;
  char **choices = td_task_choices (spec, fit);
  GString *text;

  for (guint i = 0; i < targets->n_columns; i++)
    if (isnan (values[i]))
      return NULL;
  if (choices != NULL)
    return g_strdup (choices[(guint) values[0]]);
  text = g_string_new (NULL);
  if (kind->form == TD_ANSWER_AMOUNTS)
    append_amounts (text, kind, fit, values, targets->n_columns);
  else
    append_truths (text, fit, values, targets->n_columns);
  return g_string_free (text, FALSE);
}

void
td_answers_range (const TdPlan *plan, guint task, double *least, double *most)
{
  const TdTaskKind *kind = td_task_kind (td_plan_task (plan, task));
  guint n = plan->graph->values[plan->graph->outputs[task]].width;
  const TdDataset *data = plan->dataset;
  g_autofree double *numbers = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      least[i] = INFINITY;
      most[i] = -INFINITY;
    }
  for (gsize row = 0; data != NULL && kind->form == TD_ANSWER_AMOUNTS && row < data->n_rows; row++)
    {
      kind->numbers (td_plan_target (plan, task), data->targets[task].values + row * n, n, numbers);
      for (guint i = 0; i < n; i++)
        {
          least[i] = fmin (least[i], numbers[i]);
          most[i] = fmax (most[i], numbers[i]);
        }
    }
  for (guint i = 0; i < n; i++)
    if (!(most[i] > least[i]))
      {
        least[i] = isfinite (least[i]) ? least[i] - 0.5 : 0;
        most[i] = least[i] + 1;
      }
}
