/* observer.c — tests of the thread that looks on: newest parameters, no price, no waiting.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/base/clock.h"
#include "core/data/input-row.h"
#include "core/train/answers.h"
#include "core/train/checkpoint.h"
#include "core/train/maps.h"
#include "core/train/observer.h"
#include "core/train/weights.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

static const TdRunLimits to_the_end = { 0 };

/* A question that counts what becomes of it. */
typedef struct
{
  atomic_uint *n_computed, *n_freed;
  double       seconds; /* that computing takes; < 0: until it is cancelled */
  guint        number;
} Question;

typedef struct
{
  guint64 step;
  guint   number;
  double  sum; /* of the parameters */
} Answer;

static double
sum_of (const float *parameters, const TdPlan *plan)
{
  double sum = 0;

  for (gsize i = 0; i < plan->graph->layout->n_weights; i++)
    sum += parameters[i];
  return sum;
}

static gpointer
compute (gpointer data, const TdSight *sight, const TdJob *job)
{
  const Question *question = data;
  double end = question->seconds < 0 ? INFINITY : td_clock_now () + question->seconds;
  Answer *answer;

  atomic_fetch_add (question->n_computed, 1);
  while (td_clock_now () < end)
    {
      if (td_job_is_cancelled (job))
        return NULL;
      g_usleep (200);
    }
  answer = g_new0 (Answer, 1);
  answer->step = sight->step;
  answer->number = question->number;
  answer->sum = sum_of (sight->parameters, sight->plan);
  return answer;
}

static void
free_question (gpointer data)
{
  Question *question = data;

  atomic_fetch_add (question->n_freed, 1);
  g_free (question);
}

static const TdJobKind eager = { 0, compute, g_free, free_question };
static const TdJobKind slow = { 0.05, compute, g_free, free_question };

static atomic_uint n_computed, n_freed;

static Question *
ask (double seconds, guint number)
{
  Question *question = g_new0 (Question, 1);

  question->n_computed = &n_computed;
  question->n_freed = &n_freed;
  question->seconds = seconds;
  question->number = number;
  return question;
}

static void
forget_counts (void)
{
  atomic_store (&n_computed, 0);
  atomic_store (&n_freed, 0);
}

/* As a window does, until all jobs have seen the run as it is. */
static void
settle (TdObserver *observer)
{
  double start = td_clock_now ();

  while (td_observer_is_busy (observer))
    {
      td_observer_poll (observer);
      g_usleep (500);
      g_assert_cmpfloat (td_clock_now () - start, <, 30);
    }
}

static void
test_result_is_of_the_newest_parameters (void)
{
  char *folder = toy_folder_new (300);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *job;

  forget_counts ();
  job = td_observer_add (observer, &eager, ask (0, 1));
  for (guint64 steps = 0; steps < 12; steps += 3)
    {
      g_autoptr (TdState) state = NULL;
      g_autofree Answer *answer = NULL;

      if (steps > 0)
        td_trainer_run (trainer, &(TdRunLimits) { .steps = steps });
      td_trainer_wait (trainer, -1);
      settle (observer);
      state = td_trainer_snapshot (trainer);
      answer = td_job_take (job);
      g_assert_nonnull (answer);
      g_assert_cmpuint (answer->step, ==, steps);
      g_assert_cmpfloat (answer->sum, ==, sum_of (state->parameters, plan));
      g_assert_null (td_job_take (job));
    }
  td_job_remove (job);
  toy_folder_remove (folder);
}

static void
test_edits_and_resets_are_seen (void)
{
  char *folder = toy_folder_new (200);
  const char *wider[] = { "network.trunk.0.units=40", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdPlan) other = toy_plan (folder, wider);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *job = td_observer_add (observer, &td_weights_job, NULL);
  g_autoptr (TdWeights) before = NULL;
  g_autoptr (TdWeights) after = NULL;
  g_autoptr (TdWeights) start = NULL;

  td_trainer_run (trainer, &(TdRunLimits) { .steps = 5 });
  td_trainer_wait (trainer, -1);
  settle (observer);
  before = td_job_take (job);
  td_trainer_apply (trainer, other, NULL);
  td_trainer_wait (trainer, -1);
  settle (observer);
  after = td_job_take (job);
  td_trainer_reset (trainer);
  td_trainer_wait (trainer, -1);
  settle (observer);
  start = td_job_take (job);
  g_assert_cmpuint (td_weights_find (before, "l1", "weight")->n, ==, 4 * 16);
  g_assert_cmpuint (td_weights_find (after, "l1", "weight")->n, ==, 4 * 40);
  g_assert_true (after->plan == other);
  g_assert_cmpuint (after->step, ==, 5);
  g_assert_cmpuint (start->step, ==, 0);
  toy_folder_remove (folder);
}

static void
test_idle_run_costs_nothing (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);

  forget_counts ();
  td_trainer_wait (trainer, -1);
  g_assert_false (td_observer_is_busy (observer));
  td_observer_add (observer, &eager, ask (0, 1));
  settle (observer);
  for (guint i = 0; i < 50; i++)
    {
      td_observer_poll (observer);
      g_usleep (500);
    }
  g_assert_cmpuint (atomic_load (&n_computed), ==, 1);
  toy_folder_remove (folder);
}

static void
test_interval_is_kept (void)
{
  char *folder = toy_folder_new (300);
  const char *long_run[] = { "training.epochs=0", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, long_run);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  double start, seconds;

  forget_counts ();
  td_trainer_run (trainer, &to_the_end);
  start = td_clock_now ();
  td_observer_add (observer, &slow, ask (0, 1));
  while (atomic_load (&n_computed) < 6)
    {
      td_observer_poll (observer);
      g_usleep (500);
    }
  seconds = td_clock_now () - start;
  g_assert_cmpfloat (seconds, >=, 5 * 0.05 - 1e-3);
  toy_folder_remove (folder);
}

static void
test_new_question_is_answered (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *job;

  forget_counts ();
  job = td_observer_add (observer, &eager, ask (0.001, 0));
  for (guint i = 1; i <= 100; i++)
    {
      td_job_ask (job, ask (0.001, i));
      if (i % 10 == 0)
        {
          g_autofree Answer *answer = NULL;

          settle (observer);
          answer = td_job_take (job);
          g_assert_cmpuint (answer->number, ==, i);
        }
    }
  td_job_remove (job);
  g_clear_pointer (&observer, td_observer_free);
  g_assert_cmpuint (atomic_load (&n_freed), ==, 101);
  toy_folder_remove (folder);
}

/* Removing doesn't wait for a job that would never end by itself. */
static void
test_removal_cancels (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);

  forget_counts ();
  for (guint i = 0; i < 20; i++)
    {
      TdJob *job = td_observer_add (observer, &eager, ask (-1, i));

      for (guint t = 0; t < 2000 && i % 2 == 0 && atomic_load (&n_computed) <= i / 2; t++)
        g_usleep (100);
      td_job_remove (job);
    }
  td_observer_add (observer, &eager, ask (-1, 20));
  g_clear_pointer (&observer, td_observer_free);
  g_assert_cmpuint (atomic_load (&n_freed), ==, 21);
  toy_folder_remove (folder);
}

/* While somebody looks all the time, a run makes the very same steps and evaluations. */
static void
test_looking_changes_nothing (void)
{
  char *folder = toy_folder_new (2000);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdState) whole = toy_train (plan, NULL, &to_the_end);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  g_autoptr (TdState) watched = NULL;

  forget_counts ();
  td_observer_add (observer, &eager, ask (0, 1));
  td_observer_add (observer, &td_weights_job, NULL);
  td_trainer_run (trainer, &(TdRunLimits) { .steps_per_second = 50 });
  while (atomic_load (&n_computed) < 3) /* or a busy machine would have no time to look */
    {
      td_observer_poll (observer);
      g_usleep (500);
    }
  td_trainer_run (trainer, &to_the_end);
  while (!td_trainer_wait (trainer, 0.001))
    td_observer_poll (observer);
  watched = td_trainer_snapshot (trainer);
  toy_assert_same_state (whole, watched);
  g_assert_cmpuint (watched->epoch, ==, 6);
  toy_folder_remove (folder);
}

static void
test_weights_are_summed_up (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *job = td_observer_add (observer, &td_weights_job, NULL);
  g_autoptr (TdWeights) weights = NULL;
  const TdLayout *layout = plan->graph->layout;

  settle (observer);
  weights = td_job_take (job);
  g_assert_null (td_weights_find (weights, "l1", "no such role"));
  for (guint t = 0; t < layout->n_tensors; t++)
    {
      const TdTensor *tensor = &layout->tensors[t];
      const TdWeightSummary *summary = td_weights_find (weights, tensor->id, tensor->role);
      const float *values = weights->parameters + tensor->offset;
      double sum = 0, squares = 0;
      guint n = 0;

      for (gsize i = 0; i < tensor->n; i++)
        {
          sum += values[i];
          squares += values[i] * (double) values[i];
          g_assert_true (values[i] >= summary->minimum && values[i] <= summary->maximum);
        }
      for (guint bin = 0; bin < TD_WEIGHT_BINS; bin++)
        n += summary->counts[bin];
      sum /= tensor->n;
      g_assert_cmpuint (n, ==, tensor->n);
      g_assert_cmpuint (summary->n, ==, tensor->n);
      g_assert_cmpfloat_with_epsilon (summary->mean, sum, 1e-9);
      g_assert_cmpfloat_with_epsilon (summary->deviation, sqrt (fabs (squares / tensor->n - sum * sum)),
                                      1e-6);
      if (summary->maximum > summary->minimum)
        g_assert_true (summary->counts[0] > 0 && summary->counts[TD_WEIGHT_BINS - 1] > 0);
    }
  toy_folder_remove (folder);
}

/* A plane of the two moons: its numbers are those that evaluating its points would give. */
static void
test_maps_cover_the_plane (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "playground.json", NULL);
  g_auto (TdCheckpoint) file = { 0 };
  g_autoptr (TdData) data = NULL;
  g_autoptr (TdPlan) plan = NULL;
  g_autoptr (TdTrainer) trainer = NULL;
  g_autoptr (TdObserver) observer = NULL;
  g_autoptr (TdMaps) maps = NULL;
  TdJob *job;

  g_assert_true (td_checkpoint_load (path, &file, NULL));
  data = td_data_new_in (file.folder, file.fit);
  plan = td_plan_new (&file.project, data, NULL);
  trainer = td_trainer_new (plan, NULL, NULL);
  observer = td_observer_new (trainer);
  td_trainer_run (trainer, &(TdRunLimits) { .epochs = 30 });
  td_trainer_wait (trainer, -1);
  job = td_observer_add (observer, &td_maps_job, td_maps_ask ());
  settle (observer);
  maps = td_job_take (job);
  g_assert_true (td_maps_suit (plan));
  for (guint task = 0; task < 3; task++)
    for (guint i = 0; i < TD_MAP_SIDE * TD_MAP_SIDE; i++)
      g_assert_true (isfinite (maps->numbers[task][i]));
  for (gsize row = 0, n_right = 0; row < plan->dataset->n_rows; row++)
    {
      double x = td_maps_input (plan, row, 0), y = td_maps_input (plan, row, 1);

      g_assert_true (x > maps->x0 && x < maps->x1 && y > maps->y0 && y < maps->y1);
      n_right += (td_maps_at (maps, 0, x, y)[0] > 0.5f)
                 == (plan->dataset->targets[0].values[row] > 0.5f);
      if (row + 1 == plan->dataset->n_rows)
        g_assert_cmpuint (n_right, >, plan->dataset->n_rows * 9 / 10);
    }
}

static void
test_maps_need_a_plane (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  TdJob *job = td_observer_add (observer, &td_maps_job, td_maps_ask ());

  g_assert_false (td_maps_suit (plan));
  settle (observer);
  g_assert_null (td_job_take (job));
  toy_folder_remove (folder);
}

/* A row put in by hand gives what evaluating it gives; another width gives nothing. */
static void
test_answers_to_a_row (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  const TdDataset *data = plan->dataset;
  TdJob *job = NULL;

  for (gsize row = 0; row < 20; row++)
    {
      g_autofree double *values = g_new (double, plan->fit->n_inputs);
      float inputs[4];
      g_autoptr (TdAnswers) typed = NULL;
      g_autoptr (TdAnswers) stored = NULL;

      td_input_row_read (plan->fit, data, row, values);
      td_input_row_encode (plan->fit, values, inputs);
      if (job == NULL)
        job = td_observer_add (observer, &td_answers_job, td_answers_ask (inputs, 4));
      else
        td_job_ask (job, td_answers_ask (inputs, 4));
      settle (observer);
      typed = td_job_take (job);
      td_job_ask (job, td_answers_ask (data->inputs + row * 4, 4));
      settle (observer);
      stored = td_job_take (job);
      for (guint task = 0; task < plan->n_tasks; task++)
        {
          g_autofree char *truth = td_answers_truth (plan, task, row);

          g_assert_cmpint (truth == NULL, ==, isnan (data->targets[task].values[row]));
          g_assert_cmpstr (typed->texts[task], !=, "");
          for (guint i = 0; i < typed->n_outputs[task]; i++)
            g_assert_cmpfloat_with_epsilon (typed->numbers[task][i], stored->numbers[task][i],
                                            1e-3);
        }
    }
  td_job_ask (job, td_answers_ask (data->inputs, 3));
  settle (observer);
  g_assert_null (td_job_take (job));
  toy_folder_remove (folder);
}

void
add_observer_tests (void)
{
  g_test_add_func ("/observer/answers-to-a-row", test_answers_to_a_row);
  g_test_add_func ("/observer/maps-cover-the-plane", test_maps_cover_the_plane);
  g_test_add_func ("/observer/maps-need-a-plane", test_maps_need_a_plane);
  g_test_add_func ("/observer/result-is-of-the-newest-parameters",
                   test_result_is_of_the_newest_parameters);
  g_test_add_func ("/observer/edits-and-resets-are-seen", test_edits_and_resets_are_seen);
  g_test_add_func ("/observer/idle-run-costs-nothing", test_idle_run_costs_nothing);
  g_test_add_func ("/observer/interval-is-kept", test_interval_is_kept);
  g_test_add_func ("/observer/new-question-is-answered", test_new_question_is_answered);
  g_test_add_func ("/observer/removal-cancels", test_removal_cancels);
  g_test_add_func ("/observer/looking-changes-nothing", test_looking_changes_nothing);
  g_test_add_func ("/observer/weights-are-summed-up", test_weights_are_summed_up);
}
