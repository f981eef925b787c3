/* style.h — the window's style as drawings need it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"
#include <gtk/gtk.h>

gboolean  td_style_is_dark (void);
/* Colours and font size for drawings in @widget; no background is painted. */
TdPalette td_style_palette (GtkWidget *widget);
/* A task's colour in the style in use. */
GdkRGBA   td_style_task_color (const char *text);
