/* engine.h — one training computation: parameters, gradients, optimizer state, and the step.
 *
 * A step allocates nothing. Same plan, same state, same bits, with any number of workers: batch
 * slices, gradient parts and update ranges are cut by the problem alone.
 *
 * Belongs to the thread that made it (its team of workers serves only that one).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/sampler.h"
#include "core/nn/network.h"
#include "core/nn/tensor-box.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
#include "core/train/engine-balance.h"
#include "core/train/evaluate.h"
#include "core/train/monitor.h"
#include "core/train/state.h"
#include "core/train/task-run.h"

/* A run of parameters with the same penalties, cut so that workers can share it. */
typedef struct
{
  gsize  offset, n;
  float  l1, l2;
  float  tie;     /* strength with which it is drawn to the mean of the next */
  guint  n_tied;
  gsize *tied;    /* (n_tied) offsets of the same run in other tasks' trunks and here; owned */
  double norm2;   /* of its gradient in this step */
} TdRange;

typedef struct
{
  TdPlan         *plan;
  TdDataset      *data;            /* the plan's, or one without rows */
  TdTeam         *team;
  guint           n_workers;       /* in use */
  gboolean        measuring;       /* workers are still being chosen */
  double          best_seconds[2]; /* with one worker, with all */
  guint           n_measured;
  double          watched_seconds; /* since the last look at whether all still are faster */
  guint           n_watched;

  gsize           batch_size;
  guint64         steps_per_epoch;
  TdSampler      *sampler;
  TdBatchSpan    *spans;           /* (n_tasks) which rows of the batch train the task */

  TdNetwork      *network;
  TdPass          pass;
  const guint32  *rows;            /* of the batch under way */
  TdTaskRun      *tasks;
  TdBalancing    *balancing;
  TdRange        *ranges;
  guint           n_ranges;
  gboolean        refused;         /* loss or gradient isn't finite: nothing was written */

  float          *parameters, *best; /* (n_weights): statistics included */
  float          *gradients;         /* (n_parameters) */
  float          *slots[TD_OPTIMIZER_MAX_SLOTS]; /* (n_parameters) each */
  guint           n_slots;

  TdEdit         *edits;           /* how the run came to be */
  guint64         step, epoch, batch;
  double          seconds, learning_rate;
  TdMonitor       monitor;
  TdStall         stall;           /* what the schedule has counted */
  TdEvaluator    *evaluator;       /* validation, NULL without such rows */
  TdTaskMetrics  *training, *validation; /* (n_tasks) of the last whole epoch */
  gboolean        measured;        /* validation is that of these parameters or of the last epoch */
} TdEngine;

/* With first weights, at the start of a run. */
TdEngine *td_engine_new   (TdPlan *plan);
void      td_engine_free  (TdEngine *self);
TdState  *td_engine_state (const TdEngine *self);
/* Takes over @from, of this or another plan; see td_state_carry() for what fits, and @box. TRUE:
 * all of it, and nothing is new. */
gboolean  td_engine_carry (TdEngine *self, const TdState *from, TdTensorBox *box);

/* FALSE when there are no rows to train on. */
gboolean  td_engine_can_step    (const TdEngine *self);
/* One batch. FALSE when loss or gradient isn't finite: weights are as before the step, and
 * td_engine_dup_trouble() says which task and what helps. */
gboolean  td_engine_step        (TdEngine *self);
char     *td_engine_dup_trouble (const TdEngine *self);

/* After steps_per_epoch steps: evaluates and closes the epoch. FALSE when @go_on said no; call it
 * again then. */
gboolean  td_engine_is_epoch_due (const TdEngine *self);
gboolean  td_engine_end_epoch    (TdEngine *self, TdGoOnFunc go_on, gpointer data);
/* Metrics of the batches of the epoch under way (or, at its start, of the last); (n_tasks). */
void      td_engine_training_metrics (const TdEngine *self, TdTaskMetrics *metrics);
/* Evaluates a run that stands still, has epochs behind it, and was edited or came from elsewhere:
 * to be shown, but no part of the run. FALSE when there is nothing to do, or @go_on said no. */
gboolean  td_engine_measure (TdEngine *self, TdGoOnFunc go_on, gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdEngine, td_engine_free)
