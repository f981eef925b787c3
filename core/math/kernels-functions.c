/* kernels-functions.c — functions applied to each element, and their derivatives.
 *
 * Both sides of a choice are computed and one is picked, so that every loop becomes vector code.
 * `ivdep` says that an iteration reads nothing an earlier one wrote, which also holds when input
 * and output are the same array; without it gcc runs its scalar loop in that case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"

#include "core/math/elementary.h"

#define N_PARTS 16 /* partial sums: gcc doesn't reorder one */

/* The offset is √½: subtracting it moves the mantissa's range to [√½, √2). Denormals count as 0. */
TD_INLINE float
log1 (float x)
{
  const guint32 offset = 0x3f3504f3u;
  guint32 bits = to_bits (x) - offset;
  float f = from_bits ((bits & 0x7fffffu) + offset) - 1.0f;
  float y = log_reduced (f, (float) ((gint32) bits >> 23));

  y = x < 1.17549435e-38f ? -INFINITY : y;
  y = x < 0.0f ? NAN : y;
  return x < INFINITY ? y : x;
}

/* log (1 + u) for 0 <= u <= 1; the second term is what 1 + u lost, over about 1 + u. */
TD_INLINE float
log1p_unit (float u)
{
  float w = 1.0f + u;
  float e = w > 1.41421356f ? 1.0f : 0.0f;
  float f = fused (w, 1.0f - 0.5f * e, -1.0f);

  return fused (u - (w - 1.0f), fused (-0.5f, u, 1.0f), log_reduced (f, e));
}

/* With e = e^(-2|x|) - 1, which is exact for small x too, |tanh x| = -e / (2 + e). */
TD_INLINE float
tanh1 (float x)
{
  float e = expm1_negative (-2.0f * fabsf (x));

  return copysignf (e / (2.0f + e), x);
}

/* log (1 + e^x) */
TD_INLINE float
softplus1 (float x)
{
  return (x < 0.0f ? 0.0f : x) + log1p_unit (exp1 (-fabsf (x)));
}

/* 1 / (1 + e^-x); @complement is 1 minus that, without cancellation. */
TD_INLINE float
sigmoid1 (float  x,
          float *complement)
{
  float e = exp1 (-fabsf (x));
  float large = 1.0f / (1.0f + e);
  float small = e * large;

  *complement = x < 0.0f ? large : small;
  return x < 0.0f ? small : large;
}

/* Φ(x) = ½ erfc(-x/√2), and e^(-x²/2) in @bell. With z = |x|/√2 and t = 1/(1 + 0.4 z),
 * erfc(z) = e^(-z²) t Q(t); Q is our own minimax fit of relative error 6e-9. */
TD_INLINE float
normal_cdf (float  x,
            float *bell)
{
  float t = 1.0f / fused (fabsf (x), 0.28284271247f, 1.0f);
  float q = -0.0289960563f;
  float tail;

  *bell = exp1 (-0.5f * x * x);
  q = fused (q, t, 0.139259101f);
  q = fused (q, t, -0.232746304f);
  q = fused (q, t, 0.133878885f);
  q = fused (q, t, -0.0438629685f);
  q = fused (q, t, 0.0823085055f);
  q = fused (q, t, 0.119558175f);
  q = fused (q, t, 0.171621259f);
  q = fused (q, t, 0.207628657f);
  q = fused (q, t, 0.225674881f);
  q = fused (q, t, 0.225675859f);
  tail = 0.5f * *bell * (t * q);
  return x < 0.0f ? tail : 1.0f - tail;
}

void
TD_SET (relu) (const float *x,
               float       *y,
               gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] < 0.0f ? 0.0f : x[i]; /* this way round, NaN stays NaN */
}

void
TD_SET (leaky_relu) (const float *x,
                     float       *y,
                     gsize        n,
                     float        slope)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = x[i] < 0.0f ? slope * x[i] : x[i];
}

void
TD_SET (elu) (const float *x,
              float       *y,
              gsize        n,
              float        alpha)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float below = alpha * expm1_negative (x[i] > 0.0f ? 0.0f : x[i]);

      y[i] = x[i] > 0.0f ? x[i] : below;
    }
}

void
TD_SET (gelu) (const float *x,
               float       *y,
               gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float bell;

      y[i] = x[i] * normal_cdf (x[i], &bell);
    }
}

void
TD_SET (silu) (const float *x,
               float       *y,
               gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float complement;

      y[i] = x[i] * sigmoid1 (x[i], &complement);
    }
}

void
TD_SET (tanh) (const float *x,
               float       *y,
               gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = tanh1 (x[i]);
}

void
TD_SET (sigmoid) (const float *x,
                  float       *y,
                  gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float complement;

      y[i] = sigmoid1 (x[i], &complement);
    }
}

void
TD_SET (softplus) (const float *x,
                   float       *y,
                   gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = softplus1 (x[i]);
}

void
TD_SET (exp) (const float *x,
              float       *y,
              gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = exp1 (x[i]);
}

void
TD_SET (log) (const float *x,
              float       *y,
              gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    y[i] = log1 (x[i]);
}

void
TD_SET (relu_back) (const float *y,
                    float       *delta,
                    gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] = y[i] > 0.0f ? delta[i] : 0.0f;
}

void
TD_SET (leaky_relu_back) (const float *y,
                          float       *delta,
                          gsize        n,
                          float        slope)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] *= y[i] > 0.0f ? 1.0f : slope;
}

void
TD_SET (elu_back) (const float *y,
                   float       *delta,
                   gsize        n,
                   float        alpha)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] *= y[i] > 0.0f ? 1.0f : y[i] + alpha;
}

/* φ(x) = e^(-x²/2) / √(2π). */
void
TD_SET (gelu_back) (const float *x,
                    float       *delta,
                    gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float bell;
      float cdf = normal_cdf (x[i], &bell);

      delta[i] *= fused (x[i] * 0.398942280401f, bell, cdf);
    }
}

void
TD_SET (silu_back) (const float *x,
                    float       *delta,
                    gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float complement;
      float s = sigmoid1 (x[i], &complement);

      delta[i] *= fused (s * x[i], complement, s);
    }
}

void
TD_SET (tanh_back) (const float *y,
                    float       *delta,
                    gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] *= 1.0f - y[i] * y[i];
}

void
TD_SET (sigmoid_back) (const float *y,
                       float       *delta,
                       gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] *= y[i] * (1.0f - y[i]);
}

/* y = log (1 + e^x), so the sigmoid of x is 1 - e^-y. */
void
TD_SET (softplus_back) (const float *y,
                        float       *delta,
                        gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    delta[i] *= -expm1_negative (-y[i]);
}

/* max (z, 0) - z t + log (1 + e^-|z|), in double: where z t is large the rest is small. */
void
TD_SET (sigmoid_loss) (const float *z,
                       const float *t,
                       const float *share,
                       double      *costs,
                       float       *slopes,
                       gsize        n)
{
#pragma GCC ivdep
  for (gsize i = 0; i < n; i++)
    {
      float small = exp1 (-fabsf (z[i])); /* σ(z) is 1 / (1 + it), or it / (1 + it) */
      float sigmoid = (z[i] < 0.0f ? small : 1.0f) / (1.0f + small);
      double positive = z[i] < 0.0f ? 0.0 : (double) z[i];
      double cost = share[i] * (positive - (double) z[i] * t[i] + log1p_unit (small));
      float slope = share[i] * (sigmoid - t[i]);

      costs[i] = share[i] > 0.0f ? cost : 0.0;
      slopes[i] = share[i] > 0.0f ? slope : 0.0f;
    }
}

/* What speaks against a label's side, by how much; the same for all of @n <= N_PARTS. */
TD_INLINE void
measure_some (const float *z,
              const float *t,
              double      *surprise,
              guint32     *n_labels,
              guint32     *n_right)
{
#pragma GCC ivdep
  for (gsize i = 0; i < N_PARTS; i++)
    {
      float against = t[i] > 0.5f ? -z[i] : z[i];
      float cost = softplus1 (against);
      guint32 labelled = t[i] == t[i];
      guint32 right = (against < 0.0f) | ((against == 0.0f) & (t[i] <= 0.5f));

      surprise[i] += labelled ? (double) cost : 0.0;
      n_labels[i] += labelled;
      n_right[i] += labelled & right;
    }
}

double
TD_SET (measure_logits) (const float *z,
                         const float *t,
                         gsize        n,
                         gsize       *n_labels,
                         gsize       *n_right)
{
  double surprise[N_PARTS] = { 0 };
  guint32 labels[N_PARTS] = { 0 }, rights[N_PARTS] = { 0 };
  gsize i = 0;

  for (; i + N_PARTS <= n; i += N_PARTS)
    measure_some (z + i, t + i, surprise, labels, rights);
  if (i < n)
    {
      float last[N_PARTS] = { 0 }, truths[N_PARTS];

      for (gsize j = 0; j < N_PARTS; j++)
        {
          last[j] = i + j < n ? z[i + j] : 0.0f;
          truths[j] = i + j < n ? t[i + j] : NAN;
        }
      measure_some (last, truths, surprise, labels, rights);
    }
  for (gsize step = N_PARTS / 2; step > 0; step /= 2)
    for (gsize j = 0; j < step; j++)
      {
        surprise[j] += surprise[j + step];
        labels[j] += labels[j + step];
        rights[j] += rights[j + step];
      }
  *n_labels += labels[0];
  *n_right += rights[0];
  return surprise[0];
}
