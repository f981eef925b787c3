/* uncertainty.c — weighs tasks by what they leave uncertain.
 *
 * Each task learns s, the log of its noise: the loss is Σ_k L_k / (2 e^s_k) + s_k / 2, for every
 * kind of loss. s starts at 0 and has a learning rate of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/learned.h"

#include <math.h>

typedef struct
{
  double learning_rate;
} UncertaintyOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNED_RATE (UncertaintyOptions, 0.01),
  { NULL }
};

static const TdBalancerSlot slots[] = { TD_LEARNED_SLOTS ("log_variance", 0), { NULL } };

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const UncertaintyOptions *options = data;

  for (guint k = 0; k < step->n; k++)
    {
      guint task = step->tasks[k];

      weights[k] = 0.5 * exp (-memory->tasks[task]);
      td_learn (memory, task, options->learning_rate, 0.5 - weights[k] * step->losses[k]);
    }
}

extern const TdBalancerKind td_balancer_uncertainty;

const TdBalancerKind td_balancer_uncertainty = {
  .kind = {
    .id = "uncertainty",
    .title = N_("Uncertainty"),
    .summary = N_("Trusts a task the less the larger its loss stays: each learns how noisy it is."),
    .paper = "Kendall, Gal & Cipolla, 2018, arXiv:1705.07115",
    .options = options_table,
    .options_size = sizeof (UncertaintyOptions),
  },
  .formula = "w_k = 1 / (2 e^s_k), s_k learned by Σ_k L_k / (2 e^s_k) + s_k / 2",
  .needs = TD_NEEDS_LOSSES,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .learns = TRUE,
  .task_slots = slots,
  .weigh = weigh,
};
