/* min-norm.c — Wolfe's nearest point of a polytope, on the Gram matrix.
 *
 * The corral is a set of affinely independent points whose affine hull's nearest point x lies
 * inside it. A point g_j with <g_j, x> < |x|² joins; points whose weight would become negative
 * leave. Adding a constant to G changes nothing over Σ w = 1 and makes a corral's G invertible.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/cholesky.h"
#include "core/math/simplex.h"

#include <string.h>

#define TOLERANCE 1e-15
#define MAX_STEPS(n) (20 * (n) + 20)

typedef struct
{
  gsize         n;
  const double *gram;
  double        shift; /* the constant */
  double       *w;     /* (n) */
  double       *l;     /* (n, n) factor of the corral's G */
  double       *y;     /* (n) weights of the affine hull's nearest point */
  double       *row;   /* (n) */
  double       *x;     /* (n) <g_i, x> */
  guint        *corral; /* (p) */
  gsize         p;
} Search;

gsize
td_min_norm_n_scratch (gsize n)
{
  return n * n + 4 * n;
}

static double
product (const Search *self, gsize i, gsize j)
{
  return self->gram[i * self->n + j];
}

static void
join (Search *self, guint j)
{
  gsize p = self->p;

  for (gsize i = 0; i < p; i++)
    self->row[i] = product (self, j, self->corral[i]) + self->shift;
  self->row[p] = product (self, j, j) + self->shift;
  self->corral[p] = j;
  td_cholesky_append (self->l, self->n, p, self->row, 1e-14 * self->row[p]);
  self->p++;
}

/* Drops the points without weight, and factors anew from the first of them on. */
static void
leave (Search *self)
{
  gsize p = self->p, kept = 0;

  while (kept < p && self->w[self->corral[kept]] > 0)
    kept++;
  self->p = kept;
  for (gsize i = kept; i < p; i++)
    if (self->w[self->corral[i]] > 0)
      join (self, self->corral[i]);
}

static void
find_affine (Search *self)
{
  double sum = 0;

  for (gsize i = 0; i < self->p; i++)
    self->y[i] = 1;
  td_cholesky_solve (self->l, self->n, self->p, self->y);
  for (gsize i = 0; i < self->p; i++)
    sum += self->y[i];
  for (gsize i = 0; i < self->p; i++)
    self->y[i] /= sum;
}

/* Goes from w towards y as far as no weight is negative. TRUE: all the way. */
static gboolean
move (Search *self)
{
  double part = 1;
  guint first = 0;

  for (gsize i = 0; i < self->p; i++)
    {
      double w = self->w[self->corral[i]];

      if (self->y[i] <= 0 && w / (w - self->y[i]) < part)
        {
          part = w / (w - self->y[i]);
          first = self->corral[i];
        }
    }
  for (gsize i = 0; i < self->p; i++)
    {
      double *w = &self->w[self->corral[i]];

      *w = MAX (*w + part * (self->y[i] - *w), 0);
    }
  if (part < 1)
    self->w[first] = 0;
  return part >= 1;
}

/* Computes x; returns |x|². */
static double
measure (Search *self)
{
  double norm2 = 0;

  memset (self->x, 0, self->n * sizeof (double));
  for (gsize i = 0; i < self->p; i++)
    for (gsize j = 0; j < self->n; j++)
      self->x[j] += self->w[self->corral[i]] * product (self, self->corral[i], j);
  for (gsize i = 0; i < self->p; i++)
    norm2 += self->w[self->corral[i]] * self->x[self->corral[i]];
  return norm2;
}

/* The point to join, or n when there is none. */
static gsize
find_next (const Search *self, double norm2)
{
  double largest = 0;
  gsize next = 0;

  for (gsize j = 1; j < self->n; j++)
    if (self->x[j] < self->x[next])
      next = j;
  for (gsize i = 0; i < self->p; i++)
    {
      largest = MAX (largest, product (self, self->corral[i], self->corral[i]));
      if (self->corral[i] == next)
        return self->n;
    }
  largest = MAX (largest, product (self, next, next));
  return self->x[next] < norm2 - TOLERANCE * (double) self->n * largest ? next : self->n;
}

void
td_min_norm (gsize n, const double *gram, double *w, double *scratch)
{
  Search self = { .n = n, .gram = gram, .w = w, .l = scratch, .y = scratch + n * n };
  gsize next = 0;

  self.row = self.y + n;
  self.x = self.row + n;
  self.corral = (guint *) (self.x + n);
  memset (w, 0, n * sizeof (double));
  for (gsize i = 0; i < n; i++)
    {
      next = gram[i * n + i] < gram[next * n + next] ? i : next;
      self.shift = MAX (self.shift, gram[i * n + i]);
    }
  w[next] = 1;
  if (self.shift == 0)
    return;
  for (gsize step = 0; next < n && step < MAX_STEPS (n); step++)
    {
      join (&self, (guint) next);
      for (find_affine (&self); !move (&self); find_affine (&self))
        leave (&self);
      leave (&self);
      next = find_next (&self, measure (&self));
    }
}
