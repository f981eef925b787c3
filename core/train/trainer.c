/* trainer.c — the controller's side of a run: posting messages, reading results.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/trainer-mail.h"

#include "core/base/clock.h"

#include <errno.h>
#include <string.h>

static void
init_condition (pthread_cond_t *condition)
{
  pthread_condattr_t attributes;

  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (condition, &attributes);
  pthread_condattr_destroy (&attributes);
}

TdTrainer *
td_trainer_new (TdPlan *plan, TdState *start, TdHistory *history)
{
  TdTrainer *self = g_new0 (TdTrainer, 1);

  pthread_mutex_init (&self->lock, NULL);
  init_condition (&self->wake);
  init_condition (&self->done);
  self->history = history != NULL ? td_history_ref (history) : td_history_new ();
  if (start != NULL)
    td_history_truncate (self->history, start->epoch); /* a file may have been saved a moment later */
  self->plan = td_plan_ref (plan);
  self->first_plan = td_plan_ref (plan);
  self->start = start != NULL ? td_state_ref (start) : NULL;
  /* Its start-up counts as a message, so that waiting sees the first progress report. */
  self->n_posted = 1;
  if (pthread_create (&self->thread, NULL, td_trainer_thread, self) != 0)
    g_error ("no thread for training: %s", g_strerror (errno));
  return self;
}

/* With the lock held, after the mail was changed. */
static void
post (TdTrainer *self)
{
  self->n_posted++;
  atomic_store (&self->has_mail, TRUE);
  pthread_cond_signal (&self->wake);
}

void
td_order_clear (gpointer data)
{
  TdOrder *order = data;

  td_plan_unref (order->plan);
  td_tensor_box_unref (order->box);
  td_weight_place_free (order->weight);
  td_state_unref (order->state);
  td_history_unref (order->history);
  td_replay_free (order->replay);
}

/* With the lock held. */
static void
post_order (TdTrainer *self, TdOrder order)
{
  if (self->mail.orders == NULL)
    {
      self->mail.orders = g_array_new (FALSE, FALSE, sizeof (TdOrder));
      g_array_set_clear_func (self->mail.orders, td_order_clear);
    }
  g_array_append_val (self->mail.orders, order);
  post (self);
}

void
td_trainer_free (TdTrainer *self)
{
  if (self == NULL)
    return;
  pthread_mutex_lock (&self->lock);
  self->mail.quit = TRUE;
  post (self);
  pthread_mutex_unlock (&self->lock);
  pthread_join (self->thread, NULL);
  g_clear_pointer (&self->mail.orders, g_array_unref);
  td_state_unref (self->snapshot);
  td_progress_clear (&self->progress);
  td_history_unref (self->history);
  td_plan_unref (self->plan);
  pthread_mutex_destroy (&self->lock);
  pthread_cond_destroy (&self->wake);
  pthread_cond_destroy (&self->done);
  g_free (self);
}

void
td_trainer_run (TdTrainer *self, const TdRunLimits *limits)
{
  pthread_mutex_lock (&self->lock);
  self->mail.command = TD_MAIL_RUN;
  self->mail.limits = *limits;
  post (self);
  pthread_mutex_unlock (&self->lock);
}

void
td_trainer_pause (TdTrainer *self)
{
  pthread_mutex_lock (&self->lock);
  self->mail.command = TD_MAIL_PAUSE;
  post (self);
  pthread_mutex_unlock (&self->lock);
}

/* With the lock held: forgets an edit that nobody has seen and the next one contains. */
static void
drop_last_apply (TdTrainer *self, const TdTensorBox *box)
{
  GArray *orders = self->mail.orders;
  const TdOrder *last;

  if (orders == NULL || orders->len == 0)
    return;
  last = &g_array_index (orders, TdOrder, orders->len - 1);
  if (last->kind == TD_ORDER_APPLY && last->box == box)
    g_array_set_size (orders, orders->len - 1);
}

static void
take_plan (TdTrainer *self, TdPlan *plan)
{
  td_plan_ref (plan);
  td_plan_unref (self->plan);
  self->plan = plan;
}

void
td_trainer_apply (TdTrainer *self, TdPlan *plan, TdTensorBox *box)
{
  take_plan (self, plan);
  pthread_mutex_lock (&self->lock);
  drop_last_apply (self, box);
  post_order (self, (TdOrder) { .kind = TD_ORDER_APPLY, .plan = td_plan_ref (plan),
                                .box = box != NULL ? td_tensor_box_ref (box) : NULL });
  pthread_mutex_unlock (&self->lock);
}

static void
post_weight (TdTrainer *self, TdOrder order, const TdWeightPlace *place, TdTensorBox *box)
{
  order.kind = TD_ORDER_WEIGHT;
  order.weight = td_weight_place_copy (place);
  order.box = td_tensor_box_ref (box);
  pthread_mutex_lock (&self->lock);
  post_order (self, order);
  pthread_mutex_unlock (&self->lock);
}

void
td_trainer_set_weight (TdTrainer *self, const TdWeightPlace *place, float value, TdTensorBox *box)
{
  post_weight (self, (TdOrder) { .value = value }, place, box);
}

void
td_trainer_swap_weight (TdTrainer *self, const TdWeightPlace *place, TdTensorBox *box)
{
  post_weight (self, (TdOrder) { .swaps = TRUE }, place, box);
}

void
td_trainer_go_back (TdTrainer *self, TdPlan *plan)
{
  g_return_if_fail (self != NULL && plan != NULL);

  take_plan (self, plan);
  pthread_mutex_lock (&self->lock);
  self->mail.command = TD_MAIL_PAUSE;
  post_order (self, (TdOrder) { .kind = TD_ORDER_GO_BACK, .plan = td_plan_ref (plan) });
  pthread_mutex_unlock (&self->lock);
}

void
td_trainer_reset (TdTrainer *self)
{
  pthread_mutex_lock (&self->lock);
  self->mail.command = TD_MAIL_PAUSE;
  post_order (self, (TdOrder) { .kind = TD_ORDER_RESET });
  pthread_mutex_unlock (&self->lock);
}

void
td_trainer_restore (TdTrainer *self, TdPlan *plan, TdState *state, TdHistory *history)
{
  take_plan (self, plan);
  pthread_mutex_lock (&self->lock);
  self->mail.command = TD_MAIL_PAUSE;
  post_order (self, (TdOrder) { .kind = TD_ORDER_RESTORE, .plan = td_plan_ref (plan),
                                .state = td_state_ref (state),
                                .history = td_history_copy (history) });
  pthread_mutex_unlock (&self->lock);
}

void
td_trainer_replay (TdTrainer *self, TdReplay *replay)
{
  pthread_mutex_lock (&self->lock);
  post_order (self, (TdOrder) { .kind = TD_ORDER_REPLAY, .replay = replay });
  pthread_mutex_unlock (&self->lock);
}

static gboolean
is_busy (const TdTrainer *self)
{
  return self->running || self->n_handled < self->n_posted;
}

gboolean
td_trainer_wait (TdTrainer *self, double seconds)
{
  struct timespec deadline = td_clock_deadline (CLAMP (seconds, 0, 1e6));
  gboolean idle;

  pthread_mutex_lock (&self->lock);
  while (is_busy (self))
    if (seconds < 0)
      pthread_cond_wait (&self->done, &self->lock);
    else if (pthread_cond_timedwait (&self->done, &self->lock, &deadline) != 0)
      break;
  idle = !is_busy (self);
  pthread_mutex_unlock (&self->lock);
  return idle;
}

TdState *
td_trainer_snapshot (TdTrainer *self)
{
  TdState *snapshot;
  guint64 turn;

  pthread_mutex_lock (&self->lock);
  self->mail.snapshot = TRUE;
  post (self);
  turn = self->n_posted;
  while (self->n_handled < turn)
    pthread_cond_wait (&self->done, &self->lock);
  snapshot = td_state_ref (self->snapshot);
  pthread_mutex_unlock (&self->lock);
  return snapshot;
}

void
td_trainer_look (TdTrainer *self, TdSight *sight)
{
  pthread_mutex_lock (&self->lock);
  self->sight = sight;
  atomic_store (&self->has_look, TRUE);
  pthread_cond_signal (&self->wake);
  while (self->sight != NULL)
    pthread_cond_wait (&self->done, &self->lock);
  pthread_mutex_unlock (&self->lock);
}

guint64
td_trainer_get_moment (TdTrainer *self)
{
  return atomic_load_explicit (&self->moment, memory_order_relaxed);
}

TdHistory *
td_trainer_get_history (TdTrainer *self)
{
  return self->history;
}

TdPlan *
td_trainer_get_plan (TdTrainer *self)
{
  return self->plan;
}

gboolean
td_trainer_get_progress (TdTrainer *self, TdProgress *progress)
{
  gboolean changed;

  pthread_mutex_lock (&self->lock);
  changed = self->progress.revision > 0 && progress->revision != self->progress.revision;
  if (changed)
    {
      gsize bytes = self->progress.n_tasks * sizeof (TdTaskMetrics);

      td_progress_clear (progress);
      *progress = self->progress;
      progress->tasks = g_memdup2 (self->progress.tasks, bytes);
      progress->training = g_memdup2 (self->progress.training, bytes);
      if (progress->edits != NULL)
        td_edit_ref (progress->edits);
    }
  pthread_mutex_unlock (&self->lock);
  return changed;
}

void
td_progress_clear (TdProgress *self)
{
  g_free (self->tasks);
  g_free (self->training);
  td_edit_unref (self->edits);
  *self = (TdProgress) { 0 };
}
