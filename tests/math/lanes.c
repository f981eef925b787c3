/* lanes.c — tests of the lane layout.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include <string.h>

#define MAX_ROWS 24
#define MAX_WIDTH 35

/* Where element @i of row @r stands. */
static gsize
place (gsize r,
       gsize i,
       gsize width)
{
  return r / TD_LANES * TD_LANES * width + i * TD_LANES + r % TD_LANES;
}

static void
check_to_lanes (const TdKernels *kernels,
                gsize            n_rows,
                gsize            width,
                gboolean         add)
{
  gsize n_all = (n_rows + TD_LANES - 1) / TD_LANES * TD_LANES;
  float rows[MAX_ROWS * MAX_WIDTH];
  float before[MAX_ROWS * MAX_WIDTH + 1];
  float lanes[MAX_ROWS * MAX_WIDTH + 1];

  fill (rows, n_rows * width, 1, "rows");
  fill (before, G_N_ELEMENTS (before), 1, "before");
  memcpy (lanes, before, sizeof lanes);
  kernels->rows_to_lanes (rows, n_rows, width, lanes, add);
  for (gsize r = 0; r < n_all; r++)
    for (gsize i = 0; i < width; i++)
      g_assert_cmpfloat (lanes[place (r, i, width)], ==,
                         (add ? before[place (r, i, width)] : 0)
                         + (r < n_rows ? rows[r * width + i] : 0));
  g_assert_cmpfloat (lanes[n_all * width], ==, before[n_all * width]);
}

static void
check_to_rows (const TdKernels *kernels,
               gsize            n_rows,
               gsize            width,
               gboolean         add)
{
  float lanes[MAX_ROWS * MAX_WIDTH];
  float before[MAX_ROWS * MAX_WIDTH + 1];
  float rows[MAX_ROWS * MAX_WIDTH + 1];

  fill (lanes, G_N_ELEMENTS (lanes), 1, "lanes");
  fill (before, G_N_ELEMENTS (before), 1, "before");
  memcpy (rows, before, sizeof rows);
  kernels->lanes_to_rows (lanes, n_rows, width, rows, add);
  for (gsize r = 0; r < n_rows; r++)
    for (gsize i = 0; i < width; i++)
      g_assert_cmpfloat (rows[r * width + i], ==,
                         (add ? before[r * width + i] : 0) + lanes[place (r, i, width)]);
  g_assert_cmpfloat (rows[n_rows * width], ==, before[n_rows * width]);
}

static void
check_layout (const TdKernels *kernels)
{
  const gsize widths[] = { 1, 7, 8, 9, 16, 35 };

  for (gsize w = 0; w < G_N_ELEMENTS (widths); w++)
    for (gsize n_rows = 1; n_rows <= MAX_ROWS; n_rows++)
      for (guint add = 0; add < 2; add++)
        {
          check_to_lanes (kernels, n_rows, widths[w], add);
          check_to_rows (kernels, n_rows, widths[w], add);
        }
}

static void
test_layout (void)
{
  for_each_table (check_layout);
}

void
add_lane_tests (void)
{
  g_test_add_func ("/kernels/lane-layout-and-back", test_layout);
}
