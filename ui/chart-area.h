/* chart-area.h — a chart in a window: axes, lines and the readout at the crosshair.
 *
 * Each is a layer of its own, so that moving the crosshair draws no line again, and new points no
 * axis while the ranges hold still. The crosshair follows the pointer and the arrow keys; dragging,
 * scrolling and + - 0 choose what part is shown (ui/chart-input.c).
 *
 * Signals, of what people do in it and not of the setters below:
 *   pointed: the crosshair moved, see td_chart_area_get_pointed().
 *   zoomed:  another part is shown, see td_chart_area_get_view().
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
void                td_chart_area_set_model   (TdChartArea *self, const TdChartModel *model);
const TdChartModel *td_chart_area_get_model   (TdChartArea *self);
void                td_chart_area_set_view    (TdChartArea *self, const TdChartView *view);
const TdChartView  *td_chart_area_get_view    (TdChartArea *self);
/* In data units; NaN: no crosshair. */
void                td_chart_area_set_pointed (TdChartArea *self, double x);
double              td_chart_area_get_pointed (TdChartArea *self);

/* For chart-input.c. The first two also emit the signal; NULL: no selection. */
void td_chart_area_point         (TdChartArea *self, double x);
void td_chart_area_zoom          (TdChartArea *self, const TdChartView *view);
void td_chart_area_set_selection (TdChartArea *self, const graphene_rect_t *selection);
/* As it is shown, and as it would be without any zoom. */
void td_chart_area_get_frames    (TdChartArea *self, TdChartFrame *shown, TdChartFrame *all);
