/* gls.c — geometric loss strategy: descends the geometric mean of the losses.
 *
 * Computed by logarithms: a product of 139 losses would leave the range of a double. A loss below
 * 1e-30 counts as that.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"

#include <math.h>

#define LEAST_LOSS 1e-30

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  double sum = 0;

  for (guint k = 0; k < step->n; k++)
    sum += log (MAX (step->losses[k], LEAST_LOSS));
  for (guint k = 0; k < step->n; k++)
    weights[k] = exp (sum / step->n) / (step->n * MAX (step->losses[k], LEAST_LOSS));
}

extern const TdBalancerKind td_balancer_gls;

const TdBalancerKind td_balancer_gls = {
  .kind = {
    .id = "gls",
    .title = N_("Geometric mean"),
    .summary = N_("Descends the geometric mean of the losses, so that their scales don't matter."),
    .paper = "Chennupati et al., 2019, arXiv:1904.08492",
  },
  .formula = "(Π_k L_k)^(1/K), so w_k = (Π_j L_j)^(1/K) / (K L_k)",
  .needs = TD_NEEDS_LOSSES,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .weigh = weigh,
};
