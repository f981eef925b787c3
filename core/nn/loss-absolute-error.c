/* loss-absolute-error.c — |y - t| per output; its slope at 0 is 0.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/amount-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static double
amount_loss (gconstpointer options, double error, double *slope)
{
  *slope = (error > 0) - (error < 0);
  return fabs (error);
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  td_amount_cells (task, outputs, targets, rows, amount_loss, options, losses, delta);
}

extern const TdLossKind td_loss_absolute_error;

const TdLossKind td_loss_absolute_error = {
  .kind = {
    .id = "absolute-error",
    .title = N_("Absolute error"),
    .summary = N_("How far a number is off: learns the median, and forgives outliers."),
  },
  .evaluate = evaluate,
};
