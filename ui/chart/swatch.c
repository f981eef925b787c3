/* swatch.c — markers, and a short sample of a series' line for legends and tooltips.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/swatch.h"
#include "ui/chart/color.h"

#include <math.h>

void
td_swatch_draw (cairo_t *cr, const TdSeries *series, double x, double y)
{
  const double dashes[] = { 4, 2.5 };
  y = floor (y) + (series->thick ? 0 : 0.5);
  cairo_save (cr);
  td_rgba_set (td_rgba_fade (series->color, series->hidden ? 0.35 : 1), cr);
  cairo_set_line_width (cr, series->thick ? 4 : series->dashed ? 2 : 3);
  if (series->dashed)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + TD_SWATCH_WIDTH, y);
  cairo_stroke (cr);
  td_marker_draw (cr, series->marker, x + TD_SWATCH_WIDTH / 2, y, 4);
  cairo_restore (cr);
}

void
td_marker_draw (cairo_t *cr, TdMarker marker, double x, double y, double radius)
{
  if (marker == TD_MARKER_NONE)
    return;
  if (marker == TD_MARKER_CIRCLE)
    cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  else if (marker == TD_MARKER_SQUARE)
    cairo_rectangle (cr, x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
  else
    {
      cairo_move_to (cr, x, y - radius * 1.2);
      cairo_line_to (cr, x + radius * 1.1, y + radius * 0.8);
      cairo_line_to (cr, x - radius * 1.1, y + radius * 0.8);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
}
