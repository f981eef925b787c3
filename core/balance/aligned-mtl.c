/* aligned-mtl.c — aligned gradients: the update as if all gradients were orthogonal and equally
 * long.
 *
 * The gradient matrix is replaced by the nearest one with condition number 1, scaled by its
 * smallest singular value; then the mean is taken (the authors' code takes the sum). Singular
 * values within single precision of zero are left out, as there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/symmetric-eigen.h"

#include <float.h>
#include <math.h>

typedef struct
{
  TdGradientOptions gradient;
} AlignedOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (AlignedOptions),
  TD_OPTION_EVERY (AlignedOptions),
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  guint n = step->n;
  double *vectors = memory->scratch, *values = vectors + n * n;
  double least = 0;

  for (guint k = 0; k < n; k++)
    weights[k] = 0;
  if (!td_symmetric_eigen (n, step->gram, values, vectors, values + n))
    return;
  for (guint i = 0; i < n; i++)
    {
      const double *v = vectors + i * n;
      double part = 0;

      if (!(values[i] > values[n - 1] * n * FLT_EPSILON))
        continue;
      least = least == 0 ? sqrt (values[i]) : least; /* values rise */
      for (guint k = 0; k < n; k++)
        part += v[k] / n;
      for (guint k = 0; k < n; k++)
        weights[k] += least / sqrt (values[i]) * part * v[k];
    }
}

static gsize
n_scratch (guint n)
{
  return n * n + n + td_symmetric_eigen_n_scratch (n);
}

extern const TdBalancerKind td_balancer_aligned_mtl;

const TdBalancerKind td_balancer_aligned_mtl = {
  .kind = {
    .id = "aligned-mtl",
    .title = N_("Aligned-MTL"),
    .summary = N_("Straightens the gradients until they are orthogonal and equally long, then "
                  "averages."),
    .paper = "Senushkin et al., 2023, arXiv:2305.19000",
    .options = options_table,
    .options_size = sizeof (AlignedOptions),
  },
  .formula = "w = √σ V Σ^(-1/2) Vᵀ 1/K, G = V Σ Vᵀ, σ the smallest eigenvalue above zero",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
