/* kernels-columns.c — products with a single column: the head of a yes-no or number task.
 *
 * A tile of panels would use one lane of its vectors. Here vectors run along what is long: the
 * inner index of a row, or the rows of Aᵀ. Sums have a fixed order for a given inner size, so bits
 * don't depend on how rows are cut.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"
#include "core/math/kernels-parts.h"

#define ROWS    8 /* at once: as many sums as hide the latency of fused multiply-add */
#define N_SUMS  4 /* of a column of Aᵀ, taken in turns */
#define VECTORS 2 /* of columns of Aᵀ at a time */

/* Sums of each vector's numbers, of four vectors. */
TD_INLINE Four
sum_four (const Vector *sums)
{
  Four row[4], low[2], high[2];

  for (gsize r = 0; r < 4; r++)
    {
      Four parts[WIDTH / 4];

      memcpy (parts, &sums[r], sizeof parts);
      for (gsize step = WIDTH / 8; step > 0; step /= 2)
        for (gsize i = 0; i < step; i++)
          parts[i] += parts[i + step];
      row[r] = parts[0];
    }
  for (gsize r = 0; r < 2; r++)
    {
      low[r] = __builtin_shufflevector (row[r], row[r + 2], 0, 4, 1, 5);
      high[r] = __builtin_shufflevector (row[r], row[r + 2], 2, 6, 3, 7);
    }
  return (__builtin_shufflevector (low[0], low[1], 0, 4, 1, 5)
          + __builtin_shufflevector (low[0], low[1], 2, 6, 3, 7))
         + (__builtin_shufflevector (high[0], high[1], 0, 4, 1, 5)
            + __builtin_shufflevector (high[0], high[1], 2, 6, 3, 7));
}

/* @sums (ROWS) = rows of A, @lda apart, times b; rows after the first @n_rows are the last one. */
TD_INLINE void
multiply_rows (const float *a,
               gsize        lda,
               gsize        n_rows,
               const float *b,
               gsize        k,
               float       *sums)
{
  const Mask last = mask_of (k % WIDTH);
  const float *row[ROWS];
  Vector sum[ROWS];
  gsize i = 0;

#pragma GCC unroll 8
  for (gsize r = 0; r < ROWS; r++)
    {
      row[r] = a + MIN (r, n_rows - 1) * lda;
      sum[r] = broadcast (0);
    }
  for (; i + WIDTH <= k; i += WIDTH)
    {
      Vector factor = load (b + i);

#pragma GCC unroll 8
      for (gsize r = 0; r < ROWS; r++)
        sum[r] = multiply_add (load (row[r] + i), factor, sum[r]);
    }
  if (i < k)
    {
      Vector factor = load_part (b + i, last);

#pragma GCC unroll 8
      for (gsize r = 0; r < ROWS; r++)
        sum[r] = multiply_add (load_part (row[r] + i, last), factor, sum[r]);
    }
#pragma GCC unroll 2
  for (gsize r = 0; r < ROWS; r += 4)
    {
      Four four = sum_four (sum + r);

      memcpy (sums + r, &four, sizeof four);
    }
}

/* What C starts from. */
static float
start_of (const TdProduct *product,
          gsize            row)
{
  if (product->add)
    return product->c[row * product->ldc];
  return product->bias != NULL ? product->bias[0] : 0;
}

static void
column_of_rows (const TdProduct *product)
{
  for (gsize row = 0; row < product->m; row += ROWS)
    {
      gsize n_rows = MIN (product->m - row, ROWS);
      float sums[ROWS];

      multiply_rows (product->a + row * product->lda, product->lda, n_rows, product->b, product->k,
                     sums);
      for (gsize r = 0; r < n_rows; r++)
        product->c[(row + r) * product->ldc] = sums[r] + start_of (product, row + r);
    }
}

/* @sums (VECTORS) = columns of Aᵀ from @a on, times b. */
TD_INLINE void
multiply_columns (const float *a,
                  gsize        lda,
                  const float *b,
                  gsize        k,
                  Mask         last,
                  gboolean     whole,
                  guint        n_vectors,
                  Vector      *sums)
{
  Vector sum[N_SUMS][VECTORS];
  gsize i = 0;

#pragma GCC unroll 4
  for (gsize s = 0; s < N_SUMS; s++)
#pragma GCC unroll 2
    for (guint v = 0; v < n_vectors; v++)
      sum[s][v] = broadcast (0);
  for (; i + N_SUMS <= k; i += N_SUMS)
#pragma GCC unroll 4
    for (gsize s = 0; s < N_SUMS; s++)
      {
        Vector factor = broadcast (b[i + s]);
        const float *row = a + (i + s) * lda;

#pragma GCC unroll 2
        for (guint v = 0; v < n_vectors; v++)
          sum[s][v] = multiply_add (whole ? load (row + v * WIDTH) : load_part (row, last), factor,
                                    sum[s][v]);
      }
  for (gsize s = 0; i + s < k; s++)
#pragma GCC unroll 2
    for (guint v = 0; v < n_vectors; v++)
      {
        const float *row = a + (i + s) * lda;

        sum[0][v] = multiply_add (whole ? load (row + v * WIDTH) : load_part (row, last),
                                  broadcast (b[i + s]), sum[0][v]);
      }
#pragma GCC unroll 2
  for (guint v = 0; v < n_vectors; v++)
    sums[v] = (sum[0][v] + sum[2][v]) + (sum[1][v] + sum[3][v]);
}

static void
keep_sums (const TdProduct *product,
           gsize            first,
           gsize            n,
           const Vector    *sums)
{
  float numbers[VECTORS * WIDTH];

  memcpy (numbers, sums, (n + WIDTH - 1) / WIDTH * sizeof *sums);
  for (gsize i = 0; i < n; i++)
    product->c[(first + i) * product->ldc] = numbers[i] + start_of (product, first + i);
}

static void
column_of_columns (const TdProduct *product)
{
  const float *a = product->a, *b = product->b;
  gsize lda = product->lda, k = product->k, first = 0;
  Vector sums[VECTORS];

  for (; first + VECTORS * WIDTH <= product->m; first += VECTORS * WIDTH)
    {
      multiply_columns (a + first, lda, b, k, mask_of (0), TRUE, VECTORS, sums);
      keep_sums (product, first, VECTORS * WIDTH, sums);
    }
  if (first + WIDTH <= product->m)
    {
      multiply_columns (a + first, lda, b, k, mask_of (0), TRUE, 1, sums);
      keep_sums (product, first, WIDTH, sums);
      first += WIDTH;
    }
  if (first < product->m)
    {
      gsize n = product->m - first;

      multiply_columns (a + first, lda, b, k, mask_of (n), FALSE, 1, sums);
      keep_sums (product, first, n, sums);
    }
}

/* n = 1, and b lies in one piece. */
void
TD_SET (one_column) (const TdProduct *product)
{
  if (product->a_transposed)
    column_of_columns (product);
  else if (product->k == TD_LANES)
    TD_SET (rows_of_eight) (product);
  else
    column_of_rows (product);
}
