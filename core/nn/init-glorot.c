/* init-glorot.c — variance 2 / (fan_in + fan_out): keeps signals and gradients of like size in
 * layers without rectifiers. Also known as Xavier.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
uniform_fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
              gsize columns, float *weights)
{
  double limit = sqrt (6.0 / (double) MAX (fan_in + fan_out, 1));

  td_draw_uniform (stream, -limit, limit, rows * columns, weights);
}

static void
normal_fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
             gsize columns, float *weights)
{
  double deviation = sqrt (2.0 / (double) MAX (fan_in + fan_out, 1));

  td_draw_normal (stream, 0, deviation, rows * columns, weights);
}

extern const TdInitializerKind td_initializer_glorot_uniform;
extern const TdInitializerKind td_initializer_glorot_normal;

const TdInitializerKind td_initializer_glorot_uniform = {
  .kind = {
    .id = "glorot-uniform",
    .title = N_("Glorot uniform"),
    .summary = N_("Draws evenly, scaled by inputs and outputs: suits tanh and sigmoid."),
    .paper = "Glorot & Bengio, 2010, AISTATS",
  },
  .fill = uniform_fill,
};

const TdInitializerKind td_initializer_glorot_normal = {
  .kind = {
    .id = "glorot-normal",
    .title = N_("Glorot normal"),
    .summary = N_("Draws from a bell curve scaled by inputs and outputs: suits tanh and sigmoid."),
    .paper = "Glorot & Bengio, 2010, AISTATS",
  },
  .fill = normal_fill,
};
