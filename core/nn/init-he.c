/* init-he.c — variance 2 / fan_in: makes up for the half of the signal that rectifiers cut off.
 * Also known as Kaiming.
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
  double limit = sqrt (6.0 / (double) MAX (fan_in, 1));

  td_draw_uniform (stream, -limit, limit, rows * columns, weights);
}

static void
normal_fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
             gsize columns, float *weights)
{
  double deviation = sqrt (2.0 / (double) MAX (fan_in, 1));

  td_draw_normal (stream, 0, deviation, rows * columns, weights);
}

extern const TdInitializerKind td_initializer_he_uniform;
extern const TdInitializerKind td_initializer_he_normal;

const TdInitializerKind td_initializer_he_uniform = {
  .kind = {
    .id = "he-uniform",
    .title = N_("He uniform"),
    .summary = N_("Draws evenly, scaled by inputs: suits ReLU and its relatives."),
    .paper = "He, Zhang, Ren & Sun, 2015, arXiv:1502.01852",
  },
  .fill = uniform_fill,
};

const TdInitializerKind td_initializer_he_normal = {
  .kind = {
    .id = "he-normal",
    .title = N_("He normal"),
    .summary = N_("Draws from a bell curve scaled by inputs: suits ReLU and its relatives."),
    .paper = "He, Zhang, Ren & Sun, 2015, arXiv:1502.01852",
  },
  .fill = normal_fill,
};
