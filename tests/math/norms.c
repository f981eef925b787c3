/* norms.c — tests of the loops of normalization against plain ones in doubles.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include <math.h>
#include <string.h>

#define MAX_ROWS 131
#define MAX_COLUMNS 75
#define GAP 3 /* floats between rows that are nobody's */
#define N ((MAX_COLUMNS + GAP) * MAX_ROWS)
#define SENTINEL 12345.0f

typedef struct
{
  gsize rows, columns, ld;
  float x[N], delta[N], before[N], center[MAX_COLUMNS], factor[MAX_COLUMNS];
  float mean[MAX_COLUMNS], slope[MAX_COLUMNS], scales[2 * MAX_ROWS];
} Sample;

typedef void (*SampleTest) (const TdKernels *kernels, const Sample *sample);

static void
fill_sample (Sample *self, gsize rows, gsize columns)
{
  self->rows = rows;
  self->columns = columns;
  self->ld = columns + GAP;
  fill (self->x, N, 2, "x");
  fill (self->delta, N, 1, "delta");
  fill (self->before, N, 1, "before");
  fill (self->center, MAX_COLUMNS, 1, "center");
  fill (self->factor, MAX_COLUMNS, 3, "factor");
  fill (self->mean, MAX_COLUMNS, 1, "mean");
  fill (self->slope, MAX_COLUMNS, 1, "slope");
  fill (self->scales, 2 * MAX_ROWS, 1, "scales");
}

/* Every table, every size around those of tiles and parts. */
static void
for_each_sample (SampleTest test)
{
  const gsize columns[] = { 1, 7, 8, 9, 31, 32, 33, 75 }, rows[] = { 1, 3, 63, 64, 65, 131 };
  g_autofree Sample *sample = g_new (Sample, 1);

  for (const TdKernels *const *table = td_kernels_all (); *table != NULL; table++)
    for (gsize c = 0; c < G_N_ELEMENTS (columns); c++)
      for (gsize r = 0; r < G_N_ELEMENTS (rows); r++)
        {
          fill_sample (sample, rows[r], columns[c]);
          test (*table, sample);
        }
}

/* Sums are exact to a few floats' roundings of at most 64 terms. */
static void
assert_sum (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-4);
}

static void
check_column_sums (const TdKernels *kernels, const Sample *s)
{
  double sums[MAX_COLUMNS + 1], squares[MAX_COLUMNS + 1], deltas[MAX_COLUMNS + 1];
  double products[MAX_COLUMNS + 1];

  for (gsize c = 0; c <= s->columns; c++)
    sums[c] = squares[c] = deltas[c] = products[c] = c == s->columns ? SENTINEL : 0.5;
  kernels->norm->column_sums (s->x, s->rows, s->columns, s->ld, sums);
  kernels->norm->column_squares (s->x, s->rows, s->columns, s->ld, s->center, squares);
  kernels->norm->column_products (s->delta, s->x, s->rows, s->columns, s->ld, s->center, deltas,
                                  products);
  for (gsize c = 0; c < s->columns; c++)
    {
      double sum = 0.5, square = 0.5, delta = 0.5, product = 0.5;

      for (gsize r = 0; r < s->rows; r++)
        {
          double from = (double) s->x[r * s->ld + c] - s->center[c];

          sum += s->x[r * s->ld + c];
          square += from * from;
          delta += s->delta[r * s->ld + c];
          product += s->delta[r * s->ld + c] * from;
        }
      assert_sum (sums[c], sum);
      assert_sum (squares[c], square);
      assert_sum (deltas[c], delta);
      assert_sum (products[c], product);
    }
  g_assert_true (sums[s->columns] == SENTINEL && squares[s->columns] == SENTINEL);
  g_assert_true (deltas[s->columns] == SENTINEL && products[s->columns] == SENTINEL);
}

/* What stands between the rows, and behind the last, is as it was. */
static void
assert_gaps (const Sample *s, const float *y)
{
  for (gsize i = 0; i < N; i++)
    if (i / s->ld >= s->rows || i % s->ld >= s->columns)
      g_assert_cmpfloat (y[i], ==, s->before[i]);
}

static void
check_column_normal (const TdKernels *kernels, const Sample *s)
{
  g_autofree float *y = g_memdup2 (s->before, sizeof s->before);

  kernels->norm->column_normal (s->x, y, s->rows, s->columns, s->ld, s->center, s->factor,
                                s->mean);
  for (gsize r = 0; r < s->rows; r++)
    for (gsize c = 0; c < s->columns; c++)
      g_assert_cmpfloat_with_epsilon (y[r * s->ld + c],
                                      ((double) s->x[r * s->ld + c] - s->center[c]) * s->factor[c]
                                      + s->mean[c], 2e-6);
  assert_gaps (s, y);
}

static void
check_column_back (const TdKernels *kernels, const Sample *s)
{
  const TdNormalBack back = { s->center, s->factor, s->mean, s->slope };

  for (guint add = 0; add < 2; add++)
    {
      g_autofree float *below = g_memdup2 (s->before, sizeof s->before);

      kernels->norm->column_back (s->delta, s->x, below, s->rows, s->columns, s->ld, &back, add);
      for (gsize r = 0; r < s->rows; r++)
        for (gsize c = 0; c < s->columns; c++)
          {
            gsize i = r * s->ld + c;
            double d = s->factor[c] * ((double) s->delta[i] - s->mean[c]
                                       - ((double) s->x[i] - s->center[c]) * s->slope[c]);

            g_assert_cmpfloat_with_epsilon (below[i], (add ? s->before[i] : 0) + d, 4e-6);
          }
      assert_gaps (s, below);
    }
}

static void
check_row_normal (const TdKernels *kernels, const Sample *s)
{
  gsize n = s->rows;
  float y[MAX_ROWS + 1];
  double sum, product, expected_sum = 0, expected_product = 0;

  y[n] = SENTINEL;
  kernels->norm->row_normal (s->x, y, n, 0.3f, 1.7f, s->delta, s->before);
  kernels->norm->row_products (s->delta, s->x, n, 0.3f, s->before, &sum, &product);
  for (gsize i = 0; i < n; i++)
    {
      double from = (double) s->x[i] - 0.3f, d = (double) s->delta[i] * s->before[i];

      g_assert_cmpfloat_with_epsilon (y[i], from * 1.7f * s->delta[i] + s->before[i], 2e-6);
      expected_sum += d;
      expected_product += d * from;
    }
  g_assert_cmpfloat (y[n], ==, SENTINEL);
  assert_sum (sum, expected_sum);
  assert_sum (product, expected_product);
}

static void
check_row_back (const TdKernels *kernels, const Sample *s)
{
  const float with[4] = { 0.3f, 1.7f, -0.2f, 0.6f };
  gsize n = s->rows;

  for (guint add = 0; add < 2; add++)
    {
      float below[MAX_ROWS + 1];

      memcpy (below, s->before, sizeof below);
      kernels->norm->row_back (s->delta, s->x, below, n, s->scales, with, add);
      for (gsize i = 0; i < n; i++)
        {
          double d = with[1] * ((double) s->delta[i] * s->scales[i] - with[2]
                                - ((double) s->x[i] - with[0]) * with[3]);

          g_assert_cmpfloat_with_epsilon (below[i], (add ? s->before[i] : 0) + d, 4e-6);
        }
      g_assert_cmpfloat (below[n], ==, s->before[n]);
    }
}

static void
check_row_gradient (const TdKernels *kernels, const Sample *s)
{
  float weight[MAX_COLUMNS + 1], bias[MAX_COLUMNS + 1];

  weight[s->columns] = bias[s->columns] = SENTINEL;
  kernels->norm->row_gradient (s->delta, s->x, s->rows, s->columns, s->ld, s->scales, weight,
                               bias);
  for (gsize c = 0; c < s->columns; c++)
    {
      double sum = 0, product = 0;

      for (gsize r = 0; r < s->rows; r++)
        {
          sum += s->delta[r * s->ld + c];
          product += s->delta[r * s->ld + c] * ((double) s->x[r * s->ld + c] - s->scales[2 * r])
                     * s->scales[2 * r + 1];
        }
      assert_sum (bias[c], sum);
      assert_sum (weight[c], product);
    }
  g_assert_true (weight[s->columns] == SENTINEL && bias[s->columns] == SENTINEL);
}

static void
test_columns (void)
{
  for_each_sample (check_column_sums);
  for_each_sample (check_column_normal);
  for_each_sample (check_column_back);
}

static void
test_rows (void)
{
  for_each_sample (check_row_normal);
  for_each_sample (check_row_back);
  for_each_sample (check_row_gradient);
}

void
add_norm_tests (void)
{
  g_test_add_func ("/kernels/norm-of-columns", test_columns);
  g_test_add_func ("/kernels/norm-of-rows", test_rows);
}
