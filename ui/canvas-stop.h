/* canvas-stop.h — a place of the network's picture as the keyboard and screen readers know it.
 *
 * Draws nothing and takes no clicks: the canvas does both. It has the focus, a name, a description
 * and an activation (Enter, Space, or by a screen reader).
 *
 * Signals:
 *   activated
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_CANVAS_STOP (td_canvas_stop_get_type ())
G_DECLARE_FINAL_TYPE (TdCanvasStop, td_canvas_stop, TD, CANVAS_STOP, GtkWidget)

GtkWidget *td_canvas_stop_new         (GtkAccessibleRole role);
void       td_canvas_stop_set_name    (TdCanvasStop *self, const char *name);
void       td_canvas_stop_set_text    (TdCanvasStop *self, const char *text);
void       td_canvas_stop_set_pressed (TdCanvasStop *self, gboolean pressed); /* selected */
