/* kernels-pooling.c — windows of images that stand side by side, forward and backward.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-lanes.h"
#include "core/math/kernels-set.h"

static gsize
in_plane (const TdPooling *pooling)
{
  return pooling->height * pooling->width * TD_LANES;
}

static gsize
out_plane (const TdPooling *pooling)
{
  return pooling->out_height * pooling->out_width * TD_LANES;
}

/* Where the window of output @row, @column of a plane begins. */
static gsize
window_start (const TdPooling *pooling,
              gsize            row,
              gsize            column)
{
  return (row * pooling->width + column) * pooling->stride * TD_LANES;
}

static void
max_of_window (const TdPooling *pooling,
               const float     *x,
               float           *y,
               float           *winner)
{
  Lane best = load (x);
  LaneIndex place = { 0 };

  for (gint i = 1; i < (gint) (pooling->size * pooling->size); i++)
    {
      gsize row = i / pooling->size, column = i % pooling->size;
      Lane pixel = load (x + (row * pooling->width + column) * TD_LANES);
      LaneIndex wins = pixel > best;

      best = choose (wins, pixel, best);
      place = (wins & i) | (~wins & place);
    }
  store (y, best);
  memcpy (winner, &place, sizeof place);
}

void
TD_SET (pool_max) (const TdPooling *pooling,
                   const float     *x,
                   float           *y,
                   float           *winners,
                   gsize            n_blocks)
{
  for (gsize plane = 0; plane < n_blocks * pooling->channels; plane++, x += in_plane (pooling))
    for (gsize row = 0; row < pooling->out_height; row++)
      for (gsize column = 0; column < pooling->out_width; column++)
        {
          max_of_window (pooling, x + window_start (pooling, row, column), y, winners);
          y += TD_LANES;
          winners += TD_LANES;
        }
}

/* Gives @d to the pixels that won, and nothing to the others. */
static void
give_to_winner (const TdPooling *pooling,
                const float     *d,
                const float     *winner,
                float           *dx)
{
  Lane delta = load (d);
  LaneIndex place;

  memcpy (&place, winner, sizeof place);
  for (gint i = 0; i < (gint) (pooling->size * pooling->size); i++)
    {
      gsize row = i / pooling->size, column = i % pooling->size;
      float *to = dx + (row * pooling->width + column) * TD_LANES;

      store (to, load (to) + (Lane) ((place == i) & (LaneIndex) delta));
    }
}

void
TD_SET (unpool_max) (const TdPooling *pooling,
                     const float     *d,
                     const float     *winners,
                     gsize            winners_block,
                     float           *dx,
                     gboolean         add,
                     gsize            n_blocks)
{
  if (!add)
    memset (dx, 0, n_blocks * pooling->channels * in_plane (pooling) * sizeof (float));
  for (gsize block = 0; block < n_blocks; block++)
    for (gsize channel = 0; channel < pooling->channels; channel++, dx += in_plane (pooling))
      for (gsize row = 0; row < pooling->out_height; row++)
        for (gsize column = 0; column < pooling->out_width; column++, d += TD_LANES)
          {
            gsize place = row * pooling->out_width + column;

            give_to_winner (pooling, d,
                            winners + block * winners_block + channel * out_plane (pooling)
                            + place * TD_LANES,
                            dx + window_start (pooling, row, column));
          }
}

void
TD_SET (pool_average) (const TdPooling *pooling,
                       const float     *x,
                       float           *y,
                       gsize            n_blocks)
{
  const gsize n = pooling->size * pooling->size;

  for (gsize plane = 0; plane < n_blocks * pooling->channels; plane++, x += in_plane (pooling))
    for (gsize row = 0; row < pooling->out_height; row++)
      for (gsize column = 0; column < pooling->out_width; column++, y += TD_LANES)
        {
          const float *from = x + window_start (pooling, row, column);
          Lane sum = all (0);

          for (gsize i = 0; i < n; i++)
            sum += load (from + (i / pooling->size * pooling->width + i % pooling->size) * TD_LANES);
          store (y, sum * (1.0f / n));
        }
}

void
TD_SET (unpool_average) (const TdPooling *pooling,
                         const float     *d,
                         float           *dx,
                         gboolean         add,
                         gsize            n_blocks)
{
  const gsize n = pooling->size * pooling->size;

  if (!add)
    memset (dx, 0, n_blocks * pooling->channels * in_plane (pooling) * sizeof (float));
  for (gsize plane = 0; plane < n_blocks * pooling->channels; plane++, dx += in_plane (pooling))
    for (gsize row = 0; row < pooling->out_height; row++)
      for (gsize column = 0; column < pooling->out_width; column++, d += TD_LANES)
        {
          float *to = dx + window_start (pooling, row, column);
          Lane share = load (d) * (1.0f / n);

          for (gsize i = 0; i < n; i++)
            {
              float *pixel = to + (i / pooling->size * pooling->width + i % pooling->size) * TD_LANES;

              store (pixel, load (pixel) + share);
            }
        }
}
