/* zoom.c — tests of ui/chart/zoom.c and of what a chart says at one x.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/zoom.h"
#include "tests/chart/sample.h"
#include "tests/chart/suites.h"
#include "ui/chart/frame.h"
#include "ui/chart/reading.h"

#include <math.h>
#include <string.h>

typedef struct
{
  Sample       sample;
  TdChartView  view;
  TdChartFrame shown, all;
} Fixture;

static void
measure (Fixture *self)
{
  TdPalette palette = td_palette (FALSE);
  TdChartView all = self->view;
  all.zoomed = FALSE;
  td_chart_measure (NULL, 500, 300, &self->sample.model, &self->view, &palette, &self->shown);
  td_chart_measure (NULL, 500, 300, &self->sample.model, &all, &palette, &self->all);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  sample_loss (&self->sample, 2, 100, 200, FALSE);
  self->view.log_y = GPOINTER_TO_INT (data);
  measure (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sample_clear (&self->sample);
}

static void
test_scaling_keeps_what_is_under_the_pointer (Fixture *self, gconstpointer data)
{
  double x = self->shown.left + self->shown.width * 0.3;
  double y = self->shown.top + self->shown.height * 0.4;
  double at_x = td_frame_x_at (&self->shown, x), at_y = td_frame_y_at (&self->shown, y);
  td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X | TD_ZOOM_Y, x, y, 0.5);
  measure (self);
  /* Widths of labels may have changed the plot by a few pixels. */
  x = self->shown.left + self->shown.width * 0.3;
  g_assert_cmpfloat_with_epsilon (td_frame_x_at (&self->shown, x), at_x, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_frame_y_at (&self->shown, y), at_y, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->shown.x1 - self->shown.x0, 100, 1e-9);
}

static void
test_pinching_keeps_what_is_under_the_fingers (Fixture *self, gconstpointer data)
{
  td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X | TD_ZOOM_Y, 250, 150, 0.5);
  measure (self);
  TdChartView start = self->view;
  TdZoomHold hold = { self->shown, 200, 120 };
  double at_x = td_frame_x_at (&hold.frame, 200), at_y = td_frame_y_at (&hold.frame, 120);
  double finger = td_frame_x_at (&hold.frame, 240);
  for (guint i = 0; i < 2; i++) /* with the second, labels have their widths */
    {
      td_zoom_pinch (&self->view, &hold, &self->shown, &self->all, 260, 140, 0.5);
      measure (self);
    }
  g_assert_cmpfloat_with_epsilon (td_frame_x_at (&self->shown, 260), at_x, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_frame_y_at (&self->shown, 140), at_y, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_frame_x (&self->shown, finger), 340, 1e-6);
  /* Far out, and back again. */
  td_zoom_pinch (&self->view, &hold, &self->shown, &self->all, 200, 120, 100);
  g_assert_false (self->view.zoomed);
  td_zoom_pinch (&self->view, &hold, &hold.frame, &self->all, 200, 120, 1);
  g_assert_cmpfloat_with_epsilon (self->view.x0, start.x0, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->view.y1, start.y1, 1e-9);
}

static void
test_zooming_out_ends_at_all (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X | TD_ZOOM_Y,
                     self->shown.left + 40, self->shown.top + 40, 0.5);
      measure (self);
      g_assert_true (self->view.zoomed);
    }
  for (guint i = 0; i < 6; i++)
    {
      td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X | TD_ZOOM_Y,
                     self->shown.left + 200, self->shown.top + 90, 2);
      measure (self);
      g_assert_cmpfloat (self->shown.x0, >=, self->all.x0);
      g_assert_cmpfloat (self->shown.x1, <=, self->all.x1);
    }
  g_assert_false (self->view.zoomed);
}

static void
test_a_zoom_has_an_end (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X | TD_ZOOM_Y, 250, 150, 0.5);
      measure (self);
    }
  g_assert_cmpfloat (self->shown.x1 - self->shown.x0, >, 0.01);
  g_assert_cmpfloat (self->shown.y1, >, self->shown.y0);
}

static void
test_moving_stops_at_the_edges (Fixture *self, gconstpointer data)
{
  td_zoom_move (&self->view, &self->shown, &self->all, 100, 100);
  g_assert_false (self->view.zoomed);
  td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X, 250, 0, 0.25);
  measure (self);
  td_zoom_move (&self->view, &self->shown, &self->all, -40, 30);
  double x0 = self->shown.x0 + 40 * 50 / self->shown.width;
  g_assert_cmpfloat_with_epsilon (self->view.x0, x0, 1e-9);
  g_assert_cmpfloat (self->view.y1, ==, 0);
  measure (self);
  td_zoom_move (&self->view, &self->shown, &self->all, -1e6, 0);
  g_assert_cmpfloat_with_epsilon (self->view.x1, 200, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->view.x0, 150, 1e-9);
}

static void
test_a_rectangle_is_what_is_shown (Fixture *self, gconstpointer data)
{
  double x0 = td_frame_x (&self->shown, 20), x1 = td_frame_x (&self->shown, 60);
  double top = self->shown.top + 30, bottom = self->shown.top + 100;
  double high = td_frame_y_at (&self->shown, top), low = td_frame_y_at (&self->shown, bottom);
  TdChartView before = self->view;
  g_assert_false (td_zoom_to (&self->view, &self->shown, &self->all, 90, 90, 93, 92));
  g_assert_true (memcmp (&before, &self->view, sizeof before) == 0);
  g_assert_true (td_zoom_to (&self->view, &self->shown, &self->all, x1, top, x0, top + 3));
  g_assert_cmpfloat_with_epsilon (self->view.x0, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->view.x1, 60, 1e-9);
  g_assert_cmpfloat (self->view.y1, ==, 0);
  self->view = before;
  g_assert_true (td_zoom_to (&self->view, &self->shown, &self->all, x0, bottom, x1, top));
  g_assert_cmpfloat_with_epsilon (self->view.y0, low, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->view.y1, high, 1e-9);
}

static void
test_what_is_shown_follows (Fixture *self, gconstpointer data)
{
  td_zoom_show (&self->view, &self->shown, &self->all, 199);
  g_assert_false (self->view.zoomed);
  td_zoom_scale (&self->view, &self->shown, &self->all, TD_ZOOM_X, self->shown.left, 0, 0.25);
  measure (self);
  td_zoom_show (&self->view, &self->shown, &self->all, 30);
  g_assert_cmpfloat (self->view.x0, ==, 0);
  td_zoom_show (&self->view, &self->shown, &self->all, 51);
  g_assert_cmpfloat_with_epsilon (self->view.x0, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (self->view.x1, 51, 1e-9);
}

/* An automatic y fits what is shown of x. */
static void
test_the_y_axis_fits_the_part (Fixture *self, gconstpointer data)
{
  self->view.zoomed = TRUE;
  self->view.x0 = 60;
  self->view.x1 = 90;
  measure (self);
  g_assert_cmpfloat (self->shown.y1, <, self->all.y1);
}

static void
test_steps_follow_the_points (Fixture *self, gconstpointer data)
{
  const TdChartModel *model = &self->sample.model;
  g_assert_cmpfloat (td_chart_step (model, NAN, 1), ==, 100);
  g_assert_cmpfloat (td_chart_step (model, NAN, -1000000), ==, 1);
  g_assert_cmpfloat (td_chart_step (model, 40.3, 1), ==, 41);
  g_assert_cmpfloat (td_chart_step (model, 40, -1), ==, 39);
  g_assert_cmpfloat (td_chart_step (model, 40, -1000000), ==, 1);
  g_assert_cmpfloat (td_chart_step (model, 40, 1000000), ==, 100);
  for (guint i = 0; i < model->n_series; i++)
    self->sample.series[i].hidden = TRUE;
  g_assert_true (isnan (td_chart_step (model, 40, 1)));
}

static void
test_words_tell_values_marks_and_the_best (Fixture *self, gconstpointer data)
{
  const TdChartMark marks[] = { { 11.4, "Units 64 → 32" }, { 12, "L2 penalty 0 → 0.1" } };
  self->sample.model.marks = marks;
  self->sample.model.n_marks = G_N_ELEMENTS (marks);
  self->sample.model.best = 12;
  g_autofree char *text = td_chart_describe (&self->sample.model, 12.2);
  g_assert_true (g_str_has_prefix (text, "epoch 12; Validation was best at 12; Units 64 → 32; "
                                         "L2 penalty 0 → 0.1; Digit "));
  g_assert_nonnull (strstr (text, ", validation "));
  g_assert_nonnull (strstr (text, "; Is even "));
  g_autofree char *other = td_chart_describe (&self->sample.model, 13);
  g_assert_true (g_str_has_prefix (other, "epoch 13; Digit "));
  TdReading reading;
  td_reading_init (&reading, &self->sample.model, 14, 2.1);
  g_assert_cmpuint (reading.notes->len, ==, 2);
  td_reading_clear (&reading);
  self->sample.model.n_series = 0;
  g_assert_null (td_chart_describe (&self->sample.model, 12));
}

#define ADD(name, function) \
  g_test_add ("/chart/zoom/linear/" name, Fixture, GINT_TO_POINTER (FALSE), set_up, function, \
              tear_down); \
  g_test_add ("/chart/zoom/log/" name, Fixture, GINT_TO_POINTER (TRUE), set_up, function, \
              tear_down)

void
add_zoom_tests (void)
{
  ADD ("scaling-keeps-what-is-under-the-pointer", test_scaling_keeps_what_is_under_the_pointer);
  ADD ("pinching-keeps-what-is-under-the-fingers", test_pinching_keeps_what_is_under_the_fingers);
  ADD ("zooming-out-ends-at-all", test_zooming_out_ends_at_all);
  ADD ("a-zoom-has-an-end", test_a_zoom_has_an_end);
  ADD ("moving-stops-at-the-edges", test_moving_stops_at_the_edges);
  ADD ("a-rectangle-is-what-is-shown", test_a_rectangle_is_what_is_shown);
  ADD ("what-is-shown-follows", test_what_is_shown_follows);
  ADD ("the-y-axis-fits-the-part", test_the_y_axis_fits_the_part);
  ADD ("steps-follow-the-points", test_steps_follow_the_points);
  ADD ("words-tell-values-marks-and-the-best", test_words_tell_values_marks_and_the_best);
}
