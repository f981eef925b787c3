/* trainer.c — tests of the thread with a mailbox: same seed, same bits, whatever happens between.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-session.h"

#include "core/train/checkpoint.h"

#include <math.h>
#include <string.h>

static const TdRunLimits to_the_end = { 0 };

static void
test_same_bits_with_more_workers (void)
{
  char *folder = toy_folder_new (700);

  for (guint batch = 40; batch <= 320; batch += 70)
    {
      g_autofree char *size = g_strdup_printf ("training.batch-size=%u", batch);
      const char *one[] = { size, "training.workers=1", NULL };
      const char *two[] = { size, "training.workers=2", NULL };
      const char *three[] = { size, "training.workers=3", NULL };
      g_autoptr (TdPlan) plan_one = toy_plan (folder, one);
      g_autoptr (TdPlan) plan_two = toy_plan (folder, two);
      g_autoptr (TdPlan) plan_three = toy_plan (folder, three);
      g_autoptr (TdState) a = toy_train (plan_one, NULL, &to_the_end);
      g_autoptr (TdState) b = toy_train (plan_two, NULL, &to_the_end);
      g_autoptr (TdState) c = toy_train (plan_three, NULL, &to_the_end);

      toy_assert_same_state (a, b);
      toy_assert_same_state (a, c);
    }
  toy_folder_remove (folder);
}

static void
test_stopping_changes_nothing (void)
{
  char *folder = toy_folder_new (300);
  const char *const optimizers[] = { "sgd", "adagrad", "rmsprop", "adam", "adamw", NULL };

  for (guint i = 0; optimizers[i] != NULL; i++)
    {
      g_autofree char *optimizer = g_strconcat ("training.optimizer=", optimizers[i], NULL);
      const char *settings[] = { optimizer, "training.schedule=cosine", NULL };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);
      g_autoptr (TdState) whole = toy_train (plan, NULL, &to_the_end);

      for (guint64 stop = 1; stop < whole->step; stop += 5)
        {
          g_autoptr (TdState) half = toy_train (plan, NULL, &(TdRunLimits) { .steps = stop });
          g_autoptr (TdState) rest = NULL;

          g_assert_cmpuint (half->step, ==, stop);
          rest = toy_train (plan, half, &to_the_end);
          toy_assert_same_state (whole, rest);
        }
    }
  toy_folder_remove (folder);
}

static void
test_pausing_changes_nothing (void)
{
  char *folder = toy_folder_new (500);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdState) whole = toy_train (plan, NULL, &to_the_end);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdState) paused = NULL;

  for (guint i = 0; i < 20; i++)
    {
      td_trainer_run (trainer, &to_the_end);
      td_state_unref (td_trainer_snapshot (trainer));
      td_trainer_apply (trainer, plan, NULL);
      td_trainer_pause (trainer);
      g_assert_true (td_trainer_wait (trainer, 10));
    }
  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, -1));
  paused = td_trainer_snapshot (trainer);
  toy_assert_same_state (whole, paused);
  toy_folder_remove (folder);
}

static void
check_measured (const TdHistoryView *view, const char *name)
{
  gint column = td_history_view_find (view, name);

  g_assert_cmpint (column, >=, 0);
  for (gsize row = 0; row < view->n_rows; row++)
    g_assert_true (isfinite (view->cells[column][row].mean));
}

static void
test_progress_tells_the_end (void)
{
  char *folder = toy_folder_new (300);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  TdProgress progress = { 0 };
  TdHistoryView view = { 0 };

  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_IDLE);
  g_assert_cmpuint (progress.n_tasks, ==, 3);
  g_assert_true (isnan (progress.mean_accuracy));
  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_false (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_FINISHED);
  g_assert_cmpuint (progress.epoch, ==, 6);
  g_assert_cmpuint (progress.step, ==, 6 * progress.steps_per_epoch);
  g_assert_cmpfloat (progress.mean_accuracy, >, 0.4);
  g_assert_cmpfloat (progress.tasks[2].r2, >, 0);
  g_assert_true (td_history_view_update (&view, td_trainer_get_history (trainer)));
  g_assert_cmpuint (view.n_rows, ==, 6);
  g_assert_cmpint (td_history_view_find (&view, "t2/validation_accuracy"), >=, 0);
  check_measured (&view, "t1/train_loss");
  check_measured (&view, "t2/train_accuracy");
  check_measured (&view, "t3/train_loss");
  check_measured (&view, "t3/train_r2");
  check_measured (&view, "t3/validation_loss");
  td_history_view_clear (&view);
  td_progress_clear (&progress);
  toy_folder_remove (folder);
}

static void
test_reset_starts_over (void)
{
  char *folder = toy_folder_new (300);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdState) first = toy_train (plan, NULL, &to_the_end);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, first, NULL);
  g_autoptr (TdState) again = NULL;

  td_trainer_reset (trainer);
  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_cmpuint (td_history_n_rows (td_trainer_get_history (trainer)), ==, 0);
  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, -1));
  again = td_trainer_snapshot (trainer);
  toy_assert_same_state (first, again);
  toy_folder_remove (folder);
}

static const float *
tensor_data (const TdState *state, const char *name, gsize *n)
{
  const TdTensor *tensor = td_layout_find (state->layout, name);

  g_assert_nonnull (tensor);
  *n = tensor->n;
  return state->parameters + tensor->offset;
}

static void
test_edit_keeps_what_still_fits (void)
{
  char *folder = toy_folder_new (300);
  const char *wider[] = { "network.trunk.2.units=12", "tasks.1.head=[{\"id\":\"h9\",\"kind\":\"dense\","
                          "\"units\":5}]", NULL };
  g_autoptr (TdPlan) before = toy_plan (folder, NULL);
  g_autoptr (TdPlan) after = toy_plan (folder, wider);
  g_autoptr (TdState) trained = toy_train (before, NULL, &to_the_end);
  g_autoptr (TdTrainer) trainer = td_trainer_new (before, trained, NULL);
  g_autoptr (TdState) edited = NULL;
  g_autoptr (TdState) fresh = NULL;
  const float *a, *b;
  gsize n, m;

  td_trainer_apply (trainer, after, NULL);
  edited = td_trainer_snapshot (trainer);
  fresh = toy_train (after, NULL, &(TdRunLimits) { .steps = 1 });
  a = tensor_data (trained, "trunk.0.weight", &n);
  b = tensor_data (edited, "trunk.0.weight", &m);
  g_assert_cmpmem (a, n * sizeof (float), b, m * sizeof (float));
  a = tensor_data (trained, "heads.0.1.bias", &n);
  b = tensor_data (edited, "heads.0.1.bias", &m);
  g_assert_cmpmem (a, n * sizeof (float), b, m * sizeof (float));
  tensor_data (edited, "heads.1.0.weight", &n);
  g_assert_cmpuint (n, ==, 5 * 12);
  g_assert_cmpuint (edited->step, ==, trained->step);
  toy_folder_remove (folder);
}

static void
test_early_stopping_ends_on_the_best (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.early-stopping=2", "training.epochs=400",
                             "training.optimizer.learning-rate=0.1", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdState) end = NULL;
  TdProgress progress = { 0 };
  gsize bytes;

  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_STOPPED);
  g_assert_nonnull (strstr (progress.message, "best"));
  g_assert_cmpuint (progress.epoch, ==, progress.best_epoch + 2);
  end = td_trainer_snapshot (trainer);
  bytes = end->layout->n_weights * sizeof (float);
  g_assert_cmpmem (end->parameters, bytes, end->best, bytes);
  td_progress_clear (&progress);
  toy_folder_remove (folder);
}

static void
test_divergence_writes_nothing (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1000}",
                             "tasks.2.scaling=none", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdState) end = NULL;
  TdProgress progress = { 0 };

  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_DIVERGED);
  g_assert_nonnull (strstr (progress.message, "learning rate"));
  end = td_trainer_snapshot (trainer);
  for (gsize i = 0; i < end->layout->n_weights; i++)
    g_assert_true (isfinite (end->parameters[i]));
  td_progress_clear (&progress);
  toy_folder_remove (folder);
}

static void
test_speed_is_kept (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.epochs=0", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdState) state = NULL;

  td_trainer_run (trainer, &(TdRunLimits) { .steps_per_second = 100 });
  g_assert_false (td_trainer_wait (trainer, 0.5));
  /* Messages in between must not buy extra steps. */
  for (guint i = 0; i < 200; i++)
    td_trainer_apply (trainer, plan, NULL);
  td_trainer_pause (trainer);
  g_assert_true (td_trainer_wait (trainer, 10));
  state = td_trainer_snapshot (trainer);
  g_assert_cmpuint (state->step, >=, 20);
  g_assert_cmpuint (state->step, <=, 70);
  toy_folder_remove (folder);
}

static void
assert_same_tensor (const TdState *before, const char *old_name, const TdState *after,
                    const char *new_name)
{
  const TdTensor *a = td_layout_find (before->layout, old_name);
  const TdTensor *b = td_layout_find (after->layout, new_name);

  g_assert_cmpmem (before->parameters + a->offset, a->n * sizeof (float),
                   after->parameters + b->offset, b->n * sizeof (float));
  for (guint s = 0; s < before->n_slots; s++)
    g_assert_cmpmem (before->slots[s] + a->offset, a->n * sizeof (float),
                     after->slots[s] + b->offset, b->n * sizeof (float));
}

/* A layer that moves from the trunk into a head is the same layer: its inputs still fit. */
static void
test_a_layer_keeps_its_weights_across_the_fork (void)
{
  static const char trunk[] = "[{\"id\":\"l1\",\"kind\":\"dense\",\"units\":16}]";
  static const char head[]
    = "[{\"id\":\"l3\",\"kind\":\"dense\",\"units\":8,\"activation\":\"gelu\"},"
      "{\"id\":\"h1\",\"kind\":\"dense\",\"units\":6,\"activation\":\"tanh\"}]";
  char *folder = toy_folder_new (200);
  ToySession session;
  g_auto (TdSpec) spec = { NULL };
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;

  toy_session_init (&session, folder, NULL);
  toy_session_train (&session, 12);
  before = toy_session_state (&session);
  td_project_dup_spec (session.project, &spec);
  g_assert_true (td_spec_set_path (&spec, "network.trunk", trunk, NULL));
  g_assert_true (td_spec_set_path (&spec, "tasks.0.head", head, NULL));
  toy_session_apply (&session, &spec);
  after = toy_session_state (&session);
  assert_same_tensor (before, "trunk.0.weight", after, "trunk.0.weight");
  assert_same_tensor (before, "trunk.2.weight", after, "heads.0.0.weight");
  assert_same_tensor (before, "trunk.2.bias", after, "heads.0.0.bias");
  assert_same_tensor (before, "heads.0.0.weight", after, "heads.0.1.weight");
  toy_session_clear (&session);
  toy_folder_remove (folder);
}

void
add_trainer_tests (void)
{
  g_test_add_func ("/trainer/more-workers-give-the-same-bits", test_same_bits_with_more_workers);
  g_test_add_func ("/trainer/stopping-and-going-on-changes-nothing", test_stopping_changes_nothing);
  g_test_add_func ("/trainer/pausing-changes-nothing", test_pausing_changes_nothing);
  g_test_add_func ("/trainer/progress-tells-the-end", test_progress_tells_the_end);
  g_test_add_func ("/trainer/reset-starts-over", test_reset_starts_over);
  g_test_add_func ("/trainer/an-edit-keeps-what-still-fits", test_edit_keeps_what_still_fits);
  g_test_add_func ("/trainer/early-stopping-ends-on-the-best", test_early_stopping_ends_on_the_best);
  g_test_add_func ("/trainer/divergence-is-told-and-writes-nothing", test_divergence_writes_nothing);
  g_test_add_func ("/trainer/limited-speed-is-kept", test_speed_is_kept);
  g_test_add_func ("/trainer/a-layer-keeps-its-weights-across-the-fork",
                   test_a_layer_keeps_its_weights_across_the_fork);
}
