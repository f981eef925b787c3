/* adamw.c — Adam with weight decay apart from the gradient: w -= rate weight_decay w.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/adam-step.h"

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.001),
  TD_ADAM_OPTIONS,
  TD_OPTION_WEIGHT_DECAY (TdAdamOptions, 0.01),
  TD_OPTION_EPSILON (TdAdamOptions, 1e-8),
  { NULL }
};

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  TdAdamStep adam = td_adam_step (options, rate, t);

  td_kernels ()->adamw (weights, gradients, slots[0], slots[1], n, &adam);
}

extern const TdOptimizerKind td_optimizer_adamw;

const TdOptimizerKind td_optimizer_adamw = {
  .kind = {
    .id = "adamw",
    .title = N_("AdamW"),
    .summary = N_("Adam with weight decay that acts on the weights directly, not the gradient."),
    .paper = "Loshchilov & Hutter, 2019, arXiv:1711.05101",
    .options = options_table,
    .options_size = sizeof (TdAdamOptions),
  },
  .slots = td_adam_slots,
  .step = step,
};
