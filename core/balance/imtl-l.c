/* imtl-l.c — impartial multi-task learning by losses: each is scaled towards one.
 *
 * A task learns s by e^s L - s, whose minimum is at e^s L = 1. The paper learns s together with the
 * network; here it has a learning rate of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/learned.h"

#include <math.h>

typedef struct
{
  double learning_rate;
} ImtlLOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNED_RATE (ImtlLOptions, 0.01),
  { NULL }
};

static const TdBalancerSlot slots[] = { TD_LEARNED_SLOTS ("log_scale", 0), { NULL } };

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const ImtlLOptions *options = data;

  for (guint k = 0; k < step->n; k++)
    {
      guint task = step->tasks[k];

      weights[k] = exp (memory->tasks[task]);
      td_learn (memory, task, options->learning_rate, weights[k] * step->losses[k] - 1);
    }
}

extern const TdBalancerKind td_balancer_imtl_l;

const TdBalancerKind td_balancer_imtl_l = {
  .kind = {
    .id = "imtl-l",
    .title = N_("IMTL by losses"),
    .summary = N_("Learns a scale for every loss so that all become about one."),
    .paper = "Liu et al., 2021, Towards impartial multi-task learning, ICLR",
    .options = options_table,
    .options_size = sizeof (ImtlLOptions),
  },
  .formula = "w_k = e^s_k, s_k learned by Σ_k e^s_k L_k - s_k",
  .needs = TD_NEEDS_LOSSES,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .learns = TRUE,
  .task_slots = slots,
  .weigh = weigh,
};
