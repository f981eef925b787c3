/* past.h — a run as it was at one moment, to go back to: what undoing a Reset needs.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"

typedef struct
{
  TdPlan    *plan;
  TdState   *state;
  TdHistory *history;
} TdPast;

/* Pauses the trainer and waits for the end of the step under way. */
TdPast *td_past_new     (TdTrainer *trainer);
void    td_past_free    (TdPast *self);
gsize   td_past_size    (const TdPast *self); /* bytes, roughly */
void    td_past_restore (const TdPast *self, TdTrainer *trainer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdPast, td_past_free)
