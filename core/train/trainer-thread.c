/* trainer-thread.c — the thread that trains: mail, steps, pace, reports.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/clock.h"
#include "core/train/engine-edit.h"
#include "core/train/good-states.h"
#include "core/train/recorder.h"
#include "core/train/trainer-mail.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define REPORT_SECONDS 0.01 /* between progress reports while running */
#define SPEED_SECONDS 0.5   /* over which steps/s are measured */
#define NAP_SECONDS 0.002   /* shorter waits aren't worth a sleep */

typedef struct
{
  TdTrainer  *trainer;
  TdEngine   *engine;
  TdRecorder  recorder;
  TdGoodStates good;
  TdReplay   *replay; /* NULL: none */
  gboolean    running;
  TdRunLimits limits;
  TdRunStatus status;
  char        message[512];
  double      next_step;              /* when it is due, at a limited speed */
  double      last_report;
  double      speed_since;            /* start of the measurement */
  guint64     speed_step;
  double      steps_per_second;
} Run;

static void
use_engine (Run *run, TdEngine *engine)
{
  td_recorder_clear (&run->recorder);
  td_engine_free (run->engine);
  run->engine = engine;
  td_recorder_init (&run->recorder, run->trainer->history, engine);
  atomic_fetch_add (&run->trainer->moment, 1);
}

static void
set_status (Run *run, TdRunStatus status, const char *message)
{
  run->status = status;
  g_strlcpy (run->message, message != NULL ? message : "", sizeof run->message);
  run->running = status == TD_RUN_TRAINING;
  if (!run->running)
    run->steps_per_second = 0;
}

/* With the lock held. */
static void
write_report (Run *run)
{
  TdProgress *progress = &run->trainer->progress;
  guint n_tasks = run->engine->plan->n_tasks;

  if (progress->n_tasks != n_tasks)
    {
      progress->n_tasks = n_tasks;
      progress->tasks = g_renew (TdTaskMetrics, progress->tasks, MAX (n_tasks, 1));
      progress->training = g_renew (TdTaskMetrics, progress->training, MAX (n_tasks, 1));
    }
  td_progress_fill (progress, run->engine);
  progress->status = run->status;
  progress->back_epoch = td_good_states_epoch (&run->good);
  memcpy (progress->message, run->message, sizeof run->message);
  progress->steps_per_second = run->steps_per_second;
  progress->samples_per_second = run->steps_per_second * run->engine->batch_size;
  progress->revision++;
}

static void
report (Run *run)
{
  pthread_mutex_lock (&run->trainer->lock);
  write_report (run);
  pthread_mutex_unlock (&run->trainer->lock);
  run->last_report = td_clock_now ();
}

static void
measure_speed (Run *run, double now)
{
  if (now - run->speed_since < SPEED_SECONDS)
    return;
  run->steps_per_second = (run->engine->step - run->speed_step) / (now - run->speed_since);
  run->speed_since = now;
  run->speed_step = run->engine->step;
}

static void
start_running (Run *run, const TdRunLimits *limits)
{
  gboolean was_running = run->running;

  if (!td_engine_can_step (run->engine))
    {
      set_status (run, TD_RUN_IDLE, run->engine->plan->missing);
      return;
    }
  run->limits = *limits;
  run->next_step = td_clock_now ();
  set_status (run, TD_RUN_TRAINING, NULL);
  if (!was_running)
    {
      td_engine_go_on (run->engine);
      run->speed_since = run->next_step;
      run->speed_step = run->engine->step;
    }
}

static void
edit (Run *run, TdPlan *plan, TdTensorBox *box)
{
  use_engine (run, td_engine_edit (run->engine, plan, box));
  if (!run->running)
    set_status (run, TD_RUN_IDLE, NULL);
}

static void
set_weight (Run *run, const TdWeightPlace *place, const float *value, TdTensorBox *box)
{
  if (!td_engine_set_weight (run->engine, place, value, box))
    return;
  atomic_fetch_add (&run->trainer->moment, 1);
  if (!run->running)
    set_status (run, TD_RUN_IDLE, NULL);
}

static void
reset (Run *run)
{
  TdEngine *engine = td_engine_restart (run->engine, run->trainer->history);

  g_clear_pointer (&run->replay, td_replay_free);
  td_history_truncate (run->trainer->history, -1);
  use_engine (run, engine);
  td_good_states_begin (&run->good, run->engine);
  set_status (run, TD_RUN_IDLE, NULL);
}

static void
restore (Run *run, TdPlan *plan, const TdState *state, TdHistory *history)
{
  g_clear_pointer (&run->replay, td_replay_free);
  td_history_assign (run->trainer->history, history);
  use_engine (run, td_engine_restore (plan, state));
  td_good_states_begin (&run->good, run->engine);
  set_status (run, TD_RUN_IDLE, NULL);
}

static void
go_back (Run *run, TdPlan *plan)
{
  g_clear_pointer (&run->replay, td_replay_free);
  td_history_truncate (run->trainer->history, (double) td_good_states_epoch (&run->good));
  use_engine (run, td_good_states_edit (&run->good, plan));
  set_status (run, TD_RUN_IDLE, NULL);
}

static void
obey (Run *run, TdOrder *order)
{
  switch (order->kind)
    {
    case TD_ORDER_APPLY:
      edit (run, order->plan, order->box);
      break;
    case TD_ORDER_WEIGHT:
      set_weight (run, order->weight, order->swaps ? NULL : &order->value, order->box);
      break;
    case TD_ORDER_RESET:
      reset (run);
      break;
    case TD_ORDER_RESTORE:
      restore (run, order->plan, order->state, order->history);
      break;
    case TD_ORDER_GO_BACK:
      go_back (run, order->plan);
      break;
    case TD_ORDER_REPLAY:
      run->replay = g_steal_pointer (&order->replay);
      break;
    }
}

static void
handle (Run *run, TdMail *mail)
{
  for (guint i = 0; mail->orders != NULL && i < mail->orders->len; i++)
    obey (run, &g_array_index (mail->orders, TdOrder, i));
  g_clear_pointer (&mail->orders, g_array_unref);
  if (mail->command == TD_MAIL_RUN)
    start_running (run, &mail->limits);
  else if (mail->command == TD_MAIL_PAUSE && run->running)
    set_status (run, TD_RUN_IDLE, NULL);
}

/* Steps/s wanted; 0: as fast as it goes. */
static double
wanted_speed (const Run *run)
{
  double by_epochs = run->limits.epochs_per_second * run->engine->steps_per_epoch;
  double by_steps = run->limits.steps_per_second;

  return by_steps > 0 && by_epochs > 0 ? MIN (by_steps, by_epochs) : MAX (by_steps, by_epochs);
}

/* Seconds until the next step is due; 0: now. */
static double
due_in (const Run *run)
{
  double wait;

  if (wanted_speed (run) <= 0 || td_engine_is_epoch_due (run->engine))
    return 0;
  wait = run->next_step - td_clock_now ();
  return wait > NAP_SECONDS ? wait : 0;
}

/* Time lost to a slow step isn't made up for beyond a quarter of a second. */
static void
keep_pace (Run *run)
{
  double speed = wanted_speed (run);

  if (speed > 0 && !td_engine_is_epoch_due (run->engine))
    run->next_step = MAX (run->next_step, td_clock_now () - 0.25) + 1 / speed;
}

/* A message or a sight. */
static gboolean
is_wanted (TdTrainer *trainer)
{
  return atomic_load (&trainer->has_mail) || atomic_load (&trainer->has_look);
}

static void
sleep_until_mail (TdTrainer *trainer, double seconds)
{
  struct timespec deadline = td_clock_deadline (seconds);

  pthread_cond_timedwait (&trainer->wake, &trainer->lock, &deadline);
}

/* Tells controllers that mail up to @n_handled is done, with a fresh report. */
static void
acknowledge (Run *run, guint64 n_handled, TdState *snapshot)
{
  TdTrainer *trainer = run->trainer;

  pthread_mutex_lock (&trainer->lock);
  if (snapshot != NULL)
    {
      td_state_unref (trainer->snapshot);
      trainer->snapshot = snapshot;
    }
  trainer->n_handled = n_handled;
  trainer->running = run->running;
  write_report (run);
  pthread_cond_broadcast (&trainer->done);
  pthread_mutex_unlock (&trainer->lock);
}

/* Fills the sight that somebody wants. Whoever waits leaves it alone meanwhile, so the lock isn't
 * held for the copy. */
static void
show (Run *run)
{
  TdTrainer *trainer = run->trainer;
  double start;
  TdSight *sight;

  if (!atomic_load (&trainer->has_look))
    return;
  start = td_clock_now ();
  pthread_mutex_lock (&trainer->lock);
  sight = trainer->sight;
  atomic_store (&trainer->has_look, FALSE);
  pthread_mutex_unlock (&trainer->lock);
  td_sight_fill (sight, run->engine->plan, run->engine->parameters);
  sight->step = run->engine->step;
  sight->epoch = run->engine->epoch;
  sight->moment = atomic_load (&trainer->moment);
  sight->seconds = td_clock_now () - start;
  pthread_mutex_lock (&trainer->lock);
  trainer->sight = NULL;
  pthread_cond_broadcast (&trainer->done);
  pthread_mutex_unlock (&trainer->lock);
}

/* Handles what is in the mailbox. Sleeps when there is nothing to do: for ever when idle, until
 * the next step is due when the speed is limited. FALSE: quit. */
static gboolean
look_at_mail (Run *run)
{
  TdTrainer *trainer = run->trainer;
  double wait = run->running ? due_in (run) : 0;
  TdMail mail;
  guint64 turn;

  show (run);
  if (run->running && wait == 0 && !atomic_load (&trainer->has_mail))
    return TRUE;
  pthread_mutex_lock (&trainer->lock);
  if (run->running && wait > 0 && !is_wanted (trainer))
    sleep_until_mail (trainer, wait);
  while (!run->running && !is_wanted (trainer))
    pthread_cond_wait (&trainer->wake, &trainer->lock);
  if (!atomic_load (&trainer->has_mail) && atomic_load (&trainer->has_look))
    {
      pthread_mutex_unlock (&trainer->lock);
      return TRUE;
    }
  mail = trainer->mail;
  trainer->mail = (TdMail) { 0 };
  atomic_store (&trainer->has_mail, FALSE);
  turn = trainer->n_posted;
  pthread_mutex_unlock (&trainer->lock);
  if (mail.quit)
    {
      g_clear_pointer (&mail.orders, g_array_unref);
      return FALSE;
    }
  handle (run, &mail);
  acknowledge (run, turn, mail.snapshot ? td_engine_state (run->engine) : NULL);
  return TRUE;
}

static gboolean
no_mail (gpointer data)
{
  Run *run = data;

  show (run);
  return !atomic_load (&run->trainer->has_mail);
}

/* A run that is repeated ends where it ended, not before. */
static gboolean
may_end (const Run *run)
{
  return run->replay == NULL || td_replay_is_over (run->replay);
}

static gboolean
is_at_limit (const Run *run)
{
  guint64 planned = td_training_of (&run->engine->plan->project)->epochs;
  guint64 epochs = run->limits.epochs > 0 ? run->limits.epochs : may_end (run) ? planned : 0;

  return (epochs > 0 && run->engine->epoch >= epochs)
         || (run->limits.steps > 0 && run->engine->step >= run->limits.steps);
}

/* With early stopping on, a run ends on the best weights, however it ends. */
static void
finish (Run *run)
{
  const TdTrainingSettings *training = td_training_of (&run->engine->plan->project);

  if (training->early_stopping > 0 && training->epochs > 0
      && run->engine->epoch >= (guint64) training->epochs && may_end (run))
    td_engine_use_best (run->engine);
  set_status (run, TD_RUN_FINISHED, NULL);
}

static void
stop_early (Run *run)
{
  g_autofree char *message
    = g_strdup_printf (_("Stopped early: epoch %" PRIu64
                         " was the best, and its weights are in place."),
                       run->engine->monitor.best_epoch);

  td_engine_use_best (run->engine);
  set_status (run, TD_RUN_STOPPED, message);
}

static void
end_epoch (Run *run)
{
  if (!td_engine_end_epoch (run->engine, no_mail, run))
    return;
  td_recorder_take (&run->recorder, run->engine);
  td_good_states_take (&run->good, run->engine);
  if (may_end (run) && td_monitor_stops (&run->engine->monitor, run->engine->plan))
    stop_early (run);
}

static void
repeat_edit (Run *run)
{
  const TdReplayStep *step = &run->replay->steps[run->replay->next++];

  if (step->kind == TD_EDIT_CHANGE)
    edit (run, step->plan, step->box);
  else if (step->kind == TD_EDIT_WEIGHT)
    td_engine_set_weight (run->engine, step->weight, &step->value, NULL);
  else if (step->kind == TD_EDIT_GO_ON)
    td_engine_go_on (run->engine);
  else if (may_end (run) && td_monitor_stops (&run->engine->monitor, run->engine->plan))
    stop_early (run);
  else
    td_engine_use_best (run->engine);
}

/* One step, or the end of an epoch, or an edit of a run that is repeated, whichever is next. */
static void
advance (Run *run)
{
  if (run->replay != NULL
      && td_replay_is_due (run->replay, run->engine->step, run->engine->epoch))
    repeat_edit (run);
  else if (td_engine_is_epoch_due (run->engine))
    end_epoch (run);
  else if (is_at_limit (run))
    finish (run);
  else if (!td_engine_step (run->engine))
    {
      g_autofree char *trouble = td_engine_dup_trouble (run->engine);

      set_status (run, TD_RUN_DIVERGED, trouble);
    }
}

static void
tell_end (Run *run)
{
  pthread_mutex_lock (&run->trainer->lock);
  run->trainer->running = FALSE;
  write_report (run);
  pthread_cond_broadcast (&run->trainer->done);
  pthread_mutex_unlock (&run->trainer->lock);
}

/* Nobody has to train a run to see how good it is. */
static void
measure_at_rest (Run *run)
{
  if (!run->running && td_engine_measure (run->engine, no_mail, run))
    report (run);
}

void *
td_trainer_thread (void *data)
{
  TdTrainer *trainer = data;
  Run run = { .trainer = trainer };

  use_engine (&run, trainer->start != NULL
                      ? td_engine_resume (trainer->first_plan, trainer->start)
                      : td_engine_new (trainer->first_plan));
  td_good_states_begin (&run.good, run.engine);
  g_clear_pointer (&trainer->first_plan, td_plan_unref);
  g_clear_pointer (&trainer->start, td_state_unref);
  acknowledge (&run, 1, NULL);
  measure_at_rest (&run);
  while (look_at_mail (&run))
    {
      double now;

      measure_at_rest (&run);
      if (!run.running || due_in (&run) > 0)
        continue; /* nothing to do yet, or somebody wants a sight */
      keep_pace (&run);
      advance (&run);
      atomic_fetch_add (&trainer->moment, 1);
      now = td_clock_now ();
      measure_speed (&run, now);
      if (!run.running)
        tell_end (&run);
      else if (now - run.last_report > REPORT_SECONDS)
        report (&run);
    }
  td_replay_free (run.replay);
  td_good_states_clear (&run.good);
  td_recorder_clear (&run.recorder);
  td_engine_free (run.engine);
  return NULL;
}
