/* fair-point.c — Newton's method for G x = x^-power.
 *
 * x = d ∘ u with d_i = G_ii^(-1/(1+power)), the solution for a diagonal G: then M = D G D has the
 * diagonal m, M u = m u^-power, and rows of any size are treated alike.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/cholesky.h"
#include "core/math/fair-point.h"

#include <math.h>

#define MAX_STEPS 200
#define ENOUGH 1e-13
#define NEAR 1e-8
#define RELATIVE_JITTER 1e-15 /* what rounding does to a product anyway */

typedef struct
{
  gsize   n;     /* rows that aren't zero */
  double  power;
  double *matrix; /* (n, n) M / √(m_i m_j): ones in the diagonal */
  double *m;     /* (n) √m, relative to the largest */
  double *l;     /* (n, n) */
  double *u;     /* (n) */
  double *slope; /* (n) */
  double *move;  /* (n) */
  double *trial; /* (n) */
} Search;

gsize
td_fair_point_n_scratch (gsize n)
{
  return 2 * n * n + 7 * n;
}

/* ½ uᵀ M u + Σ m u^(1-power) / (power-1), and its slopes unless NULL. */
static double
value (const Search *self, const double *u, double *slope)
{
  double sum = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      double product = RELATIVE_JITTER * self->m[i] * u[i], force = pow (u[i], -self->power);
      const double *row = self->matrix + i * self->n;
      double m = self->m[i] * self->m[i];

      for (gsize j = 0; j < self->n; j++)
        product += row[j] * self->m[j] * u[j];
      product *= self->m[i];
      sum += 0.5 * u[i] * product;
      if (fabs (self->power - 1) < 1e-9)
        sum -= m * log (u[i]);
      else
        sum += m * force * u[i] / (self->power - 1);
      if (slope != NULL)
        slope[i] = product - m * force;
    }
  return sum;
}

/* Newton's move; returns how fast the value falls along it. */
static double
find_move (Search *self)
{
  double fall = 0;

  /* Divided by m on both sides: H' = C + diag (power u^-(power+1)). */
  for (gsize i = 0; i < self->n; i++)
    {
      for (gsize j = 0; j < i; j++)
        self->trial[j] = self->matrix[i * self->n + j];
      self->trial[i] = 1 + RELATIVE_JITTER + self->power * pow (self->u[i], -self->power - 1);
      td_cholesky_append (self->l, self->n, i, self->trial, RELATIVE_JITTER);
      self->move[i] = -self->slope[i] / self->m[i];
    }
  td_cholesky_solve (self->l, self->n, self->n, self->move);
  for (gsize i = 0; i < self->n; i++)
    {
      self->move[i] /= self->m[i];
      fall -= self->slope[i] * self->move[i];
    }
  return fall;
}

/* Halves the move until the value falls as it should; near the end, where the value no longer
 * tells, Newton's moves are taken as they are. FALSE when there is none. */
static gboolean
take_move (Search *self, double now, double fall)
{
  gboolean near = fall < NEAR * (1 + fabs (now));
  double part = 1;

  for (gsize i = 0; i < self->n; i++)
    if (self->move[i] < 0)
      part = MIN (part, -0.95 * self->u[i] / self->move[i]);
  for (; part > 1e-10; part *= 0.5)
    {
      for (gsize i = 0; i < self->n; i++)
        self->trial[i] = self->u[i] + part * self->move[i];
      if (near || value (self, self->trial, NULL) <= now - 1e-4 * part * fall)
        break;
    }
  if (part <= 1e-10)
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    self->u[i] = self->trial[i];
  return TRUE;
}

/* Whether all equations hold, each by its own size. */
static gboolean
is_solved (const Search *self)
{
  for (gsize i = 0; i < self->n; i++)
    if (fabs (self->slope[i])
        > ENOUGH * self->m[i] * self->m[i] * (pow (self->u[i], -self->power) + self->u[i]))
      return FALSE;
  return TRUE;
}

static void
prepare (Search *self, const double *gram, gsize n, double *x)
{
  double largest = 0;
  gsize p = 0;

  for (gsize i = 0; i < n; i++)
    {
      double length = sqrt (MAX (gram[i * n + i], 0));
      gsize q = 0;

      x[i] = length > 0 ? pow (length, -2 / (1 + self->power)) : 0;
      if (!(length > 0))
        continue;
      self->m[p] = x[i] * length;
      self->u[p] = 1;
      largest = MAX (largest, self->m[p]);
      for (gsize j = 0; j < n; j++)
        if (gram[j * n + j] > 0)
          self->matrix[p * self->n + q++] = gram[i * n + j] / length / sqrt (gram[j * n + j]);
      p++;
    }
  for (gsize i = 0; i < p; i++)
    self->m[i] /= largest;
}

static gsize
count_rows (gsize n, const double *gram)
{
  gsize p = 0;

  for (gsize i = 0; i < n; i++)
    p += gram[i * n + i] > 0;
  return p;
}

void
td_fair_point (gsize n, const double *gram, double power, double *x, double *scratch)
{
  Search self = { .n = count_rows (n, gram), .power = power, .matrix = scratch };
  double last = INFINITY;
  gsize p = 0;

  self.l = scratch + n * n;
  self.m = self.l + n * n;
  self.u = self.m + n;
  self.slope = self.u + n;
  self.move = self.slope + n;
  self.trial = self.move + n;
  prepare (&self, gram, n, x);
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double now = value (&self, self.u, self.slope);
      double fall = is_solved (&self) ? INFINITY : find_move (&self);

      if (!(fall < last) || !take_move (&self, now, fall))
        break;
      last = fall < NEAR * NEAR ? fall : INFINITY; /* then it only rounds */
    }
  for (gsize i = 0; i < n; i++)
    if (x[i] > 0)
      x[i] *= self.u[p++];
}
