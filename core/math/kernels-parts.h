/* kernels-parts.h — what is done with less than a whole vector: four by four numbers are
 * transposed, and the first few stored.
 *
 * Only the kernels include this.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/kernels-vector.h"

typedef float Four __attribute__ ((vector_size (4 * sizeof (float))));

/* to (4, @columns): the transpose of @from (4, 4). */
TD_INLINE void
transpose_four (const float *from,
                gsize        from_row,
                float       *to,
                gsize        to_row)
{
  Four row[4], low[2], high[2];

  for (gsize r = 0; r < 4; r++)
    memcpy (&row[r], from + r * from_row, sizeof row[r]);
  for (gsize r = 0; r < 2; r++)
    {
      low[r] = __builtin_shufflevector (row[r], row[r + 2], 0, 4, 1, 5);
      high[r] = __builtin_shufflevector (row[r], row[r + 2], 2, 6, 3, 7);
    }
  row[0] = __builtin_shufflevector (low[0], low[1], 0, 4, 1, 5);
  row[1] = __builtin_shufflevector (low[0], low[1], 2, 6, 3, 7);
  row[2] = __builtin_shufflevector (high[0], high[1], 0, 4, 1, 5);
  row[3] = __builtin_shufflevector (high[0], high[1], 2, 6, 3, 7);
  for (gsize r = 0; r < 4; r++)
    memcpy (to + r * to_row, &row[r], sizeof row[r]);
}

/* The first @n < WIDTH numbers, by halves: masked stores are slow on some processors. */
TD_INLINE void
store_part (float *to,
            Vector value,
            gsize  n)
{
#if WIDTH == 4
  Four rest = value;
#else
#if WIDTH == 16
  __m256 half = _mm512_castps512_ps256 (value);

  if (n & 8)
    {
      _mm256_storeu_ps (to, half);
      half = _mm512_extractf32x8_ps (value, 1);
      to += 8;
    }
#else
  __m256 half = value;
#endif
  Four rest = (Four) _mm256_castps256_ps128 (half);

  if (n & 4)
    {
      memcpy (to, &rest, sizeof rest);
      rest = (Four) _mm256_extractf128_ps (half, 1);
      to += 4;
    }
#endif
  if (n & 2)
    {
      memcpy (to, &rest, 2 * sizeof *to);
      rest = __builtin_shufflevector (rest, rest, 2, 3, 2, 3);
      to += 2;
    }
  if (n & 1)
    *to = rest[0];
}
