/* matrix.c — does for a matrix what a training step does for a network.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/matrix.h"

#include <math.h>
#include <string.h>

static const TdBalancerKind *
kind_of (const TdBalancerMatrix *self)
{
  return (const TdBalancerKind *) self->balancer->kind;
}

static guint
count_row_slots (const TdBalancerKind *kind)
{
  return kind->row_slots == NULL ? 0 : g_strv_length ((char **) kind->row_slots);
}

/* @n arrays of @width, in one block that the first of them owns. */
static float **
new_rows (gsize n, gsize width)
{
  float **rows = g_new0 (float *, n + 1);

  rows[0] = g_new0 (float, n * width + 1);
  for (gsize i = 1; i < n; i++)
    rows[i] = rows[0] + i * width;
  return rows;
}

static void
free_rows (float **rows)
{
  if (rows != NULL)
    g_free (rows[0]);
  g_free (rows);
}

TdBalancerMatrix *
td_balancer_matrix_new (const TdSpec *balancer, guint n_tasks, gsize n_columns, guint64 seed)
{
  TdBalancerMatrix *self;

  g_return_val_if_fail (balancer != NULL && balancer->kind != NULL && n_tasks > 0, NULL);

  self = g_new0 (TdBalancerMatrix, 1);
  self->balancer = balancer;
  self->n_tasks = n_tasks;
  self->n_columns = n_columns;
  self->memory = td_balancer_memory_new (kind_of (self), n_tasks);
  self->tasks = g_new (guint, n_tasks);
  self->gram = g_new (double, (gsize) n_tasks * n_tasks);
  self->sums = g_new (double, n_tasks);
  for (guint k = 0; k < n_tasks; k++)
    self->tasks[k] = k;
  if (kind_of (self)->needs & TD_NEEDS_ROWS)
    {
      self->rows = new_rows (n_tasks, n_columns);
      self->slots = new_rows ((gsize) count_row_slots (kind_of (self)) * n_tasks, n_columns);
    }
  self->step.n = n_tasks;
  self->step.tasks = self->tasks;
  self->step.stream = td_stream (seed, "balance");
  return self;
}

void
td_balancer_matrix_free (TdBalancerMatrix *self)
{
  g_return_if_fail (self != NULL);

  td_balancer_memory_free (self->memory);
  g_free (self->tasks);
  g_free (self->gram);
  g_free (self->sums);
  free_rows (self->rows);
  free_rows (self->slots);
  g_free (self);
}

static void
transform (TdBalancerMatrix *self, const double *gradients)
{
  TdBalancerChunk chunk = { 0, self->n_columns, self->rows, self->slots };

  memset (self->sums, 0, self->n_tasks * sizeof (double));
  for (gsize i = 0; i < self->n_tasks * self->n_columns; i++)
    self->rows[0][i] = (float) gradients[i];
  kind_of (self)->transform (self->balancer->options, &self->step, &chunk, self->sums);
}

static double
element (const TdBalancerMatrix *self, const double *gradients, gsize task, gsize column)
{
  return self->rows != NULL ? (double) self->rows[task][column]
                            : gradients[task * self->n_columns + column];
}

static void
measure_gram (TdBalancerMatrix *self, const double *gradients)
{
  for (gsize i = 0; i < self->n_tasks; i++)
    for (gsize j = 0; j <= i; j++)
      {
        double sum = 0;

        for (gsize c = 0; c < self->n_columns; c++)
          sum += element (self, gradients, i, c) * element (self, gradients, j, c);
        self->gram[i * self->n_tasks + j] = self->gram[j * self->n_tasks + i] = sum;
      }
}

static void
combine (const TdBalancerMatrix *self, const double *gradients, const double *weights,
         double *combined)
{
  for (gsize c = 0; c < self->n_columns; c++)
    {
      combined[c] = 0;
      for (gsize k = 0; k < self->n_tasks; k++)
        combined[c] += weights[k] * element (self, gradients, k, c);
    }
}

void
td_balancer_matrix_step (TdBalancerMatrix *self, const double *gradients, const double *losses,
                         double *weights, double *combined)
{
  TdBalancerNeeds needs = kind_of (self)->needs;
  g_autofree double *ones = g_new (double, 3 * self->n_tasks);
  double *means = ones + self->n_tasks, *own = means + self->n_tasks;

  for (guint k = 0; k < self->n_tasks; k++)
    {
      ones[k] = 1;
      means[k] = NAN;
    }
  self->step.losses = losses != NULL ? losses : ones;
  self->step.means[0] = self->step.means[0] != NULL ? self->step.means[0] : means;
  self->step.means[1] = self->step.means[1] != NULL ? self->step.means[1] : means;
  if (needs & TD_NEEDS_ROWS)
    transform (self, gradients);
  if (needs & (TD_NEEDS_GRAM | TD_NEEDS_BATCHES_3))
    measure_gram (self, gradients);
  self->step.gram = self->step.cross = self->gram;
  self->step.sums = self->sums;
  kind_of (self)->weigh (self->balancer->options, &self->step, self->memory, own);
  if (weights != NULL)
    memcpy (weights, own, self->n_tasks * sizeof (double));
  if (combined != NULL)
    combine (self, gradients, own, combined);
  for (guint i = 0; i < 2; i++)
    self->step.means[i] = self->step.means[i] == means ? NULL : self->step.means[i];
  self->step.losses = NULL;
  self->step.step++;
}
