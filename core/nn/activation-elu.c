/* activation-elu.c — x above zero, α (e^x - 1) below. Its derivative below zero is y + α.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double alpha;
} EluOptions;

static const TdOption elu_options[] = {
  { .name = "alpha", .label = N_("Alpha"), .help = N_("The lowest value is minus alpha."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (EluOptions, alpha),
    .minimum = 0, .maximum = 10, .number = 1, .live = TRUE },
  { NULL }
};

static void
forward (gconstpointer options, const float *x, float *y, gsize n)
{
  const EluOptions *elu = options;

  td_kernels ()->elu (x, y, n, (float) elu->alpha);
}

static void
backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  const EluOptions *elu = options;

  td_kernels ()->elu_back (y, delta, n, (float) elu->alpha);
}

extern const TdActivationKind td_activation_elu;

const TdActivationKind td_activation_elu = {
  .kind = {
    .id = "elu",
    .title = N_("ELU"),
    .summary = N_("Keeps positive values and bends negative ones smoothly towards a floor."),
    .paper = "Clevert, Unterthiner & Hochreiter, 2015, arXiv:1511.07289",
    .options = elu_options,
    .options_size = sizeof (EluOptions),
  },
  .relu_like = TRUE,
  .forward = forward,
  .backward = backward,
};
