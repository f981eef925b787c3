/* loss-squared-error.c — (y - t)² per output, without a half.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
evaluate (gconstpointer options,
          const float  *outputs,
          guint         n_outputs,
          const float  *targets,
          guint         n_targets,
          const float  *share,
          gsize         rows,
          double       *losses,
          float        *delta)
{
  g_assert (n_targets == n_outputs);

  for (gsize r = 0; r < rows; r++)
    {
      gsize at = r * n_outputs;
      double loss = 0;

      for (guint c = 0; c < n_outputs; c++)
        {
          float target = targets[at + c];
          double error = isnan (target) ? 0 : (double) outputs[at + c] - target;

          loss += share[c] * error * error;
          if (delta != NULL)
            delta[at + c] = (float) (2 * share[c] * error);
        }
      losses[r] = loss;
    }
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
