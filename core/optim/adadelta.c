/* adadelta.c — steps as large as recent steps were, divided by the size of recent gradients.
 *
 * q = ρ q + (1 - ρ) g²; Δ = √(d + epsilon) / √(q + epsilon) · g; d = ρ d + (1 - ρ) Δ²;
 * w -= rate Δ. The paper has no rate: it is 1. Weight decay is part of the gradient, as in PyTorch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             rho;
  double             epsilon;
  double             weight_decay;
} AdadeltaOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (1),
  { .name = "rho", .label = N_("Rho"),
    .help = N_("How long squared gradients and steps are remembered: closer to 1 is longer."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (AdadeltaOptions, rho),
    .minimum = 0, .maximum = TD_LARGEST_BETA, .number = 0.9, .live = TRUE,
    .steps = TD_STEPS_NEAR_ONE },
  TD_OPTION_WEIGHT_DECAY (AdadeltaOptions, 0),
  TD_OPTION_EPSILON (AdadeltaOptions, 1e-6),
  { NULL }
};

static const char *const slots_table[] = { "square_avg", "acc_delta", NULL };

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const AdadeltaOptions *adadelta = options;

  td_kernels ()->adadelta (weights, gradients, slots[0], slots[1], n, (float) rate, adadelta->rho,
                           (float) adadelta->epsilon, (float) adadelta->weight_decay);
}

extern const TdOptimizerKind td_optimizer_adadelta;

const TdOptimizerKind td_optimizer_adadelta = {
  .kind = {
    .id = "adadelta",
    .title = N_("Adadelta"),
    .summary = N_("Finds the size of its steps from the steps before; a rate of 1 is usual."),
    .paper = "Zeiler, 2012, arXiv:1212.5701",
    .options = options_table,
    .options_size = sizeof (AdadeltaOptions),
  },
  .slots = slots_table,
  .step = step,
};
