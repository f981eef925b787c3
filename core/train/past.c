/* past.c — a snapshot with its plan and its curves.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/past.h"

TdPast *
td_past_new (TdTrainer *trainer)
{
  TdPast *self = g_new (TdPast, 1);

  td_trainer_pause (trainer);
  self->plan = td_plan_ref (td_trainer_get_plan (trainer));
  self->state = td_trainer_snapshot (trainer);
  self->history = td_history_copy (td_trainer_get_history (trainer));
  return self;
}

void
td_past_free (TdPast *self)
{
  if (self == NULL)
    return;
  td_plan_unref (self->plan);
  td_state_unref (self->state);
  td_history_unref (self->history);
  g_free (self);
}

gsize
td_past_size (const TdPast *self)
{
  return td_state_size (self->state) + td_history_size (self->history);
}

void
td_past_restore (const TdPast *self, TdTrainer *trainer)
{
  td_trainer_restore (trainer, self->plan, self->state, self->history);
}
