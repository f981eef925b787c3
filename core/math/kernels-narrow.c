/* kernels-narrow.c — products in which a vector of eight does for a whole row: an outer product
 * (back through a head with a single output), and rows of eight numbers times a column (forward to
 * it).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-lanes.h"
#include "core/math/kernels-set.h"

/* Rows of C = a bᵀ, from what C starts from; a caller that knows @n makes it straight code. */
TD_INLINE void
fill_rows (const TdProduct *product,
           const gsize      n,
           const gboolean   add)
{
  const float *b = product->b, *bias = product->bias;
  gsize step = product->a_transposed ? 1 : product->lda;

  for (gsize row = 0; row < product->m; row++)
    {
      const float factor = product->a[row * step];
      float *c = product->c + row * product->ldc;
      gsize i = 0;

      for (; i + TD_LANES <= n; i += TD_LANES)
        {
          Lane start = add ? load (c + i) : bias != NULL ? load (bias + i) : all (0);

          store (c + i, fused_lanes (all (factor), load (b + i), start));
        }
      for (; i < n; i++)
        c[i] = fused (factor, b[i], add ? c[i] : bias != NULL ? bias[i] : 0.0f);
    }
}

TD_INLINE void
fill (const TdProduct *product,
      const gsize      n)
{
  if (product->add)
    fill_rows (product, n, TRUE);
  else
    fill_rows (product, n, FALSE);
}

/* k = 1, and b lies in one piece. */
void
TD_SET (outer_product) (const TdProduct *product)
{
  if (product->n == TD_LANES)
    fill (product, TD_LANES);
  else
    fill (product, product->n);
}

/* k = 8 and n = 1; every row's sum is made in the same order. */
void
TD_SET (rows_of_eight) (const TdProduct *product)
{
  const Lane b = load (product->b);

  for (gsize row = 0; row < product->m; row += TD_LANES)
    {
      gsize n = MIN (product->m - row, TD_LANES);
      float *c = product->c + row * product->ldc;
      Lane m[TD_LANES], sums;

      for (gsize r = 0; r < TD_LANES; r++)
        m[r] = load (product->a + (row + MIN (r, n - 1)) * product->lda) * b;
      transpose (m);
      sums = ((m[0] + m[4]) + (m[2] + m[6])) + ((m[1] + m[5]) + (m[3] + m[7]));
      if (product->bias != NULL)
        sums += all (product->bias[0]);
      for (gsize r = 0; r < n; r++)
        c[r * product->ldc] = product->add ? c[r * product->ldc] + sums[r] : sums[r];
    }
}
