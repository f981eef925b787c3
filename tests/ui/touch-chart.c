/* touch-chart.c — charts by fingers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fingers.h"

#include "ui/chart-area.h"
#include "ui/chart/frame.h"

#include <math.h>

#define NEAR 0.5 /* pixels, by which a curve may miss a finger */

static gboolean
is_drawn (gpointer area)
{
  return td_chart_area_get_model (area)->series[0].n >= 8;
}

static gboolean
is_still (gpointer window)
{
  TdSession *session = td_window_get_session (window);

  return td_session_get_status (session) != TD_RUN_TRAINING && !td_session_is_busy (session);
}

static TdChartArea *
chart_of (TdWindow *window)
{
  return TD_CHART_AREA (td_test_find (GTK_WIDGET (window), "Loss per task"));
}

static TdWindow *
open_trained (void)
{
  TdWindow *window = td_fingers_open_digits ();

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_drawn, chart_of (window));
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  td_test_run (0.5); /* and drawn */
  return window;
}

static TdChartFrame
frame_of (TdChartArea *area)
{
  TdChartFrame frame;

  td_chart_area_get_frames (area, &frame, NULL);
  return frame;
}

/* By where it would be seen now. */
static void
assert_held (TdChartArea *area, double value, double x)
{
  TdChartFrame frame = frame_of (area);

  g_assert_cmpfloat_with_epsilon (td_frame_x (&frame, value), x, NEAR);
}

static void
test_a_pinch_zooms_a_chart (void)
{
  static const double from[][2] = { { 100, 100 }, { 180, 160 } };
  static const double to[][2] = { { 70, 70 }, { 230, 190 } };
  TdWindow *window = open_trained ();
  TdChartArea *area = chart_of (window);
  TdChartFrame before = frame_of (area);
  double held[] = { td_frame_x_at (&before, 100), td_frame_x_at (&before, 180) };

  td_fingers_pinch (GTK_WIDGET (area), from, to);
  for (guint i = 0; i < 2; i++)
    assert_held (area, held[i], to[i][0]);
  td_fingers_lift ();
  for (guint i = 0; i < 2; i++)
    assert_held (area, held[i], to[i][0]);
  td_test_close (window);
}

/* The first finger has begun a rectangle when the second comes. */
static void
test_a_pinch_forgets_the_rectangle (void)
{
  static const double from[][2] = { { 100, 100 } }, to[][2] = { { 160, 150 } };
  TdWindow *window = open_trained ();
  TdChartArea *area = chart_of (window);

  td_finger_down (0, GTK_WIDGET (area), 100, 100);
  td_fingers_glide (GTK_WIDGET (area), 1, from, to);
  td_finger_down (1, GTK_WIDGET (area), 260, 150);
  g_assert_false (td_chart_area_get_view (area)->zoomed);
  td_fingers_lift ();
  g_assert_false (td_chart_area_get_view (area)->zoomed);
  td_test_close (window);
}

static void
test_a_tap_reads_a_chart (void)
{
  TdWindow *window = open_trained ();
  TdChartArea *area = chart_of (window);

  td_finger_tap (GTK_WIDGET (area), 150, 120);
  assert_held (area, td_chart_area_get_pointed (area), 150);
  td_test_run (0.6); /* no double click */
  td_finger_tap (GTK_WIDGET (area), 220, 90);
  assert_held (area, td_chart_area_get_pointed (area), 220);
  g_assert_false (td_chart_area_get_view (area)->zoomed);
  td_finger_tap (GTK_WIDGET (area), 20, 120); /* beside the curves */
  g_assert_true (isnan (td_chart_area_get_pointed (area)));
  td_test_close (window);
}

static void
test_a_finger_selects_in_a_chart (void)
{
  static const double from[][2] = { { 100, 100 } }, to[][2] = { { 200, 160 } };
  TdWindow *window = open_trained ();
  TdChartArea *area = chart_of (window);
  TdChartFrame frame = frame_of (area);
  double x0 = td_frame_x_at (&frame, 100), x1 = td_frame_x_at (&frame, 200);

  td_finger_down (0, GTK_WIDGET (area), 100, 100);
  td_fingers_glide (GTK_WIDGET (area), 1, from, to);
  td_finger_up (0);
  g_assert_cmpfloat_with_epsilon (td_chart_area_get_view (area)->x0, x0, 1e-4);
  g_assert_cmpfloat_with_epsilon (td_chart_area_get_view (area)->x1, x1, 1e-4);
  td_finger_tap_twice (GTK_WIDGET (area), 150, 120);
  g_assert_false (td_chart_area_get_view (area)->zoomed);
  td_test_close (window);
}

void
td_touch_add_chart (void)
{
  g_test_add_func ("/touch/chart/a-pinch-zooms", test_a_pinch_zooms_a_chart);
  g_test_add_func ("/touch/chart/a-pinch-forgets-the-rectangle",
                   test_a_pinch_forgets_the_rectangle);
  g_test_add_func ("/touch/chart/a-tap-reads", test_a_tap_reads_a_chart);
  g_test_add_func ("/touch/chart/a-finger-selects", test_a_finger_selects_in_a_chart);
}
