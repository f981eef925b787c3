/* schedule.c — tests of a learning rate that follows how the run goes.
 *
 * With next to no learning rate the accuracy is that of the first epoch for ever.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/train/engine-edit.h"

#include <math.h>

#define RATE 1e-9

#define STANDSTILL "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1e-9}", \
                   "training.monitor=mean-accuracy", "training.epochs=0"
#define PLATEAU "training.schedule={\"kind\":\"plateau\",\"patience\":2,\"factor\":0.5}"

/* One epoch; the rate of its steps. */
static double
run_epoch (TdEngine *engine)
{
  double rate;

  g_assert_true (td_engine_step (engine));
  rate = engine->learning_rate;
  while (!td_engine_is_epoch_due (engine))
    {
      g_assert_true (td_engine_step (engine));
      g_assert_cmpfloat (engine->learning_rate, ==, rate);
    }
  g_assert_true (td_engine_end_epoch (engine, NULL, NULL));
  return rate / RATE;
}

/* The first epoch is the best; two that aren't make a drop. */
static void
test_drops (void)
{
  static const double rates[] = { 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125 };
  static const char *const settings[] = { STANDSTILL, PLATEAU, NULL };
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);

  for (gsize epoch = 0; epoch < G_N_ELEMENTS (rates); epoch++)
    g_assert_cmpfloat_with_epsilon (run_epoch (engine), rates[epoch], 1e-12);
  g_assert_cmpuint (engine->monitor.best_epoch, ==, 1);
  toy_folder_remove (folder);
}

/* A run that gets better keeps its rate. */
static void
test_progress_keeps_the_rate (void)
{
  static const char *const settings[] = {
    "training.schedule={\"kind\":\"plateau\",\"patience\":1}",
    "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1e-9}", NULL
  };
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);

  for (guint epoch = 0; epoch < 4; epoch++)
    {
      engine->monitor.best_value = INFINITY;
      g_assert_cmpfloat_with_epsilon (run_epoch (engine), 1, 1e-12);
    }
  toy_folder_remove (folder);
}

/* An edit of something else, or a resumed run, goes on with what was counted. */
static void
test_edits_keep_the_count (void)
{
  static const char *const settings[] = { STANDSTILL, PLATEAU, NULL };
  static const char *const edited[] = { STANDSTILL, PLATEAU, "tasks.0.weight=2", NULL };
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdPlan) edited_plan = toy_plan (folder, edited);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdEngine) after = NULL, resumed = NULL;
  g_autoptr (TdState) state = NULL;

  for (guint epoch = 0; epoch < 4; epoch++)
    run_epoch (engine);
  after = td_engine_edit (engine, edited_plan, NULL);
  g_assert_cmpfloat_with_epsilon (run_epoch (after), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (run_epoch (after), 0.25, 1e-12);
  state = td_engine_state (engine);
  resumed = td_engine_resume (plan, state);
  g_assert_cmpfloat_with_epsilon (run_epoch (resumed), 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (run_epoch (resumed), 0.25, 1e-12);
  toy_folder_remove (folder);
}

/* After an epoch with another schedule it starts with the whole rate again. */
static void
test_another_schedule_forgets (void)
{
  static const char *const settings[] = { STANDSTILL, PLATEAU, NULL };
  static const char *const constant[] = { STANDSTILL, NULL };
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdPlan) constant_plan = toy_plan (folder, constant);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdEngine) between = NULL, after = NULL;

  for (guint epoch = 0; epoch < 4; epoch++)
    run_epoch (engine);
  between = td_engine_edit (engine, constant_plan, NULL);
  g_assert_cmpfloat_with_epsilon (run_epoch (between), 1, 1e-12);
  after = td_engine_edit (between, plan, NULL);
  g_assert_cmpfloat_with_epsilon (run_epoch (after), 1, 1e-12);
  g_assert_cmpuint (after->stall.waited, ==, 1);
  toy_folder_remove (folder);
}

void
add_schedule_tests (void)
{
  g_test_add_func ("/schedule/plateau/epochs-without-progress-make-drops", test_drops);
  g_test_add_func ("/schedule/plateau/progress-keeps-the-rate", test_progress_keeps_the_rate);
  g_test_add_func ("/schedule/plateau/edits-and-pauses-keep-the-count", test_edits_keep_the_count);
  g_test_add_func ("/schedule/plateau/another-schedule-forgets-it", test_another_schedule_forgets);
}
