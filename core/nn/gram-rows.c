/* gram-rows.c — see gram-rows.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/gram-rows.h"

#include "core/math/kernels.h"

#define BLOCK 64      /* rows: BLAS is at its best from here on */
#define SMALL_BLOCK 32 /* of batches so small that half a block on the diagonal counts */
#define MAX_PARTS 16
#define GROUP 6       /* deltas whose products stay in the cache until they are used */

/* Rows on whole multiples of 8. */
static gsize
part_start (gsize rows, guint part, guint n_parts)
{
  return part == n_parts ? rows : rows * part / n_parts / 8 * 8;
}

static gsize
longest_part (gsize rows)
{
  return MIN (rows / td_gram_rows_parts (rows) + 16, rows);
}

guint
td_gram_rows_parts (gsize rows)
{
  gsize block = rows <= 2 * BLOCK ? SMALL_BLOCK : BLOCK;

  return CLAMP ((rows + block - 1) / block, 1, MAX_PARTS);
}

gboolean
td_gram_rows_pays (gsize n_in, gsize n_out, gsize rows, guint n)
{
  double half = 0.5 * (rows + (double) rows / td_gram_rows_parts (rows));
  double here = n * (double) rows * n_out * (half + n) /* U D and its products */
                + rows * half * n_in                   /* X Xᵀ */
                + (double) rows * n_in * n_out;        /* then one weight gradient */
  double gradients = n * (double) n_in * n_out * (rows + 0.5 * n + 1);

  return here < gradients;
}

gsize
td_gram_rows_scratch (gsize n_out, gsize rows, guint n)
{
  gsize block = longest_part (rows);

  return block * rows + MIN (n, GROUP) * block * n_out;
}

/* Rows first … last-1 of U, from column @first on. */
static void
fill_upper (const TdGramRows *self, gsize first, gsize last, float *upper)
{
  gsize n_rows = last - first, n_columns = self->rows - first;
  const float *x = self->inputs + first * self->n_in;

  td_product (&(TdProduct) { .m = n_rows, .n = n_columns, .k = self->n_in, .a = x,
                             .lda = self->n_in, .b = x, .ldb = self->n_in, .b_transposed = TRUE,
                             .c = upper, .ldc = n_columns });
  for (gsize r = 0; r < n_rows; r++)
    {
      float *row = upper + r * n_columns;

      for (gsize c = 0; c < r; c++)
        row[c] = 0;
      for (gsize c = r; self->has_bias && c < n_columns; c++)
        row[c] += 1;
      row[r] *= 0.5f;
    }
}

void
td_gram_rows_add (const TdGramRows *self, const float *const *deltas, guint n, guint part,
                  guint n_parts, float *scratch, double *half)
{
  gsize first = part_start (self->rows, part, n_parts);
  gsize last = part_start (self->rows, part + 1, n_parts);
  gsize n_rows = last - first, n_columns = self->rows - first, n_out = self->n_out;
  float *products = scratch + n_rows * n_columns;

  if (n_rows == 0)
    return;
  fill_upper (self, first, last, scratch);
  for (guint j = 0; j < n; j += GROUP)
    {
      guint n_group = MIN (GROUP, n - j);
      const float *group[GROUP];

      for (guint g = 0; g < n_group; g++)
        {
          float *product = products + g * n_rows * n_out;

          td_product (&(TdProduct) { .m = n_rows, .n = n_out, .k = n_columns, .a = scratch,
                                     .lda = n_columns, .b = deltas[j + g] + first * n_out,
                                     .ldb = n_out, .c = product, .ldc = n_out });
          group[g] = product;
        }
      td_kernels ()->dots (deltas, n, first * n_out, group, n_group, 0, n_rows * n_out, half + j, n);
    }
}
