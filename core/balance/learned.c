/* learned.c — Adam for one number of a task.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/learned.h"

#include <math.h>

#define BETA1 0.9
#define BETA2 0.999
#define EPSILON 1e-8

void
td_learn (TdBalancerMemory *memory, guint task, double rate, double slope)
{
  double *number = memory->tasks + task, *mean = number + memory->n_tasks;
  double *square = mean + memory->n_tasks, *n_steps = square + memory->n_tasks;

  if (!isfinite (slope))
    return; /* the step will be refused */
  *n_steps += 1;
  *mean = BETA1 * *mean + (1 - BETA1) * slope;
  *square = BETA2 * *square + (1 - BETA2) * slope * slope;
  *number -= rate * *mean / (1 - pow (BETA1, *n_steps))
             / (sqrt (*square / (1 - pow (BETA2, *n_steps))) + EPSILON);
}
