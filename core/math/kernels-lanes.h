/* kernels-lanes.h — a vector of TD_LANES floats, one of each image of a block.
 *
 * Only the kernels include this. GCC makes it one register of AVX2 and two of SSE2.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/elementary.h"
#include "core/math/kernels.h"

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
