/* figure.h — a figure that changes often, in a GtkInscription of no width of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* Makes room for the widest figure so far: one that followed each would lay out the window again. */
void td_figure_show (GtkInscription *self, const char *text);
