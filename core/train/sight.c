/* sight.c — copies parameters into memory that stays.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/sight.h"

#include "core/nn/network.h"

#include <stdlib.h>
#include <string.h>

void
td_sight_fill (TdSight *self, TdPlan *plan, const float *parameters)
{
  gsize n = plan->graph->layout->n_weights;

  if (self->plan != plan)
    {
      td_plan_unref (self->plan);
      self->plan = td_plan_ref (plan);
    }
  if (self->n_allocated < n)
    {
      free (self->parameters);
      self->parameters = td_aligned_new (n * sizeof (float));
      self->n_allocated = n;
    }
  if (n > 0)
    memcpy (self->parameters, parameters, n * sizeof (float));
}

void
td_sight_clear (TdSight *self)
{
  td_plan_unref (self->plan);
  free (self->parameters);
  *self = (TdSight) { NULL };
}
