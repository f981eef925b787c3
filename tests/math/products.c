/* products.c — tests of the kernels' matrix products against plain loops.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include "core/math/blas.h"

#include <math.h>
#include <string.h>

#define PAD      3
#define MOST     (150 * 150)
#define LARGE_ROWS 19 /* of A and B so large that kernels pack B */
#define LARGE_K    2311
#define LARGE_N    301

typedef void (*Multiply) (const TdProduct *product);

static float a[MOST], b[MOST], c[MOST], c0[MOST], bias[150];

/* The element of an operand, wherever it lies. */
static double
at (const float *from, gsize ld, gboolean transposed, gsize row, gsize column)
{
  return transposed ? from[column * ld + row] : from[row * ld + column];
}

static void
assert_product (const TdProduct *p)
{
  for (gsize i = 0; i < p->m; i++)
    for (gsize j = 0; j < p->ldc; j++)
      {
        double sum = p->add ? c0[i * p->ldc + j] : 0;

        if (j >= p->n)
          {
            g_assert_cmpfloat (c[i * p->ldc + j], ==, c0[i * p->ldc + j]);
            continue;
          }
        for (gsize k = 0; k < p->k; k++)
          sum += at (p->a, p->lda, p->a_transposed, i, k) * at (p->b, p->ldb, p->b_transposed, k, j);
        if (p->bias != NULL)
          sum += p->bias[j];
        g_assert_cmpfloat_with_epsilon (c[i * p->ldc + j], sum, 1e-7 * (double) (p->k + 2));
      }
}

/* All forms of one shape. */
static void
check_shape (Multiply multiply, gsize m, gsize n, gsize k)
{
  for (guint form = 0; form < 16; form++)
    {
      TdProduct product = {
        .m = m, .n = n, .k = k, .a = a, .a_transposed = form & 1,
        .lda = (form & 1 ? m : k) + PAD, .b = b, .b_transposed = (form & 2) != 0,
        .ldb = (form & 2 ? k : n) + PAD, .add = (form & 4) != 0,
        .bias = (form & 12) == 8 ? bias : NULL, .c = c, .ldc = n + PAD,
      };

      memcpy (c, c0, sizeof c);
      multiply (&product);
      assert_product (&product);
      g_assert_cmpfloat (c[m * product.ldc], ==, c0[m * product.ldc]);
    }
}

static void
check_shapes (Multiply multiply)
{
  static const gsize shapes[][3] = {
    { 1, 1, 1 }, { 5, 3, 2 }, { 6, 16, 9 }, { 7, 17, 33 }, { 32, 8, 8 }, { 33, 31, 5 }, { 64, 13, 64 },
    { 11, 8, 140 }, { 3, 40, 129 }, { 2, 4, 0 }, { 8, 32, 128 }, { 130, 2, 7 },
    /* One column, of few and many inner indices; one inner index. */
    { 37, 1, 8 }, { 9, 1, 5 }, { 70, 1, 33 }, { 3, 1, 17 }, { 40, 1, 130 }, { 2, 1, 0 },
    { 7, 8, 1 }, { 5, 16, 1 }, { 6, 29, 1 },
  };

  fill (a, MOST, 0.5f, "a");
  fill (b, MOST, 0.5f, "b");
  fill (c0, MOST, 0.5f, "c");
  fill (bias, G_N_ELEMENTS (bias), 0.5f, "bias");
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    check_shape (multiply, shapes[i][0], shapes[i][1], shapes[i][2]);
}

static void
check_kernels (const TdKernels *kernels)
{
  check_shapes (kernels->product);
}

static void
test_kernels (void)
{
  for_each_table (check_kernels);
}

static void
test_choice (void)
{
  td_blas_init ();
  check_shapes (td_product);
}

/* Rows of a single column, cut anywhere, have the bits of the whole. */
static void
check_column_cuts (const TdKernels *kernels)
{
  for (gsize k = 3; k < 70; k += 5)
    for (guint transposed = 0; transposed < 2; transposed++)
      {
        TdProduct whole = { .m = 61, .n = 1, .k = k, .a = a, .lda = transposed ? 61 : k,
                            .a_transposed = transposed, .b = b, .ldb = 1, .bias = bias, .c = c0,
                            .ldc = 1 };

        kernels->product (&whole);
        for (gsize cut = 1; cut < whole.m; cut += 7)
          {
            TdProduct part = whole;

            part.c = c;
            part.m = cut;
            kernels->product (&part);
            part.a += cut * (transposed ? 1 : k);
            part.c += cut;
            part.m = whole.m - cut;
            kernels->product (&part);
            g_assert_cmpmem (c, whole.m * sizeof (float), c0, whole.m * sizeof (float));
          }
      }
}

/* Rows cut anywhere, and a panel's worth of columns alone, have the bits of the whole. */
static void
check_cuts (const TdKernels *kernels)
{
  TdProduct whole = { .m = 61, .n = 53, .k = 70, .a = a, .lda = 70, .b = b, .ldb = 53,
                      .bias = bias, .c = c0, .ldc = 53 };

  fill (a, MOST, 1, "a");
  fill (b, MOST, 1, "b");
  kernels->product (&whole);
  for (gsize cut = 1; cut < whole.m; cut += 7)
    {
      TdProduct part = whole;

      part.c = c;
      part.m = cut;
      kernels->product (&part);
      part.a += cut * part.lda;
      part.c += cut * part.ldc;
      part.m = whole.m - cut;
      part.n = 20;
      kernels->product (&part);
      part.b += 20;
      part.bias += 20;
      part.c += 20;
      part.n = whole.n - 20;
      kernels->product (&part);
      g_assert_cmpmem (c, whole.m * whole.ldc * sizeof (float), c0,
                       whole.m * whole.ldc * sizeof (float));
    }
}

static void
test_cuts (void)
{
  for_each_table (check_cuts);
  for_each_table (check_column_cuts);
}

/* A large B: against the plain loop in some forms; and rows too few to pack it have the same
 * bits. */
static void
check_large (const TdKernels *kernels)
{
  g_autofree float *x = g_new (float, LARGE_ROWS * LARGE_K);
  g_autofree float *w = g_new (float, LARGE_K * LARGE_N);
  g_autofree float *y = g_new (float, LARGE_ROWS * LARGE_N);
  TdProduct whole = { .m = LARGE_ROWS, .n = LARGE_N, .k = LARGE_K, .a = x, .lda = LARGE_K, .b = w,
                      .ldb = LARGE_N, .c = c, .ldc = LARGE_N };

  G_STATIC_ASSERT (LARGE_ROWS * LARGE_N <= MOST);
  fill (x, LARGE_ROWS * LARGE_K, 0.5f, "x");
  fill (w, LARGE_K * LARGE_N, 0.5f, "w");
  fill (c0, MOST, 0.5f, "c");
  for (guint form = 0; form < 4; form++)
    {
      TdProduct part = whole;

      memcpy (c, c0, sizeof c);
      whole.a_transposed = (form & 1) != 0;
      whole.lda = whole.a_transposed ? LARGE_ROWS : LARGE_K;
      whole.add = (form & 2) != 0;
      kernels->product (&whole);
      assert_product (&whole);

      memcpy (y, c0, LARGE_ROWS * LARGE_N * sizeof *y);
      part = whole;
      part.m = 7;
      part.c = y;
      kernels->product (&part);
      g_assert_cmpmem (y, part.m * LARGE_N * sizeof *y, c, part.m * LARGE_N * sizeof *y);
    }
}

static void
test_large (void)
{
  for_each_table (check_large);
}

void
add_product_tests (void)
{
  g_test_add_func ("/math/product/agrees-with-plain-loops", test_kernels);
  g_test_add_func ("/math/product/by-kernels-or-blas-is-the-same-product", test_choice);
  g_test_add_func ("/math/product/bits-do-not-depend-on-how-it-is-cut", test_cuts);
  g_test_add_func ("/math/product/a-large-one-agrees-and-has-the-bits-of-its-parts", test_large);
}
