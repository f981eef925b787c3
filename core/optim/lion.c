/* lion.c — steps of one size along the sign of a mix of momentum and gradient.
 *
 * Algorithm 2 of the paper: c = β1 m + (1 - β1) g; w -= rate (sign c + weight_decay w);
 * m = β2 m + (1 - β2) g. Weight decay acts apart from the gradient, as in AdamW. PyTorch has no
 * Lion: the slot's name and the defaults are those of the authors' program. Where momentum and
 * gradient are zero, the sign is too, and the weight stays.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             beta1;
  double             beta2;
  double             weight_decay;
} LionOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.0001),
  { .name = "beta1", .label = N_("Beta 1"),
    .help = N_("How much of the momentum is in a step's direction; the rest is the gradient."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (LionOptions, beta1),
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.9, .live = TRUE,
    .steps = TD_STEPS_NEAR_ONE },
  { .name = "beta2", .label = N_("Beta 2"),
    .help = N_("How long the momentum is remembered: closer to 1 is longer."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (LionOptions, beta2),
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.99, .live = TRUE,
    .steps = TD_STEPS_NEAR_ONE },
  TD_OPTION_WEIGHT_DECAY (LionOptions, 0),
  { NULL }
};

static const char *const slots_table[] = { "exp_avg", NULL };

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const LionOptions *lion = options;

  td_kernels ()->lion (weights, gradients, slots[0], n, rate, lion->beta1, lion->beta2,
                       lion->weight_decay);
}

extern const TdOptimizerKind td_optimizer_lion;

const TdOptimizerKind td_optimizer_lion = {
  .kind = {
    .id = "lion",
    .title = N_("Lion"),
    .summary = N_("Moves every weight by one rate, up or down: wants a small learning rate."),
    .paper = "Chen et al., 2023, arXiv:2302.06675",
    .options = options_table,
    .options_size = sizeof (LionOptions),
  },
  .slots = slots_table,
  .step = step,
};
