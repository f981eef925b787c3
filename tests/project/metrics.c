/* metrics.c — what answers are worth, by hand-computed examples.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/task.h"

#include <math.h>

#define NEAR 1e-6

static const TdTaskKind *
kind_of (const char *id)
{
  return (const TdTaskKind *) td_family_find (&td_tasks, id);
}

static TdTaskMetrics
measure (const char        *id,
         const TdTargetFit *fit,
         const float       *outputs,
         guint              n_outputs,
         const float       *targets,
         guint              n_columns,
         gsize              rows)
{
  const TdTaskKind *kind = kind_of (id);
  TdTally tally;
  TdTaskMetrics metrics;

  td_tally_init (&tally, kind->n_numbers != NULL ? kind->n_numbers (fit) : 0);
  kind->measure (fit, outputs, n_outputs, targets, n_columns, rows, &tally);
  metrics = td_tally_metrics (&tally);
  td_tally_clear (&tally);
  return metrics;
}

/* log 2 for an undecided answer, log (1 + e) for a logit of 1 against the truth. */
static void
test_yes_no (void)
{
  const float outputs[] = { 1, -1, 0, 200, 1 };
  const float targets[] = { 1, 1, 0, 1, NAN };
  TdTaskMetrics metrics = measure ("yes-no", NULL, outputs, 1, targets, 1, 5);
  double expected = (log1p (exp (-1)) + log1p (exp (1)) + log (2) + 0) / 4;

  g_assert_cmpfloat_with_epsilon (metrics.accuracy, 0.75, NEAR);
  g_assert_cmpfloat_with_epsilon (metrics.log_loss, expected, NEAR);
  g_assert_true (isnan (metrics.r2));
}

static void
test_extremes (void)
{
  const float outputs[] = { -1000, 1000 };
  const float targets[] = { 1, 1 };
  const float classes[] = { 1000, -1000, 0, -1000, 1000, 0 };
  const float truth[] = { 1, 1 };
  TdTaskMetrics metrics = measure ("yes-no", NULL, outputs, 1, targets, 1, 2);

  g_assert_cmpfloat_with_epsilon (metrics.log_loss, 500, NEAR);
  metrics = measure ("classes", NULL, classes, 3, truth, 1, 2);
  g_assert_cmpfloat_with_epsilon (metrics.log_loss, 1000, 1e-3);
  g_assert_cmpfloat (metrics.accuracy, ==, 0.5);
}

static void
test_classes (void)
{
  const float ln2 = (float) log (2);
  const float ln3 = (float) log (3);
  /* p = 1/6, 2/6, 3/6; then undecided, where the first of equals is taken; then not labelled. */
  const float outputs[] = { 0, ln2, ln3, 5, 5, 5, 0, 0, 9 };
  const float targets[] = { 2, 0, NAN };
  TdTaskMetrics metrics = measure ("classes", NULL, outputs, 3, targets, 1, 3);

  g_assert_cmpfloat (metrics.accuracy, ==, 1);
  g_assert_cmpfloat_with_epsilon (metrics.log_loss, (log (2) + log (3)) / 2, NEAR);
}

static void
test_diverged (void)
{
  const float outputs[] = { NAN, NAN };
  const float targets[] = { 0 };
  TdTaskMetrics metrics = measure ("classes", NULL, outputs, 2, targets, 1, 1);

  g_assert_cmpfloat (metrics.accuracy, ==, 0);
  g_assert_true (isnan (metrics.log_loss));
  metrics = measure ("yes-no", NULL, outputs, 1, targets, 1, 1);
  g_assert_cmpfloat (metrics.accuracy, ==, 0);
  g_assert_true (isnan (metrics.log_loss));
}

/* More classes than fit the scratch at once. */
static void
test_many_classes (void)
{
  g_autofree float *outputs = g_new0 (float, 3000);
  const float targets[] = { 2999 };
  TdTaskMetrics metrics = measure ("classes", NULL, outputs, 3000, targets, 1, 1);

  g_assert_cmpfloat_with_epsilon (metrics.log_loss, log (3000), 1e-5);
}

static void
test_labels (void)
{
  const float outputs[] = { 1, -1, 1, 1, -1, -1 };
  const float targets[] = { 1, 0, 1, 0, NAN, 0 };
  TdTaskMetrics metrics = measure ("labels", NULL, outputs, 2, targets, 2, 3);

  g_assert_cmpfloat_with_epsilon (metrics.accuracy, 4.0 / 5, NEAR);
  g_assert_cmpfloat_with_epsilon (metrics.exact, 1.0 / 2, NEAR);
}

/* Targets 1, 2, 3 and 10, 20, 30 in the user's units; predictions off by 0.5 and by 10. */
static void
test_numbers (void)
{
  double mean[] = { 2, 20 };
  double scale[] = { 2, 10 };
  const TdTargetFit fit = { .n_columns = 2, .mean = mean, .scale = scale };
  const float targets[] = { -0.5, -1, 0, 0, 0.5, 1 };
  const float outputs[] = { -0.25, 0, 0.25, 1, 0.75, 2 };
  TdTaskMetrics metrics = measure ("number", &fit, outputs, 2, targets, 2, 3);
  double first = 1 - 0.75 / 2;
  double second = 1 - 300.0 / 200;

  g_assert_cmpfloat_with_epsilon (metrics.r2, (first + second) / 2, NEAR);
  g_assert_cmpfloat_with_epsilon (metrics.rmse, sqrt (300.75 / 6), NEAR);
  g_assert_true (isnan (metrics.accuracy));
}

/* Any cut into slices gives the same counts, and the same bits when merged in the same slices. */
static void
test_slices (void)
{
  const TdTaskKind *kind = kind_of ("classes");
  float outputs[50 * 4];
  float targets[50];
  TdTally whole, slices, slice;

  for (guint i = 0; i < 200; i++)
    outputs[i] = (float) sin (i * 1.7);
  for (guint i = 0; i < 50; i++)
    targets[i] = i % 7 == 0 ? NAN : i % 4;
  td_tally_init (&whole, 0);
  td_tally_init (&slices, 0);
  kind->measure (NULL, outputs, 4, targets, 1, 50, &whole);
  for (guint r = 0; r < 50; r++)
    {
      td_tally_init (&slice, 0);
      kind->measure (NULL, outputs + 4 * r, 4, targets + r, 1, 1, &slice);
      td_tally_add (&slices, &slice);
    }
  g_assert_cmpfloat (whole.n_labels, ==, slices.n_labels);
  g_assert_cmpfloat (whole.n_correct, ==, slices.n_correct);
  g_assert_true (whole.log_loss == slices.log_loss);
}

void
add_metric_tests (void)
{
  g_test_add_func ("/metrics/yes-no-by-hand", test_yes_no);
  g_test_add_func ("/metrics/classes-by-hand", test_classes);
  g_test_add_func ("/metrics/labels-by-hand", test_labels);
  g_test_add_func ("/metrics/numbers-by-hand", test_numbers);
  g_test_add_func ("/metrics/large-logits-do-not-overflow", test_extremes);
  g_test_add_func ("/metrics/a-diverged-network-knows-nothing", test_diverged);
  g_test_add_func ("/metrics/three-thousand-classes", test_many_classes);
  g_test_add_func ("/metrics/rows-add-the-same-in-any-slice", test_slices);
}
