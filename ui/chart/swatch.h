/* swatch.h — markers, and a short sample of a series' line for legends and tooltips.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

#define TD_SWATCH_WIDTH 14.0

/* From @x on, around the height @y. */
void td_swatch_draw (cairo_t *cr, const TdSeries *series, double x, double y);
/* @marker, filled, of about @radius. */
void td_marker_draw (cairo_t *cr, TdMarker marker, double x, double y, double radius);
