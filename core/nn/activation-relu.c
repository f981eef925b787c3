/* activation-relu.c — max (x, 0), and its variant that lets some of the negative side through.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double slope;
} LeakyOptions;

/* The derivative is told from the sign of the output, so the slope can't be negative. */
static const TdOption leaky_options[] = {
  { .name = "slope", .label = N_("Slope"), .help = N_("How much of a negative value passes."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (LeakyOptions, slope),
    .minimum = 0, .maximum = 1, .number = 0.01, .live = TRUE },
  { NULL }
};

static void
relu_forward (gconstpointer options, const float *x, float *y, gsize n)
{
  td_kernels ()->relu (x, y, n);
}

static void
relu_backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  td_kernels ()->relu_back (y, delta, n);
}

static void
leaky_forward (gconstpointer options, const float *x, float *y, gsize n)
{
  const LeakyOptions *leaky = options;

  td_kernels ()->leaky_relu (x, y, n, (float) leaky->slope);
}

static void
leaky_backward (gconstpointer options, const float *y, float *delta, gsize n)
{
  const LeakyOptions *leaky = options;

  td_kernels ()->leaky_relu_back (y, delta, n, (float) leaky->slope);
}

extern const TdActivationKind td_activation_relu;
extern const TdActivationKind td_activation_leaky_relu;

const TdActivationKind td_activation_relu = {
  .kind = {
    .id = "relu",
    .title = N_("ReLU"),
    .summary = N_("Keeps positive values and cuts negative ones to zero: a good first choice."),
    .paper = "Nair & Hinton, 2010, ICML",
  },
  .relu_like = TRUE,
  .rectifies = TRUE,
  .forward = relu_forward,
  .backward = relu_backward,
};

const TdActivationKind td_activation_leaky_relu = {
  .kind = {
    .id = "leaky-relu",
    .title = N_("Leaky ReLU"),
    .summary = N_("A ReLU that lets a little of negative values through: no unit goes silent."),
    .paper = "Maas, Hannun & Ng, 2013, ICML",
    .options = leaky_options,
    .options_size = sizeof (LeakyOptions),
  },
  .relu_like = TRUE,
  .forward = leaky_forward,
  .backward = leaky_backward,
};
