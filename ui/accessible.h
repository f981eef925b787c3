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
/* A button that only opens a menu keeps its name on the toggle inside as well, which is what people
 * and tests meet. */
void td_accessible_set_menu_name (GtkWidget *button, const char *name);
/* A split button is a button and a menu button, with names of their own. */
void td_accessible_set_split_name (GtkWidget *button, const char *name, const char *menu_name);
/* The row of a list view, which has the focus there; in the handler of "bind", as only GTK 4.12 has
 * a property for that. */
void td_accessible_set_row_name (GtkListItem *item, const char *name);
