/* trace.c — tests of ui/chart/trace.c: what becomes of rows on their way to pixels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/trace.h"
#include "tests/chart/suites.h"
#include "ui/chart/frame.h"

#include <math.h>

#define N_ROWS 20000

/* One pixel is one unit of y, and y = 0 lies at the bottom of 100 pixels. */
static TdChartFrame
plain_frame (double x1)
{
  return (TdChartFrame){ .width = 100, .height = 100, .x1 = x1, .y1 = 100 };
}

static TdTracePoint
point_at (const GArray *points, guint i)
{
  return g_array_index (points, TdTracePoint, i);
}

static void
test_few_rows_stay_as_they_are (void)
{
  const double x[] = { 1, 2, 3, 4 };
  const float y[] = { 10, 20, NAN, 40 };
  TdSeries series = { .n = 4, .x = x, .mean = y, .stride = 1, .tip_x = 4.5, .tip_y = 50 };
  TdChartFrame frame = plain_frame (10);
  TdTrace trace;
  td_trace_init (&trace, &series, &frame, 0);
  g_assert_cmpuint (trace.raw->len, ==, 5); /* two, the break, one, the tip */
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 1).x, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 1).y, 80, 1e-4);
  g_assert_true (isnan (point_at (trace.raw, 2).y));
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 4).x, 45, 1e-9);
  g_assert_false (trace.spread);
  g_assert_null (trace.smooth);
  td_trace_clear (&trace);
}

static void
test_many_rows_become_columns_that_keep_spikes (void)
{
  g_autofree double *x = g_new (double, N_ROWS);
  g_autofree float *y = g_new (float, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    {
      x[i] = i;
      y[i] = i == 12345 ? 90 : 30;
    }
  TdSeries series = { .n = N_ROWS, .x = x, .mean = y, .stride = 1, .tip_x = NAN, .tip_y = NAN };
  TdChartFrame frame = plain_frame (N_ROWS - 1);
  TdTrace trace;
  td_trace_init (&trace, &series, &frame, 0);
  g_assert_cmpuint (trace.raw->len, <=, 2 * 100);
  g_assert_cmpuint (trace.raw->len, >=, 40);
  double highest = INFINITY;
  for (guint i = 0; i < trace.raw->len; i++)
    highest = MIN (highest, point_at (trace.raw, i).high);
  g_assert_true (trace.spread);
  g_assert_cmpfloat_with_epsilon (highest, 10, 1e-3);
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 5).y, 70, 1e-3);
  td_trace_clear (&trace);
}

static void
test_log_axes_skip_what_has_no_logarithm (void)
{
  const double x[] = { 1, 2, 3, 4 };
  const float y[] = { 1, 0, -5, 0.1f };
  TdSeries series = { .n = 4, .x = x, .mean = y, .stride = 1, .tip_x = NAN, .tip_y = NAN };
  TdChartFrame frame = { .width = 100, .height = 100, .x1 = 10, .y0 = -1, .y1 = 0,
                         .log_y = TRUE };
  TdTrace trace;
  td_trace_init (&trace, &series, &frame, 0);
  g_assert_cmpuint (trace.raw->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 0).y, 0, 1e-4);
  g_assert_cmpfloat_with_epsilon (point_at (trace.raw, 1).y, 100, 1e-4);
  td_trace_clear (&trace);
}

/* Against the definition: Σ s^(x - xᵢ) yᵢ / Σ s^(x - xᵢ), with uneven steps of x. */
static void
test_smoothing_is_the_debiased_mean_over_x (void)
{
  const double x[] = { 1, 2, 4, 4.5, 9 };
  const float y[] = { 10, 30, 20, 60, 50 };
  const double s = 0.7;
  TdSeries series = { .n = 5, .x = x, .mean = y, .stride = 1, .tip_x = NAN, .tip_y = NAN };
  TdChartFrame frame = plain_frame (10);
  TdTrace trace;
  td_trace_init (&trace, &series, &frame, s);
  g_assert_cmpuint (trace.smooth->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      double sum = 0, weights = 0;
      for (guint k = 0; k <= i; k++)
        {
          sum += pow (s, x[i] - x[k]) * y[k];
          weights += pow (s, x[i] - x[k]);
        }
      g_assert_cmpfloat_with_epsilon (point_at (trace.smooth, i).y, 100 - sum / weights, 1e-4);
    }
  td_trace_clear (&trace);
}

static void
test_zooming_does_not_change_the_smooth_line (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6 };
  const float y[] = { 90, 10, 20, 60, 50, 40 };
  TdSeries series = { .n = 6, .x = x, .mean = y, .stride = 1, .tip_x = NAN, .tip_y = NAN };
  TdChartFrame whole = plain_frame (10), part = plain_frame (10);
  TdTrace a, b;
  part.x0 = 4.5;
  td_trace_init (&a, &series, &whole, 0.8);
  td_trace_init (&b, &series, &part, 0.8);
  g_assert_cmpuint (b.smooth->len, ==, 3); /* the row before the view leads into it */
  g_assert_cmpfloat_with_epsilon (point_at (b.smooth, 2).y, point_at (a.smooth, 5).y, 1e-9);
  td_trace_clear (&a);
  td_trace_clear (&b);
}

void
add_trace_tests (void)
{
  g_test_add_func ("/chart/trace/few-rows-stay-as-they-are", test_few_rows_stay_as_they_are);
  g_test_add_func ("/chart/trace/many-rows-become-columns-that-keep-spikes",
                   test_many_rows_become_columns_that_keep_spikes);
  g_test_add_func ("/chart/trace/log-axes-skip-what-has-no-logarithm",
                   test_log_axes_skip_what_has_no_logarithm);
  g_test_add_func ("/chart/trace/smoothing-is-the-debiased-mean-over-x",
                   test_smoothing_is_the_debiased_mean_over_x);
  g_test_add_func ("/chart/trace/zooming-does-not-change-the-smooth-line",
                   test_zooming_does_not_change_the_smooth_line);
}
