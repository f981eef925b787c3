/* kernels-vector.h — a vector of an instruction set's own width, whole or in part.
 *
 * Only the kernels include this.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/elementary.h"

#if defined __AVX512F__

#include <immintrin.h>

#define WIDTH     16 /* of a vector */
typedef __m512 Vector;
#define load(from)                  _mm512_loadu_ps (from)
#define store(to, value)            _mm512_storeu_ps (to, value)
#define broadcast(x)                _mm512_set1_ps (x)
#define multiply_add(a, b, c)       _mm512_fmadd_ps (a, b, c)

typedef struct
{
  __mmask16 bits;
  gboolean  half; /* of a vector, just that: what was stored like this is soon read back */
} Mask;

TD_INLINE Mask
mask_of (gsize n)
{
  return (Mask) { (__mmask16) ((1u << n) - 1), n == WIDTH / 2 };
}

TD_INLINE Vector
load_part (const float *from,
           Mask         mask)
{
  if (mask.half)
    return _mm512_zextps256_ps512 (_mm256_loadu_ps (from));
  return _mm512_maskz_loadu_ps (mask.bits, from);
}

#elif defined __AVX2__

#include <immintrin.h>

#define WIDTH     8
typedef __m256  Vector;
typedef __m256i Mask;
#define load(from)                  _mm256_loadu_ps (from)
#define load_part(from, mask)       _mm256_maskload_ps (from, mask)
#define store(to, value)            _mm256_storeu_ps (to, value)
#define broadcast(x)                _mm256_set1_ps (x)
#define multiply_add(a, b, c)       _mm256_fmadd_ps (a, b, c)

TD_INLINE Mask
mask_of (gsize n)
{
  static const gint32 bits[2 * WIDTH] = { -1, -1, -1, -1, -1, -1, -1, -1 };

  return _mm256_loadu_si256 ((const __m256i *) (gconstpointer) (bits + WIDTH - n));
}

#else

#define WIDTH     4
typedef float Vector __attribute__ ((vector_size (WIDTH * sizeof (float))));
typedef gsize Mask; /* how many */
#define mask_of(n)            ((Mask) (n))
#define multiply_add(a, b, c) ((a) * (b) + (c))

TD_INLINE Vector
load (const float *from)
{
  Vector value;

  memcpy (&value, from, sizeof value);
  return value;
}

TD_INLINE void
store (float *to,
       Vector value)
{
  memcpy (to, &value, sizeof value);
}

TD_INLINE Vector
load_part (const float *from,
           Mask         n)
{
  Vector value = { 0 };

  for (gsize i = 0; i < n; i++)
    value[i] = from[i];
  return value;
}

TD_INLINE Vector
broadcast (float x)
{
  return (Vector) { x, x, x, x };
}

#endif
