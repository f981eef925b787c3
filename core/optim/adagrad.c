/* adagrad.c — each weight's rate shrinks with the sum of its squared gradients.
 *
 * s += g²; w -= rate g / (√s + epsilon).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/optim/optimizer-options.h"

typedef struct
{
  TdOptimizerOptions base;
  double             epsilon;
  double             weight_decay;
} AdagradOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNING_RATE (0.01),
  TD_OPTION_WEIGHT_DECAY (AdagradOptions, 0),
  TD_OPTION_EPSILON (AdagradOptions, 1e-10),
  { NULL }
};

static const char *const slots_table[] = { "sum", NULL };

static void
step (gconstpointer options, double rate, float *weights, const float *gradients,
      float *const *slots, gsize n, guint64 t)
{
  const AdagradOptions *adagrad = options;

  td_kernels ()->adagrad (weights, gradients, slots[0], n, (float) rate,
                          (float) adagrad->epsilon, (float) adagrad->weight_decay);
}

extern const TdOptimizerKind td_optimizer_adagrad;

const TdOptimizerKind td_optimizer_adagrad = {
  .kind = {
    .id = "adagrad",
    .title = N_("AdaGrad"),
    .summary = N_("Takes smaller steps for weights that have moved much; good for rare features."),
    .paper = "Duchi, Hazan & Singer, 2011, JMLR 12",
    .options = options_table,
    .options_size = sizeof (AdagradOptions),
  },
  .slots = slots_table,
  .step = step,
};
