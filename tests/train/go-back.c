/* go-back.c — going back from a run that diverged, and one task a step.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include <math.h>

#define SETTLED "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":0.02,\"momentum\":0.9}"
#define WILD "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1000,\"momentum\":0.9}"
#define HALF "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":0.01,\"momentum\":0.9}"

static void
run_to (TdTrainer *trainer, guint64 epochs)
{
  td_trainer_run (trainer, &(TdRunLimits) { .epochs = epochs });
  g_assert_true (td_trainer_wait (trainer, -1));
}

static void
assert_same_run (const TdState *a, const TdState *b)
{
  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->epoch, ==, b->epoch);
  toy_assert_same_state (a, b);
}

/* The run that is repeated from its list of edits. */
static TdState *
repeat (const char *folder, const TdState *end)
{
  g_autoptr (TdData) data = td_data_new (folder, NULL);
  g_autoptr (TdTrainer) trainer = NULL;
  g_autoptr (TdPlan) first = NULL;
  g_autoptr (GError) error = NULL;
  TdReplay *replay = NULL;

  td_replay_new (end->edits, data, &first, &replay, &error);
  g_assert_no_error (error);
  trainer = td_trainer_new (first, NULL, NULL);
  td_trainer_replay (trainer, replay);
  run_to (trainer, end->epoch);
  return td_trainer_snapshot (trainer);
}

/* As if the rate had been halved at the end of the last good epoch. */
static void
test_back_to_the_last_good_epoch (void)
{
  char *folder = toy_folder_new (120);
  const char *settled[] = { SETTLED, "training.epochs=0", NULL };
  const char *wild[] = { WILD, "training.epochs=0", NULL };
  const char *half[] = { HALF, "training.epochs=0", NULL };
  g_autoptr (TdPlan) a = toy_plan (folder, settled), b = toy_plan (folder, wild);
  g_autoptr (TdPlan) c = toy_plan (folder, half);
  g_autoptr (TdTrainer) trainer = td_trainer_new (a, NULL, NULL);
  g_autoptr (TdTrainer) straight = td_trainer_new (a, NULL, NULL);
  g_autoptr (TdState) there = NULL, end = NULL, again = NULL, expected = NULL;
  TdProgress progress = { 0 };

  run_to (trainer, 3);
  td_trainer_apply (trainer, b, NULL);
  run_to (trainer, 50);
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_DIVERGED);
  g_assert_cmpuint (progress.back_epoch, ==, 3);

  td_trainer_go_back (trainer, c);
  g_assert_true (td_trainer_wait (trainer, -1));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_IDLE);
  g_assert_cmpuint (td_history_n_rows (td_trainer_get_history (trainer)), ==, 3);
  there = td_trainer_snapshot (trainer);
  g_assert_cmpuint (there->epoch, ==, 3);
  g_assert_cmpuint (there->batch, ==, 0);
  run_to (trainer, 6);
  end = td_trainer_snapshot (trainer);

  run_to (straight, 3);
  td_trainer_apply (straight, c, NULL);
  run_to (straight, 6);
  expected = td_trainer_snapshot (straight);
  assert_same_run (end, expected);
  again = repeat (folder, end);
  assert_same_run (end, again);
  td_progress_clear (&progress);
  toy_folder_remove (folder);
}

/* A run that never had a good epoch begins again. */
static void
test_back_to_the_start (void)
{
  char *folder = toy_folder_new (120);
  const char *wild[] = { WILD, NULL };
  const char *half[] = { HALF, NULL };
  g_autoptr (TdPlan) a = toy_plan (folder, wild), b = toy_plan (folder, half);
  g_autoptr (TdTrainer) trainer = td_trainer_new (a, NULL, NULL);
  g_autoptr (TdState) start = td_trainer_snapshot (trainer), there = NULL;

  run_to (trainer, 50);
  td_trainer_go_back (trainer, b);
  g_assert_true (td_trainer_wait (trainer, -1));
  there = td_trainer_snapshot (trainer);
  g_assert_cmpuint (there->step, ==, 0);
  toy_assert_same_state (start, there);
  toy_folder_remove (folder);
}

/* Pausing changes nothing, whatever the sampling. */
static void
test_every_sampling_resumes (void)
{
  static const char *const kinds[] = { "proportional", "equal", "temperature", "one-task" };
  char *folder = toy_folder_new (120);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *sampling = g_strdup_printf ("training.sampling={\"kind\":\"%s\","
                                                   "\"epoch\":\"longest\"}", kinds[i]);
      const char *settings[] = { sampling, NULL };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);
      g_autoptr (TdState) whole = toy_train (plan, NULL, &(TdRunLimits) { .steps = 37 });
      g_autoptr (TdState) half = toy_train (plan, NULL, &(TdRunLimits) { .steps = 18 });
      g_autoptr (TdState) end = toy_train (plan, half, &(TdRunLimits) { .steps = 37 });

      assert_same_run (whole, end);
    }
  toy_folder_remove (folder);
}

/* What a step trains alone is told, and others learn nothing meanwhile. */
static void
test_one_task_is_told (void)
{
  char *folder = toy_folder_new (120);
  const char *settings[] = { "training.sampling=one-task", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  gboolean seen[3] = { FALSE };
  TdProgress progress = { 0 };

  for (guint64 step = 1; step < 12; step++)
    {
      td_trainer_run (trainer, &(TdRunLimits) { .steps = step });
      g_assert_true (td_trainer_wait (trainer, -1));
      g_assert_true (td_trainer_get_progress (trainer, &progress));
      g_assert_cmpuint (progress.active_task, <, 3);
      g_assert_cmpfloat (progress.training[progress.active_task].n_labels, >, 0);
      seen[progress.active_task] = TRUE;
    }
  g_assert_true (seen[0] && seen[1] && seen[2]);
  td_progress_clear (&progress);
  toy_folder_remove (folder);
}

void
add_go_back_tests (void)
{
  g_test_add_func ("/go-back/to-the-last-good-epoch", test_back_to_the_last_good_epoch);
  g_test_add_func ("/go-back/to-the-start", test_back_to_the_start);
  g_test_add_func ("/sampling/every-kind-resumes", test_every_sampling_resumes);
  g_test_add_func ("/sampling/one-task-is-told", test_one_task_is_told);
}
