/* adam.c — Adam; its weight decay is part of the gradient, as in PyTorch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/adam-step.h"

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.001),
  TD_ADAM_OPTIONS,
  TD_OPTION_WEIGHT_DECAY (TdAdamOptions, 0),
  TD_OPTION_EPSILON (TdAdamOptions, 1e-8),
  { NULL }
};

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  TdAdamStep adam = td_adam_step (options, rate, t);

  td_kernels ()->adam (weights, gradients, slots[0], slots[1], n, &adam);
}

extern const TdOptimizerKind td_optimizer_adam;

const TdOptimizerKind td_optimizer_adam = {
  .kind = {
    .id = "adam",
    .title = N_("Adam"),
    .summary = N_("Momentum, with steps of like size for all weights: works well without tuning."),
    .paper = "Kingma & Ba, 2015, arXiv:1412.6980",
    .options = options_table,
    .options_size = sizeof (TdAdamOptions),
  },
  .slots = td_adam_slots,
  .step = step,
};
