/* dualproj.c — dual cone projection: the mean gradient is moved until it harms no task.
 *
 * The nearest vector of the dual cone { d : <d, g_k> >= 0 } to the mean, as Gradient Episodic
 * Memory has it. Exact, where common code adds a regulariser.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/cone.h"

typedef struct
{
  TdGradientOptions gradient;
} DualprojOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (DualprojOptions),
  TD_OPTION_EVERY (DualprojOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  double *mean = memory->scratch;

  for (guint k = 0; k < step->n; k++)
    mean[k] = 1.0 / step->n;
  td_shortest_above (step->n, step->gram, mean, weights, mean + step->n);
}

static gsize
n_scratch (guint n)
{
  return n + td_shortest_above_n_scratch (n);
}

extern const TdBalancerKind td_balancer_dualproj;

const TdBalancerKind td_balancer_dualproj = {
  .kind = {
    .id = "dualproj",
    .title = N_("Dual projection"),
    .summary = N_("Moves the mean gradient just so far that it harms no task."),
    .paper = "Lopez-Paz & Ranzato, 2017, arXiv:1706.08840",
    .options = options_table,
    .options_size = sizeof (DualprojOptions),
  },
  .formula = "w = argmin wᵀ G w over w >= 1/K",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_NON_CONFLICTING | TD_IS_PERMUTATION_INVARIANT | TD_IS_STRONGLY_STATIONARY
                | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
