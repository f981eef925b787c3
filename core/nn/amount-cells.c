/* amount-cells.c — see amount-cells.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/amount-cells.h"

#include <math.h>

void
td_amount_cells (const TdLossTask *task, const float *outputs, const float *targets, gsize rows,
                 TdAmountLoss loss, gconstpointer options, double *losses, float *delta)
{
  g_assert (task->n_targets == task->n_outputs);

  for (gsize r = 0; r < rows; r++)
    {
      gsize at = r * task->n_outputs;
      double sum = 0;

      for (guint c = 0; c < task->n_outputs; c++)
        {
          float target = targets[at + c];
          double error = isnan (target) ? 0 : (double) outputs[at + c] - target;
          double slope;

          sum += task->share[c] * loss (options, error, &slope);
          if (delta != NULL)
            delta[at + c] = (float) (task->share[c] * slope);
        }
      losses[r] = sum;
    }
}
