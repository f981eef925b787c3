/* observer.h — a thread that computes pictures of a run while it trains.
 *
 * What is to be computed is a job: a function of the run's newest parameters (a TdSight) and of a
 * question, such as which rows to evaluate. A job is due when the run has moved since it was last
 * computed, or its question changed, and its interval has passed; one that takes long waits longer,
 * so that all jobs together leave most of a processor to the trainer. Parameters are copied only
 * for a job that is due, and seldom when copying takes long. Without jobs nothing is copied, and
 * nothing costs anything.
 *
 * All functions are for one controlling thread (a window's main thread), except for
 * td_job_is_cancelled(), which is for the computing function. Nothing calls back: the controller
 * looks for results when it likes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"
#include "core/train/sight.h"

typedef struct _TdObserver TdObserver;
typedef struct _TdJob      TdJob;

typedef struct
{
  double interval; /* seconds from one start to the next, at least */

  /* On the observer's thread. Answers a new result, or NULL when there is none or the job was
   * cancelled meanwhile. @sight is only valid during the call; what is needed for longer is
   * referenced (the plan) or copied. @question may keep buffers from one call to the next. */
  gpointer (*compute) (gpointer question, const TdSight *sight, const TdJob *job);
  void (*free_result) (gpointer result);
  /* On either thread; NULL: nothing to free. */
  void (*free_question) (gpointer question);
} TdJobKind;

/* @trainer must outlive the observer. The thread starts with the first job. */
TdObserver *td_observer_new  (TdTrainer *trainer);
/* Ends all jobs that are left. Waits for a step of the trainer at most. */
void        td_observer_free (TdObserver *self);

/* To be called now and then while the trainer runs and after it did, as from a frame clock: wakes
 * the thread when the run has moved. TRUE when a result came in since the last call. */
gboolean    td_observer_poll (TdObserver *self);
/* Whether a job still has to look at the run as it is now: keep polling. */
gboolean    td_observer_is_busy (TdObserver *self);

/* @kind is borrowed for ever (static), @question is taken. Computed for the first time at once. */
TdJob      *td_observer_add  (TdObserver *self, const TdJobKind *kind, gpointer question);
/* Another question, which is taken. What is being computed is finished with the old one first. */
void        td_job_ask       (TdJob *self, gpointer question);
/* Ends and frees the job; cancels what is being computed, without waiting for it. */
void        td_job_remove    (TdJob *self);
/* The newest result, to be freed with free_result; NULL: none since the last call. */
gpointer    td_job_take      (TdJob *self);

/* For compute: whether to give up. One atomic load. */
gboolean    td_job_is_cancelled (const TdJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdObserver, td_observer_free)
