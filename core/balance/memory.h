/* memory.h — what a balancer keeps from step to step, and room to compute in.
 *
 * State is indexed by all tasks of the plan, whether they take part in a step or not. It is the
 * caller's to save (as "balancer.<name>"), to carry over by task and to reset.
 *
 * Belongs to one thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

typedef struct _TdBalancerKind TdBalancerKind; /* balancer.h */

/* A number that is kept. */
typedef struct
{
  const char *name; /* NULL ends a list */
  double      start;
} TdBalancerSlot;

typedef struct
{
  guint   n_tasks;
  double *tasks;   /* (task slots, n_tasks) */
  double *pairs;   /* (pair slots, n_tasks, n_tasks) */
  double *common;  /* (common slots) */
  double *scratch; /* (kind->n_scratch (n_tasks)) nothing is kept in it */
} TdBalancerMemory;

/* Every slot at its start. */
TdBalancerMemory *td_balancer_memory_new  (const TdBalancerKind *kind, guint n_tasks);
void              td_balancer_memory_free (TdBalancerMemory *self);
guint             td_balancer_n_slots     (const TdBalancerSlot *slots); /* NULL: 0 */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdBalancerMemory, td_balancer_memory_free)
