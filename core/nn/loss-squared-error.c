/* loss-squared-error.c — (y - t)² per output, without a half.
 *
 * Of yes and no, y is the probability of yes: (σ(z) - t)², the Brier score. In terms of the
 * probability q of the wrong answer that is q², whose slope is 2 q² (1 - q).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/amount-cells.h"
#include "core/nn/truth-cells.h"

#include <glib/gi18n-lib.h>

static void
cell_losses (gconstpointer options, const float *against, gsize n, double *costs, float *slopes)
{
  float wrong[TD_TRUTH_CELLS], right[TD_TRUTH_CELLS];

  for (gsize i = 0; i < n; i++)
    right[i] = -against[i];
  td_kernels ()->sigmoid (right, right, n);
  td_kernels ()->sigmoid (against, wrong, n);
  for (gsize i = 0; i < n; i++)
    {
      costs[i] = (double) wrong[i] * wrong[i];
      slopes[i] = 2 * wrong[i] * wrong[i] * right[i];
    }
}

static double
amount_loss (gconstpointer options, double error, double *slope)
{
  *slope = 2 * error;
  return error * error;
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  if (task->form == TD_ANSWER_AMOUNTS)
    td_amount_cells (task, outputs, targets, rows, amount_loss, options, losses, delta);
  else
    td_truth_cells (task, outputs, targets, rows, cell_losses, options, losses, delta);
}

extern const TdLossKind td_loss_squared_error;

const TdLossKind td_loss_squared_error = {
  .kind = {
    .id = "squared-error",
    .title = N_("Squared error"),
    .summary = N_("The square of how far a number is off: large errors count much more."),
  },
  .evaluate = evaluate,
};
