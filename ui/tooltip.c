/* tooltip.c — see tooltip.h: GTK shows the tooltip of whatever the pointer rests on, also when a
 * click on it has just opened something.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/tooltip.h"

/* Menu buttons, drop-downs and split buttons have one inside. */
static GtkWidget *
find_toggle (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_TOGGLE_BUTTON (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child);
  return found;
}

void
td_tooltip_yield (GtkWidget *button)
{
  GtkWidget *toggle, *end;

  g_return_if_fail (GTK_IS_WIDGET (button));

  toggle = find_toggle (button);
  end = gtk_widget_get_parent (button);
  for (GtkWidget *at = toggle; at != NULL && at != end; at = gtk_widget_get_parent (at))
    if (gtk_widget_get_has_tooltip (at))
      g_object_bind_property (toggle, "active", at, "has-tooltip", G_BINDING_INVERT_BOOLEAN);
}
