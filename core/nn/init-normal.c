/* init-normal.c — weights drawn from a normal distribution of a chosen mean and deviation.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double mean;
  double deviation;
} NormalOptions;

static const TdOption normal_options[] = {
  { .name = "mean", .label = N_("Mean"), .help = N_("The middle of the first values."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (NormalOptions, mean),
    .minimum = -1000, .maximum = 1000, .number = 0 },
  { .name = "deviation", .label = N_("Deviation"), .help = N_("How far the first values spread."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (NormalOptions, deviation),
    .minimum = 0, .maximum = 1000, .number = 0.05 },
  { NULL }
};

static void
fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
      gsize columns, float *weights)
{
  const NormalOptions *normal = options;

  td_draw_normal (stream, normal->mean, normal->deviation, rows * columns, weights);
}

extern const TdInitializerKind td_initializer_normal;

const TdInitializerKind td_initializer_normal = {
  .kind = {
    .id = "normal",
    .title = N_("Normal"),
    .summary = N_("Draws weights from a bell curve, whatever the layer's size."),
    .options = normal_options,
    .options_size = sizeof (NormalOptions),
  },
  .fill = fill,
};
