/* kernels-norm.h — loops of normalization over columns and over rows, once per instruction set.
 *
 * A part of td_kernels(), with its promises. Matrices have a row stride @ld; arrays by column have
 * an element for each. An image of the lane layout is a matrix of eight columns for each channel.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

/* Of a column: below = factor ((delta - mean) - (x - center) slope). */
typedef struct
{
  const float *center, *factor, *mean, *slope;
} TdNormalBack;

typedef struct
{
  /* By column. Sums are added to what is there, in row order. */
  /* sums += Σ x */
  void (*column_sums)     (const float *x, gsize rows, gsize columns, gsize ld, double *sums);
  /* sums += Σ (x - center)² */
  void (*column_squares)  (const float *x, gsize rows, gsize columns, gsize ld, const float *center,
                           double *sums);
  /* sums += Σ delta, products += Σ delta (x - center) */
  void (*column_products) (const float *delta, const float *x, gsize rows, gsize columns, gsize ld,
                           const float *center, double *sums, double *products);
  /* y = (x - center) factor + offset */
  void (*column_normal)   (const float *x, float *y, gsize rows, gsize columns, gsize ld,
                           const float *center, const float *factor, const float *offset);
  void (*column_back)     (const float *delta, const float *x, float *below, gsize rows,
                           gsize columns, gsize ld, const TdNormalBack *back, gboolean add);

  /* Of one row. */
  /* y = (x - center) factor weight + bias */
  void (*row_normal)      (const float *x, float *y, gsize n, float center, float factor,
                           const float *weight, const float *bias);
  /* sum = Σ delta weight, product = Σ delta weight (x - center) */
  void (*row_products)    (const float *delta, const float *x, gsize n, float center,
                           const float *weight, double *sum, double *product);
  /* below = factor ((delta weight - mean) - (x - center) slope), where @with is center, factor,
   * mean, slope */
  void (*row_back)        (const float *delta, const float *x, float *below, gsize n,
                           const float *weight, const float with[4], gboolean add);

  /* weight = Σ delta (x - center) factor and bias = Σ delta by column, where @with is the center
   * and the factor of each row (rows, 2). */
  void (*row_gradient)    (const float *delta, const float *x, gsize rows, gsize columns, gsize ld,
                           const float *with, float *weight, float *bias);
} TdNormKernels;
