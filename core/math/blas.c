/* blas.c — matrix products by CBLAS and the orthonormal matrix by LAPACK.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"

#include "core/math/kernels.h"

#include <cblas.h>
#include <lapacke.h>
#include <pthread.h>

static void
set_one_thread (void)
{
  openblas_set_num_threads (1);
}

void
td_blas_init (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;

  pthread_once (&once, set_one_thread);
}

const char *
td_blas_kernel (void)
{
  return openblas_get_corename ();
}

/* CBLAS refuses a row stride of 0, which an empty matrix may have. */
static void
multiply (CBLAS_TRANSPOSE transpose_a,
          CBLAS_TRANSPOSE transpose_b,
          gsize           m,
          gsize           n,
          gsize           k,
          const float    *a,
          gsize           lda,
          const float    *b,
          gsize           ldb,
          float           beta,
          float          *c,
          gsize           ldc)
{
  if (m == 0 || n == 0)
    return;
  cblas_sgemm (CblasRowMajor, transpose_a, transpose_b, (blasint) m, (blasint) n, (blasint) k, 1.0f,
               a, (blasint) MAX (lda, 1), b, (blasint) MAX (ldb, 1), beta, c, (blasint) ldc);
}

void
td_gemm_nn (gsize        m,
            gsize        n,
            gsize        k,
            const float *a,
            gsize        lda,
            const float *b,
            gsize        ldb,
            float        beta,
            float       *c,
            gsize        ldc)
{
  multiply (CblasNoTrans, CblasNoTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
}

void
td_gemm_nt (gsize        m,
            gsize        n,
            gsize        k,
            const float *a,
            gsize        lda,
            const float *b,
            gsize        ldb,
            float        beta,
            float       *c,
            gsize        ldc)
{
  multiply (CblasNoTrans, CblasTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
}

void
td_gemm_tn (gsize        m,
            gsize        n,
            gsize        k,
            const float *a,
            gsize        lda,
            const float *b,
            gsize        ldb,
            float        beta,
            float       *c,
            gsize        ldc)
{
  multiply (CblasTrans, CblasNoTrans, m, n, k, a, lda, b, ldb, beta, c, ldc);
}

void
td_product (const TdProduct *product)
{
  const TdKernels *kernels = td_kernels ();

  if ((double) product->m * product->n * product->k <= kernels->largest_product)
    {
      kernels->product (product);
      return;
    }
  multiply (product->a_transposed ? CblasTrans : CblasNoTrans,
            product->b_transposed ? CblasTrans : CblasNoTrans, product->m, product->n, product->k,
            product->a, product->lda, product->b, product->ldb, product->add ? 1 : 0, product->c,
            product->ldc);
  if (product->bias != NULL)
    kernels->add_row (product->c, product->m, product->n, product->ldc, product->bias);
}

void
td_orthonormalize (gsize  rows,
                   gsize  columns,
                   float *a)
{
  g_autofree float *tau = g_new (float, MAX (columns, 1));
  g_autofree gboolean *flip = g_new (gboolean, MAX (columns, 1));
  lapack_int m = (lapack_int) rows;
  lapack_int n = (lapack_int) columns;
  lapack_int failed;

  g_return_if_fail (rows >= columns && a != NULL);

  if (columns == 0)
    return;
  failed = LAPACKE_sgeqrf (LAPACK_ROW_MAJOR, m, n, a, n, tau);
  g_return_if_fail (failed == 0);
  for (gsize c = 0; c < columns; c++)
    flip[c] = a[c * columns + c] < 0.0f;
  failed = LAPACKE_sorgqr (LAPACK_ROW_MAJOR, m, n, n, a, n, tau);
  g_return_if_fail (failed == 0);
  for (gsize i = 0; i < rows * columns; i++)
    if (flip[i % columns])
      a[i] = -a[i];
}
