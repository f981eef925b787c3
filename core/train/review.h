/* review.h — a job of the observer: one task's answers on a part of the data against its labels.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"
#include "core/train/observer.h"

#define TD_REVIEW_WORST 12
#define TD_REVIEW_POINTS 1000

/* Of one output that is a question of its own: how often what was said, where it is known. */
typedef struct
{
  guint yes_yes, yes_no, no_yes, no_no; /* true, said */
} TdTruthCount;

typedef struct
{
  gsize  row;
  double loss;  /* without λ and the division by the number of rows */
  char  *truth; /* what is so, and what was said, to be read */
  char  *said;
} TdWorstRow;

typedef struct
{
  TdPlan       *plan;      /* a reference */
  guint64       step;
  guint         task;
  TdPart        part;
  TdTaskMetrics metrics;
  guint         n_outputs;
  guint         n_choices; /* 0: the task doesn't choose (td_task_choices()) */
  guint        *confusion; /* (n_choices, n_choices) rows that are so, columns that were said */
  TdTruthCount *truths;    /* (n_outputs) of TRUTHS */
  gsize         n_points;  /* of AMOUNTS, at most TD_REVIEW_POINTS, evenly from the part */
  double       *points;    /* (n_points, n_outputs, 2): what is so, what was said; NaN: no label */
  guint         n_worst;
  TdWorstRow    worst[TD_REVIEW_WORST]; /* greatest loss first */
} TdReview;

/* Question: td_review_ask(). Answers TdReview; nothing when there is no such task or no row of that
 * part. At most four times a second. */
extern const TdJobKind td_review_job;

/* @task: an id. */
gpointer td_review_ask  (const char *task, TdPart part);
void     td_review_free (TdReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdReview, td_review_free)
