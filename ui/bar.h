/* bar.h — a thin bar of coloured stretches: how the rows are split, how much a task weighs.
 *
 * Decoration beside text that says the same; screen readers skip it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_BAR_MAX_PARTS 4

#define TD_TYPE_BAR (td_bar_get_type ())
G_DECLARE_FINAL_TYPE (TdBar, td_bar, TD, BAR, GtkWidget)

/* Stretch @part takes @share of the width in @color; what no stretch takes shows the trough. */
void td_bar_set_part (TdBar *self, guint part, double share, const GdkRGBA *color);
