/* sight.h — what a run computes with at one moment: its plan and its parameters.
 *
 * Less than a TdState, and made over and over in the same memory: the trainer copies its parameters
 * into a sight that somebody brings, between two steps.
 *
 * Belongs to one thread at a time; what it points at is immutable while it does.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

typedef struct
{
  TdPlan *plan;        /* NULL: nothing was copied yet */
  float  *parameters;  /* (n_weights of plan's layout) */
  gsize   n_allocated; /* floats */
  guint64 step, epoch; /* done */
  guint64 moment;      /* td_trainer_get_moment() as of the copy */
  double  seconds;     /* that copying took */
} TdSight;

/* Allocates only when the parameters have become more. */
void td_sight_fill  (TdSight *self, TdPlan *plan, const float *parameters);
void td_sight_clear (TdSight *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdSight, td_sight_clear)
