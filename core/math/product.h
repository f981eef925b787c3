/* product.h — a matrix product, by the kernels or by BLAS.
 *
 * Thread-safe after td_blas_init().
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* C = A B, row-major; ld* are the row strides. A row-major operand may be held transposed. */
typedef struct
{
  gsize        m, n, k;
  const float *a;            /* (m, k), a_transposed: held as (k, m) */
  gsize        lda;
  gboolean     a_transposed;
  const float *b;            /* (k, n), b_transposed: held as (n, k) */
  gsize        ldb;
  gboolean     b_transposed;
  const float *bias;         /* (n) added to each row of C; NULL: none */
  gboolean     add;          /* C += A B; then there is no bias */
  float       *c;            /* (m, n) */
  gsize        ldc;
} TdProduct;

/* The shape alone decides who computes it: BLAS is slow at small ones, and the kernels at large
 * ones. */
void td_product (const TdProduct *product);
