/* memory.c — one block of doubles for all that a balancer keeps.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer.h"

guint
td_balancer_n_slots (const TdBalancerSlot *slots)
{
  guint n = 0;

  while (slots != NULL && slots[n].name != NULL)
    n++;
  return n;
}

static void
start (const TdBalancerSlot *slots, gsize n_each, double *values)
{
  for (guint s = 0; s < td_balancer_n_slots (slots); s++)
    for (gsize i = 0; i < n_each; i++)
      values[s * n_each + i] = slots[s].start;
}

TdBalancerMemory *
td_balancer_memory_new (const TdBalancerKind *kind, guint n_tasks)
{
  gsize n_pairs = (gsize) n_tasks * n_tasks;
  gsize tasks = (gsize) td_balancer_n_slots (kind->task_slots) * n_tasks;
  gsize pairs = td_balancer_n_slots (kind->pair_slots) * n_pairs;
  gsize common = td_balancer_n_slots (kind->common_slots);
  gsize scratch = kind->n_scratch != NULL ? kind->n_scratch (n_tasks) : 0;
  TdBalancerMemory *self = g_new0 (TdBalancerMemory, 1);

  self->n_tasks = n_tasks;
  self->tasks = g_new0 (double, tasks + pairs + common + scratch + 1);
  self->pairs = self->tasks + tasks;
  self->common = self->pairs + pairs;
  self->scratch = self->common + common;
  start (kind->task_slots, n_tasks, self->tasks);
  start (kind->pair_slots, n_pairs, self->pairs);
  start (kind->common_slots, 1, self->common);
  return self;
}

void
td_balancer_memory_free (TdBalancerMemory *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->tasks);
  g_free (self);
}
