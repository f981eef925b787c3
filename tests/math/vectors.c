/* vectors.c — tests of the kernels on vectors and rows, and of dropout.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include "core/base/random.h"

#include <math.h>
#include <string.h>

#define N 203

static void
check_tables (const TdKernels *kernels)
{
  const void *const *slots = (const void *const *) (const void *) kernels;

  for (gsize i = 0; i < G_STRUCT_OFFSET (TdKernels, largest_product) / sizeof *slots; i++)
    g_assert_nonnull (slots[i]);
  g_assert_cmpfloat (kernels->largest_product, >, 0);
}

static void
check_rows (const TdKernels *kernels)
{
  const gsize columns[] = { 1, 3, 8, 31, 32, 33, 70 };
  float a[40 * 75];
  float before[40 * 75];
  float row[75];
  float sum[76];
  const gsize ld = 75;

  for (gsize k = 0; k < G_N_ELEMENTS (columns); k++)
    {
      fill (a, G_N_ELEMENTS (a), 1, "rows");
      fill (row, 75, 1, "row");
      sum[columns[k]] = 42;
      kernels->sum_rows (a, 40, columns[k], ld, sum);
      g_assert_cmpfloat (sum[columns[k]], ==, 42);
      for (gsize c = 0; c < columns[k]; c++)
        {
          float expected = 0;

          for (gsize r = 0; r < 40; r++)
            expected += a[r * ld + c];
          g_assert_cmpfloat (sum[c], ==, expected);
        }
      kernels->add_row (a, 40, columns[k], ld, row);
      fill (before, G_N_ELEMENTS (before), 1, "rows");
      for (gsize i = 0; i < 40 * ld; i++)
        g_assert_cmpfloat (a[i], ==, i % ld < columns[k] ? before[i] + row[i % ld] : before[i]);
    }
  kernels->sum_rows (a, 0, 5, ld, sum);
  g_assert_cmpfloat (sum[4], ==, 0);
}

static void
check_products (const TdKernels *kernels, const float *x, const float *y)
{
  double sum = 0;
  float z[N + 1];

  for (gsize i = 0; i < N; i++)
    sum += (double) x[i] * y[i];
  g_assert_cmpfloat_with_epsilon (kernels->dot (x, y, N), sum, 1e-9);
  g_assert_cmpfloat (kernels->dot (x, y, 0), ==, 0);
  z[N] = 42;
  kernels->multiply (x, y, z, N);
  kernels->add_product (x, x, z, N);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (z[i], x[i] * y[i] + x[i] * x[i], 1e-6);
  g_assert_cmpfloat (z[N], ==, 42);
}

static void
check_vectors (const TdKernels *kernels)
{
  float x[N];
  float y[N];
  float gradient[N];
  double square = 0;

  fill (x, N, 3, "x");
  fill (y, N, 3, "y");
  x[7] = 0;
  for (gsize i = 0; i < N; i++)
    square += (double) x[i] * x[i];
  g_assert_cmpfloat_with_epsilon (kernels->norm2 (x, N), square, 1e-12 * square);
  g_assert_cmpfloat (kernels->norm2 (x, 0), ==, 0);
  check_products (kernels, x, y);

  memcpy (gradient, y, sizeof y);
  kernels->penalty (gradient, x, N, 0.5f, 0.25f);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (
      gradient[i], y[i] + 0.5 * ((x[i] > 0) - (x[i] < 0)) + 0.25 * x[i], 1e-6);

  memcpy (gradient, y, sizeof y);
  kernels->axpy (gradient, x, N, 2);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (gradient[i], y[i] + 2.0 * x[i], 1e-6);
  kernels->scale (gradient, N, 0.5f);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (gradient[i], 0.5 * y[i] + x[i], 1e-6);
}

static void
check_dots (const TdKernels *kernels)
{
  enum { N_VECTORS = 7, LENGTH = 2500 };
  static float numbers[2 * N_VECTORS * LENGTH];
  const float *a[N_VECTORS], *b[N_VECTORS];
  const gsize lengths[] = { 0, 1, 7, 16, 33, 1024, 1050, 2400 };

  fill (numbers, G_N_ELEMENTS (numbers), 1, "vectors");
  for (guint i = 0; i < N_VECTORS; i++)
    {
      a[i] = numbers + i * LENGTH;
      b[i] = numbers + (N_VECTORS + i) * LENGTH;
    }
  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    for (guint n_a = 1; n_a <= N_VECTORS; n_a++)
      for (guint n_b = 1; n_b <= N_VECTORS; n_b++)
        {
          double sums[N_VECTORS * N_VECTORS] = { 0 };

          kernels->dots (a, n_a, 3, b, n_b, 5, lengths[l], sums, N_VECTORS);
          for (guint i = 0; i < N_VECTORS; i++)
            for (guint j = 0; j < N_VECTORS; j++)
              {
                double expected = 0;

                for (gsize x = 0; i < n_a && j < n_b && x < lengths[l]; x++)
                  expected += (double) a[i][3 + x] * b[j][5 + x];
                g_assert_cmpfloat_with_epsilon (sums[i * N_VECTORS + j], expected, 1e-4);
              }
        }
}

static void
check_dropout (const TdKernels *kernels)
{
  const TdStream stream = td_stream (3, "l2");
  const float rate = 0.3f;
  float x[N];
  float y[N];
  guint n_kept = 0;

  fill (x, N, 3, "x");
  kernels->dropout (x, y, N, rate, stream.key, 9, 1000);
  for (gsize i = 0; i < N; i++)
    {
      guint32 words[2];
      gboolean kept;

      td_stream_words (stream, 9, 1000 + (guint32) i, words);
      kept = words[0] >= (double) rate * 0x1p32;
      g_assert_cmpfloat (y[i], ==, kept ? x[i] * (1.0f / (1.0f - rate)) : 0.0f);
      n_kept += kept;
    }
  g_assert_true (n_kept > N / 2 && n_kept < N * 85 / 100);
}

static void
check_uniform (const TdKernels *kernels)
{
  const TdStream stream = td_stream (3, "l2");
  float y[N];

  kernels->uniform (y, N, stream.key, 9, 1000);
  for (gsize i = 0; i < N; i++)
    {
      guint32 words[2];

      td_stream_words (stream, 9, 1000 + (guint32) i, words);
      g_assert_cmpfloat (y[i], ==, (float) (words[0] >> 8) * 0x1p-24f);
    }
}

static void
check_signs (const TdKernels *kernels)
{
  float vectors[3][N + 4], before[3][N + 4], chances[N];
  float *list[3] = { vectors[0], vectors[1], vectors[2] };
  const float leak = 0.25f;

  for (guint k = 0; k < 3; k++)
    {
      fill (vectors[k], N + 4, k + 1, "signs");
      vectors[k][7] = 0;
    }
  memcpy (before, vectors, sizeof before);
  kernels->uniform (chances, N, td_stream (3, "signs").key, 9, 0);
  kernels->drop_signs (list, 3, 2, N, leak, chances);
  for (gsize i = 0; i < N + 4; i++)
    {
      float sum = before[0][i] + before[1][i] + before[2][i];
      float size = fabsf (before[0][i]) + fabsf (before[1][i]) + fabsf (before[2][i]);
      gboolean there = i >= 2 && i < N + 2;
      gboolean is_up = there && 0.5f * (1 + (size > 0 ? sum / size : 0)) > chances[i - 2];

      for (guint k = 0; k < 3; k++)
        g_assert_cmpfloat (vectors[k][i], ==, before[k][i]
                                                * (!there || (before[k][i] > 0) == is_up ? 1 : leak));
    }
}

/* Of any length: whole vectors, and what is left of them. */
static void
check_risk (const TdKernels *kernels)
{
  for (gsize n = 0; n < N; n += 29)
    {
      float g[N], square[N], before[N];
      double expected = 0;

      fill (g, N, 1, "g");
      fill (before, N, 1, "square");
      for (gsize i = 0; i < N; i++)
        square[i] = before[i] = before[i] * before[i];
      for (gsize i = 0; i < n; i++)
        expected += (double) g[i] * g[i] / sqrt (before[i] + (double) g[i] * g[i] + 1e-7);
      g_assert_cmpfloat_with_epsilon (kernels->accumulate_risk (g, square, n, 1e-7f), expected,
                                      1e-6 * (expected + 1e-3));
      for (gsize i = 0; i < N; i++)
        g_assert_cmpfloat (square[i], ==, i < n ? before[i] + g[i] * g[i] : before[i]);
    }
}

/* Labels that are missing count nothing; a logit of 0 is right about a no. */
static void
check_measure (const TdKernels *kernels)
{
  for (gsize n = 0; n < N; n += 29)
    {
      float z[N], t[N];
      gsize n_labels = 1, n_right = 2, labels = 1, right = 2;
      double expected = 0;

      fill (z, N, 5, "z");
      z[3] = z[4] = 0;
      for (gsize i = 0; i < N; i++)
        t[i] = i % 7 == 5 ? NAN : i % 2;
      for (gsize i = 0; i < n; i++)
        {
          if (isnan (t[i]))
            continue;
          expected += log1p (exp (t[i] > 0 ? -z[i] : z[i]));
          labels++;
          right += t[i] > 0 ? z[i] > 0 : z[i] <= 0;
        }
      g_assert_cmpfloat_with_epsilon (kernels->measure_logits (z, t, n, &n_labels, &n_right), expected,
                                      1e-6 * (expected + 1e-3));
      g_assert_cmpuint (n_labels, ==, labels);
      g_assert_cmpuint (n_right, ==, right);
    }
}

static void
check_dropout_edges (const TdKernels *kernels)
{
  const TdStream stream = td_stream (3, "l2");
  float x[N];
  float y[N];
  float parts[N];

  fill (x, N, 3, "x");
  kernels->dropout (x, y, N, 0, stream.key, 1, 0);
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
  kernels->dropout (x, y, N, 0.5f, stream.key, 1, G_MAXUINT32 - 10); /* the counter wraps round */
  for (gsize i = 0; i < N; i += 13)
    kernels->dropout (x + i, parts + i, MIN (13, N - i), 0.5f, stream.key, 1,
                      G_MAXUINT32 - 10 + (guint32) i);
  g_assert_cmpmem (parts, sizeof parts, y, sizeof y);
  kernels->dropout (x, x, N, 0.5f, stream.key, 1, G_MAXUINT32 - 10);
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
}

static void
test_tables (void)
{
  guint n = 0;

  for_each_table (check_tables);
  while (td_kernels_all ()[n] != NULL)
    n++;
  g_assert_true (td_kernels () == td_kernels_all ()[n - 1]);
  g_assert_cmpstr (td_kernels_all ()[0]->name, ==, "baseline");
}

static void
test_rows (void)
{
  for_each_table (check_rows);
}

static void
test_vectors (void)
{
  for_each_table (check_vectors);
}

static void
test_dots (void)
{
  for_each_table (check_dots);
}

static void
test_dropout (void)
{
  for_each_table (check_dropout);
}

static void
test_uniform (void)
{
  for_each_table (check_uniform);
}

static void
test_signs (void)
{
  for_each_table (check_signs);
}

static void
test_risk (void)
{
  for_each_table (check_risk);
}

static void
test_measure (void)
{
  for_each_table (check_measure);
}

static void
test_dropout_edges (void)
{
  for_each_table (check_dropout_edges);
}

void
add_vector_tests (void)
{
  g_test_add_func ("/kernels/tables-are-complete", test_tables);
  g_test_add_func ("/kernels/rows-are-added-and-summed-in-order", test_rows);
  g_test_add_func ("/kernels/vectors-are-scaled-added-and-measured", test_vectors);
  g_test_add_func ("/kernels/scalar-products-of-all-pairs", test_dots);
  g_test_add_func ("/kernels/dropout-follows-the-stream", test_dropout);
  g_test_add_func ("/kernels/uniform-follows-the-stream", test_uniform);
  g_test_add_func ("/kernels/drops-the-gradients-of-one-sign", test_signs);
  g_test_add_func ("/kernels/squares-are-added-and-the-risk-with-them", test_risk);
  g_test_add_func ("/kernels/logits-are-measured-where-there-are-labels", test_measure);
  g_test_add_func ("/kernels/dropout-keeps-its-edges", test_dropout_edges);
}
