/* tooltip.h — tooltips that keep out of the way.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* No tooltip of @button, which opens a menu, a list or a popover, lies over that. Call it when the
 * tooltips are set. */
void td_tooltip_yield (GtkWidget *button);
