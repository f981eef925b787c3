/* state.h — everything a run consists of at one moment: what snapshots and files hold.
 *
 * Immutable once made and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include "core/nn/layout.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
#include "core/project/safetensors.h"
#include "core/train/balance-state.h"
#include "core/train/edits.h"

typedef struct
{
  char   *id;
  double  first_loss; /* validation loss after the first epoch, NaN before */
  guint   n_tally;
  double *tally;      /* (n_tally) sums of the epoch under way; opaque */
} TdTaskState;

typedef struct
{
  TdRefs refs;
  TdLayout *layout;
  float    *parameters;  /* (n_weights): statistics included */
  guint     n_slots;
  char     *slot_names[TD_OPTIMIZER_MAX_SLOTS];
  float    *slots[TD_OPTIMIZER_MAX_SLOTS]; /* (n_parameters) each */
  char     *optimizer;   /* its id; slots are carried on only to the same one */

  guint64   step;        /* steps done */
  guint64   epoch;       /* whole epochs done and evaluated */
  guint64   batch;       /* steps done in the epoch under way */
  double    seconds;     /* spent training */
  float    *best;        /* (n_weights) parameters at the best epoch; NULL: none yet */
  guint64   best_epoch;
  double    best_value;  /* of the monitored quantity */
  guint64   patience;    /* epochs since the best */
  TdStall   stall;       /* what the schedule has counted */
  guint     n_tasks;
  TdTaskState *tasks;    /* (n_tasks) */
  TdBalanceState *balance; /* NULL: none */
  TdEdit   *edits;       /* the run so far; NULL: not known */
} TdState;

TdState *td_state_new   (TdLayout *layout); /* zeros, no slots */
TdState *td_state_ref   (TdState *self);
void     td_state_unref (TdState *self);
gsize    td_state_size  (const TdState *self); /* bytes, roughly */
/* Whether there were runs before this one. */
gboolean td_state_has_past (const TdState *self);
/* Whether its weights can't be made again from the project: after a step, or loaded from a file. */
gboolean td_state_is_trained (const TdState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdState, td_state_unref)

/* weights.safetensors and state.safetensors. */
TdArraySet *td_state_weights (const TdState *self);
TdArraySet *td_state_rest    (const TdState *self);

/* Reads @weights by name and shape into a state of @layout. What the layout has and the file
 * lacks (or has in another shape) is left as it stands in @initial (n_weights), and listed in
 * *unfit, a sentence, NULL when all fit. With @strict that is an error instead. @rest may be
 * NULL. */
TdState *td_state_from_arrays (TdLayout *layout, const float *initial, TdArraySet *weights,
                               TdArraySet *rest, gboolean strict, char **unfit, GError **error);
