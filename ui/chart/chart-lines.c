/* chart-lines.c — the data of a chart: bands, lines, markers.
 *
 * The cost of a stroke grows with how often its outline crosses itself, so lines are stroked in
 * short pieces, without mitres.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/color.h"
#include "ui/chart/frame.h"
#include "ui/chart/swatch.h"
#include "ui/chart/trace.h"

#include <math.h>

#define PIECE 100         /* points to a stroke */
#define BAND_ALPHA 0.2
#define RAW_ALPHA 0.35    /* of the line under its smoothed self */
#define MARKER_EVERY 90.0 /* pixels */
#define MARKER_SIZE 3.5
#define EDIT_SIZE 3.5

static const TdTracePoint *
points_of (const GArray *array)
{
  return (const TdTracePoint *) (gpointer) array->data;
}

/* Where the unbroken run from @start ends. */
static guint
run_end (const GArray *array, guint start)
{
  guint end = start;
  while (end < array->len && !isnan (points_of (array)[end].y))
    end++;
  return end;
}

static void
draw_band (cairo_t *cr, const GArray *array, TdRgba color)
{
  const TdTracePoint *points = points_of (array);
  for (guint start = 0; start < array->len;)
    {
      guint end = run_end (array, start);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, points[i].x, points[i].high);
      for (guint i = end; i > start; i--)
        cairo_line_to (cr, points[i - 1].x, points[i - 1].low);
      cairo_close_path (cr);
      start = end + 1;
    }
  td_rgba_set (td_rgba_fade (color, BAND_ALPHA), cr);
  cairo_fill (cr);
}

static void
draw_dot (cairo_t *cr, TdTracePoint at, double width)
{
  cairo_arc (cr, at.x, at.y, width * 1.2, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* One unbroken run in pieces; dashes go on from piece to piece. */
static void
stroke_run (cairo_t *cr, const TdTracePoint *points, guint n, gboolean dashed)
{
  const double dashes[] = { 4.5, 3 };
  double travelled = 0;
  for (guint start = 0; start + 1 < n; start += PIECE)
    {
      guint end = MIN (start + PIECE, n - 1);
      if (dashed)
        cairo_set_dash (cr, dashes, 2, fmod (travelled, dashes[0] + dashes[1]));
      cairo_move_to (cr, points[start].x, points[start].y);
      for (guint i = start + 1; i <= end; i++)
        {
          cairo_line_to (cr, points[i].x, points[i].y);
          travelled += hypot (points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        }
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_line (cairo_t *cr, const GArray *array, const TdSeries *series, double alpha)
{
  double width = series->thick ? 2.6 : series->dashed ? 1.25 : 1.5;
  const TdTracePoint *points = points_of (array);
  td_rgba_set (td_rgba_fade (series->color, series->dashed ? alpha * 0.9 : alpha), cr);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, series->thick ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_BEVEL);
  for (guint start = 0; start < array->len;)
    {
      guint end = run_end (array, start);
      if (end - start == 1)
        draw_dot (cr, points[start], width);
      else if (end > start)
        stroke_run (cr, points + start, end - start, series->dashed);
      start = end + 1;
    }
}

/* One in each MARKER_EVERY pixels, shifted from series to series. */
static void
draw_markers (cairo_t *cr, const GArray *array, const TdSeries *series, guint position)
{
  const TdTracePoint *points = points_of (array);
  double next = -INFINITY;
  td_rgba_set (series->color, cr);
  for (guint i = 0; i < array->len; i++)
    {
      if (isnan (points[i].y) || points[i].x < next)
        continue;
      td_marker_draw (cr, series->marker, points[i].x, points[i].y, MARKER_SIZE);
      double shift = fmod (position * 31.0, MARKER_EVERY);
      next = (floor ((points[i].x - shift) / MARKER_EVERY) + 1) * MARKER_EVERY + shift;
    }
}

static void
draw_trace (cairo_t *cr, const TdTrace *trace, const TdSeries *series, guint position)
{
  const GArray *top = trace->smooth != NULL ? trace->smooth : trace->raw;
  if (trace->smooth != NULL)
    draw_line (cr, trace->raw, series, RAW_ALPHA);
  draw_line (cr, top, series, 1);
  if (series->marker != TD_MARKER_NONE)
    draw_markers (cr, top, series, position);
}

static void
draw_now (cairo_t *cr, const TdChartFrame *frame, double now)
{
  const double dots[] = { 1.5, 2 };
  double x = floor (td_frame_x (frame, now)) + 0.5;
  cairo_save (cr);
  td_rgba_set ((TdRgba){ 0.21, 0.52, 0.89, 1 }, cr); /* stands out from white and from dark */
  cairo_set_line_width (cr, 1.25);
  cairo_set_dash (cr, dots, 2, 0);
  cairo_move_to (cr, x, frame->top);
  cairo_line_to (cr, x, frame->top + frame->height);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A small triangle that stands on the axis at the best epoch. */
static void
draw_best (cairo_t *cr, const TdChartFrame *frame, double best)
{
  double x = td_frame_x (frame, best), y = frame->top + frame->height;
  td_rgba_set ((TdRgba){ 0.21, 0.52, 0.89, 1 }, cr);
  cairo_move_to (cr, x, y - 7);
  cairo_line_to (cr, x + 4, y);
  cairo_line_to (cr, x - 4, y);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* Small diamonds on the axis, never two at one pixel. */
static void
draw_edits (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model)
{
  double y = floor (frame->top + frame->height) + 0.5, last = -INFINITY;
  td_rgba_set ((TdRgba){ 0.47, 0.47, 0.47, 1 }, cr); /* stands out from white and from dark */
  for (guint i = 0; i < model->n_marks; i++)
    {
      double x = floor (td_frame_x (frame, model->marks[i].x)) + 0.5;
      if (model->marks[i].x < frame->x0 || model->marks[i].x > frame->x1 || x == last)
        continue;
      cairo_move_to (cr, x, y - EDIT_SIZE);
      cairo_line_to (cr, x + EDIT_SIZE, y);
      cairo_line_to (cr, x, y + EDIT_SIZE);
      cairo_line_to (cr, x - EDIT_SIZE, y);
      cairo_close_path (cr);
      last = x;
    }
  cairo_fill (cr);
}

static void
draw_marks (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model)
{
  if (isfinite (model->now) && model->now >= frame->x0 && model->now <= frame->x1)
    draw_now (cr, frame, model->now);
  if (model->best > 0 && model->best >= frame->x0 && model->best <= frame->x1)
    draw_best (cr, frame, model->best);
  draw_edits (cr, frame, model);
}

/* The mean lies on top of the others. */
static void
draw_traces (cairo_t *cr, const TdTrace *traces, const TdChartModel *model)
{
  for (guint i = 0; i < model->n_series; i++)
    if (!model->series[i].hidden && traces[i].spread)
      draw_band (cr, traces[i].raw, model->series[i].color);
  for (guint thick = 0; thick < 2; thick++)
    for (guint i = 0; i < model->n_series; i++)
      if (!model->series[i].hidden && !model->series[i].thick == !thick)
        draw_trace (cr, &traces[i], &model->series[i], i);
}

void
td_chart_draw_lines (cairo_t *cr, const TdChartFrame *frame, const TdChartModel *model,
                     const TdChartView *view)
{
  g_return_if_fail (cr != NULL && frame != NULL && model != NULL && view != NULL);
  if (!td_chart_has_data (model))
    return;
  g_autofree TdTrace *traces = g_new0 (TdTrace, model->n_series);
  for (guint i = 0; i < model->n_series; i++)
    if (!model->series[i].hidden)
      td_trace_init (&traces[i], &model->series[i], frame, view->smoothing);

  cairo_save (cr);
  draw_marks (cr, frame, model);
  cairo_rectangle (cr, frame->left - 2, frame->top - 2, frame->width + 4, frame->height + 4);
  cairo_clip (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  draw_traces (cr, traces, model);
  cairo_restore (cr);
  for (guint i = 0; i < model->n_series; i++)
    td_trace_clear (&traces[i]);
}
