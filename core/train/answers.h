/* answers.h — a job of the observer: what every task says to one row of inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/observer.h"

typedef struct
{
  TdPlan  *plan;      /* a reference */
  guint64  step;
  guint   *n_outputs; /* (n_tasks) */
  double **numbers;   /* (n_tasks)(n_outputs): TdTaskKind.numbers */
  char   **texts;     /* (n_tasks) TdTaskKind.answer */
} TdAnswers;

/* Question: td_answers_ask(). Answers TdAnswers; nothing to a row that isn't as wide as the inputs
 * of the network. At most thirty times a second. */
extern const TdJobKind td_answers_job;

/* @inputs (n), as the network takes them (td_input_row_encode()), is copied. */
gpointer td_answers_ask  (const float *inputs, gsize n);
void     td_answers_free (TdAnswers *self);

/* What the data say about @row, to be read; NULL: there is no label. */
char    *td_answers_truth (const TdPlan *plan, guint task, gsize row);
/* Of a task of numbers, (n_outputs) each: the least and the greatest target; 0 and 1 of others and
 * without labels. */
void     td_answers_range (const TdPlan *plan, guint task, double *least, double *most);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdAnswers, td_answers_free)
