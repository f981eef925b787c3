/* kernels-update.c — optimizers' updates of the weights, as PyTorch computes them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels-set.h"

#include "core/math/elementary.h"

void
TD_SET (sgd) (float *restrict       w,
              const float *restrict g,
              gsize                 n,
              float                 rate,
              float                 decay)
{
  for (gsize i = 0; i < n; i++)
    w[i] -= rate * (g[i] + decay * w[i]);
}

TD_INLINE void
sgd_momentum_loop (float *restrict       w,
                   const float *restrict g,
                   float *restrict       velocity,
                   gsize                 n,
                   float                 rate,
                   float                 momentum,
                   float                 decay,
                   gboolean              nesterov,
                   gboolean              first)
{
  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + decay * w[i];
      float v = first ? d : momentum * velocity[i] + d;

      velocity[i] = v;
      w[i] -= rate * (nesterov ? d + momentum * v : v);
    }
}

void
TD_SET (sgd_momentum) (float       *w,
                       const float *g,
                       float       *velocity,
                       gsize        n,
                       float        rate,
                       float        momentum,
                       float        decay,
                       gboolean     nesterov,
                       gboolean     first)
{
  if (first && nesterov)
    sgd_momentum_loop (w, g, velocity, n, rate, momentum, decay, TRUE, TRUE);
  else if (first)
    sgd_momentum_loop (w, g, velocity, n, rate, momentum, decay, FALSE, TRUE);
  else if (nesterov)
    sgd_momentum_loop (w, g, velocity, n, rate, momentum, decay, TRUE, FALSE);
  else
    sgd_momentum_loop (w, g, velocity, n, rate, momentum, decay, FALSE, FALSE);
}

void
TD_SET (adagrad) (float *restrict       w,
                  const float *restrict g,
                  float *restrict       sum,
                  gsize                 n,
                  float                 rate,
                  float                 epsilon,
                  float                 decay)
{
  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + decay * w[i];

      sum[i] += d * d;
      w[i] -= rate * (d / (sqrtf (sum[i]) + epsilon));
    }
}

/* @mean and @velocity may be NULL where their flag is FALSE. */
TD_INLINE void
rmsprop_loop (float *restrict       w,
              const float *restrict g,
              float *restrict       square,
              float *restrict       mean,
              float *restrict       velocity,
              gsize                 n,
              float                 rate,
              double                alpha,
              float                 epsilon,
              float                 decay,
              float                 momentum,
              gboolean              centered,
              gboolean              moving)
{
  const float kept = (float) alpha;
  const float fresh = (float) (1.0 - alpha);

  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + decay * w[i];
      float variance = kept * square[i] + fresh * d * d;
      float move;

      square[i] = variance;
      if (centered)
        {
          mean[i] = kept * mean[i] + fresh * d;
          variance -= mean[i] * mean[i];
          variance = variance < 0.0f ? 0.0f : variance; /* rounding: PyTorch makes NaN of it */
        }
      move = d / (sqrtf (variance) + epsilon);
      if (moving)
        move = velocity[i] = momentum * velocity[i] + move;
      w[i] -= rate * move;
    }
}

void
TD_SET (rmsprop) (float       *w,
                  const float *g,
                  float       *square,
                  float       *mean,
                  float       *velocity,
                  gsize        n,
                  float        rate,
                  double       alpha,
                  float        epsilon,
                  float        decay,
                  float        momentum)
{
  if (mean != NULL && velocity != NULL)
    rmsprop_loop (w, g, square, mean, velocity, n, rate, alpha, epsilon, decay, momentum,
                  TRUE, TRUE);
  else if (mean != NULL)
    rmsprop_loop (w, g, square, mean, NULL, n, rate, alpha, epsilon, decay, momentum,
                  TRUE, FALSE);
  else if (velocity != NULL)
    rmsprop_loop (w, g, square, NULL, velocity, n, rate, alpha, epsilon, decay, momentum,
                  FALSE, TRUE);
  else
    rmsprop_loop (w, g, square, NULL, NULL, n, rate, alpha, epsilon, decay, momentum,
                  FALSE, FALSE);
}

/* The decay goes into the gradient (@l2) or shrinks the weight first (@shrink); the other is 0 or
 * 1 and changes nothing. */
TD_INLINE void
adam_loop (float *restrict       w,
           const float *restrict g,
           float *restrict       m,
           float *restrict       v,
           gsize                 n,
           const TdAdamStep     *step,
           float                 l2,
           float                 shrink)
{
  const float kept1 = (float) step->beta1;
  const float kept2 = (float) step->beta2;
  const float fresh1 = (float) (1.0 - step->beta1);
  const float fresh2 = (float) (1.0 - step->beta2);
  const float rate = (float) (step->rate / step->correction1);
  const float correction = (float) (1.0 / sqrt (step->correction2));
  const float epsilon = (float) step->epsilon;

  for (gsize i = 0; i < n; i++)
    {
      float d = fused (l2, w[i], g[i]);

      m[i] = fused (kept1, m[i], fresh1 * d);
      v[i] = fused (kept2, v[i], fresh2 * d * d);
      w[i] = shrink * w[i] - rate * (m[i] / fused (sqrtf (v[i]), correction, epsilon));
    }
}

void
TD_SET (adam) (float            *w,
               const float      *g,
               float            *m,
               float            *v,
               gsize             n,
               const TdAdamStep *step)
{
  adam_loop (w, g, m, v, n, step, (float) step->decay, 1.0f);
}

void
TD_SET (adamw) (float            *w,
                const float      *g,
                float            *m,
                float            *v,
                gsize             n,
                const TdAdamStep *step)
{
  adam_loop (w, g, m, v, n, step, 0.0f, (float) (1.0 - step->rate * step->decay));
}

void
TD_SET (nadam) (float *restrict       w,
                const float *restrict g,
                float *restrict       m,
                float *restrict       v,
                gsize                 n,
                const TdNadamStep    *step)
{
  const float kept1 = (float) step->beta1;
  const float kept2 = (float) step->beta2;
  const float fresh1 = (float) (1.0 - step->beta1);
  const float fresh2 = (float) (1.0 - step->beta2);
  const float gradient = (float) step->gradient;
  const float mean = (float) step->mean;
  const float correction = (float) (1.0 / sqrt (step->correction2));
  const float epsilon = (float) step->epsilon;
  const float decay = (float) step->decay;

  for (gsize i = 0; i < n; i++)
    {
      float d = fused (decay, w[i], g[i]);

      m[i] = fused (kept1, m[i], fresh1 * d);
      v[i] = fused (kept2, v[i], fresh2 * d * d);
      w[i] -= fused (gradient, d, mean * m[i]) / fused (sqrtf (v[i]), correction, epsilon);
    }
}

void
TD_SET (adadelta) (float *restrict       w,
                   const float *restrict g,
                   float *restrict       square,
                   float *restrict       moves,
                   gsize                 n,
                   float                 rate,
                   double                rho,
                   float                 epsilon,
                   float                 decay)
{
  const float kept = (float) rho;
  const float fresh = (float) (1.0 - rho);

  for (gsize i = 0; i < n; i++)
    {
      float d = g[i] + decay * w[i];
      float move;

      square[i] = fused (kept, square[i], fresh * d * d);
      move = sqrtf (moves[i] + epsilon) / sqrtf (square[i] + epsilon) * d;
      moves[i] = fused (kept, moves[i], fresh * move * move);
      w[i] -= rate * move;
    }
}

void
TD_SET (lion) (float *restrict       w,
               const float *restrict g,
               float *restrict       m,
               gsize                 n,
               double                rate,
               double                beta1,
               double                beta2,
               double                decay)
{
  const float shrink = (float) (1.0 - rate * decay);
  const float stride = (float) rate;
  const float kept1 = (float) beta1;
  const float fresh1 = (float) (1.0 - beta1);
  const float kept2 = (float) beta2;
  const float fresh2 = (float) (1.0 - beta2);

  for (gsize i = 0; i < n; i++)
    {
      float way = fused (kept1, m[i], fresh1 * g[i]);
      float sign = (way > 0.0f ? 1.0f : 0.0f) - (way < 0.0f ? 1.0f : 0.0f);

      m[i] = fused (kept2, m[i], fresh2 * g[i]);
      w[i] = shrink * w[i] - stride * sign;
    }
}
