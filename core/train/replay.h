/* replay.h — an edited run, to be trained again with the same edits at the same places.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/tensor-box.h"
#include "core/project/plan.h"
#include "core/train/edits.h"

typedef struct
{
  TdEditKind   kind;
  guint64      step, epoch;
  TdPlan      *plan; /* CHANGE */
  TdTensorBox *box;  /* CHANGE: NULL: none */
  const TdWeightPlace *weight; /* WEIGHT; belongs to the edits */
  float        value;
} TdReplayStep;

typedef struct
{
  guint         n, next; /* steps, and the one that is due next */
  TdReplayStep *steps;   /* (n) */
  TdEdit       *edits;   /* referenced */
} TdReplay;

/* Makes all plans of the run that ends in @edits, and *start, the first of them. @data must not
 * have a fit yet: it keeps the one of the start. Main thread; FALSE with a sentence when a project
 * of the run can't be trained any more. */
gboolean td_replay_new  (const TdEdit *edits, TdData *data, TdPlan **start, TdReplay **replay,
                         GError **error);
void     td_replay_free (TdReplay *self);

/* Whether the next step is due at this place. */
gboolean td_replay_is_due (const TdReplay *self, guint64 step, guint64 epoch);
gboolean td_replay_is_over (const TdReplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdReplay, td_replay_free)
