/* popovers.h — what is open over a window.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* All that are open below @root. Before a window goes: GTK 4.8 never frees one that is open then,
 * and later asks it for a tooltip, with a warning. */
void td_popovers_close (GtkWidget *root);
