/* kernels.h — elementwise loops, compiled once per instruction set and chosen once.
 *
 * kernels.c is plain C that the compiler vectorises; meson builds it for the baseline, AVX2+FMA
 * and AVX-512, and td_kernels() picks the best table the processor can run. tanh, exp and log are
 * own polynomials (libm's scalar calls took two thirds of a small step). Results of
 * one table are the same bits for the same input, wherever an element stands in its array: so
 * splitting an array between workers changes nothing.
 *
 * Arrays need no alignment and must not overlap unless said. Thread-safe.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/convolution.h"
#include "core/math/kernels-norm.h"
#include "core/math/loss-kernels.h"
#include "core/math/product.h"
#include "core/math/random-kernels.h"
#include "core/math/update-kernels.h"
#include <glib.h>

/* Images are kept by blocks of so many rows, [row / 8][channel][y][x][row % 8], so that an
 * operation on one pixel is an operation on a vector of them: the lane layout. */
#define TD_LANES 8

typedef struct
{
  const char *name; /* "avx512", "avx2", "baseline" */

  /* y = f(x); x and y may be the same array. */
  void (*relu)       (const float *x, float *y, gsize n);
  void (*leaky_relu) (const float *x, float *y, gsize n, float slope);
  void (*elu)        (const float *x, float *y, gsize n, float alpha);
  void (*gelu)       (const float *x, float *y, gsize n); /* exact: x Φ(x) */
  void (*silu)       (const float *x, float *y, gsize n);
  void (*tanh)       (const float *x, float *y, gsize n);
  void (*sigmoid)    (const float *x, float *y, gsize n);
  void (*softplus)   (const float *x, float *y, gsize n);
  void (*exp)        (const float *x, float *y, gsize n);
  void (*log)        (const float *x, float *y, gsize n);

  /* delta *= f'(·), from the output y where that is enough, else from the input x. */
  void (*relu_back)       (const float *y, float *delta, gsize n);
  void (*leaky_relu_back) (const float *y, float *delta, gsize n, float slope); /* slope > 0 */
  void (*elu_back)        (const float *y, float *delta, gsize n, float alpha);
  void (*gelu_back)       (const float *x, float *delta, gsize n);
  void (*silu_back)       (const float *x, float *delta, gsize n);
  void (*tanh_back)       (const float *y, float *delta, gsize n);
  void (*sigmoid_back)    (const float *y, float *delta, gsize n);
  void (*softplus_back)   (const float *y, float *delta, gsize n);

  /* Rows and columns of a (rows, columns) matrix with row stride @ld. */
  /* Each row of a += row; sum = Σ rows, in a fixed order for given rows. */
  void (*add_row)    (float *a, gsize rows, gsize columns, gsize ld, const float *row);
  void (*sum_rows)   (const float *a, gsize rows, gsize columns, gsize ld, float *sum);

  /* Bits of an element of C depend on its row of A and column of B alone, and on whether B has but
   * one column. Of more than @largest_product multiplications, BLAS is faster. */
  void (*product)    (const TdProduct *product);

  /* Losses: see loss-kernels.h. */
  TdSigmoidLoss   *sigmoid_loss;
  TdMeasureLogits *measure_logits;

  /* Vectors. */
  void   (*scale)  (float *x, gsize n, float factor);
  void   (*axpy)   (float *y, const float *x, gsize n, float factor); /* y += factor x */
  double (*norm2)  (const float *x, gsize n); /* Σ x², fixed order for given n */
  double (*dot)    (const float *x, const float *y, gsize n); /* as norm2 */
  void   (*multiply)    (const float *a, const float *b, float *y, gsize n); /* y = a b */
  void   (*add_product) (const float *a, const float *b, float *y, gsize n); /* y += a b */
  /* sums[i ld + j] += <a[i] + a_at, b[j] + b_at>, vectors of n floats, in a fixed order for given
   * n. */
  void   (*dots)   (const float *const *a, guint n_a, gsize a_at, const float *const *b, guint n_b,
                    gsize b_at, gsize n, double *sums, gsize ld);
  /* S += g² in place; returns Σ g² / √(S + small), in a fixed order for given n. */
  double (*accumulate_risk) (const float *g, float *square, gsize n, float small);
  void   (*penalty) (float *gradient, const float *weight, gsize n, float l1, float l2);

  /* Random numbers: see random-kernels.h. */
  TdDropout   *dropout;
  TdUniform   *uniform;
  TdDropSigns *drop_signs;

  /* Between a (n_rows, width) matrix and its lane layout; @add adds to what is there. Lanes of the
   * last block that have no row become 0 (stay, with @add). */
  void (*rows_to_lanes) (const float *rows, gsize n_rows, gsize width, float *lanes, gboolean add);
  void (*lanes_to_rows) (const float *lanes, gsize n_rows, gsize width, float *rows, gboolean add);

  /* Images in the lane layout: see convolution.h. */
  TdConvolve         *convolve;
  TdConvolveBack     *convolve_back;
  TdConvolveGradient *convolve_gradient;
  TdSumPlanes        *sum_planes;
  TdPoolMax          *pool_max;
  TdUnpoolMax        *unpool_max;
  TdPoolAverage      *pool_average;
  TdUnpoolAverage    *unpool_average;
  const TdNormKernels *norm;

  /* Optimizers: see update-kernels.h. */
  TdUpdateSgd      *sgd;
  TdUpdateMomentum *sgd_momentum;
  TdUpdateAdagrad  *adagrad;
  TdUpdateRmsprop  *rmsprop;
  TdUpdateAdam     *adam, *adamw;
  TdUpdateNadam    *nadam;
  TdUpdateAdadelta *adadelta;
  TdUpdateLion     *lion;

  double largest_product; /* multiplications; no function, so the last */
} TdKernels;

const TdKernels *td_kernels (void);
/* Every table this processor can run, baseline first, NULL-terminated: for tests. */
const TdKernels *const *td_kernels_all (void);

/* Flushes denormals (they halve the speed of Adam) to zero; first in every computing thread. */
void td_flush_denormals (void);
