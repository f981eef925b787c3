/* elementary.h — exp and log for one float, made to be vectorised.
 *
 * Only the kernels include this. Every function is straight-line code: both sides of a choice are
 * computed and one is picked, so that a loop over an array becomes vector code. Fused
 * multiply-add is asked for by name (fused()) and never left to the compiler, which might fuse
 * differently in a loop's vector body and in its scalar rest.
 *
 * Polynomials of exp and log: Cephes (S. Moshier), single precision.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>
#include <math.h>
#include <string.h>

#define TD_INLINE static inline __attribute__ ((always_inline))
#define LN2_HIGH 0.693359375f     /* few bits: products with whole numbers are exact */
#define LN2_LOW  -2.12194440e-4f

TD_INLINE float
fused (float a,
       float b,
       float c)
{
#ifdef __FP_FAST_FMAF
  return __builtin_fmaf (a, b, c);
#else
  return a * b + c;
#endif
}

TD_INLINE guint32
to_bits (float x)
{
  guint32 bits;

  memcpy (&bits, &x, sizeof bits);
  return bits;
}

TD_INLINE float
from_bits (guint32 bits)
{
  float x;

  memcpy (&x, &bits, sizeof x);
  return x;
}

/* x = n ln 2 + r with |r| <= ln 2 / 2; returns e^r - 1. Adding 1.5 * 2^23 rounds to a whole number
 * and leaves it in the low bits. */
TD_INLINE float
reduce_exp (float   x,
            gint32 *n)
{
  const float magic = 12582912.0f;
  float shifted = fused (x, 1.44269504088896341f, magic);
  float whole = shifted - magic;
  float r = fused (whole, -LN2_LOW, fused (whole, -LN2_HIGH, x));
  float p = 1.9875691500e-4f;

  *n = (gint32) (to_bits (shifted) - to_bits (magic));
  p = fused (p, r, 1.3981999507e-3f);
  p = fused (p, r, 8.3334519073e-3f);
  p = fused (p, r, 4.1665795894e-2f);
  p = fused (p, r, 1.6666665459e-1f);
  p = fused (p, r, 5.0000001201e-1f);
  return fused (p, r * r, r);
}

/* 2^n is multiplied by adding n to the exponent. Results too small for a normal float are 0, as
 * computing threads flush them anyway. The last line keeps NaN, which is no x <= limit. */
TD_INLINE float
exp1 (float x)
{
  gint32 n;
  float p = reduce_exp (x, &n) + 1.0f;
  float y = from_bits (to_bits (p) + ((guint32) n << 23));

  y = x < -87.3365402f ? 0.0f : y;
  return x <= 88.7228394f ? y : x + INFINITY;
}

/* e^x - 1 for x <= 0, also where x is small. */
TD_INLINE float
expm1_negative (float x)
{
  gint32 n;
  float p;
  float scale;

  x = x < -87.0f ? -87.0f : x;
  p = reduce_exp (x, &n);
  scale = from_bits ((guint32) (n + 127) << 23);
  return fused (scale, p, scale - 1.0f);
}

/* log (1 + f) for 1 + f in [√½, √2], plus e ln 2. */
TD_INLINE float
log_reduced (float f,
             float e)
{
  float square = f * f;
  float p = 7.0376836292e-2f;

  p = fused (p, f, -1.1514610310e-1f);
  p = fused (p, f, 1.1676998740e-1f);
  p = fused (p, f, -1.2420140846e-1f);
  p = fused (p, f, 1.4249322787e-1f);
  p = fused (p, f, -1.6668057665e-1f);
  p = fused (p, f, 2.0000714765e-1f);
  p = fused (p, f, -2.4999993993e-1f);
  p = fused (p, f, 3.3333331174e-1f);
  p = p * f * square;
  p = fused (e, LN2_LOW, p);
  p = fused (-0.5f, square, p);
  return fused (e, LN2_HIGH, f + p);
}
