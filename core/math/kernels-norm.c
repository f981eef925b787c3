/* kernels-norm.c — sums over columns and over rows, and what normalization makes of them.
 *
 * Columns are taken some at a time, so that their sums stay in registers. Sums are of floats over a
 * few rows and of doubles beyond: as exact as one wants them, and as fast as floats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/elementary.h"
#include "core/math/kernels-set.h"

#define N_COLUMNS 32
#define N_ROWS 64 /* added up as floats */

/* Runs TILE (first column, number of columns) over all of them, the number being a constant that
 * the compiler can make registers of. */
#define FOR_TILES(columns, TILE)                                                                  \
  do                                                                                              \
    {                                                                                             \
      gsize c_ = 0;                                                                               \
                                                                                                  \
      for (; c_ + N_COLUMNS <= (columns); c_ += N_COLUMNS)                                        \
        TILE (c_, N_COLUMNS);                                                                     \
      for (; c_ + 8 <= (columns); c_ += 8)                                                        \
        TILE (c_, 8);                                                                             \
      for (; c_ < (columns); c_++)                                                                \
        TILE (c_, 1);                                                                             \
    }                                                                                             \
  while (0)

TD_INLINE void
tile_sums (const float *x,
           gsize        rows,
           gsize        columns,
           gsize        ld,
           double      *sums)
{
  for (gsize first = 0; first < rows; first += N_ROWS)
    {
      float part[N_COLUMNS] = { 0 };

      for (gsize r = first; r < MIN (first + N_ROWS, rows); r++)
        for (gsize c = 0; c < columns; c++)
          part[c] += x[r * ld + c];
      for (gsize c = 0; c < columns; c++)
        sums[c] += part[c];
    }
}

static void
column_sums (const float *x,
             gsize        rows,
             gsize        columns,
             gsize        ld,
             double      *sums)
{
#define TILE(c, n) tile_sums (x + (c), rows, n, ld, sums + (c))
  FOR_TILES (columns, TILE);
#undef TILE
}

TD_INLINE void
tile_squares (const float *x,
              gsize        rows,
              gsize        columns,
              gsize        ld,
              const float *center,
              double      *sums)
{
  for (gsize first = 0; first < rows; first += N_ROWS)
    {
      float part[N_COLUMNS] = { 0 };

      for (gsize r = first; r < MIN (first + N_ROWS, rows); r++)
        for (gsize c = 0; c < columns; c++)
          part[c] += (x[r * ld + c] - center[c]) * (x[r * ld + c] - center[c]);
      for (gsize c = 0; c < columns; c++)
        sums[c] += part[c];
    }
}

static void
column_squares (const float *x,
                gsize        rows,
                gsize        columns,
                gsize        ld,
                const float *center,
                double      *sums)
{
#define TILE(c, n) tile_squares (x + (c), rows, n, ld, center + (c), sums + (c))
  FOR_TILES (columns, TILE);
#undef TILE
}

TD_INLINE void
tile_products (const float *delta,
               const float *x,
               gsize        rows,
               gsize        columns,
               gsize        ld,
               const float *center,
               double      *sums,
               double      *products)
{
  for (gsize first = 0; first < rows; first += N_ROWS)
    {
      float sum[N_COLUMNS] = { 0 }, product[N_COLUMNS] = { 0 };

      for (gsize r = first; r < MIN (first + N_ROWS, rows); r++)
        for (gsize c = 0; c < columns; c++)
          {
            sum[c] += delta[r * ld + c];
            product[c] += delta[r * ld + c] * (x[r * ld + c] - center[c]);
          }
      for (gsize c = 0; c < columns; c++)
        {
          sums[c] += sum[c];
          products[c] += product[c];
        }
    }
}

static void
column_products (const float *delta,
                 const float *x,
                 gsize        rows,
                 gsize        columns,
                 gsize        ld,
                 const float *center,
                 double      *sums,
                 double      *products)
{
#define TILE(c, n) \
  tile_products (delta + (c), x + (c), rows, n, ld, center + (c), sums + (c), products + (c))
  FOR_TILES (columns, TILE);
#undef TILE
}

TD_INLINE void
tile_normal (const float *x,
                float       *y,
                gsize        rows,
                gsize        columns,
                gsize        ld,
                const float *center,
                const float *factor,
                const float *offset)
{
  for (gsize r = 0; r < rows; r++)
#pragma GCC ivdep
    for (gsize c = 0; c < columns; c++)
      y[r * ld + c] = (x[r * ld + c] - center[c]) * factor[c] + offset[c];
}

static void
column_normal (const float *x,
               float       *y,
               gsize        rows,
               gsize        columns,
               gsize        ld,
               const float *center,
               const float *factor,
               const float *offset)
{
#define TILE(c, n) \
  tile_normal (x + (c), y + (c), rows, n, ld, center + (c), factor + (c), offset + (c))
  FOR_TILES (columns, TILE);
#undef TILE
}

TD_INLINE void
tile_back (const float         *delta,
                     const float         *x,
                     float               *below,
                     gsize                rows,
                     gsize                columns,
                     gsize                ld,
                     const TdNormalBack  *back,
                     gsize                at,
                     gboolean             add)
{
  const float *center = back->center + at, *factor = back->factor + at;
  const float *mean = back->mean + at, *slope = back->slope + at;

  for (gsize r = 0; r < rows; r++)
#pragma GCC ivdep
    for (gsize c = 0; c < columns; c++)
      {
        float d = factor[c] * ((delta[r * ld + c] - mean[c])
                               - (x[r * ld + c] - center[c]) * slope[c]);

        below[r * ld + c] = add ? below[r * ld + c] + d : d;
      }
}

static void
column_back (const float        *delta,
             const float        *x,
             float              *below,
             gsize               rows,
             gsize               columns,
             gsize               ld,
             const TdNormalBack *back,
             gboolean            add)
{
#define TILE(c, n) \
  tile_back (delta + (c), x + (c), below + (c), rows, n, ld, back, c, add)
  FOR_TILES (columns, TILE);
#undef TILE
}

static void
row_normal (const float *x,
            float       *y,
            gsize        n,
            float        center,
            float        factor,
            const float *weight,
            const float *bias)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = (x[i] - center) * factor * weight[i] + bias[i];
}

/* Both sums in sixteen parts each, as doubles. */
static void
row_products (const float *delta,
              const float *x,
              gsize        n,
              float        center,
              const float *weight,
              double      *sum,
              double      *product)
{
  double sums[16] = { 0 }, products[16] = { 0 };
  gsize i = 0;

  for (; i + 16 <= n; i += 16)
    for (gsize j = 0; j < 16; j++)
      {
        float d = delta[i + j] * weight[i + j];

        sums[j] += d;
        products[j] += d * (x[i + j] - center);
      }
  for (gsize j = 0; i + j < n; j++)
    {
      float d = delta[i + j] * weight[i + j];

      sums[j] += d;
      products[j] += d * (x[i + j] - center);
    }
  *sum = *product = 0;
  for (gsize j = 0; j < 16; j++)
    {
      *sum += sums[j];
      *product += products[j];
    }
}

static void
row_back (const float *delta,
          const float *x,
          float       *below,
          gsize        n,
          const float *weight,
          const float  with[4],
          gboolean     add)
{
  const float center = with[0], factor = with[1], mean = with[2], slope = with[3];

#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float d = factor * ((delta[i] * weight[i] - mean) - (x[i] - center) * slope);

      below[i] = add ? below[i] + d : d;
    }
}

TD_INLINE void
tile_row_gradient (const float *delta,
                   const float *x,
                   gsize        rows,
                   gsize        columns,
                   gsize        ld,
                   const float *with,
                   float       *weight,
                   float       *bias)
{
  double weights[N_COLUMNS] = { 0 }, biases[N_COLUMNS] = { 0 };

  for (gsize first = 0; first < rows; first += N_ROWS)
    {
      float sum[N_COLUMNS] = { 0 }, product[N_COLUMNS] = { 0 };

      for (gsize r = first; r < MIN (first + N_ROWS, rows); r++)
        for (gsize c = 0; c < columns; c++)
          {
            sum[c] += delta[r * ld + c];
            product[c] += delta[r * ld + c] * ((x[r * ld + c] - with[2 * r]) * with[2 * r + 1]);
          }
      for (gsize c = 0; c < columns; c++)
        {
          biases[c] += sum[c];
          weights[c] += product[c];
        }
    }
  for (gsize c = 0; c < columns; c++)
    {
      weight[c] = weights[c];
      bias[c] = biases[c];
    }
}

static void
row_gradient (const float *delta,
              const float *x,
              gsize        rows,
              gsize        columns,
              gsize        ld,
              const float *with,
              float       *weight,
              float       *bias)
{
#define TILE(c, n) \
  tile_row_gradient (delta + (c), x + (c), rows, n, ld, with, weight + (c), bias + (c))
  FOR_TILES (columns, TILE);
#undef TILE
}

const TdNormKernels TD_SET (norm_kernels) = {
  .column_sums = column_sums,
  .column_squares = column_squares,
  .column_products = column_products,
  .column_normal = column_normal,
  .column_back = column_back,
  .row_normal = row_normal,
  .row_products = row_products,
  .row_back = row_back,
  .row_gradient = row_gradient,
};
