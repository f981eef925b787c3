/* metrics.h — how good a task's outputs are, summed up row by row.
 *
 * A tally is filled over slices of rows and merged in slice order, so that results don't depend
 * on who computed which slice. The task kind fills it (core/project/task.h).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Sums for one output column of a number task, in the user's units. */
typedef struct
{
  double n, mean, m2; /* Welford's running mean and Σ(t - mean)² of the targets */
  double error2;      /* Σ(prediction - target)² */
} TdNumberTally;

typedef struct
{
  double loss;      /* Σ of row losses, already with 1/count */
  double n_labels;  /* labelled cells */
  double n_correct; /* right cells */
  double n_rows;    /* labels: rows with every cell labelled */
  double n_exact;   /* labels: of these, all cells right */
  double log_loss;  /* Σ -log p(true) */
  guint  n_numbers; /* number tasks: outputs, else 0 */
  TdNumberTally *numbers; /* (n_numbers), owned */
} TdTally;

void td_tally_init  (TdTally *self, guint n_numbers);
void td_tally_reset (TdTally *self);
void td_tally_clear (TdTally *self);
void td_tally_add   (TdTally *self, const TdTally *other); /* merges; order matters for the bits */

/* What is reported. NaN: doesn't apply or nothing was labelled. */
typedef struct
{
  double loss;     /* L_k, without λ and penalties */
  double accuracy; /* share of right cells, 0 … 1; NaN for number tasks */
  double exact;    /* labels: exact match */
  double log_loss;
  double r2;       /* mean over outputs; NaN when a target is constant or the task isn't a number */
  double rmse;     /* user's units */
  double n_labels; /* that this was measured on; 0: nothing was labelled */
} TdTaskMetrics;

TdTaskMetrics td_tally_metrics (const TdTally *self);

/* Over K tasks: the plain mean over those that have it, NaN when none has. */
double td_mean_accuracy (const TdTaskMetrics *metrics, guint n_tasks);
double td_mean_log_loss (const TdTaskMetrics *metrics, guint n_tasks);
