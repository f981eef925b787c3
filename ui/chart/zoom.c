/* zoom.c — what part of a chart is shown after a zoom or a move.
 *
 * Ranges are reckoned as they are shown, in decades on a log axis.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/zoom.h"

#include <math.h>

#define CLOSE 10.0    /* pixels: a drag shorter than that means nothing along this axis */
#define CLOSEST 1e-4  /* of all there is */

typedef struct
{
  double low, high;
} Range;

/* @range where it may be: not too small, inside @all. Empty when it is all of it. */
static Range
limit (Range range, Range all)
{
  double least = (all.high - all.low) * CLOSEST, width = range.high - range.low;
  if (width < least)
    {
      range.low -= (least - width) / 2;
      width = least;
    }
  if (width >= (all.high - all.low) * (1 - 1e-9))
    return (Range){ 0, 0 };
  range.low = CLAMP (range.low, all.low, all.high - width);
  return (Range){ range.low, range.low + width };
}

static void
set_x (TdChartView *view, const TdChartFrame *all, Range range)
{
  range = limit (range, (Range){ all->x0, all->x1 });
  view->x0 = range.low;
  view->x1 = range.high;
  view->zoomed = view->x1 > view->x0 || view->y1 > view->y0;
}

static void
set_y (TdChartView *view, const TdChartFrame *all, Range range)
{
  range = limit (range, (Range){ all->y0, all->y1 });
  gboolean given = range.high > range.low;
  view->y0 = given && view->log_y ? pow (10, range.low) : range.low;
  view->y1 = given && view->log_y ? pow (10, range.high) : range.high;
  view->zoomed = view->x1 > view->x0 || view->y1 > view->y0;
}

/* What is at @share of it goes on to @to. */
static Range
carried (double low, double high, double share, double to, double factor)
{
  double fixed = low + share * (high - low), width = (high - low) * factor;
  return (Range){ fixed - to * width, fixed + (1 - to) * width };
}

static Range
scaled (double low, double high, double share, double factor)
{
  share = CLAMP (share, 0, 1);
  return carried (low, high, share, share, factor);
}

void
td_zoom_scale (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all,
               TdZoomAxes axes, double x, double y, double factor)
{
  g_return_if_fail (view != NULL && shown != NULL && all != NULL && factor > 0);
  if ((axes & TD_ZOOM_X) != 0)
    set_x (view, all,
           scaled (shown->x0, shown->x1, (x - shown->left) / shown->width, factor));
  if ((axes & TD_ZOOM_Y) != 0)
    set_y (view, all,
           scaled (shown->y0, shown->y1, 1 - (y - shown->top) / shown->height, factor));
}

void
td_zoom_pinch (TdChartView *view, const TdZoomHold *hold, const TdChartFrame *shown,
               const TdChartFrame *all, double x, double y, double factor)
{
  g_return_if_fail (view != NULL && hold != NULL && shown != NULL && all != NULL && factor > 0);
  const TdChartFrame *from = &hold->frame;
  /* By pixels: labels of another width have given the plot another size. */
  set_x (view, all,
         carried (from->x0, from->x1, (hold->x - from->left) / from->width,
                  (x - shown->left) / shown->width, factor * shown->width / from->width));
  set_y (view, all,
         carried (from->y0, from->y1, 1 - (hold->y - from->top) / from->height,
                  1 - (y - shown->top) / shown->height, factor * shown->height / from->height));
}

/* An axis that shows all it has doesn't move, and stays automatic. */
void
td_zoom_move (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all, double dx,
              double dy)
{
  g_return_if_fail (view != NULL && shown != NULL && all != NULL);
  double x = -dx / shown->width * (shown->x1 - shown->x0);
  double y = dy / shown->height * (shown->y1 - shown->y0);
  if (view->zoomed && view->x1 > view->x0)
    set_x (view, all, (Range){ shown->x0 + x, shown->x1 + x });
  if (view->zoomed && view->y1 > view->y0)
    set_y (view, all, (Range){ shown->y0 + y, shown->y1 + y });
}

TdZoomAxes
td_zoom_axes (double x0, double y0, double x1, double y1)
{
  return (fabs (x1 - x0) >= CLOSE ? TD_ZOOM_X : 0) | (fabs (y1 - y0) >= CLOSE ? TD_ZOOM_Y : 0);
}

gboolean
td_zoom_to (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all, double x0,
            double y0, double x1, double y1)
{
  TdZoomAxes axes = td_zoom_axes (x0, y0, x1, y1);
  g_return_val_if_fail (view != NULL && shown != NULL && all != NULL, FALSE);
  if ((axes & TD_ZOOM_X) != 0)
    {
      double left = MAX (MIN (x0, x1) - shown->left, 0) / shown->width;
      double right = MIN (MAX (x0, x1) - shown->left, shown->width) / shown->width;
      double range = shown->x1 - shown->x0;
      set_x (view, all, (Range){ shown->x0 + left * range, shown->x0 + right * range });
    }
  if ((axes & TD_ZOOM_Y) != 0)
    {
      double top = MAX (MIN (y0, y1) - shown->top, 0) / shown->height;
      double bottom = MIN (MAX (y0, y1) - shown->top, shown->height) / shown->height;
      double range = shown->y1 - shown->y0;
      set_y (view, all, (Range){ shown->y1 - bottom * range, shown->y1 - top * range });
    }
  return axes != 0;
}

void
td_zoom_show (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all, double x)
{
  g_return_if_fail (view != NULL && shown != NULL && all != NULL);
  double width = shown->x1 - shown->x0;
  double low = CLAMP (shown->x0, x - width, x);
  if (view->zoomed && view->x1 > view->x0 && low != shown->x0)
    set_x (view, all, (Range){ low, low + width });
}
