/* mgda.c — multiple gradient descent: the shortest update among all mixtures of gradients.
 *
 * The nearest point to the origin in the convex hull of the gradients, found exactly; the paper
 * approaches it by Frank and Wolfe.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/simplex.h"

typedef struct
{
  TdGradientOptions gradient;
} MgdaOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (MgdaOptions),
  TD_OPTION_EVERY (MgdaOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  td_min_norm (step->n, step->gram, weights, memory->scratch);
}

static gsize
n_scratch (guint n)
{
  return td_min_norm_n_scratch (n);
}

extern const TdBalancerKind td_balancer_mgda;

const TdBalancerKind td_balancer_mgda = {
  .kind = {
    .id = "mgda",
    .title = N_("MGDA"),
    .summary = N_("Takes the shortest mixture of the gradients: no task gets worse, small ones "
                  "count most."),
    .paper = "Sener & Koltun, 2018, arXiv:1810.04650",
    .options = options_table,
    .options_size = sizeof (MgdaOptions),
  },
  .formula = "w = argmin |Σ_k w_k g_k|² over w >= 0, Σ_k w_k = 1",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_INVERTED,
  .properties = TD_IS_NON_CONFLICTING | TD_IS_PERMUTATION_INVARIANT | TD_IS_STRONGLY_STATIONARY
                | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
