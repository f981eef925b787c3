/* accessible.h — names that assistive tools read out, exactly as given.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* GTK 4.8 joins a widget's own label with that of the widget that labels it, so that a button reads
 * "Train Train": this leaves one name. A drop-down passes it on to the button inside. Call it when
 * the widget has its place and its child. */
void td_accessible_set_name (GtkWidget *widget, const char *name);
/* The row of a list view, which has the focus there; in the handler of "bind", as only GTK 4.12 has
 * a property for that. */
void td_accessible_set_row_name (GtkListItem *item, const char *name);
