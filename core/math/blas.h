/* blas.h — matrix products: the only door to BLAS.
 *
 * All matrices are row-major float. BLAS runs one thread per call; parallelism is ours (team.h).
 * Bits of a product depend on its shape, never on which thread computes it, so callers cut work
 * into parts whose shapes don't depend on the number of workers.
 *
 * Thread-safe after td_blas_init().
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/product.h"

/* Sets BLAS to one thread; any number of calls, from any thread. */
void        td_blas_init   (void);
/* The processor kernel BLAS chose ("SkylakeX"), recorded with each run: bits depend on it. */
const char *td_blas_kernel (void);

/* Compares products of several shapes with plain loops. Some BLAS versions compute wrong results
 * on some processors; the message says so and what to do. */
gboolean td_blas_self_check (GError **error);

/* C = A B + beta C. A (m, k), B (k, n), C (m, n); ld* are the row strides. */
void td_gemm_nn (gsize m, gsize n, gsize k, const float *a, gsize lda, const float *b, gsize ldb,
                 float beta, float *c, gsize ldc);
/* C = A Bᵀ + beta C. A (m, k), B (n, k), C (m, n). */
void td_gemm_nt (gsize m, gsize n, gsize k, const float *a, gsize lda, const float *b, gsize ldb,
                 float beta, float *c, gsize ldc);
/* C = Aᵀ B + beta C. A (k, m), B (k, n), C (m, n). */
void td_gemm_tn (gsize m, gsize n, gsize k, const float *a, gsize lda, const float *b, gsize ldb,
                 float beta, float *c, gsize ldc);
/* Overwrites the (rows, columns) matrix @a, rows >= columns, with orthonormal columns spanning
 * the same space (Householder QR, signs fixed by R's diagonal as for a uniform rotation). */
void td_orthonormalize (gsize rows, gsize columns, float *a);
