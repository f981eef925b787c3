/* init-orthogonal.c — a random rotation times a gain: signals keep their length in deep networks.
 *
 * The longer side of the matrix carries orthonormal vectors, so a wide matrix is made as its
 * transpose.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double gain;
} OrthogonalOptions;

static const TdOption orthogonal_options[] = {
  { .name = "gain", .label = N_("Gain"), .help = N_("How much the layer lengthens a signal."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (OrthogonalOptions, gain),
    .minimum = 0, .maximum = 1000, .number = 1 },
  { NULL }
};

static void
fill_wide (TdStream stream, gsize rows, gsize columns, float *weights)
{
  g_autofree float *transpose = g_new (float, rows * columns); /* (columns, rows) */

  td_draw_normal (stream, 0, 1, rows * columns, transpose);
  td_orthonormalize (columns, rows, transpose);

  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      weights[r * columns + c] = transpose[c * rows + r];
}

static void
fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
      gsize columns, float *weights)
{
  const OrthogonalOptions *orthogonal = options;

  if (rows < columns)
    fill_wide (stream, rows, columns, weights);
  else
    {
      td_draw_normal (stream, 0, 1, rows * columns, weights);
      td_orthonormalize (rows, columns, weights);
    }

  for (gsize i = 0; i < rows * columns; i++)
    weights[i] *= (float) orthogonal->gain;
}

extern const TdInitializerKind td_initializer_orthogonal;

const TdInitializerKind td_initializer_orthogonal = {
  .kind = {
    .id = "orthogonal",
    .title = N_("Orthogonal"),
    .summary = N_("Starts as a random rotation: signals keep their length through many layers."),
    .paper = "Saxe, McClelland & Ganguli, 2013, arXiv:1312.6120",
    .options = orthogonal_options,
    .options_size = sizeof (OrthogonalOptions),
  },
  .fill = fill,
};
