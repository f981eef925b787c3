/* equal.c — the plain sum of the tasks' losses, each with its own weight λ.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer.h"

#include <glib/gi18n-lib.h>

static void
weigh (gconstpointer options, const TdBalancerStep *step, TdBalancerMemory *memory,
       double *weights)
{
  for (guint k = 0; k < step->n; k++)
    weights[k] = 1;
}

extern const TdBalancerKind td_balancer_equal;

const TdBalancerKind td_balancer_equal = {
  .kind = {
    .id = "equal",
    .title = N_("Equal"),
    .summary = N_("Adds up the task losses, each multiplied by the weight you give it."),
  },
  .formula = "Σ_k λ_k L_k",
  .needs = TD_NEEDS_NOTHING,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_LINEAR_UNDER_SCALING
                | TD_IS_STRONGLY_STATIONARY | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .weigh = weigh,
};
