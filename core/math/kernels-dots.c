/* kernels-dots.c — scalar products of all pairs of two sets of vectors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"

#include "core/math/elementary.h"

#if defined(__AVX512F__) || defined(__FMA__)
#include <immintrin.h>
#endif

#define N_CHUNK 1024 /* floats summed in single precision, lane by lane, before they join a double */
#define TILE_A 4
#define TILE_B 3     /* 12 sums and what feeds them fit into 16 registers */

#if defined(__AVX512F__)
#define N_LANES 16
#elif defined(__FMA__)
#define N_LANES 8
#else
#define N_LANES 4
#endif

typedef float Lanes __attribute__ ((vector_size (N_LANES * sizeof (float)), aligned (4), may_alias));

TD_INLINE Lanes
multiply_add (Lanes a,
              Lanes b,
              Lanes sum)
{
#if defined(__AVX512F__)
  return _mm512_fmadd_ps (a, b, sum);
#elif defined(__FMA__)
  return _mm256_fmadd_ps (a, b, sum);
#else
  return a * b + sum;
#endif
}

TD_INLINE float
add_up (Lanes sum)
{
  float part[N_LANES];

  memcpy (part, &sum, sizeof part);
  for (guint half = N_LANES / 2; half > 0; half /= 2)
    for (guint i = 0; i < half; i++)
      part[i] += part[i + half];
  return part[0];
}

/* Adds the products of n_a x n_b vectors of @n floats. */
TD_INLINE void
tile (const float *const *a,
      guint               n_a,
      gsize               a_at,
      const float *const *b,
      guint               n_b,
      gsize               b_at,
      gsize               n,
      double             *sums,
      gsize               ld)
{
  Lanes part[TILE_A][TILE_B] = { 0 };
  gsize done = 0;

  for (; done + N_LANES <= n; done += N_LANES)
#pragma GCC unroll 4
    for (guint i = 0; i < n_a; i++)
#pragma GCC unroll 3
      for (guint j = 0; j < n_b; j++)
        part[i][j] = multiply_add (*(const Lanes *) (a[i] + a_at + done),
                                   *(const Lanes *) (b[j] + b_at + done), part[i][j]);
  for (guint i = 0; i < n_a; i++)
    for (guint j = 0; j < n_b; j++)
      {
        double rest = 0;

        for (gsize x = done; x < n; x++)
          rest += (double) a[i][a_at + x] * b[j][b_at + x];
        sums[i * ld + j] += add_up (part[i][j]) + rest;
      }
}

TD_INLINE void
row_of_tiles (const float *const *a,
              guint               n_a,
              gsize               a_at,
              const float *const *b,
              guint               n_b,
              gsize               b_at,
              gsize               n,
              double             *sums,
              gsize               ld)
{
  guint j = 0;

  for (; j + TILE_B <= n_b; j += TILE_B)
    tile (a, n_a, a_at, b + j, TILE_B, b_at, n, sums + j, ld);
  if (n_b - j == 2)
    tile (a, n_a, a_at, b + j, 2, b_at, n, sums + j, ld);
  else if (n_b - j == 1)
    tile (a, n_a, a_at, b + j, 1, b_at, n, sums + j, ld);
}

void
TD_SET (dots) (const float *const *a,
               guint               n_a,
               gsize               a_at,
               const float *const *b,
               guint               n_b,
               gsize               b_at,
               gsize               n,
               double             *sums,
               gsize               ld)
{
  for (; n > 0; a_at += N_CHUNK, b_at += N_CHUNK)
    {
      gsize chunk = MIN (n, N_CHUNK);
      guint i = 0;

      for (; i + TILE_A <= n_a; i += TILE_A)
        row_of_tiles (a + i, TILE_A, a_at, b, n_b, b_at, chunk, sums + i * ld, ld);
      if (n_a - i >= 2)
        {
          row_of_tiles (a + i, 2, a_at, b, n_b, b_at, chunk, sums + i * ld, ld);
          i += 2;
        }
      if (n_a - i == 1)
        row_of_tiles (a + i, 1, a_at, b, n_b, b_at, chunk, sums + i * ld, ld);
      n -= chunk;
    }
}
