/* observer.c — a thread that computes pictures of a run while it trains.
 *
 * The lock guards the list of jobs and what passes through them; it is held neither while computing
 * nor while waiting for the trainer. A job that is removed while it is computed is freed by the
 * thread.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/observer.h"

#include "core/base/clock.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

/* After computing, the thread rests this many times as long; new questions don't wait for it. */
#define REST 2
/* The trainer spends no more than this share of its time on copies. */
#define COPYING 0.01

struct _TdJob
{
  TdObserver      *observer;
  const TdJobKind *kind;
  atomic_bool      cancelled;

  /* Under the lock. */
  gpointer         question; /* the one to be computed next */
  gboolean         asked;    /* it wasn't computed yet */
  gpointer         result;   /* NULL: none, or taken */
  gboolean         computing;
  guint64          moment;   /* of the run when it was last computed; 0: never */
  double           due;
};

struct _TdObserver
{
  TdTrainer      *trainer;
  gboolean        has_thread; /* the controller's */
  pthread_t       thread;
  pthread_mutex_t lock;
  pthread_cond_t  wake;

  /* Under the lock. */
  GPtrArray      *jobs;       /* of TdJob, owned */
  gboolean        quit;
  guint64         n_results;

  guint64         n_seen;     /* the controller's: results it was told of */
  guint64         woken_at;   /* the controller's: the moment it last woke the thread for */

  /* The thread's. */
  TdSight         sight;
  double          next_sight;  /* no copy before */
  double          rested;     /* nothing but questions before */
};

static void
free_question (TdJob *job, gpointer question)
{
  if (question != NULL && job->kind->free_question != NULL)
    job->kind->free_question (question);
}

static void
job_free (TdJob *job)
{
  if (job->result != NULL)
    job->kind->free_result (job->result);
  free_question (job, job->question);
  g_free (job);
}

static gboolean
has_work (const TdJob *job, guint64 moment)
{
  return job->asked || job->moment != moment;
}

/* When @job, which has work, may be computed. */
static double
due_at (const TdObserver *self, const TdJob *job)
{
  double due = job->due;

  if (job->asked)
    return due;
  if (self->sight.plan != NULL && job->moment == self->sight.moment)
    due = MAX (due, self->next_sight); /* it needs a new copy */
  return MAX (due, self->rested);
}

/* With the lock held: the job to compute now; else NULL, and *wait until one may be due (INFINITY:
 * until somebody wakes the thread). */
static TdJob *
choose (TdObserver *self, double *wait)
{
  guint64 moment = td_trainer_get_moment (self->trainer);
  double first_due = INFINITY;
  TdJob *first = NULL;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      TdJob *job = g_ptr_array_index (self->jobs, i);

      if (has_work (job, moment) && due_at (self, job) < first_due)
        {
          first = job;
          first_due = due_at (self, job);
        }
    }
  *wait = first_due - td_clock_now ();
  return *wait <= 0 ? first : NULL;
}

static void
sleep_until_due (TdObserver *self, double wait)
{
  struct timespec deadline;

  if (isinf (wait))
    {
      pthread_cond_wait (&self->wake, &self->lock);
      return;
    }
  deadline = td_clock_deadline (wait);
  pthread_cond_timedwait (&self->wake, &self->lock, &deadline);
}

/* The newest parameters, unless they are in place or the trainer was asked too recently. */
static void
look (TdObserver *self)
{
  double now = td_clock_now ();

  if (self->sight.plan != NULL
      && (now < self->next_sight || self->sight.moment == td_trainer_get_moment (self->trainer)))
    return;
  td_trainer_look (self->trainer, &self->sight);
  self->next_sight = now + self->sight.seconds / COPYING;
}

/* With the lock held. */
static void
put_back (TdObserver *self, TdJob *job, gpointer question, gpointer result)
{
  job->computing = FALSE;
  job->moment = self->sight.moment;
  if (job->asked)
    free_question (job, question);
  else
    job->question = question;
  if (result == NULL)
    return;
  if (job->result != NULL)
    job->kind->free_result (job->result);
  job->result = result;
  self->n_results++;
}

/* Called and left with the lock held. */
static void
compute (TdObserver *self, TdJob *job)
{
  gpointer question = g_steal_pointer (&job->question);
  double start = td_clock_now (), end;
  gpointer result;

  job->computing = TRUE;
  job->asked = FALSE;
  job->due = start + job->kind->interval;
  pthread_mutex_unlock (&self->lock);
  look (self);
  start = td_clock_now ();
  result = job->kind->compute (question, &self->sight, job);
  end = td_clock_now ();
  self->rested = end + REST * (end - start);
  pthread_mutex_lock (&self->lock);
  put_back (self, job, question, result);
  if (atomic_load (&job->cancelled))
    job_free (job);
}

static void *
observe (void *data)
{
  TdObserver *self = data;

  pthread_mutex_lock (&self->lock);
  while (!self->quit)
    {
      double wait;
      TdJob *job = choose (self, &wait);

      if (self->jobs->len == 0)
        td_sight_clear (&self->sight);
      if (job != NULL)
        compute (self, job);
      else
        sleep_until_due (self, wait);
    }
  pthread_mutex_unlock (&self->lock);
  return NULL;
}

TdObserver *
td_observer_new (TdTrainer *trainer)
{
  TdObserver *self = g_new0 (TdObserver, 1);
  pthread_condattr_t attributes;

  self->trainer = trainer;
  self->jobs = g_ptr_array_new ();
  pthread_mutex_init (&self->lock, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->wake, &attributes);
  pthread_condattr_destroy (&attributes);
  return self;
}

void
td_observer_free (TdObserver *self)
{
  if (self == NULL)
    return;
  while (self->jobs->len > 0)
    td_job_remove (g_ptr_array_index (self->jobs, 0));
  pthread_mutex_lock (&self->lock);
  self->quit = TRUE;
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
  if (self->has_thread)
    pthread_join (self->thread, NULL);
  td_sight_clear (&self->sight);
  g_ptr_array_unref (self->jobs);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->wake);
  g_free (self);
}

gboolean
td_observer_poll (TdObserver *self)
{
  guint64 moment = td_trainer_get_moment (self->trainer);
  gboolean news;

  if (!self->has_thread)
    return FALSE;
  pthread_mutex_lock (&self->lock);
  news = self->n_results != self->n_seen;
  self->n_seen = self->n_results;
  if (self->woken_at != moment && self->jobs->len > 0)
    pthread_cond_signal (&self->wake);
  self->woken_at = moment;
  pthread_mutex_unlock (&self->lock);
  return news;
}

gboolean
td_observer_is_busy (TdObserver *self)
{
  guint64 moment = td_trainer_get_moment (self->trainer);
  gboolean busy;

  pthread_mutex_lock (&self->lock);
  busy = self->n_results != self->n_seen;
  for (guint i = 0; i < self->jobs->len && !busy; i++)
    {
      const TdJob *job = g_ptr_array_index (self->jobs, i);

      busy = job->computing || has_work (job, moment);
    }
  pthread_mutex_unlock (&self->lock);
  return busy;
}

TdJob *
td_observer_add (TdObserver *self, const TdJobKind *kind, gpointer question)
{
  TdJob *job = g_new0 (TdJob, 1);

  job->observer = self;
  job->kind = kind;
  job->question = question;
  job->asked = TRUE;
  atomic_init (&job->cancelled, FALSE);
  pthread_mutex_lock (&self->lock);
  g_ptr_array_add (self->jobs, job);
  pthread_cond_signal (&self->wake);
  pthread_mutex_unlock (&self->lock);
  if (!self->has_thread && pthread_create (&self->thread, NULL, observe, self) != 0)
    g_error ("no thread for observing: %s", g_strerror (errno));
  self->has_thread = TRUE;
  return job;
}

void
td_job_ask (TdJob *self, gpointer question)
{
  TdObserver *observer = self->observer;
  gpointer old;

  pthread_mutex_lock (&observer->lock);
  old = self->question;
  self->question = question;
  self->asked = TRUE;
  pthread_cond_signal (&observer->wake);
  pthread_mutex_unlock (&observer->lock);
  free_question (self, old);
}

void
td_job_remove (TdJob *self)
{
  TdObserver *observer;
  gboolean computing;

  if (self == NULL)
    return;
  observer = self->observer;
  pthread_mutex_lock (&observer->lock);
  g_ptr_array_remove (observer->jobs, self);
  computing = self->computing;
  atomic_store (&self->cancelled, TRUE);
  pthread_cond_signal (&observer->wake); /* to let go of the sight with the last job */
  pthread_mutex_unlock (&observer->lock);
  if (!computing)
    job_free (self);
}

gpointer
td_job_take (TdJob *self)
{
  gpointer result;

  pthread_mutex_lock (&self->observer->lock);
  result = g_steal_pointer (&self->result);
  pthread_mutex_unlock (&self->observer->lock);
  return result;
}

gboolean
td_job_is_cancelled (const TdJob *self)
{
  return atomic_load_explicit (&self->cancelled, memory_order_relaxed);
}
