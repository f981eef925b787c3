/* panes.h — a GtkPaned whose upper pane keeps its share of the height.
 *
 * Until somebody moves the handle, the share is a usual one, and in low windows at least so many
 * pixels. A GtkPaned by itself starts at a number of pixels, whatever the screen.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_PANES (td_panes_get_type ())
/* Has one child, a vertical GtkPaned, which a template adds. */
G_DECLARE_FINAL_TYPE (TdPanes, td_panes, TD, PANES, GtkWidget)

/* Of the upper pane, within 0 … 1; 0: nobody has moved the handle. */
double td_panes_get_share (TdPanes *self);
void   td_panes_set_share (TdPanes *self, double share);
