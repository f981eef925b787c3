/* zoom.h — what part of a chart is shown after a zoom or a move.
 *
 * Each changes @view, which @shown was measured with, and keeps it within @all, the frame without
 * any zoom; an axis that reaches all of that is automatic again. Pixels are those of the chart.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

typedef enum { TD_ZOOM_X = 1, TD_ZOOM_Y = 2 } TdZoomAxes;

/* Where two fingers came down: the middle of them, in pixels, and what was shown then. */
typedef struct
{
  TdChartFrame frame;
  double       x, y;
} TdZoomHold;

/* By @factor (below 1: closer) around the pixel (@x, @y), which keeps its place. */
void     td_zoom_scale (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all,
                        TdZoomAxes axes, double x, double y, double factor);
/* Both axes by @factor since two fingers came down; what was between them goes to (@x, @y). */
void     td_zoom_pinch (TdChartView *view, const TdZoomHold *hold, const TdChartFrame *shown,
                        const TdChartFrame *all, double x, double y, double factor);
/* The picture follows by @dx and @dy pixels. */
void     td_zoom_move  (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all,
                        double dx, double dy);
/* The part of the plot between two corners is all that is shown; of an axis along which they lie
 * close together, all that was shown still is. FALSE: that is so of both. */
gboolean td_zoom_to    (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all,
                        double x0, double y0, double x1, double y1);
/* Moves the shown part of x, no further than needed, so that @x is in it. */
void     td_zoom_show  (TdChartView *view, const TdChartFrame *shown, const TdChartFrame *all,
                        double x);
/* Which axes td_zoom_to() would change. */
TdZoomAxes td_zoom_axes (double x0, double y0, double x1, double y1);
