/* popovers.c — what is open over a window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/popovers.h"

/* A closed one may be gone. */
void
td_popovers_close (GtkWidget *root)
{
  GtkWidget *child, *next;

  g_return_if_fail (GTK_IS_WIDGET (root));

  for (child = gtk_widget_get_first_child (root); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      td_popovers_close (child);
    }
  if (GTK_IS_POPOVER (root) && gtk_widget_get_visible (root))
    gtk_popover_popdown (GTK_POPOVER (root));
}
