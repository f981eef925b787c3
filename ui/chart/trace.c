/* trace.c — a series reduced to what the pixels of a chart can show.
 *
 * As long as there are no more than two rows per pixel, every row is a point. Beyond that rows
 * fall into columns of COLUMN pixels: the line runs through their means, the band from their
 * lowest to their highest value, so that no spike is lost.
 *
 * Smoothing is an exponential mean over x: a value counts s^Δx at a distance of Δx, and the sum
 * of these weights divides it, so that the start isn't drawn towards zero.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/trace.h"
#include "ui/chart/frame.h"

#include <float.h>
#include <math.h>

#define COLUMN 2.0 /* pixels: strokes of one-pixel columns cost twice as much and look the same */
#define FAR 1e4    /* pixels beyond which cairo's fixed point would overflow some day */

typedef struct
{
  const TdSeries     *series;
  const TdChartFrame *frame;
  float               floor; /* values must lie above it */
  double              smoothing;
  double              sum, weight, last_x, step, decay; /* of the exponential mean */
} Reader;

static float
value_at (const Reader *self, const float *values, gsize row)
{
  return values[row * self->series->stride];
}

static void
smooth (Reader *self, double x, double value)
{
  double step = x - self->last_x;
  if (step != self->step)
    {
      self->step = step;
      self->decay = pow (self->smoothing, MAX (step, 0));
    }
  self->sum = self->sum * self->decay + value;
  self->weight = self->weight * self->decay + 1;
  self->last_x = x;
}

static double
to_pixel (const Reader *self, double value)
{
  return CLAMP (td_frame_y (self->frame, value), -FAR, FAR);
}

static void
push (const Reader *self, TdTrace *trace, double x, double value, double low, double high)
{
  TdTracePoint point = { td_frame_x (self->frame, x), to_pixel (self, value), 0, 0 };
  point.low = low < high ? to_pixel (self, low) : point.y;
  point.high = low < high ? to_pixel (self, high) : point.y;
  trace->spread |= low < high;
  g_array_append_val (trace->raw, point);
  if (trace->smooth != NULL)
    {
      point.y = to_pixel (self, self->sum / self->weight);
      point.low = point.high = point.y;
      g_array_append_val (trace->smooth, point);
    }
}

static void
push_break (TdTrace *trace)
{
  TdTracePoint point = { NAN, NAN, NAN, NAN };
  if (trace->raw->len == 0
      || isnan (g_array_index (trace->raw, TdTracePoint, trace->raw->len - 1).y))
    return;
  g_array_append_val (trace->raw, point);
  if (trace->smooth != NULL)
    g_array_append_val (trace->smooth, point);
}

/* The band's edge where it is a usable value, else the mean itself. */
static float
edge_at (const Reader *self, const float *values, gsize row, float mean)
{
  if (values == NULL)
    return mean;
  float value = value_at (self, values, row);
  return value > self->floor && value <= FLT_MAX ? value : mean;
}

static void
read_rows (Reader *self, TdTrace *trace, gsize first, gsize end)
{
  for (gsize row = first; row < end; row++)
    {
      float value = value_at (self, self->series->mean, row);
      if (!isfinite (value))
        push_break (trace);
      if (!(value > self->floor && value <= FLT_MAX))
        continue;
      if (trace->smooth != NULL)
        smooth (self, self->series->x[row], value);
      push (self, trace, self->series->x[row], value,
            edge_at (self, self->series->min, row, value),
            edge_at (self, self->series->max, row, value));
    }
}

/* The rows from @row on that lie before @limit, as one point. Answers the next row. */
static gsize
read_column (Reader *self, TdTrace *trace, gsize row, gsize end, double limit)
{
  const TdSeries *series = self->series;
  double sum = 0, first_x = NAN, last_x = NAN;
  float low = INFINITY, high = -INFINITY;
  gsize n = 0;
  for (; row < end && series->x[row] < limit; row++)
    {
      float value = value_at (self, series->mean, row);
      if (!(value > self->floor && value <= FLT_MAX))
        continue;
      float lower = edge_at (self, series->min, row, value);
      float upper = edge_at (self, series->max, row, value);
      low = lower < low ? lower : low;
      high = upper > high ? upper : high;
      sum += value;
      last_x = series->x[row];
      first_x = n++ == 0 ? last_x : first_x;
      if (trace->smooth != NULL)
        smooth (self, last_x, value);
    }
  if (n > 0)
    push (self, trace, (first_x + last_x) / 2, sum / (double) n, low, high);
  return row;
}

static void
read_columns (Reader *self, TdTrace *trace, gsize first, gsize end)
{
  const TdChartFrame *frame = self->frame;
  double step = COLUMN / frame->width * (frame->x1 - frame->x0);
  for (gsize row = first; row < end;)
    {
      double column = floor ((self->series->x[row] - frame->x0) / step) + 1;
      double limit = frame->x0 + column * step;
      gsize next = read_column (self, trace, row, end, limit);
      /* Rounding may put a row on its own column's end. */
      row = next > row ? next : read_column (self, trace, row, row + 1, INFINITY);
    }
}

/* Rows left of the view count in the mean. */
static void
warm_up (Reader *self, gsize first)
{
  for (gsize row = 0; row < first; row++)
    {
      float value = value_at (self, self->series->mean, row);
      if (value > self->floor && value <= FLT_MAX)
        smooth (self, self->series->x[row], value);
    }
}

static void
read_tip (Reader *self, TdTrace *trace)
{
  const TdSeries *series = self->series;
  gboolean later = series->n == 0 ? series->tip_x > 0 : series->tip_x > series->x[series->n - 1];
  if (!later || !isfinite (series->tip_y) || !(series->tip_y > self->floor))
    return;
  if (trace->smooth != NULL)
    smooth (self, series->tip_x, series->tip_y);
  push (self, trace, series->tip_x, series->tip_y, series->tip_y, series->tip_y);
}

void
td_trace_init (TdTrace *self, const TdSeries *series, const TdChartFrame *frame,
               double smoothing)
{
  Reader reader = { .series = series, .frame = frame, .floor = frame->log_y ? 0 : -INFINITY,
                    .smoothing = CLAMP (smoothing, 0, 0.9999), .step = NAN };
  gsize first = td_series_find_row (series, frame->x0), end = td_series_find_row (series, frame->x1);
  first -= first > 0 ? 1 : 0;
  end = MIN (end + 1, series->n);
  self->spread = FALSE;
  self->raw = g_array_sized_new (FALSE, FALSE, sizeof (TdTracePoint), (guint) frame->width + 8);
  self->smooth = smoothing > 0 ? g_array_new (FALSE, FALSE, sizeof (TdTracePoint)) : NULL;
  if (self->smooth != NULL)
    warm_up (&reader, first);
  if (end - first <= (gsize) (frame->width * 2))
    read_rows (&reader, self, first, end);
  else
    read_columns (&reader, self, first, end);
  read_tip (&reader, self);
}

void
td_trace_clear (TdTrace *self)
{
  g_clear_pointer (&self->raw, g_array_unref);
  g_clear_pointer (&self->smooth, g_array_unref);
}
