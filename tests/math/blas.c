/* blas.c — tests of the matrix products and of the orthonormal matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"

#include "kernel-tests.h"

#include <math.h>
#include <string.h>

static void
test_self_check (void)
{
  g_autoptr(GError) error = NULL;
  gint64 start;

  td_blas_init ();
  td_blas_self_check (&error);
  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  g_assert_true (td_blas_self_check (NULL));
  g_test_message ("%.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpstr (td_blas_kernel (), !=, "");
}

static void
test_small_products (void)
{
  const float a[] = { 1, 2, 3, 4, 5, 6 }; /* (2, 3) */
  const float b[] = { 1, 0, 2, 1, 0, 3 }; /* (3, 2) */
  float c[4] = { 1, 1, 1, 1 };

  td_blas_init ();
  td_gemm_nn (2, 2, 3, a, 3, b, 2, 0, c, 2);
  g_assert_cmpfloat (c[0], ==, 5);
  g_assert_cmpfloat (c[1], ==, 11);
  g_assert_cmpfloat (c[2], ==, 14);
  g_assert_cmpfloat (c[3], ==, 23);
  td_gemm_nt (2, 2, 3, a, 3, a, 3, 1, c, 2);
  g_assert_cmpfloat (c[0], ==, 5 + 14);
  g_assert_cmpfloat (c[1], ==, 11 + 32);
  td_gemm_tn (2, 2, 3, b, 2, b, 2, 0, c, 2);
  g_assert_cmpfloat (c[0], ==, 5);
  g_assert_cmpfloat (c[1], ==, 2);
  g_assert_cmpfloat (c[3], ==, 10);
}

static void
test_empty_products (void)
{
  float c[2] = { 3, 4 };

  td_gemm_nn (0, 2, 1, c, 1, c, 2, 0, c, 2);
  td_gemm_nn (1, 0, 1, c, 1, c, 0, 0, c, 0);
  g_assert_cmpfloat (c[0], ==, 3);
  td_gemm_nn (1, 2, 0, c, 0, c, 2, 0, c, 2);
  g_assert_cmpfloat (c[1], ==, 0);
}

static void
assert_orthonormal (const float *a,
                    gsize        rows,
                    gsize        columns)
{
  for (gsize i = 0; i < columns; i++)
    for (gsize j = 0; j < columns; j++)
      {
        double dot = 0;

        for (gsize r = 0; r < rows; r++)
          dot += (double) a[r * columns + i] * a[r * columns + j];
        g_assert_cmpfloat_with_epsilon (dot, i == j ? 1 : 0, 1e-5);
      }
}

static void
test_orthonormalize (void)
{
  const gsize shapes[][2] = { { 1, 1 }, { 5, 3 }, { 8, 8 }, { 64, 32 } };

  td_blas_init ();
  for (gsize k = 0; k < G_N_ELEMENTS (shapes); k++)
    {
      const gsize rows = shapes[k][0];
      const gsize columns = shapes[k][1];
      g_autofree float *a = g_new (float, rows * columns);
      g_autofree float *before = NULL;
      double dot = 0;

      fill (a, rows * columns, 1, "matrix");
      before = g_memdup2 (a, rows * columns * sizeof (float));
      td_orthonormalize (rows, columns, a);
      assert_orthonormal (a, rows, columns);
      /* R's first diagonal element, which the fixed signs make positive. */
      for (gsize r = 0; r < rows; r++)
        dot += (double) a[r * columns] * before[r * columns];
      g_assert_cmpfloat (dot, >, 0);
    }
}

void
add_blas_tests (void)
{
  g_test_add_func ("/blas/self-check-passes", test_self_check);
  g_test_add_func ("/blas/small-products", test_small_products);
  g_test_add_func ("/blas/empty-products", test_empty_products);
  g_test_add_func ("/blas/orthonormal-columns", test_orthonormalize);
}
