/* measure.h — what logits say and how good they are: what several task kinds have in common.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"

/* Cells of yes and no, targets 0 or 1, NaN: not labelled; a positive logit answers yes. Returns how
 * many are right. */
gsize    td_measure_logits  (const float *logits, const float *targets, gsize n, TdTally *tally);

/* Rows of @n_outputs logits, of which the one at targets[row] is true; NaN: not labelled. */
void     td_measure_classes (const float *outputs, /* (rows, n_outputs) */
                             guint        n_outputs,
                             const float *targets, /* (rows) */
                             gsize        rows,
                             TdTally     *tally);

/* The probability of yes. */
double   td_logit_probability (float logit);
/* The probabilities (n) of classes that exclude one another; the most likely class, @n when a logit
 * is NaN. */
guint    td_class_probabilities (const float *logits, guint n, double *probabilities);
