/* good-states.h — where a run that diverges can go back to: its start and its last good epochs.
 *
 * An epoch is good when no task's loss at its end is more than ten times what it was after the
 * first one. States are whole, so what goes on from one has the bits of a run that was never
 * further.
 *
 * Belongs to the thread of the engine.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/engine.h"

#define TD_N_GOOD_STATES 3

typedef struct
{
  guint    n;
  TdPlan  *plans[TD_N_GOOD_STATES];  /* (n) the start first, then in order of epochs */
  TdState *states[TD_N_GOOD_STATES]; /* (n) */
} TdGoodStates;

/* Forgets all, and takes the engine's state as the start. */
void td_good_states_begin (TdGoodStates *self, const TdEngine *engine);
void td_good_states_clear (TdGoodStates *self);
/* At the end of an epoch: takes it if it is good, in place of the oldest but the start. */
void td_good_states_take  (TdGoodStates *self, const TdEngine *engine);

/* The epoch that the newest of them is from. */
guint64   td_good_states_epoch (const TdGoodStates *self);
/* A new engine that goes on from there as an edit of @plan at that place. */
TdEngine *td_good_states_edit  (const TdGoodStates *self, TdPlan *plan);
