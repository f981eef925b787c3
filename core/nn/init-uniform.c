/* init-uniform.c — weights drawn evenly between two bounds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double minimum;
  double maximum;
} UniformOptions;

static const TdOption uniform_options[] = {
  { .name = "minimum", .label = N_("Minimum"), .help = N_("The lowest a weight can start at."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (UniformOptions, minimum),
    .minimum = -1000, .maximum = 1000, .number = -0.05 },
  { .name = "maximum", .label = N_("Maximum"), .help = N_("The highest a weight can start at."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (UniformOptions, maximum),
    .minimum = -1000, .maximum = 1000, .number = 0.05 },
  { NULL }
};

static void
fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
      gsize columns, float *weights)
{
  const UniformOptions *uniform = options;

  td_draw_uniform (stream, uniform->minimum, uniform->maximum, rows * columns, weights);
}

extern const TdInitializerKind td_initializer_uniform;

const TdInitializerKind td_initializer_uniform = {
  .kind = {
    .id = "uniform",
    .title = N_("Uniform"),
    .summary = N_("Draws weights evenly between two bounds, whatever the layer's size."),
    .options = uniform_options,
    .options_size = sizeof (UniformOptions),
  },
  .fill = fill,
};
