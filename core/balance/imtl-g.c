/* imtl-g.c — impartial multi-task learning by gradients: the update has the same projection on
 * every task.
 *
 * Weights sum to one and may be negative. Where the gradients depend on one another there is no
 * such update, and the pseudo-inverse is taken; where the weights sum to zero the update is zero.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/symmetric-eigen.h"

#include <math.h>

#define SINGULAR 1e-12
#define ACROSS 1e-6

typedef struct
{
  TdGradientOptions gradient;
} ImtlGOptions;

static const TdOption options_table[] = {
  TD_OPTION_ON (ImtlGOptions),
  TD_OPTION_EVERY (ImtlGOptions),
  { NULL }
};

/* G α ∝ |g|, that is C c = 1 with α_k = c_k / |g_k|, which gradients of any size leave exact. As
 * an eigenvalue goes to zero, its vector v alone is left of c, unless it is orthogonal to 1: two
 * opposite gradients have a solution, two parallel ones don't. FALSE: so it is. */
static gboolean
solve (guint n, const double *cosines, const double *lengths, double *weights, double *scratch)
{
  double *vectors = scratch, *values = vectors + n * n;

  if (!td_symmetric_eigen (n, cosines, values, vectors, values + n))
    return FALSE;
  for (guint k = 0; k < n; k++)
    weights[k] = 0;
  for (guint i = 0; i < n; i++)
    {
      const double *v = vectors + i * n;
      double part = 0;

      for (guint k = 0; k < n; k++)
        part += v[k];
      if (values[i] < SINGULAR && (fabs (part) < ACROSS || values[n - 1] < SINGULAR))
        return FALSE;
      for (guint k = 0; k < n; k++)
        weights[k] += lengths[k] > 0 ? part / MAX (values[i], SINGULAR) * v[k] / lengths[k] : 0;
    }
  return TRUE;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  guint n = step->n;
  double *cosines = memory->scratch, *lengths = cosines + n * n, *scratch = lengths + n;
  double sum = 0, size = 0;

  td_gram_cosines (n, step->gram, cosines, lengths);
  if (!solve (n, cosines, lengths, weights, scratch))
    td_pseudo_solve (n, step->gram, lengths, n * 1e-15, weights, scratch);
  for (guint k = 0; k < n; k++)
    {
      sum += weights[k];
      size += fabs (weights[k]);
    }
  for (guint k = 0; k < n; k++)
    weights[k] = fabs (sum) > 1e-12 * size ? weights[k] / sum : 0;
}

static gsize
n_scratch (guint n)
{
  return n * n + n + td_pseudo_solve_n_scratch (n);
}

extern const TdBalancerKind td_balancer_imtl_g;

const TdBalancerKind td_balancer_imtl_g = {
  .kind = {
    .id = "imtl-g",
    .title = N_("IMTL by gradients"),
    .summary = N_("Finds the update that is equally long in the direction of every task's "
                  "gradient."),
    .paper = "Liu et al., 2021, Towards impartial multi-task learning, ICLR",
    .options = options_table,
    .options_size = sizeof (ImtlGOptions),
  },
  .formula = "<Σ_j w_j g_j, g_k / |g_k|> alike for all k, Σ_k w_k = 1",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
