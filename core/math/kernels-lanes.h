/* kernels-lanes.h — a vector of TD_LANES floats, one of each image of a block.
 *
 * Only the kernels include this. GCC makes it one register of AVX2 and two of SSE2.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/elementary.h"
#include "core/math/kernels.h"

#if defined __FMA__ && defined __AVX__
#include <immintrin.h>
#endif

typedef float  Lane __attribute__ ((vector_size (TD_LANES * sizeof (float))));
typedef gint32 LaneIndex __attribute__ ((vector_size (TD_LANES * sizeof (gint32))));

/* Buffers start on cache lines, but single rows and tails need not. */
TD_INLINE Lane
load (const float *from)
{
  Lane lane;

  memcpy (&lane, from, sizeof lane);
  return lane;
}

TD_INLINE void
store (float *to,
       Lane   lane)
{
  memcpy (to, &lane, sizeof lane);
}

TD_INLINE Lane
all (float x)
{
  return (Lane) { x, x, x, x, x, x, x, x };
}

/* a b + c */
TD_INLINE Lane
fused_lanes (Lane a,
             Lane b,
             Lane c)
{
#if defined __FMA__ && defined __AVX__
  return (Lane) _mm256_fmadd_ps ((__m256) a, (__m256) b, (__m256) c);
#else
  return a * b + c;
#endif
}

/* @a where @mask is -1, @b where it is 0. */
TD_INLINE Lane
choose (LaneIndex mask,
        Lane      a,
        Lane      b)
{
  return (Lane) ((mask & (LaneIndex) a) | (~mask & (LaneIndex) b));
}

TD_INLINE Lane
positive (Lane a)
{
  return (Lane) ((a > 0) & (LaneIndex) a);
}

/* Σ of the lanes, always in the same order. */
TD_INLINE float
sum_lanes (Lane lane)
{
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/* Rows of @m become its columns. */
TD_INLINE void
transpose (Lane *m)
{
  Lane a[8];

#pragma GCC unroll 4
  for (guint i = 0; i < 8; i += 2)
    {
      a[i] = __builtin_shufflevector (m[i], m[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
      a[i + 1] = __builtin_shufflevector (m[i], m[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
#pragma GCC unroll 8
  for (guint i = 0; i < 8; i++)
    if (i % 4 < 2)
      {
        m[i] = __builtin_shufflevector (a[i], a[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
        m[i + 2] = __builtin_shufflevector (a[i], a[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
      }
#pragma GCC unroll 4
  for (guint i = 0; i < 4; i++)
    {
      a[i] = __builtin_shufflevector (m[i], m[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
      a[i + 4] = __builtin_shufflevector (m[i], m[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
  memcpy (m, a, sizeof a);
}

/* What one register holds: the lanes of WIDE_BLOCKS blocks. */
#ifdef __AVX512F__

#define WIDE_BLOCKS 2
typedef float Wide __attribute__ ((vector_size (2 * TD_LANES * sizeof (float))));

/* Of two blocks that are @block floats apart. */
TD_INLINE Wide
load_blocks (const float *from,
             gssize       block)
{
  __m512 low = _mm512_castps256_ps512 (_mm256_loadu_ps (from));

  return (Wide) _mm512_insertf32x8 (low, _mm256_loadu_ps (from + block), 1);
}

TD_INLINE Wide
all_wide (float x)
{
  return (Wide) _mm512_set1_ps (x);
}

TD_INLINE Wide
fused_wide (Wide a,
            Wide b,
            Wide c)
{
  return (Wide) _mm512_fmadd_ps ((__m512) a, (__m512) b, (__m512) c);
}

/* Of two pixels that are @step floats apart, or of one and zeros. */
TD_INLINE Wide
load_pixels (const float *from,
             gsize        step,
             gboolean     both)
{
  if (both)
    return load_blocks (from, (gssize) step);
  return (Wide) _mm512_zextps256_ps512 (_mm256_loadu_ps (from));
}

TD_INLINE float
sum_wide (Wide a)
{
  return sum_lanes ((Lane) _mm512_castps512_ps256 ((__m512) a)
                    + (Lane) _mm512_extractf32x8_ps ((__m512) a, 1));
}

/* Number @i of @lanes, two blocks each; of @n_blocks = 1, its block twice. */
TD_INLINE Wide
take_wide (const Lane *lanes,
           gsize       i,
           gsize       n_blocks)
{
  Wide wide;

  if (n_blocks == 1)
    return load_blocks ((const float *) (lanes + i), 0);
  memcpy (&wide, lanes + 2 * i, sizeof wide);
  return wide;
}

TD_INLINE void
give_wide (Lane *lanes,
           gsize i,
           gsize n_blocks,
           Wide  wide)
{
  if (n_blocks == 1)
    lanes[i] = (Lane) _mm512_castps512_ps256 ((__m512) wide);
  else
    memcpy (lanes + 2 * i, &wide, sizeof wide);
}

#else

#define WIDE_BLOCKS 1
typedef Lane Wide;
#define load_blocks(from, block)             load (from)
#define load_pixels(from, step, both)        ((void) (both), load (from))
#define all_wide(x)                          all (x)
#define sum_wide(a)                          sum_lanes (a)
#define fused_wide(a, b, c)                  fused_lanes (a, b, c)
#define take_wide(lanes, i, n_blocks)        ((lanes)[i])
#define give_wide(lanes, i, n_blocks, wide)  ((lanes)[i] = (wide))

#endif
