/* cone.c — Lawson and Hanson's active sets for v >= least ("Solving least squares problems",
 * 1974, chapter 23), on the Gram matrix.
 *
 * v = least + x, x >= 0. The free set holds the variables with x > 0; for these the slope (G v)_i
 * vanishes. A variable whose slope is negative becomes free; those that would become negative are
 * fixed at zero again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/cholesky.h"
#include "core/math/cone.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-14
#define LEAST_PIVOT 1e-12
#define MAX_STEPS(n) (20 * (n) + 20)

typedef struct
{
  gsize   n;
  double *g;      /* (n, n) scaled: ones in the diagonal, zeros for zero rows */
  double *length; /* (n) what it was scaled by */
  double *l;      /* (n, n) factor for the free set */
  double *base;   /* (n) slopes at x = 0 */
  double *slope;  /* (n) */
  double *x, *y;  /* (n), (n): where we are; where the free set's minimum is, (p) */
  double *row;    /* (n) */
  guint  *set;    /* (p) */
  gsize   p;
  double  base_size, size; /* of what slopes are made of, for the tolerance */
} Search;

gsize
td_shortest_above_n_scratch (gsize n)
{
  return 2 * n * n + 7 * n;
}

static void
scale (Search *self, const double *gram, const double *least)
{
  gsize n = self->n;

  for (gsize i = 0; i < n; i++)
    self->length[i] = sqrt (MAX (gram[i * n + i], 0));
  for (gsize i = 0; i < n; i++)
    {
      self->base[i] = 0;
      self->base_size += self->length[i] * fabs (least[i]);
      for (gsize j = 0; j < n; j++)
        {
          double size = self->length[i] * self->length[j];

          self->g[i * n + j] = size > 0 ? gram[i * n + j] / self->length[i] / self->length[j] : 0;
          self->base[i] += self->g[i * n + j] * self->length[j] * least[j];
        }
    }
}

/* FALSE: @j depends on the free set, so that its slope is zero but for rounding. */
static gboolean
set_free (Search *self, guint j)
{
  double *pivot = &self->l[self->p * self->n + self->p];

  for (gsize i = 0; i < self->p; i++)
    self->row[i] = self->g[j * self->n + self->set[i]];
  self->row[self->p] = 1;
  self->set[self->p] = j;
  td_cholesky_append (self->l, self->n, self->p, self->row, LEAST_PIVOT);
  if (*pivot * *pivot <= LEAST_PIVOT)
    return FALSE;
  self->p++;
  return TRUE;
}

static void
fix_zeros (Search *self)
{
  gsize p = self->p, kept = 0;

  while (kept < p && self->x[self->set[kept]] > 0)
    kept++;
  self->p = kept;
  for (gsize i = kept; i < p; i++)
    {
      guint j = self->set[i];

      if (self->x[j] > 0 && !set_free (self, j))
        self->x[j] = 0;
    }
}

static void
find_minimum (Search *self)
{
  for (gsize i = 0; i < self->p; i++)
    self->y[i] = -self->base[self->set[i]];
  td_cholesky_solve (self->l, self->n, self->p, self->y);
}

/* From x towards y as far as none is negative. TRUE: all the way. */
static gboolean
move (Search *self)
{
  double part = 1;
  guint first = 0;

  for (gsize i = 0; i < self->p; i++)
    {
      double x = self->x[self->set[i]], y = self->y[i];

      if (y <= 0 && x / (x - y) < part)
        {
          part = x > 0 ? x / (x - y) : 0;
          first = self->set[i];
        }
    }
  for (gsize i = 0; i < self->p; i++)
    {
      double *x = &self->x[self->set[i]];

      *x = MAX (*x + part * (self->y[i] - *x), 0);
    }
  if (part < 1)
    self->x[first] = 0;
  return part >= 1;
}

static void
measure (Search *self)
{
  gsize n = self->n;

  memcpy (self->slope, self->base, n * sizeof (double));
  self->size = self->base_size;
  for (gsize i = 0; i < self->p; i++)
    {
      self->size += self->x[self->set[i]];
      for (gsize j = 0; j < n; j++)
        self->slope[j] += self->x[self->set[i]] * self->g[self->set[i] * n + j];
    }
}

/* The variable with the steepest way down, n when there is none. */
static gsize
find_next (const Search *self)
{
  double steepest = -TOLERANCE * (double) self->n * self->size;
  gsize next = self->n;

  for (gsize j = 0; j < self->n; j++)
    if (self->x[j] == 0 && self->slope[j] < steepest)
      {
        steepest = self->slope[j];
        next = j;
      }
  return next;
}

void
td_shortest_above (gsize n, const double *gram, const double *least, double *v, double *scratch)
{
  Search self = { .n = n, .g = scratch, .l = scratch + n * n, .length = scratch + 2 * n * n };
  gsize next;

  self.base = self.length + n;
  self.slope = self.base + n;
  self.x = self.slope + n;
  self.y = self.x + n;
  self.row = self.y + n;
  self.set = (guint *) (self.row + n);
  memset (self.x, 0, n * sizeof (double));
  scale (&self, gram, least);
  measure (&self);
  next = find_next (&self);
  for (gsize step = 0; next < n && step < MAX_STEPS (n); step++)
    {
      self.slope[next] = 0;
      if (!set_free (&self, (guint) next))
        {
          next = find_next (&self);
          continue;
        }
      for (find_minimum (&self); !move (&self); find_minimum (&self))
        fix_zeros (&self);
      fix_zeros (&self);
      measure (&self);
      next = find_next (&self);
    }
  for (gsize i = 0; i < n; i++)
    v[i] = least[i] + (self.length[i] > 0 ? self.x[i] / self.length[i] : 0);
}
