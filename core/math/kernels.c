/* kernels.c — rows, vectors, dropout, and the table of one instruction set.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"

#include "core/math/elementary.h"

#include <float.h>

#define THREEFRY_ROUNDS 20
#define N_COLUMNS 32 /* summed at a time in registers */
#define N_SIGNS 32   /* elements whose sign is chosen at once */
#define N_PARTS 16   /* partial sums: gcc doesn't reorder one */
#ifdef __AVX512F__
#define LARGEST_PRODUCT G_MAXDOUBLE
#else
#define LARGEST_PRODUCT 2.5e6
#endif

static void
add_row (float       *a,
         gsize        rows,
         gsize        columns,
         gsize        ld,
         const float *row)
{
  for (gsize r = 0; r < rows; r++)
#pragma GCC ivdep
    for (gsize c = 0; c < columns; c++)
      a[r * ld + c] += row[c];
}

TD_INLINE void
sum_columns (const float *a,
             gsize        rows,
             gsize        columns,
             gsize        ld,
             float       *sum)
{
  float sums[N_COLUMNS] = { 0 };

  for (gsize r = 0; r < rows; r++)
    for (gsize c = 0; c < columns; c++)
      sums[c] += a[r * ld + c];
  memcpy (sum, sums, columns * sizeof (float));
}

/* Of one column that lies in one piece. */
static float
sum_of (const float *x,
        gsize        n)
{
  float parts[N_PARTS] = { 0 };
  gsize i = 0;

  for (; i + N_PARTS <= n; i += N_PARTS)
    for (gsize j = 0; j < N_PARTS; j++)
      parts[j] += x[i + j];
  for (gsize j = 0; i + j < n; j++)
    parts[j] += x[i + j];
  for (gsize step = N_PARTS / 2; step > 0; step /= 2)
    for (gsize j = 0; j < step; j++)
      parts[j] += parts[j + step];
  return parts[0];
}

static void
sum_rows (const float *a,
          gsize        rows,
          gsize        columns,
          gsize        ld,
          float       *sum)
{
  gsize c = 0;

  if (columns == 1 && ld == 1)
    {
      *sum = sum_of (a, rows);
      return;
    }
  for (; c + N_COLUMNS <= columns; c += N_COLUMNS)
    sum_columns (a + c, rows, N_COLUMNS, ld, sum + c);
  for (; c + 8 <= columns; c += 8)
    sum_columns (a + c, rows, 8, ld, sum + c);
  for (; c + 4 <= columns; c += 4)
    sum_columns (a + c, rows, 4, ld, sum + c);
  for (; c + 2 <= columns; c += 2)
    sum_columns (a + c, rows, 2, ld, sum + c);
  for (; c < columns; c++)
    sum_columns (a + c, rows, 1, ld, sum + c);
}

static void
scale (float *x,
       gsize  n,
       float  factor)
{
  for (gsize i = 0; i < n; i++)
    x[i] *= factor;
}

static void
axpy (float       *y,
      const float *x,
      gsize        n,
      float        factor)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = fused (factor, x[i], y[i]);
}

/* Pairwise: sixteen additions one after the other would take longer than what they add up. */
TD_INLINE double
sum_parts (double *parts)
{
  for (gsize step = N_PARTS / 2; step > 0; step /= 2)
    for (gsize j = 0; j < step; j++)
      parts[j] += parts[j + step];
  return parts[0];
}

static double
norm2 (const float *x,
       gsize        n)
{
  double parts[N_PARTS] = { 0 };
  gsize i = 0;

  for (; i + N_PARTS <= n; i += N_PARTS)
    for (gsize j = 0; j < N_PARTS; j++)
      parts[j] += (double) x[i + j] * x[i + j];
  for (gsize j = 0; i + j < n; j++)
    parts[j] += (double) x[i + j] * x[i + j];
  return sum_parts (parts);
}

static double
dot (const float *x,
     const float *y,
     gsize        n)
{
  double parts[N_PARTS] = { 0 };
  gsize i = 0;

  for (; i + N_PARTS <= n; i += N_PARTS)
    for (gsize j = 0; j < N_PARTS; j++)
      parts[j] += (double) x[i + j] * y[i + j];
  for (gsize j = 0; i + j < n; j++)
    parts[j] += (double) x[i + j] * y[i + j];
  return sum_parts (parts);
}

static void
multiply (const float *a,
          const float *b,
          float       *y,
          gsize        n)
{
  for (gsize i = 0; i < n; i++)
    y[i] = a[i] * b[i];
}

static void
add_product (const float *a,
             const float *b,
             float       *y,
             gsize        n)
{
  for (gsize i = 0; i < n; i++)
    y[i] += a[i] * b[i];
}

static void
penalty (float       *gradient,
         const float *weight,
         gsize        n,
         float        l1,
         float        l2)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float w = weight[i];
      float sign = (w > 0.0f ? 1.0f : 0.0f) - (w < 0.0f ? 1.0f : 0.0f);

      gradient[i] += l1 * sign + l2 * w;
    }
}

TD_INLINE guint32
rotate (guint32 x,
        guint   by)
{
  return (x << by) | (x >> (32 - by));
}

/* The first word of Threefry-2x32-20, as td_stream_words() gives it. */
TD_INLINE guint32
threefry_word (guint32 key0,
               guint32 key1,
               guint32 high,
               guint32 low)
{
  static const guint8 rotations[8] = { 13, 15, 26, 6, 17, 29, 16, 24 };
  const guint32 schedule[3] = { key0, key1, 0x1bd11bdau ^ key0 ^ key1 };
  guint32 x = high + key0;
  guint32 y = low + key1;

#pragma GCC unroll 20
  for (guint round = 0; round < THREEFRY_ROUNDS; round++)
    {
      x += y;
      y = rotate (y, rotations[round % 8]) ^ x;
      if (round % 4 == 3)
        {
          x += schedule[(round / 4 + 1) % 3];
          y += schedule[(round / 4 + 2) % 3] + round / 4 + 1;
        }
    }
  return x;
}

static void
dropout (const float  *x,
         float        *y,
         gsize         n,
         float         rate,
         const guint32 key[2],
         guint32       step,
         guint32       first)
{
  const guint32 key0 = key[0];
  const guint32 key1 = key[1];
  const guint32 threshold = (guint32) MIN ((double) rate * 0x1p32, 0x1p32 - 1.0);
  const float factor = 1.0f / (1.0f - rate);

#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      guint32 word = threefry_word (key0, key1, step, first + (guint32) i);

      y[i] = word >= threshold ? x[i] * factor : 0.0f;
    }
}

static void
uniform (float        *y,
         gsize         n,
         const guint32 key[2],
         guint32       step,
         guint32       first)
{
  const guint32 key0 = key[0];
  const guint32 key1 = key[1];

#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = (float) (gint32) (threefry_word (key0, key1, step, first + (guint32) i) >> 8) * 0x1p-24f;
}

/* @n elements, N_SIGNS where the caller knows it: sums stay in registers. A positive element is
 * multiplied by what its place is given, a negative one by 1 + leak less that. */
TD_INLINE void
drop_some (float *const *vectors,
           guint         n_vectors,
           gsize         at,
           const gsize   n,
           float         leak,
           const float  *chances)
{
  float sum[N_SIGNS] = { 0 }, size[N_SIGNS] = { 0 }, up[N_SIGNS], down[N_SIGNS];

  for (guint k = 0; k < n_vectors; k++)
    {
      const float *x = vectors[k] + at;

      for (gsize i = 0; i < n; i++)
        {
          sum[i] += x[i];
          size[i] += fabsf (x[i]);
        }
    }
  for (gsize i = 0; i < n; i++)
    {
      float agreement = sum[i] / (size[i] + FLT_MIN); /* 0 where all are 0 */

      up[i] = 0.5f * (1.0f + agreement) > chances[i] ? 1.0f : leak;
      down[i] = 1.0f + leak - up[i];
    }
  for (guint k = 0; k < n_vectors; k++)
    {
      float *x = vectors[k] + at;

      for (gsize i = 0; i < n; i++)
        x[i] *= x[i] > 0.0f ? up[i] : down[i];
    }
}

static void
drop_signs (float *const *vectors,
            guint         n_vectors,
            gsize         at,
            gsize         n,
            float         leak,
            const float  *chances)
{
  gsize done = 0;

  for (; done + N_SIGNS <= n; done += N_SIGNS)
    drop_some (vectors, n_vectors, at + done, N_SIGNS, leak, chances + done);
  drop_some (vectors, n_vectors, at + done, n - done, leak, chances + done);
}

/* g² / √S, S = Σ of all squares so far with the new ones; the sum of them. */
static double
accumulate_risk (const float *g,
                 float       *square,
                 gsize        n,
                 float        small)
{
  double parts[N_PARTS] = { 0 };
  gsize i = 0;

  for (; i + N_PARTS <= n; i += N_PARTS)
#pragma GCC ivdep
    for (gsize j = 0; j < N_PARTS; j++)
      {
        float now = g[i + j] * g[i + j];

        square[i + j] += now;
        parts[j] += now / sqrtf (square[i + j] + small);
      }
  for (gsize j = 0; i + j < n; j++)
    {
      float now = g[i + j] * g[i + j];

      square[i + j] += now;
      parts[j] += now / sqrtf (square[i + j] + small);
    }
  return sum_parts (parts);
}

const TdKernels TD_SET (kernels) = {
  .name = G_STRINGIFY (TD_KERNELS_SET),
  .relu = TD_SET (relu),
  .leaky_relu = TD_SET (leaky_relu),
  .elu = TD_SET (elu),
  .gelu = TD_SET (gelu),
  .silu = TD_SET (silu),
  .tanh = TD_SET (tanh),
  .sigmoid = TD_SET (sigmoid),
  .softplus = TD_SET (softplus),
  .exp = TD_SET (exp),
  .log = TD_SET (log),
  .relu_back = TD_SET (relu_back),
  .leaky_relu_back = TD_SET (leaky_relu_back),
  .elu_back = TD_SET (elu_back),
  .gelu_back = TD_SET (gelu_back),
  .silu_back = TD_SET (silu_back),
  .tanh_back = TD_SET (tanh_back),
  .sigmoid_back = TD_SET (sigmoid_back),
  .softplus_back = TD_SET (softplus_back),
  .add_row = add_row,
  .sum_rows = sum_rows,
  .product = TD_SET (product),
  .largest_product = LARGEST_PRODUCT,
  .sigmoid_loss = TD_SET (sigmoid_loss),
  .measure_logits = TD_SET (measure_logits),
  .scale = scale,
  .axpy = axpy,
  .norm2 = norm2,
  .dots = TD_SET (dots),
  .dot = dot,
  .multiply = multiply,
  .add_product = add_product,
  .penalty = penalty,
  .dropout = dropout,
  .uniform = uniform,
  .drop_signs = drop_signs,
  .accumulate_risk = accumulate_risk,
  .rows_to_lanes = TD_SET (rows_to_lanes),
  .lanes_to_rows = TD_SET (lanes_to_rows),
  .convolve = TD_SET (convolve),
  .convolve_back = TD_SET (convolve_back),
  .convolve_gradient = TD_SET (convolve_gradient),
  .sum_planes = TD_SET (sum_planes),
  .pool_max = TD_SET (pool_max),
  .unpool_max = TD_SET (unpool_max),
  .pool_average = TD_SET (pool_average),
  .unpool_average = TD_SET (unpool_average),
  .norm = &TD_SET (norm_kernels),
  .sgd = TD_SET (sgd),
  .sgd_momentum = TD_SET (sgd_momentum),
  .adagrad = TD_SET (adagrad),
  .rmsprop = TD_SET (rmsprop),
  .adam = TD_SET (adam),
  .adamw = TD_SET (adamw),
  .nadam = TD_SET (nadam),
  .adadelta = TD_SET (adadelta),
  .lion = TD_SET (lion),
};
