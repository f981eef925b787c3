/* pcgrad.c — projecting conflicting gradients: each drops what runs against another.
 *
 * Every gradient meets the others in random order and loses its part along those it conflicts
 * with; the results are added. All of it happens in coefficients over the Gram matrix. From three
 * tasks on the result depends on the order, which comes from the seed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/surgery.h"

typedef struct
{
  TdGradientOptions gradient;
} PcgradOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (PcgradOptions),
  TD_OPTION_EVERY (PcgradOptions),
  { NULL }
};

static double
mend (gpointer data, const TdSurgery *surgery, guint i, guint j)
{
  return surgery->dot < 0 && surgery->norm2 > 0 ? -surgery->dot / surgery->norm2 : 0;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  td_surgery (step, mend, NULL, weights, memory->scratch);
}

extern const TdBalancerKind td_balancer_pcgrad;

const TdBalancerKind td_balancer_pcgrad = {
  .kind = {
    .id = "pcgrad",
    .title = N_("PCGrad"),
    .summary = N_("Takes from each gradient what runs against another task's, then adds them up."),
    .paper = "Yu et al., 2020, arXiv:2001.06782",
    .options = options_table,
    .options_size = sizeof (PcgradOptions),
  },
  .formula = "Σ_k d_k; d_k = g_k, then for other j in random order, if <d_k, g_j> < 0: "
             "d_k -= <d_k, g_j> / |g_j|² g_j",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_LINEAR_UNDER_SCALING | TD_IS_WEIGHTED,
  .n_scratch = td_surgery_n_scratch,
  .weigh = weigh,
};
