/* engine-edit.h — how a run goes on with another plan or state, and what its list of edits gets.
 *
 * Belongs to the thread of the engine.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/engine.h"

/* Each makes a new engine, with the run's edits brought up to date. td_engine_restore(): @then was
 * taken from a run of @plan, so nothing was edited between them. */
TdEngine *td_engine_resume  (TdPlan *plan, const TdState *start);
TdEngine *td_engine_restore (TdPlan *plan, const TdState *then);
TdEngine *td_engine_edit    (const TdEngine *before, TdPlan *plan, TdTensorBox *box);
/* Sets one weight to *@value, and @box keeps what it was unless it keeps something already; NULL:
 * the weight and what the box keeps change places. Slots of the optimizer stay. FALSE: there is no
 * such weight. */
gboolean  td_engine_set_weight (TdEngine *self, const TdWeightPlace *place, const float *value,
                                TdTensorBox *box);
/* Over with the run so far, whose curves are @history; a new one begins. */
TdEngine *td_engine_restart (const TdEngine *before, TdHistory *history);

/* At the end of a run: puts the best weights in place; and after that: it goes on from these. */
void      td_engine_use_best (TdEngine *self);
void      td_engine_go_on    (TdEngine *self);
