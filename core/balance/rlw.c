/* rlw.c — random loss weighting: new random weights in every step.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/softmax.h"

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  for (guint k = 0; k < step->n; k++)
    weights[k] = td_stream_normal (step->stream, (guint32) step->step, step->tasks[k]);
  td_softmax (step->n, weights, 1);
}

extern const TdBalancerKind td_balancer_rlw;

const TdBalancerKind td_balancer_rlw = {
  .kind = {
    .id = "rlw",
    .title = N_("Random weights"),
    .summary = N_("Draws new weights in every step: a baseline that clever methods have to beat."),
    .paper = "Lin, Ye, Zhang & Tsang, 2022, arXiv:2111.10603",
  },
  .formula = "w = softmax (z), z_k ~ N (0, 1) in every step",
  .needs = TD_NEEDS_NOTHING,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_LINEAR_UNDER_SCALING | TD_IS_STRONGLY_STATIONARY | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .weigh = weigh,
};
