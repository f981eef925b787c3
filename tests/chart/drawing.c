/* drawing.c — tests of measuring and drawing charts: coarse properties, nothing leaves its place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/sample.h"
#include "tests/chart/suites.h"
#include "ui/chart/frame.h"

#include <math.h>
#include <time.h>

static const TdChartView log_view = { .log_y = TRUE };
static const TdChartView linear_view = { FALSE };

static TdChartFrame
measured (const TdChartModel *model, const TdChartView *view, double width, double height)
{
  TdChartFrame frame;
  TdPalette palette = td_palette (FALSE);
  td_chart_measure (NULL, width, height, model, view, &palette, &frame);
  return frame;
}

static void
test_the_plot_lies_inside_at_any_size (void)
{
  Sample sample;
  sample_loss (&sample, 3, 100, 200, FALSE);
  for (double width = 200; width < 1500; width *= 1.4)
    for (double height = 140; height < 900; height *= 1.3)
      {
        TdChartFrame frame = measured (&sample.model, &log_view, width, height);
        g_assert_cmpfloat (frame.left, >, 0);
        g_assert_cmpfloat (frame.width, >, width / 2);
        g_assert_cmpfloat (frame.height, >, height / 3);
        g_assert_cmpfloat (frame.left + frame.width, <, width);
        g_assert_cmpfloat (frame.top + frame.height, <, height);
      }
  sample_clear (&sample);
}

static void
test_data_and_pixels_map_both_ways (void)
{
  Sample sample;
  sample_loss (&sample, 2, 100, 200, FALSE);
  for (guint i = 0; i < 2; i++)
    {
      TdChartFrame frame
          = measured (&sample.model, i == 0 ? &log_view : &linear_view, 500, 300);
      g_assert_cmpfloat (frame.x0, ==, 0);
      g_assert_cmpfloat (frame.x1, ==, 200);
      g_assert_cmpfloat_with_epsilon (td_frame_x (&frame, 200), frame.left + frame.width, 1e-9);
      for (double value = 0.06; value < 2; value *= 1.3)
        {
          double y = td_frame_y (&frame, value);
          g_assert_cmpfloat (y, >=, frame.top);
          g_assert_cmpfloat (y, <=, frame.top + frame.height);
          g_assert_cmpfloat_with_epsilon (td_frame_y_at (&frame, y), value, 1e-9);
        }
      g_assert_cmpfloat_with_epsilon (td_frame_x_at (&frame, td_frame_x (&frame, 37)), 37, 1e-9);
    }
  sample_clear (&sample);
}

static void
test_the_axis_grows_in_steps (void)
{
  double last = 0;
  guint changes = 0;
  for (gsize n = 1; n <= 400; n++)
    {
      Sample sample;
      sample_loss (&sample, 1, n, (double) n, FALSE);
      sample.model.x_end = 0;
      TdChartFrame frame = measured (&sample.model, &linear_view, 400, 300);
      g_assert_cmpfloat (frame.x1, >=, (double) n);
      changes += frame.x1 != last;
      last = frame.x1;
      sample_clear (&sample);
    }
  g_assert_cmpuint (changes, <, 40);
}

static void
test_a_zoomed_view_is_obeyed (void)
{
  Sample sample;
  TdChartView view = { .log_y = TRUE, .zoomed = TRUE, .x0 = 20, .x1 = 60, .y0 = 0.1, .y1 = 1 };
  sample_loss (&sample, 1, 100, 200, FALSE);
  TdChartFrame frame = measured (&sample.model, &view, 400, 300);
  g_assert_cmpfloat (frame.x0, ==, 20);
  g_assert_cmpfloat (frame.x1, ==, 60);
  g_assert_cmpfloat_with_epsilon (frame.y0, -1, 1e-12);
  g_assert_cmpfloat_with_epsilon (frame.y1, 0, 1e-12);
  view.y0 = -1; /* has no logarithm: the data decide */
  frame = measured (&sample.model, &view, 400, 300);
  g_assert_cmpfloat (frame.y1, >, frame.y0);
  sample_clear (&sample);
}

static guint
ink_of (const TdChartModel *model, const TdChartView *view, int width, int height,
        gboolean dark)
{
  TdPalette palette = td_palette (dark);
  cairo_surface_t *surface = sample_surface (width, height);
  cairo_t *cr = cairo_create (surface);
  td_chart_draw (cr, width, height, model, view, &palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  guint ink = sample_ink (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return ink;
}

static void
test_charts_are_not_blank (void)
{
  Sample loss, accuracy, empty;
  for (guint dark = 0; dark < 2; dark++)
    {
      sample_loss (&loss, 4, 150, 200, dark);
      sample_accuracy (&accuracy, 4, 150, 200, dark);
      sample_loss (&empty, 4, 0, 200, dark);
      guint none = ink_of (&empty.model, &log_view, 400, 300, dark);
      g_assert_cmpuint (none, >, 500);
      g_assert_cmpuint (ink_of (&loss.model, &log_view, 400, 300, dark), >, none + 2000);
      g_assert_cmpuint (ink_of (&loss.model, &linear_view, 200, 140, dark), >, 1000);
      g_assert_cmpuint (ink_of (&accuracy.model, &linear_view, 400, 300, dark), >, none + 1000);
      sample_clear (&loss);
      sample_clear (&accuracy);
      sample_clear (&empty);
    }
}

static void
test_awkward_values_are_drawn_around (void)
{
  const float values[] = { NAN, 1, 0, -1, INFINITY, 0.5f, NAN, 0.25f, -INFINITY, 1e38f, 1e-38f };
  const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
  TdSeries series = { .label = "Odd", .color = { 1, 0, 0, 1 }, .n = G_N_ELEMENTS (x), .x = x,
                      .mean = values, .min = values, .max = values, .stride = 1, .tip_x = NAN,
                      .tip_y = NAN };
  TdChartModel model = { .title = "Odd", .series = &series, .n_series = 1, .now = NAN };
  for (guint i = 0; i < 4; i++)
    {
      TdChartView view = { .log_y = i % 2, .smoothing = i < 2 ? 0 : 0.9 };
      g_assert_cmpuint (ink_of (&model, &view, 300, 200, FALSE), >, 0);
      TdChartFrame frame = measured (&model, &view, 300, 200);
      g_assert_true (isfinite (frame.y0) && isfinite (frame.y1) && frame.y1 > frame.y0);
    }
  series.n = 1; /* nothing but NaN */
  g_assert_false (td_chart_has_data (&model));
  g_assert_cmpuint (ink_of (&model, &log_view, 300, 200, FALSE), >, 0);
  model.n_series = 0;
  g_assert_cmpuint (ink_of (&model, &log_view, 300, 200, FALSE), >, 0);
}

static void
test_hover_stays_inside_the_chart (void)
{
  Sample sample;
  TdPalette palette = td_palette (FALSE);
  sample_loss (&sample, 12, 200, 200, FALSE);
  for (int width = 200; width < 700; width += 120)
    for (int height = 140; height < 400; height += 60)
      for (double x = 0; x <= 200; x += 25)
        {
          /* The chart lies in the middle of a surface that has to stay empty around it. */
          const int room = 300;
          cairo_surface_t *surface = sample_surface (width + 2 * room, height + 2 * room);
          cairo_t *cr = cairo_create (surface);
          cairo_translate (cr, room, room);
          TdChartFrame frame;
          td_chart_measure (cr, width, height, &sample.model, &log_view, &palette, &frame);
          td_chart_draw_hover (cr, &frame, &sample.model, &palette, x);
          guint all = sample_ink (surface);
          g_assert_cmpuint (all, >, 300);
          cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
          cairo_rectangle (cr, 0, 0, width, height);
          cairo_fill (cr);
          g_assert_cmpuint (sample_ink (surface), ==, 0);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
  sample_clear (&sample);
}

static void
test_a_legend_measures_what_it_draws (void)
{
  Sample sample;
  TdPalette palette = td_palette (FALSE);
  sample_loss (&sample, 8, 10, 200, FALSE);
  double wide = td_chart_draw_legend (NULL, 0, 0, 2000, &sample.model, &palette);
  double narrow = td_chart_draw_legend (NULL, 0, 0, 200, &sample.model, &palette);
  cairo_surface_t *surface = sample_surface (200, 300);
  cairo_t *cr = cairo_create (surface);
  g_assert_cmpfloat (td_chart_draw_legend (cr, 0, 0, 200, &sample.model, &palette), ==, narrow);
  g_assert_cmpuint (sample_ink (surface), >, 500);
  g_assert_cmpfloat (narrow, >, wide * 3);
  g_assert_cmpfloat (wide, >, 8);
  sample.model.n_series = 0;
  g_assert_cmpfloat (td_chart_draw_legend (NULL, 0, 0, 200, &sample.model, &palette), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  sample_clear (&sample);
}

static double
best_milliseconds (const TdChartModel *model)
{
  TdChartFrame frame = measured (model, &log_view, 900, 400);
  cairo_surface_t *surface = sample_surface (900, 400);
  cairo_t *cr = cairo_create (surface);
  double best = INFINITY;
  for (guint i = 0; i < 5; i++)
    {
      clock_t start = clock ();
      td_chart_draw_lines (cr, &frame, model, &log_view);
      best = MIN (best, (double) (clock () - start) / CLOCKS_PER_SEC * 1000);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return best;
}

/* Processor time, so a busy machine doesn't matter. The bound is ten times what was measured, a
 * hundred times under sanitizers; what it catches is cost that grows with the history. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BOUND 1600
#else
#define BOUND 160
#endif

static void
test_a_full_history_is_drawn_quickly (void)
{
  Sample sample;
  sample_loss (&sample, 6, 65536, 65536, FALSE);
  double milliseconds = best_milliseconds (&sample.model);
  g_test_message ("12 series of 65,536 rows: %.2f ms", milliseconds);
  g_assert_cmpfloat (milliseconds, <, BOUND);
  sample_clear (&sample);
}

void
add_drawing_tests (void)
{
  g_test_add_func ("/chart/drawing/the-plot-lies-inside-at-any-size",
                   test_the_plot_lies_inside_at_any_size);
  g_test_add_func ("/chart/drawing/data-and-pixels-map-both-ways",
                   test_data_and_pixels_map_both_ways);
  g_test_add_func ("/chart/drawing/the-axis-grows-in-steps", test_the_axis_grows_in_steps);
  g_test_add_func ("/chart/drawing/a-zoomed-view-is-obeyed", test_a_zoomed_view_is_obeyed);
  g_test_add_func ("/chart/drawing/charts-are-not-blank", test_charts_are_not_blank);
  g_test_add_func ("/chart/drawing/awkward-values-are-drawn-around",
                   test_awkward_values_are_drawn_around);
  g_test_add_func ("/chart/drawing/hover-stays-inside-the-chart",
                   test_hover_stays_inside_the_chart);
  g_test_add_func ("/chart/drawing/a-legend-measures-what-it-draws",
                   test_a_legend_measures_what_it_draws);
  g_test_add_func ("/chart/drawing/a-full-history-is-drawn-quickly",
                   test_a_full_history_is_drawn_quickly);
}
