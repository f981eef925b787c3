/* metrics.c — tallies and what is reported from them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/metrics.h"
#include "suites.h"

#include <math.h>

/* One prediction, as the task kind adds it. */
static void
tell (TdNumberTally *self, double prediction, double target)
{
  double apart = target - self->mean;

  self->n += 1;
  self->mean += apart / self->n;
  self->m2 += apart * (target - self->mean);
  self->error2 += (prediction - target) * (prediction - target);
}

/* Targets far from zero, where sums of squares would cancel. */
static void
test_merge (void)
{
  TdTally whole, part, merged;

  td_tally_init (&whole, 1);
  td_tally_init (&part, 1);
  td_tally_init (&merged, 1);
  for (int i = 0; i < 100; i++)
    {
      double target = 1e6 + sin (i);
      double prediction = target + 0.1 * cos (3 * i);

      tell (&whole.numbers[0], prediction, target);
      tell (&part.numbers[0], prediction, target);
      if (i % 7 == 6 || i == 99)
        {
          td_tally_add (&merged, &part);
          td_tally_reset (&part);
          td_tally_add (&merged, &part); /* an empty slice changes nothing */
        }
    }
  g_assert_cmpfloat (merged.numbers[0].n, ==, 100);
  g_assert_cmpfloat_with_epsilon (td_tally_metrics (&merged).r2, td_tally_metrics (&whole).r2, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_tally_metrics (&merged).r2, 0.99, 0.002);
  td_tally_clear (&whole);
  td_tally_clear (&part);
  td_tally_clear (&merged);
}

static void
test_number (void)
{
  TdTally tally;
  TdTaskMetrics metrics;

  td_tally_init (&tally, 2);
  tally.loss = 0.5;
  tell (&tally.numbers[0], 1, 1); /* r2 = 1 - 1/2 */
  tell (&tally.numbers[0], 2, 3);
  tell (&tally.numbers[1], 0, 0); /* r2 = 1 */
  tell (&tally.numbers[1], 4, 4);
  metrics = td_tally_metrics (&tally);
  g_assert_cmpfloat_with_epsilon (metrics.r2, 0.75, 1e-12);
  g_assert_cmpfloat_with_epsilon (metrics.rmse, 0.5, 1e-12);
  g_assert_cmpfloat (metrics.loss, ==, 0.5);
  g_assert_true (isnan (metrics.accuracy) && isnan (metrics.log_loss) && isnan (metrics.exact));
  td_tally_clear (&tally);
}

static void
test_constant_target (void)
{
  TdTally tally;

  td_tally_init (&tally, 1);
  tell (&tally.numbers[0], 1, 0.1);
  tell (&tally.numbers[0], 2, 0.1);
  tell (&tally.numbers[0], 3, 0.1);
  g_assert_true (isnan (td_tally_metrics (&tally).r2));
  g_assert_false (isnan (td_tally_metrics (&tally).rmse));
  td_tally_clear (&tally);
}

static void
test_classes (void)
{
  TdTally tally = { .loss = 0.7, .n_labels = 8, .n_correct = 6, .log_loss = 4 };
  TdTaskMetrics metrics = td_tally_metrics (&tally);

  g_assert_cmpfloat (metrics.loss, ==, 0.7);
  g_assert_cmpfloat (metrics.accuracy, ==, 0.75);
  g_assert_cmpfloat (metrics.log_loss, ==, 0.5);
  g_assert_true (isnan (metrics.exact) && isnan (metrics.r2) && isnan (metrics.rmse));

  tally.n_rows = 4;
  tally.n_exact = 1;
  g_assert_cmpfloat (td_tally_metrics (&tally).exact, ==, 0.25);
}

static void
test_nothing_labelled (void)
{
  TdTally tally;

  td_tally_init (&tally, 0);
  g_assert_true (isnan (td_tally_metrics (&tally).loss));
  g_assert_true (isnan (td_tally_metrics (&tally).accuracy));
  g_assert_true (isnan (td_tally_metrics (&tally).log_loss));
  td_tally_init (&tally, 1);
  g_assert_true (isnan (td_tally_metrics (&tally).loss));
  g_assert_true (isnan (td_tally_metrics (&tally).rmse));
  td_tally_clear (&tally);
}

static void
test_means (void)
{
  const TdTaskMetrics metrics[] = {
    { .accuracy = 0.5, .log_loss = 1 },
    { .accuracy = NAN, .log_loss = NAN }, /* a number task */
    { .accuracy = 1, .log_loss = 0.5 },
  };

  g_assert_cmpfloat (td_mean_accuracy (metrics, 3), ==, 0.75);
  g_assert_cmpfloat (td_mean_log_loss (metrics, 3), ==, 0.75);
  g_assert_true (isnan (td_mean_accuracy (metrics + 1, 1)));
  g_assert_true (isnan (td_mean_log_loss (NULL, 0)));
}

void
add_metrics_tests (void)
{
  g_test_add_func ("/metrics/merged-slices-equal-the-whole", test_merge);
  g_test_add_func ("/metrics/numbers-have-r2-and-rmse", test_number);
  g_test_add_func ("/metrics/constant-target-has-no-r2", test_constant_target);
  g_test_add_func ("/metrics/classes-have-accuracy-and-log-loss", test_classes);
  g_test_add_func ("/metrics/nothing-labelled-is-not-a-number", test_nothing_labelled);
  g_test_add_func ("/metrics/means-are-over-tasks-that-have-one", test_means);
}
