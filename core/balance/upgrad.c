/* upgrad.c — unconflicting projection: each gradient is moved until it harms no task, then
 * averaged.
 *
 * Gradient i becomes the nearest vector of the dual cone { d : <d, g_k> >= 0 }, Σ_k v_k g_k with v
 * the shortest above e_i / K. Exact; the authors' code adds 1e-4 to the normalised Gram matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/cone.h"

#include <string.h>

typedef struct
{
  TdGradientOptions gradient;
} UpgradOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (UpgradOptions),
  TD_OPTION_EVERY (UpgradOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  guint n = step->n;
  double *least = memory->scratch, *v = least + n;

  memset (weights, 0, n * sizeof (double));
  memset (least, 0, n * sizeof (double));
  for (guint i = 0; i < n; i++)
    {
      least[i] = 1.0 / n;
      td_shortest_above (n, step->gram, least, v, v + n);
      least[i] = 0;
      for (guint k = 0; k < n; k++)
        weights[k] += v[k];
    }
}

static gsize
n_scratch (guint n)
{
  return 2 * n + td_shortest_above_n_scratch (n);
}

extern const TdBalancerKind td_balancer_upgrad;

const TdBalancerKind td_balancer_upgrad = {
  .kind = {
    .id = "upgrad",
    .title = N_("UPGrad"),
    .summary = N_("Moves each gradient just so far that it harms no task, then averages: never a "
                  "conflict."),
    .paper = "Quinton & Rey, 2024, arXiv:2406.16232",
    .options = options_table,
    .options_size = sizeof (UpgradOptions),
  },
  .formula = "w = Σ_i argmin vᵀ G v over v >= e_i / K",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_NON_CONFLICTING | TD_IS_PERMUTATION_INVARIANT | TD_IS_LINEAR_UNDER_SCALING
                | TD_IS_STRONGLY_STATIONARY | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
