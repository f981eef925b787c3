/* chart-input.h — what pointer, fingers and keys do in a chart.
 *
 * Pointer: moving it moves the crosshair; dragging a rectangle shows that part; dragging with Shift
 * or the middle button moves the part that is shown; scrolling zooms along x, with Shift along y;
 * a double click shows everything.
 * Fingers: one does what the pointer does, two zoom and move along both axes.
 * Keys: Left and Right move the crosshair by a point, with Ctrl by ten, Home and End to the ends,
 * Escape takes it away; + and - zoom along x, Shift with Up and Down along y, Shift with Left and
 * Right move the part that is shown, 0 shows everything.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart-area.h"

/* Once, when @area is made; lives as long as it. */
void td_chart_input_add (TdChartArea *area);
