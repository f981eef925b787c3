/* init-lecun.c — variance 1 / fan_in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
      gsize columns, float *weights)
{
  double deviation = sqrt (1.0 / (double) MAX (fan_in, 1));

  td_draw_normal (stream, 0, deviation, rows * columns, weights);
}

extern const TdInitializerKind td_initializer_lecun_normal;

const TdInitializerKind td_initializer_lecun_normal = {
  .kind = {
    .id = "lecun-normal",
    .title = N_("LeCun normal"),
    .summary = N_("Draws from a bell curve scaled by inputs: suits linear layers."),
    .paper = "LeCun, Bottou, Orr & Müller, 1998, Efficient BackProp",
  },
  .fill = fill,
};
