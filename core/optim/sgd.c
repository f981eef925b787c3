/* sgd.c — stochastic gradient descent, with momentum when asked for.
 *
 * g += weight_decay w; v = momentum v + g; w -= rate v, or with Nesterov's look-ahead
 * w -= rate (g + momentum v). As in PyTorch, the rate isn't part of the velocity.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             momentum;
  gboolean           nesterov;
  double             weight_decay;
} SgdOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.01),
  TD_OPTION_MOMENTUM (SgdOptions),
  { .name = "nesterov", .label = N_("Nesterov"),
    .help = N_("Looks ahead along the momentum before each step; needs momentum."),
    .type = TD_BOOLEAN, .offset = G_STRUCT_OFFSET (SgdOptions, nesterov),
    .minimum = 0, .maximum = 1, .number = FALSE, .live = TRUE },
  TD_OPTION_WEIGHT_DECAY (SgdOptions, 0),
  { NULL }
};

static const char *const slots_table[] = { "momentum_buffer", NULL };

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const SgdOptions *sgd = options;
  float decay = (float) sgd->weight_decay;

  if (sgd->momentum > 0)
    td_kernels ()->sgd_momentum (weights, gradients, slots[0], n, (float) rate,
                                 (float) sgd->momentum, decay, sgd->nesterov, t == 1);
  else
    td_kernels ()->sgd (weights, gradients, n, (float) rate, decay);
}

extern const TdOptimizerKind td_optimizer_sgd;

const TdOptimizerKind td_optimizer_sgd = {
  .kind = {
    .id = "sgd",
    .title = N_("SGD"),
    .summary = N_("Steps straight downhill along the gradient, with momentum if you like."),
    .paper = "Robbins & Monro, 1951; Sutskever et al., 2013, ICML",
    .options = options_table,
    .options_size = sizeof (SgdOptions),
  },
  .slots = slots_table,
  .step = step,
};
