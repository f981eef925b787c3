/* style.h — the window's style as drawings need it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include <gtk/gtk.h>

gboolean  td_style_is_dark (void);
/* From now on @widget has the class "high-contrast" while that is asked for, which style sheets
 * can't ask themselves. */
void      td_style_follow_contrast (GtkWidget *widget);
/* Colours and font size for drawings in @widget; no background is painted. */
TdPalette td_style_palette (GtkWidget *widget);
/* A task's colour in the style in use. */
GdkRGBA   td_style_task_color (const char *text);
