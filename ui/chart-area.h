/* chart-area.h — a chart in a window: axes, lines and the readout under the pointer.
 *
 * Each is a layer of its own, so that moving the pointer draws no line again, and new points no
 * axis while the ranges hold still.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include <gtk/gtk.h>

#define TD_TYPE_CHART_AREA (td_chart_area_get_type ())
G_DECLARE_FINAL_TYPE (TdChartArea, td_chart_area, TD, CHART_AREA, GtkWidget)

/* @model is borrowed until the next call; its contents may be new although its address isn't.
 * NULL: nothing to show. */
void td_chart_area_set_model (TdChartArea *self, const TdChartModel *model);
void td_chart_area_set_view  (TdChartArea *self, const TdChartView *view);
