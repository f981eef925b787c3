/* trainer.h — a run: a thread with a mailbox.
 *
 * Main thread → trainer, looked at between steps and between evaluation batches: run, pause,
 * apply, snapshot, quit. Trainer → others: the history, the progress and whole snapshots, each
 * copied under one mutex that is never held while computing. Nothing calls back: readers look
 * when they like (a window at its frame clock, the command line in a wait).
 *
 * All functions may be called from one controlling thread; history and state objects from any.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"
#include "core/nn/tensor-box.h"
#include "core/project/plan.h"
#include "core/train/history.h"
#include "core/train/replay.h"
#include "core/train/state.h"
#include "core/train/sight.h"

typedef enum
{
  TD_RUN_IDLE,     /* not started, or paused */
  TD_RUN_TRAINING,
  TD_RUN_FINISHED, /* reached its epochs or steps */
  TD_RUN_STOPPED,  /* early stopping; weights are the best */
  TD_RUN_DIVERGED, /* message says which task, which step, what helps */
} TdRunStatus;

/* How long and how fast. Totals, not increments; whichever comes first. Zeros: no limit on steps
 * and speed, the plan's epochs. */
typedef struct
{
  guint64 steps;
  guint64 epochs;
  double  steps_per_second;
  double  epochs_per_second;
} TdRunLimits;

typedef struct
{
  TdRunStatus status;
  char        message[512];   /* DIVERGED, STOPPED: a sentence; else empty */
  guint64     step, epoch;    /* done */
  guint64     batch;          /* steps done in the epoch under way */
  guint64     steps_per_epoch; /* of this epoch; earlier ones may have had other batches */
  guint64     epochs;         /* of the plan */
  double      seconds;        /* spent in the training loop, evaluation excluded */
  double      steps_per_second, samples_per_second; /* over the last second or so, 0 when idle */
  double      learning_rate;
  guint64     drops;          /* of the rate, for lack of progress */
  guint       workers;        /* in use */
  gboolean    balancer_is_idle; /* it has no gradients to compare and acts as the plain sum */
  guint64     best_epoch;     /* 0: none yet */
  guint64     back_epoch;     /* the one that td_trainer_go_back() goes to */
  guint64     revision;       /* changes whenever anything here does */
  guint       n_tasks;
  guint       active_task;    /* the only one that the latest step trained; n_tasks: all did */
  double      batches;        /* that .training's labels were counted over */
  /* Latest: validation where there are rows for it, else training. */
  TdTaskMetrics *tasks;       /* (n_tasks), owned by the receiver */
  TdTaskMetrics *training;    /* (n_tasks), the epoch under way or the last whole one */
  double      mean_accuracy, mean_log_loss;
  TdEdit     *edits;          /* how the run came to be; referenced by the receiver */
} TdProgress;

void td_progress_clear (TdProgress *self);

typedef struct _TdTrainer TdTrainer;

/* A plan without a data set can be held and edited; running it ends at once, idle, with the plan's
 * `missing` as message. @start continues that state (tensors carried over by id, role and
 * shape); NULL: from scratch. @history is appended to; NULL: a new one. All are referenced. The
 * thread sleeps until told to run. */
TdTrainer *td_trainer_new  (TdPlan *plan, TdState *start, TdHistory *history);
void       td_trainer_free (TdTrainer *self); /* finishes the step and joins */

void td_trainer_run   (TdTrainer *self, const TdRunLimits *limits); /* also changes a run's limits */
void td_trainer_pause (TdTrainer *self);
/* From the next step on as @plan says: every tensor with its slots is carried over by (id, role,
 * shape) and the rest starts from (seed, id). What is dropped goes into @box, what @box has comes
 * back as it was; edits that undo and redo each other share a box. NULL: what is dropped is
 * lost. */
void td_trainer_apply (TdTrainer *self, TdPlan *plan, TdTensorBox *box);
/* Sets one weight from the next step on; @box keeps what it was before the first time. Nothing
 * happens when there is no such weight then. */
void td_trainer_set_weight  (TdTrainer *self, const TdWeightPlace *place, float value,
                             TdTensorBox *box);
/* What @box keeps and the weight change places: undoes and redoes that. */
void td_trainer_swap_weight (TdTrainer *self, const TdWeightPlace *place, TdTensorBox *box);
/* To the newest good state (progress.back_epoch), and on from there as @plan says, as an edit made
 * at that place; idle. What came after it is gone, curves too. */
void td_trainer_go_back (TdTrainer *self, TdPlan *plan);
/* Starts over: step 0, first weights, empty history; idle. */
void td_trainer_reset (TdTrainer *self);
/* As it was when @state and @history were taken, with @plan, idle: undoes a reset. */
void td_trainer_restore (TdTrainer *self, TdPlan *plan, TdState *state, TdHistory *history);
/* Makes edits of its own as it gets there, and doesn't end by itself before the last of them.
 * @replay is taken; the trainer must be new, with the replay's first plan. */
void td_trainer_replay (TdTrainer *self, TdReplay *replay);
/* Blocks until no message is pending and nothing is running, or @seconds (< 0: for ever) passed. */
gboolean td_trainer_wait (TdTrainer *self, double seconds);
/* Waits for the end of the step under way and returns the state as of then. */
TdState *td_trainer_snapshot (TdTrainer *self);

/* For one further thread, which must be done before td_trainer_free(); see core/train/observer.h.
 * td_trainer_look() waits for the end of the step under way and copies plan and parameters; unlike
 * a message it doesn't interrupt an evaluation. */
void    td_trainer_look       (TdTrainer *self, TdSight *sight);
/* Changes whenever plan or parameters may have. Any thread; one atomic load. */
guint64 td_trainer_get_moment (TdTrainer *self);

TdHistory *td_trainer_get_history (TdTrainer *self);  /* borrowed */
/* The plan that was given last; borrowed. */
TdPlan    *td_trainer_get_plan    (TdTrainer *self);
/* FALSE, and @progress untouched, when nothing changed since its revision (0: always fill). */
gboolean   td_trainer_get_progress (TdTrainer *self, TdProgress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTrainer, td_trainer_free)
