/* frame.h — the mapping between data and pixels of a measured chart, and its ticks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include "ui/chart/text.h"
#include "ui/chart/ticks.h"

/* Fonts of a chart, as shares of the palette's size. */
#define TD_TICK_FONT 0.85
#define TD_HOVER_FONT 0.88

/* Data to pixels and back. On a log axis y must be above 0. */
double td_frame_x    (const TdChartFrame *self, double x);
double td_frame_y    (const TdChartFrame *self, double y);
double td_frame_x_at (const TdChartFrame *self, double pixel);
double td_frame_y_at (const TdChartFrame *self, double pixel);

/* The first row at or beyond @x; series->n: there is none. */
gsize td_series_find_row (const TdSeries *self, double x);

/* As many as have room for their labels in @text's font. */
void     td_frame_x_ticks (const TdChartFrame *self, TdText *text, TdTicks *ticks);
void     td_frame_y_ticks (const TdChartFrame *self, gboolean percent, TdTicks *ticks);
/* Whether the plot is high enough for the name of its x axis under it. */
gboolean td_frame_is_named (const TdChartFrame *self);
/* FALSE: the chart shows its `empty` text. */
gboolean td_chart_has_data (const TdChartModel *model);
