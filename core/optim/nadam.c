/* nadam.c — Adam with Nesterov's look-ahead along the momentum.
 *
 * m and v as in Adam. With μ_t = β1 (1 - ½ 0.96^(t ψ)), which grows towards β1,
 * w -= rate [(1 - μ_t) / (1 - Π_t) g + μ_{t+1} / (1 - Π_t μ_{t+1}) m] / (√v / √(1 - β2^t) +
 * epsilon), where Π_t is the product of μ_1 … μ_t. Weight decay is part of the gradient, as in
 * PyTorch.
 *
 * PyTorch keeps Π as state; here it is computed from t, as Adam's corrections are. PyTorch 1.13
 * multiplies Π_t μ_{t+1} by another μ_t unless foreach is on; the paper and later versions don't.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/adam-step.h"

#include <math.h>

#define BASE 0.96
#define N_TERMS 53       /* of a series that halves: more than a double holds */
#define NEGLIGIBLE -40.0 /* e to this changes nothing beside 1 */

typedef struct
{
  TdAdamOptions adam;
  double        momentum_decay; /* ψ */
} NadamOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.002),
  TD_ADAM_OPTIONS,
  { .name = "momentum-decay", .label = N_("Momentum decay"),
    .help = N_("How fast the momentum grows to its full size in the first steps."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (NadamOptions, momentum_decay),
    .minimum = 0, .maximum = 10, .number = 0.004, .live = TRUE },
  TD_OPTION_WEIGHT_DECAY (TdAdamOptions, 0),
  TD_OPTION_EPSILON (TdAdamOptions, 1e-8),
  { NULL }
};

static double
momentum_at (const NadamOptions *options, double t)
{
  return options->adam.beta1 * (1 - 0.5 * pow (BASE, t * options->momentum_decay));
}

/* Π_t = β1^t Π (1 - ½ q^i) with q = 0.96^ψ. The logarithm of the second product is
 * -Σ_k 2^-k / k · Σ_i q^(i k), and the inner sums are geometric. */
static double
momentum_product (const NadamOptions *options, double t)
{
  double log_q = options->momentum_decay * log (BASE);
  double sum = t * log (options->adam.beta1);
  double half = 0.5;

  for (int k = 1; k <= N_TERMS && sum > NEGLIGIBLE; k++, half /= 2)
    sum -= half / k * (log_q < 0 ? -expm1 (t * k * log_q) / expm1 (-k * log_q) : t);
  return sum > NEGLIGIBLE ? exp (sum) : 0;
}

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const NadamOptions *nadam = options;
  double now = momentum_at (nadam, (double) t), next = momentum_at (nadam, (double) t + 1);
  double product = momentum_product (nadam, (double) t);
  TdNadamStep figures = {
    .beta1 = nadam->adam.beta1,
    .beta2 = nadam->adam.beta2,
    .epsilon = nadam->adam.epsilon,
    .correction2 = 1 - pow (nadam->adam.beta2, (double) t),
    .gradient = rate * (1 - now) / (1 - product),
    .mean = rate * next / (1 - product * next),
    .decay = nadam->adam.weight_decay,
  };

  td_kernels ()->nadam (weights, gradients, slots[0], slots[1], n, &figures);
}

extern const TdOptimizerKind td_optimizer_nadam;

const TdOptimizerKind td_optimizer_nadam = {
  .kind = {
    .id = "nadam",
    .title = N_("NAdam"),
    .summary = N_("Adam that looks ahead along its momentum, which often learns a little faster."),
    .paper = "Dozat, 2016, ICLR workshop",
    .options = options_table,
    .options_size = sizeof (NadamOptions),
  },
  .slots = td_adam_slots,
  .step = step,
};
