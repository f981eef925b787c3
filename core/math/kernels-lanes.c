/* kernels-lanes.c — images of eight rows side by side: into that layout and back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-lanes.h"

#include "core/math/kernels-set.h"

/* The block of rows that isn't full, and what is left of a full one. */
static void
rest_to_lanes (const float *rows,
               gsize        n_rows,
               gsize        width,
               gsize        from,
               float       *lanes,
               gboolean     add)
{
  for (gsize i = from; i < width; i++)
    for (gsize r = 0; r < TD_LANES; r++)
      {
        float x = r < n_rows ? rows[r * width + i] : 0;

        lanes[i * TD_LANES + r] = add ? lanes[i * TD_LANES + r] + x : x;
      }
}

static void
rest_to_rows (const float *lanes,
              gsize        n_rows,
              gsize        width,
              gsize        from,
              float       *rows,
              gboolean     add)
{
  for (gsize r = 0; r < n_rows; r++)
    for (gsize i = from; i < width; i++)
      {
        float x = lanes[i * TD_LANES + r];

        rows[r * width + i] = add ? rows[r * width + i] + x : x;
      }
}

static void
block_to_lanes (const float *rows,
                gsize        width,
                float       *lanes,
                gboolean     add)
{
  gsize i = 0;

  for (; i + TD_LANES <= width; i += TD_LANES)
    {
      Lane m[TD_LANES];

      for (guint r = 0; r < TD_LANES; r++)
        m[r] = load (rows + r * width + i);
      transpose (m);
      for (guint r = 0; r < TD_LANES; r++)
        store (lanes + (i + r) * TD_LANES, add ? load (lanes + (i + r) * TD_LANES) + m[r] : m[r]);
    }
  rest_to_lanes (rows, TD_LANES, width, i, lanes, add);
}

static void
block_to_rows (const float *lanes,
               gsize        width,
               float       *rows,
               gboolean     add)
{
  gsize i = 0;

  for (; i + TD_LANES <= width; i += TD_LANES)
    {
      Lane m[TD_LANES];

      for (guint r = 0; r < TD_LANES; r++)
        m[r] = load (lanes + (i + r) * TD_LANES);
      transpose (m);
      for (guint r = 0; r < TD_LANES; r++)
        store (rows + r * width + i, add ? load (rows + r * width + i) + m[r] : m[r]);
    }
  rest_to_rows (lanes, TD_LANES, width, i, rows, add);
}

void
TD_SET (rows_to_lanes) (const float *rows,
                        gsize        n_rows,
                        gsize        width,
                        float       *lanes,
                        gboolean     add)
{
  gsize r = 0;

  for (; r + TD_LANES <= n_rows; r += TD_LANES)
    block_to_lanes (rows + r * width, width, lanes + r * width, add);
  if (r < n_rows)
    rest_to_lanes (rows + r * width, n_rows - r, width, 0, lanes + r * width, add);
}

void
TD_SET (lanes_to_rows) (const float *lanes,
                        gsize        n_rows,
                        gsize        width,
                        float       *rows,
                        gboolean     add)
{
  gsize r = 0;

  for (; r + TD_LANES <= n_rows; r += TD_LANES)
    block_to_rows (lanes + r * width, width, rows + r * width, add);
  if (r < n_rows)
    rest_to_rows (lanes + r * width, n_rows - r, width, 0, rows + r * width, add);
}
