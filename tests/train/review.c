/* review.c — tests of answers against labels: counted as an evaluation counts them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/train/evaluate.h"
#include "core/train/review.h"

#include <math.h>

static void
settle (TdObserver *observer)
{
  while (td_observer_is_busy (observer))
    {
      td_observer_poll (observer);
      g_usleep (500);
    }
}

static guint
sum_of (const TdReview *review, gboolean diagonal)
{
  guint sum = 0;

  for (guint i = 0; i < review->n_choices; i++)
    for (guint j = 0; j < review->n_choices; j++)
      if (!diagonal || i == j)
        sum += review->confusion[i * review->n_choices + j];
  return sum;
}

static void
check_worst (const TdReview *review, const TdDataset *data)
{
  for (guint i = 0; i < review->n_worst; i++)
    {
      gboolean found = FALSE;

      for (gsize r = 0; r < data->n_part[review->part]; r++)
        found |= data->rows[review->part][r] == review->worst[i].row;
      g_assert_true (found);
      g_assert_true (i == 0 || review->worst[i].loss <= review->worst[i - 1].loss);
      g_assert_nonnull (review->worst[i].said);
    }
}

static void
check (const TdReview *review, const TdTaskMetrics *metrics)
{
  const TdDataset *data = review->plan->dataset;
  const TdTargets *targets = &data->targets[review->task];
  gsize n_labels = targets->n_labels[review->part * targets->n_columns];

  if (review->confusion != NULL)
    {
      g_assert_cmpuint (sum_of (review, FALSE), ==, n_labels);
      g_assert_cmpfloat_with_epsilon (sum_of (review, TRUE), metrics->accuracy * n_labels, 1e-6);
      g_assert_cmpfloat_with_epsilon (review->metrics.accuracy, metrics->accuracy, 1e-9);
    }
  else
    {
      g_assert_cmpuint (review->n_points, ==, data->n_part[review->part]);
      g_assert_cmpfloat_with_epsilon (review->metrics.r2, metrics->r2, 1e-6);
    }
  check_worst (review, data);
}

static void
test_counts_as_an_evaluation_does (void)
{
  static const char *const tasks[] = { "t1", "t2", "t3" };
  char *folder = toy_folder_new (700);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (TdObserver) observer = td_observer_new (trainer);
  g_autoptr (TdState) state = NULL;
  TdJob *job;

  td_trainer_run (trainer, &(TdRunLimits) { .epochs = 4 });
  td_trainer_wait (trainer, -1);
  state = td_trainer_snapshot (trainer);
  job = td_observer_add (observer, &td_review_job, td_review_ask ("no such task", TD_PART_TEST));
  settle (observer);
  g_assert_null (td_job_take (job));
  for (TdPart part = TD_PART_TRAIN; part < TD_N_PARTS; part++)
    for (guint task = 0; task < 3; task++)
      {
        g_autoptr (TdReview) review = NULL;
        TdTaskMetrics metrics[3];

        td_evaluate (plan, NULL, state->parameters, part, metrics);
        td_job_ask (job, td_review_ask (tasks[task], part));
        settle (observer);
        review = td_job_take (job);
        g_assert_nonnull (review);
        g_assert_cmpuint (review->task, ==, task);
        check (review, &metrics[task]);
      }
  toy_folder_remove (folder);
}

void
add_review_tests (void)
{
  g_test_add_func ("/review/counts-as-an-evaluation-does", test_counts_as_an_evaluation_does);
}
