/* init-constant.c — every weight the same: zero, or a chosen value.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  double value;
} ConstantOptions;

static const TdOption constant_options[] = {
  { .name = "value", .label = N_("Value"), .help = N_("The first value of every weight."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (ConstantOptions, value),
    .minimum = -1000, .maximum = 1000, .number = 0 },
  { NULL }
};

static void
zeros_fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
            gsize columns, float *weights)
{
  memset (weights, 0, rows * columns * sizeof (float));
}

static void
constant_fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
               gsize columns, float *weights)
{
  const ConstantOptions *constant = options;

  for (gsize i = 0; i < rows * columns; i++)
    weights[i] = (float) constant->value;
}

extern const TdInitializerKind td_initializer_zeros;
extern const TdInitializerKind td_initializer_constant;

const TdInitializerKind td_initializer_zeros = {
  .kind = {
    .id = "zeros",
    .title = N_("Zeros"),
    .summary = N_("Starts every weight at zero; units of a layer then stay alike."),
  },
  .fill = zeros_fill,
};

const TdInitializerKind td_initializer_constant = {
  .kind = {
    .id = "constant",
    .title = N_("Constant"),
    .summary = N_("Starts every weight at the same value; units of a layer then stay alike."),
    .options = constant_options,
    .options_size = sizeof (ConstantOptions),
  },
  .fill = constant_fill,
};
