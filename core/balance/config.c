/* config.c — conflict-free inverse gradients: the same angle to every task's gradient.
 *
 * The direction solves <d, g_k / |g_k|> = 1 for all k in the least-squares sense; its length is the
 * sum of the gradients' projections on it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/symmetric-eigen.h"

#include <math.h>

typedef struct
{
  TdGradientOptions gradient;
} ConfigOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (ConfigOptions),
  TD_OPTION_EVERY (ConfigOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  guint n = step->n;
  double *cosines = memory->scratch, *lengths = cosines + n * n, *ones = lengths + n;
  double along = 0, norm2 = 0;

  td_gram_cosines (n, step->gram, cosines, lengths);
  for (guint k = 0; k < n; k++)
    ones[k] = 1;
  td_pseudo_solve (n, cosines, ones, n * 1e-14, weights, ones + n);
  for (guint k = 0; k < n; k++)
    {
      double projection = td_gram_dot (n, cosines, k, weights);

      along += lengths[k] * projection;
      norm2 += weights[k] * projection;
    }
  for (guint k = 0; k < n; k++)
    weights[k] = lengths[k] > 0 && norm2 > 1e-24 ? along / norm2 * weights[k] / lengths[k] : 0;
}

static gsize
n_scratch (guint n)
{
  return n * n + 2 * n + td_pseudo_solve_n_scratch (n);
}

extern const TdBalancerKind td_balancer_config;

const TdBalancerKind td_balancer_config = {
  .kind = {
    .id = "config",
    .title = N_("ConFIG"),
    .summary = N_("Finds the update at the same angle to every task's gradient, and adds their "
                  "projections."),
    .paper = "Liu, Chu & Thuerey, 2024, arXiv:2408.11104",
    .options = options_table,
    .options_size = sizeof (ConfigOptions),
  },
  .formula = "d = (Σ_k <g_k, u>) u, u = U⁺ 1 / |U⁺ 1|, rows of U: g_k / |g_k|",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_LINEAR_UNDER_SCALING | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
