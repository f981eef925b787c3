/* accessible.c — see accessible.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/accessible.h"

static void
set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
td_accessible_set_name (GtkWidget *widget, const char *name)
{
  set_name (widget, name);
  if (GTK_IS_DROP_DOWN (widget))
    set_name (gtk_widget_get_first_child (widget), name);
}

void
td_accessible_set_menu_name (GtkWidget *button, const char *name)
{
  set_name (button, name);
  set_name (gtk_widget_get_first_child (button), name);
}

void
td_accessible_set_split_name (GtkWidget *button, const char *name, const char *menu_name)
{
  set_name (gtk_widget_get_first_child (button), name);
  td_accessible_set_menu_name (gtk_widget_get_last_child (button), menu_name);
}

void
td_accessible_set_row_name (GtkListItem *item, const char *name)
{
  set_name (gtk_widget_get_parent (gtk_list_item_get_child (item)), name);
}
