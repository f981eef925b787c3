/* fairgrad.c — alpha-fair shares of the update's gain.
 *
 * G w = w^(-1/alpha): at 1 proportional fairness (Nash-MTL), towards 0 the plain sum, with larger
 * values the task that gains least counts more and more. The paper solves by least squares; this is
 * Newton's method on the convex function behind it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/fair-point.h"

typedef struct
{
  TdGradientOptions gradient;
  double            alpha;
  double            max_norm;
} FairgradOptions;

static const TdOption options_table[] = {
  { .name = "alpha", .label = N_("Alpha"),
    .help = N_("What counts as fair: towards 0 the total gain, 1 gains in proportion, more: the "
               "least gain."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (FairgradOptions, alpha),
    .minimum = 0.05, .maximum = 20, .number = 1, .live = TRUE },
  TD_OPTION_MAX_NORM (FairgradOptions),
  TD_OPTION_ON (FairgradOptions),
  TD_OPTION_EVERY (FairgradOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const FairgradOptions *options = data;

  td_fair_point (step->n, step->gram, 1 / options->alpha, weights, memory->scratch);
  td_gram_limit (step->n, step->gram, options->max_norm, weights);
}

static gsize
n_scratch (guint n)
{
  return td_fair_point_n_scratch (n);
}

extern const TdBalancerKind td_balancer_fairgrad;

const TdBalancerKind td_balancer_fairgrad = {
  .kind = {
    .id = "fairgrad",
    .title = N_("FairGrad"),
    .summary = N_("Shares the gain of each step fairly, by a notion of fairness that you choose."),
    .paper = "Ban & Ji, 2024, arXiv:2402.15638",
    .options = options_table,
    .options_size = sizeof (FairgradOptions),
  },
  .formula = "w > 0 with G w = w^(-1/α)",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_NON_CONFLICTING | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
