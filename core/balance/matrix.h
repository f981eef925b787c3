/* matrix.h — a balancer at work on a matrix of gradients, one row per task, without a network.
 *
 * For the command line and for tests. All tasks are present in every step; methods that ask for
 * three batches get the same one three times.
 *
 * Belongs to one thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer.h"

typedef struct
{
  const TdSpec     *balancer; /* borrowed */
  guint             n_tasks;
  gsize             n_columns;
  TdBalancerMemory *memory;
  TdBalancerStep    step;     /* of the next step; the caller may set epoch, means, stream */
  guint            *tasks;    /* (n_tasks) 0, 1, … */
  double           *gram;     /* (n_tasks, n_tasks) */
  double           *sums;     /* (n_tasks) */
  float           **rows;     /* (n_tasks) each (n_columns); NULL unless ROWS */
  float           **slots;    /* (row slots, n_tasks) each (n_columns) */
} TdBalancerMatrix;

TdBalancerMatrix *td_balancer_matrix_new  (const TdSpec *balancer, guint n_tasks,
                                           gsize n_columns, guint64 seed);
void              td_balancer_matrix_free (TdBalancerMatrix *self);

/* One step for @gradients (n_tasks, n_columns) and @losses (n_tasks), NULL: all 1. Writes
 * @weights (n_tasks) and @combined (n_columns), either NULL. */
void td_balancer_matrix_step (TdBalancerMatrix *self, const double *gradients,
                              const double *losses, double *weights, double *combined);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdBalancerMatrix, td_balancer_matrix_free)
