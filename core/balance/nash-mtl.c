/* nash-mtl.c — tasks bargain over the update; the outcome is Nash's.
 *
 * G w = 1 / w, so every task gains <d, g_k> = 1 / w_k and |d|² = K. Solved exactly by Newton's
 * method, where the paper approaches it by convex-concave steps. The authors' code then cuts the
 * update to length 1; here that is an option, off.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/fair-point.h"

typedef struct
{
  TdGradientOptions gradient;
  double            max_norm;
} NashOptions;

static const TdOption options_table[] = {
  TD_OPTION_MAX_NORM (NashOptions),
  TD_OPTION_ON (NashOptions),
  TD_OPTION_EVERY (NashOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const NashOptions *options = data;

  td_fair_point (step->n, step->gram, 1, weights, memory->scratch);
  td_gram_limit (step->n, step->gram, options->max_norm, weights);
}

static gsize
n_scratch (guint n)
{
  return td_fair_point_n_scratch (n);
}

extern const TdBalancerKind td_balancer_nash_mtl;

const TdBalancerKind td_balancer_nash_mtl = {
  .kind = {
    .id = "nash-mtl",
    .title = N_("Nash-MTL"),
    .summary = N_("Lets the tasks bargain: gains are proportional, and the scale of a loss has no "
                  "say."),
    .paper = "Navon et al., 2022, arXiv:2202.01017",
    .options = options_table,
    .options_size = sizeof (NashOptions),
  },
  .formula = "w > 0 with G w = 1 / w",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_NON_CONFLICTING | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
