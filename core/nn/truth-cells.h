/* truth-cells.h — outputs that answer yes or no, each by how much it speaks against its label.
 *
 * A loss of one logit z with label t is often a function of a = (1 - 2t) z alone: positive where
 * the answer is wrong. σ(a) is then the probability of the wrong answer.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"

#define TD_TRUTH_CELLS 256 /* at a time: what they need stays in the first cache */

/* Costs and their slopes by a, of @n <= TD_TRUTH_CELLS cells, each from its own a alone. */
typedef void (*TdTruthLoss) (gconstpointer options, const float *against, gsize n, double *costs,
                             float *slopes);

/* Every cell of a task of the form TRUTHS; arguments as of a loss's evaluate. */
void td_truth_cells (const TdLossTask *task, const float *outputs, const float *targets, gsize rows,
                     TdTruthLoss loss, gconstpointer options, double *losses, float *delta);
