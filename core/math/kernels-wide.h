/* kernels-wide.h — what one register holds: the lanes of WIDE_BLOCKS blocks of images.
 *
 * Only the kernels include this.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/kernels-lanes.h"

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
