/* frame.c — where the plot of a chart lies and which ranges it shows.
 *
 * Ranges end on round numbers, so axes stand still while a run grows inside them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/frame.h"
#include "ui/chart/text.h"

#include <float.h>
#include <math.h>

#define ROUND_PARTS 8      /* an automatic range ends on an eighth of itself or so */
#define HEADROOM 0.04      /* of the range, beyond the data */
#define LINEAR_TICK 40.0   /* pixels between ticks, at the default font */
#define LOG_TICK 32.0
#define LABEL_GAP 6.0      /* between tick labels and the plot */
#define NAMED_PLOT 110.0   /* the height of a plot from which its x axis has a name */

double
td_frame_x (const TdChartFrame *self, double x)
{
  return self->left + (x - self->x0) / (self->x1 - self->x0) * self->width;
}

double
td_frame_y (const TdChartFrame *self, double y)
{
  double shown = self->log_y ? log10 (y) : y;
  return self->top + (self->y1 - shown) / (self->y1 - self->y0) * self->height;
}

double
td_frame_x_at (const TdChartFrame *self, double pixel)
{
  return self->x0 + (pixel - self->left) / self->width * (self->x1 - self->x0);
}

double
td_frame_y_at (const TdChartFrame *self, double pixel)
{
  double shown = self->y1 - (pixel - self->top) / self->height * (self->y1 - self->y0);
  return self->log_y ? pow (10, shown) : shown;
}

gsize
td_series_find_row (const TdSeries *self, double x)
{
  gsize low = 0, high = self->n;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      if (self->x[middle] < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static double
widest (TdText *text, const TdTicks *ticks)
{
  double width = 0;
  for (guint i = 0; i < ticks->n; i++)
    width = MAX (width, td_text_width (text, ticks->labels[i]));
  return width;
}

void
td_frame_x_ticks (const TdChartFrame *self, TdText *text, TdTicks *ticks)
{
  td_ticks_linear (ticks, self->x0, self->x1, MAX (self->width / 44, 1), FALSE);
  double room = widest (text, ticks) + 18;
  if (room > 44)
    td_ticks_linear (ticks, self->x0, self->x1, MAX (self->width / room, 1), FALSE);
}

void
td_frame_y_ticks (const TdChartFrame *self, gboolean percent, TdTicks *ticks)
{
  if (self->log_y)
    td_ticks_log (ticks, self->y0, self->y1, MAX (self->height / LOG_TICK, 2));
  else
    td_ticks_linear (ticks, self->y0, self->y1, CLAMP (self->height / LINEAR_TICK, 2, 8), percent);
}

gboolean
td_frame_is_named (const TdChartFrame *self)
{
  return self->height >= NAMED_PLOT;
}

static gboolean
series_has_data (const TdSeries *series)
{
  for (gsize i = 0; i < series->n; i++)
    if (isfinite (series->mean[i * series->stride]))
      return TRUE;
  return isfinite (series->tip_x) && isfinite (series->tip_y) && series->tip_x > 0;
}

gboolean
td_chart_has_data (const TdChartModel *model)
{
  for (guint i = 0; i < model->n_series; i++)
    if (!model->series[i].hidden && series_has_data (&model->series[i]))
      return TRUE;
  return FALSE;
}

/* The lowest and highest value above @floor; every comparison with NaN is false. */
static void
scan (const float *values, gsize n, gsize stride, float floor, double *low, double *high)
{
  float lo = INFINITY, hi = -INFINITY;
  for (gsize i = 0; i < n; i++)
    {
      float value = values[i * stride];
      if (value > floor && value <= FLT_MAX)
        {
          lo = value < lo ? value : lo;
          hi = value > hi ? value : hi;
        }
    }
  *low = MIN (*low, lo);
  *high = MAX (*high, hi);
}

/* The rows @first … @end - 1 of @series. */
static void
fit_rows (const TdSeries *series, gsize first, gsize end, float floor, double *low, double *high)
{
  gsize start = first * series->stride, n = end - first;
  if (series->min == NULL || series->max == NULL)
    scan (series->mean + start, n, series->stride, floor, low, high);
  else
    {
      scan (series->min + start, n, series->stride, floor, low, high);
      scan (series->max + start, n, series->stride, floor, low, high);
    }
}

static gboolean
is_between (const TdChartFrame *frame, double x)
{
  return x >= frame->x0 && x <= frame->x1;
}

static void
fit_series_y (const TdSeries *series, const TdChartFrame *frame, double *low, double *high)
{
  float floor = frame->log_y ? 0 : -INFINITY;
  gsize first = td_series_find_row (series, frame->x0);
  gsize end = td_series_find_row (series, frame->x1);
  first -= first > 0 ? 1 : 0; /* lines reach from beyond the edges */
  fit_rows (series, first, MIN (end + 1, series->n), floor, low, high);
  if (is_between (frame, series->tip_x) && isfinite (series->tip_y) && series->tip_y > floor)
    {
      *low = MIN (*low, series->tip_y);
      *high = MAX (*high, series->tip_y);
    }
}

static void
fit_linear (double low, double high, TdChartFrame *frame)
{
  double room = (high - low) * HEADROOM;
  if (high - low < fabs (high) * 1e-6 + 1e-12)
    room = MAX (fabs (high) * 0.1, 1e-6);
  frame->y0 = low >= 0 && low < high * 0.5 ? 0 : low - room;
  frame->y1 = high + room;
  td_ticks_round (&frame->y0, &frame->y1, ROUND_PARTS);
}

static void
fit_log (double low, double high, TdChartFrame *frame)
{
  frame->y0 = log10 (low) - 0.01;
  frame->y1 = log10 (high) + 0.01;
  td_ticks_round_log (&frame->y0, &frame->y1);
}

static void
fit_y (const TdChartModel *model, TdChartFrame *frame)
{
  double low = INFINITY, high = -INFINITY;
  frame->y0 = 0;
  frame->y1 = 1;
  if (model->percent && !frame->log_y)
    return;
  for (guint i = 0; i < model->n_series; i++)
    if (!model->series[i].hidden)
      fit_series_y (&model->series[i], frame, &low, &high);
  if (low > high && frame->log_y) /* nothing above zero: one quiet decade */
    frame->y0 = -1, frame->y1 = 0;
  else if (low <= high && frame->log_y)
    fit_log (low, high, frame);
  else if (low <= high)
    fit_linear (low, high, frame);
}

static void
fit_x (const TdChartModel *model, TdChartFrame *frame)
{
  double low = 0, high = 0;
  for (guint i = 0; i < model->n_series; i++)
    {
      const TdSeries *series = &model->series[i];
      if (series->n > 0)
        {
          low = MIN (low, series->x[0]);
          high = MAX (high, series->x[series->n - 1]);
        }
      if (isfinite (series->tip_x) && isfinite (series->tip_y))
        high = MAX (high, series->tip_x);
    }
  frame->x0 = low;
  frame->x1 = MAX (high, model->x_end);
  if (high > model->x_end || !(frame->x1 > frame->x0))
    {
      frame->x1 = frame->x1 > low ? frame->x1 : low + 1;
      double step = td_ticks_step (frame->x1 - low, ROUND_PARTS, FALSE);
      frame->x1 = ceil (frame->x1 / step - 1e-9) * step;
    }
}

static void
find_ranges (const TdChartModel *model, const TdChartView *view, TdChartFrame *frame)
{
  gboolean y_given = view->zoomed && view->y1 > view->y0 && (!view->log_y || view->y0 > 0);
  frame->log_y = view->log_y;
  if (view->zoomed && view->x1 > view->x0)
    {
      frame->x0 = view->x0;
      frame->x1 = view->x1;
    }
  else
    fit_x (model, frame);
  if (y_given)
    {
      frame->y0 = view->log_y ? log10 (view->y0) : view->y0;
      frame->y1 = view->log_y ? log10 (view->y1) : view->y1;
    }
  else
    fit_y (model, frame);
}

/* Room beside the plot for the labels; whole pixels, so that lines can be sharp. */
static void
place (double width, TdText *text, const TdChartModel *model, TdChartFrame *frame)
{
  TdTicks ticks;
  td_frame_y_ticks (frame, model->percent, &ticks);
  double labels = MAX (widest (text, &ticks), td_text_width (text, "100%"));
  frame->left = ceil (labels + LABEL_GAP + 1);
  frame->width = MAX (width - frame->left - 8, 16);
  td_frame_x_ticks (frame, text, &ticks);
  double half = ticks.n == 0 ? 0 : td_text_width (text, ticks.labels[ticks.n - 1]) / 2;
  frame->width = MAX (floor (width - frame->left - MAX (half + 2, 8)), 16);
}

void
td_chart_measure (cairo_t *cr, double width, double height, const TdChartModel *model,
                  const TdChartView *view, const TdPalette *palette, TdChartFrame *frame)
{
  TdText text;
  g_return_if_fail (model != NULL && view != NULL && palette != NULL && frame != NULL);
  find_ranges (model, view, frame);
  td_text_init (&text, cr, palette);
  td_text_font (&text, 1, TRUE);
  frame->top = ceil (model->title == NULL ? 10 : td_text_height (&text) + 11);
  td_text_font (&text, TD_TICK_FONT, FALSE);
  double line = td_text_height (&text);
  double plain = floor (height - frame->top - LABEL_GAP - line), named = floor (plain - line);
  if (model->x_label != NULL && named >= NAMED_PLOT)
    frame->height = named;
  else /* stays below the height that tells the drawing that there is room for a name */
    frame->height = MAX (MIN (plain, model->x_label != NULL ? NAMED_PLOT - 1 : plain), 16);
  place (width, &text, model, frame);
  td_text_clear (&text);
}
