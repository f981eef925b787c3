/* softmax-rows.h — rows of logits as exponentials and their sum, for losses on a softmax.
 *
 * With m = max z the exponentials are e^(z - m), so nothing overflows. They are taken over blocks
 * of rows at once; sums run row by row in column order, so a row's bits don't depend on its
 * neighbours, nor on whether a derivative is asked for.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"

typedef struct
{
  const float *outputs;      /* (n_outputs) z */
  const float *exponentials; /* (n_outputs) NULL: too many to keep */
  guint        n_outputs;
  guint        class;        /* the true one */
  float        largest;      /* m */
  double       sum;          /* of the exponentials */
} TdSoftmaxRow;

/* What one labelled row costs, by its share. @delta (n_outputs), which may be NULL, holds the
 * exponentials and gets the derivative. */
typedef double (*TdSoftmaxLoss) (gconstpointer user, const TdSoftmaxRow *row, float *delta);

/* Calls @loss for each labelled row; the others cost nothing. Arguments as of a loss's evaluate. */
void td_softmax_rows (const TdLossTask *task, const float *outputs, const float *targets,
                      gsize rows, TdSoftmaxLoss loss, gconstpointer user, double *losses,
                      float *delta);

/* -log of the probability of @class. */
double td_softmax_surprise (const TdSoftmaxRow *row, guint class);
/* The sum without the true class: free of cancellation where that has nearly all. */
double td_softmax_others   (const TdSoftmaxRow *row);
