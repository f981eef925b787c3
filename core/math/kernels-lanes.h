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
