/* sparkline.h — the course of one value as a line a few words wide.
 *
 * Decoration beside text that says the latest value; screen readers skip it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_SPARKLINE_POINTS 64

#define TD_TYPE_SPARKLINE (td_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (TdSparkline, td_sparkline, TD, SPARKLINE, GtkWidget)

/* The first TD_SPARKLINE_POINTS of @values (n), which are copied; NaN leaves a gap. The line fills
 * the height from the least to the greatest. Draws again only when something changed. */
void td_sparkline_show (TdSparkline *self, const float *values, guint n, const GdkRGBA *color);
