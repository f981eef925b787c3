/* cagrad.c — conflict-averse gradient: near the mean, but best for the task that gains least.
 *
 * d = g_0 + c |g_0| / |g_w| g_w where w minimises <g_w, g_0> + c |g_0| |g_w| over the simplex and
 * g_0 is the mean. With s = |g_w| / (c |g_0|), w is also the nearest point to the origin in the
 * hull of the g_k + s g_0, so s is the one root of |g_w(s)| = s c |g_0|, and d = (g_w + s g_0) /
 * s. The result isn't rescaled: the authors' codes divide it by 1 + c² or 1 + c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/simplex.h"

#include <math.h>

#define MAX_STEPS 60
#define ENOUGH 1e-13
#define ZERO 1e-7 /* of a length, which comes from a square that is exact to 1e-15 */

typedef struct
{
  TdGradientOptions gradient;
  double            c;
} CagradOptions;

static const TdOption options_table[] = {
  { .name = "c", .label = N_("Radius c"),
    .help = N_("How far from the mean gradient the update may be; 0: the mean, large: MGDA."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (CagradOptions, c),
    .minimum = 0, .maximum = 100, .number = 0.5, .live = TRUE },
  TD_OPTION_ON (CagradOptions),
  TD_OPTION_EVERY (CagradOptions),
  { NULL }
};

typedef struct
{
  guint         n;
  const double *gram;
  double       *mean;    /* (n) <g_k, g_0> */
  double        norm2;   /* |g_0|² */
  double        radius;  /* c |g_0| */
  double       *shifted; /* (n, n) products of the g_k + s g_0 */
  double       *w, *last; /* (n) at s, at the s before */
  double       *scratch;
} Search;

static void
measure_mean (Search *self)
{
  self->norm2 = 0;
  for (guint i = 0; i < self->n; i++)
    {
      self->mean[i] = 0;
      for (guint j = 0; j < self->n; j++)
        self->mean[i] += self->gram[i * self->n + j] / self->n;
      self->norm2 += self->mean[i] / self->n;
    }
  self->norm2 = MAX (self->norm2, 0);
}

/* w (s); returns |g_w|. */
static double
find_weights (Search *self, double s)
{
  guint n = self->n;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      self->shifted[i * n + j] = self->gram[i * n + j] + s * (self->mean[i] + self->mean[j])
                                 + s * s * self->norm2;
  td_min_norm (n, self->shifted, self->w, self->scratch);
  return td_gram_length (n, self->gram, self->w);
}

/* While the same tasks have weight, w is affine in s, so |g_w|² = (s radius)² is a quadratic
 * equation. Its root between @low and @high, if there is one. */
static double
find_root (const Search *self, double s, double before, double low, double high)
{
  double a = -self->radius * self->radius, b = a * s, c = b * s;
  double root, half;

  for (guint i = 0; i < self->n && s != before; i++)
    {
      double change = (self->w[i] - self->last[i]) / (s - before);
      double along = td_gram_dot (self->n, self->gram, i, self->w);

      c += self->w[i] * along;
      b += change * along;
      for (guint j = 0; j < self->n; j++)
        a += change * self->gram[i * self->n + j] * (self->w[j] - self->last[j]) / (s - before);
    }
  half = sqrt (MAX (b * b - a * c, 0));
  root = s + (b > 0 ? -c / (b + half) : -c / (b - half));
  return root > low && root < high ? root : s + (b > 0 ? (-b - half) / a : (-b + half) / a);
}

/* Whether the update is zero, and may be: then s makes no difference. */
static gboolean
is_still (const Search *self, double length, double wanted, double longest)
{
  return length <= wanted * (1 + 1e-9)
         && td_gram_length (self->n, self->shifted, self->w) <= ZERO * longest;
}

/* Finds w and its s. */
static double
search (Search *self)
{
  double longest = 0, low = 0, high, s, before = -1;

  for (guint k = 0; k < self->n; k++)
    longest = MAX (longest, sqrt (MAX (self->gram[k * self->n + k], 0)));
  high = longest / self->radius;
  s = MIN (1 / (self->radius / sqrt (self->norm2)), high);
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double length = find_weights (self, s), wanted = s * self->radius, next;

      if (fabs (length - wanted) <= ENOUGH * wanted || high - low <= ENOUGH * high
          || is_still (self, length, wanted, longest))
        break;
      *(length > wanted ? &low : &high) = s;
      next = before < 0 ? length / self->radius : find_root (self, s, before, low, high);
      next = next > low && next < high ? next : 0.5 * (low + high);
      for (guint k = 0; k < self->n; k++)
        self->last[k] = self->w[k];
      before = s;
      s = next;
    }
  return s;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const CagradOptions *options = data;
  guint n = step->n;
  Search self = { .n = n, .gram = step->gram, .mean = memory->scratch, .w = weights };
  double s;

  self.last = self.mean + n;
  self.shifted = self.last + n;
  self.scratch = self.shifted + n * n;
  measure_mean (&self);
  self.radius = options->c * sqrt (self.norm2);
  for (guint k = 0; k < n; k++)
    weights[k] = 0;
  s = self.radius > 0 ? search (&self) : 1;
  for (guint k = 0; k < n; k++)
    weights[k] = 1.0 / n + weights[k] / s;
}

static gsize
n_scratch (guint n)
{
  return n * n + 2 * n + td_min_norm_n_scratch (n);
}

extern const TdBalancerKind td_balancer_cagrad;

const TdBalancerKind td_balancer_cagrad = {
  .kind = {
    .id = "cagrad",
    .title = N_("CAGrad"),
    .summary = N_("Stays near the mean gradient and there does its best for the task that gains "
                  "least."),
    .paper = "Liu et al., 2021, arXiv:2110.14048",
    .options = options_table,
    .options_size = sizeof (CagradOptions),
  },
  .formula = "max_d min_k <d, g_k> with |d - g_0| <= c |g_0|, g_0 the mean",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_WEIGHTED,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
