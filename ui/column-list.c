/* column-list.c — see column-list.h.
 *
 * A list view, as there may be thousands of columns: only those in sight have rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/column-list.h"

#include "ui/accessible.h"

#include <glib/gi18n.h>

struct _TdColumnList
{
  GtkWidget parent_instance;

  GtkWidget  *search;
  GtkWidget  *frame;
  GtkWidget  *list;
  GListStore *columns;
  TdDescribeColumn describe;
};

G_DEFINE_FINAL_TYPE (TdColumnList, td_column_list, GTK_TYPE_WIDGET)

static guint changed_signal;

/* Rows */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_set_focusable (check, FALSE); /* the row is what the keys move over */
  gtk_widget_set_hexpand (check, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (text, "dim-label");
  gtk_widget_add_css_class (text, "caption");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, TdColumnList *self)
{
  TdColumnItem *column = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *text = gtk_widget_get_next_sibling (check);
  g_autofree char *description = self->describe (column);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), td_column_item_get_name (column));
  td_accessible_set_name (check, td_column_item_get_name (column));
  td_accessible_set_row_name (item, td_column_item_get_name (column));
  gtk_label_set_text (GTK_LABEL (text), description);
  g_object_set_data_full (G_OBJECT (item), "td-binding",
                          g_object_bind_property (column, "chosen", check, "active",
                                                  G_BINDING_SYNC_CREATE
                                                  | G_BINDING_BIDIRECTIONAL), NULL);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GBinding *binding = g_object_steal_data (G_OBJECT (item), "td-binding");

  if (binding != NULL)
    g_binding_unbind (binding);
}

static void
activate_cb (GtkListView *list, guint position)
{
  g_autoptr(TdColumnItem) column
    = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  td_column_item_set_chosen (column, !td_column_item_get_chosen (column));
}

/* The list view would select, of which there is nothing to see; Enter it takes by itself. */
static gboolean
key_cb (TdColumnList *self, guint keyval)
{
  GtkWidget *row = gtk_widget_get_focus_child (self->list);

  if (keyval != GDK_KEY_space || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate (row);
  return GDK_EVENT_STOP;
}

static GtkListItemFactory *
make_factory (TdColumnList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}

/* Columns whose names have what is searched for in them. */
static GtkSelectionModel *
make_model (TdColumnList *self)
{
  GtkExpression *name = gtk_property_expression_new (TD_TYPE_COLUMN_ITEM, NULL, "name");
  GtkStringFilter *filter = gtk_string_filter_new (name);
  GtkFilterListModel *found;

  g_object_bind_property (self->search, "text", filter, "search", G_BINDING_SYNC_CREATE);
  found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->columns)),
                                     GTK_FILTER (filter));
  return GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (found)));
}

static void
chosen_cb (TdColumnList *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
is_left_out (const char *name, const char *const *except)
{
  return except != NULL && g_strv_contains (except, name);
}

/* A list view that was filled or searched after it got its model doesn't take the focus by itself,
 * and on Tab goes to its first row for ever (GTK 4.8). */
static gboolean
td_column_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TdColumnList *self = TD_COLUMN_LIST (widget);
  GtkWidget *first = gtk_widget_get_first_child (self->list);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);

  if (inside == self->frame && direction == GTK_DIR_TAB_FORWARD)
    return FALSE;
  if (inside == self->frame && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->search, direction);
  if (first != NULL
      && (inside == self->search ? direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_DOWN
                                 : inside == NULL && direction == GTK_DIR_TAB_BACKWARD))
    return gtk_widget_grab_focus (first);
  return GTK_WIDGET_CLASS (td_column_list_parent_class)->focus (widget, direction);
}

static void
td_column_list_dispose (GObject *object)
{
  TdColumnList *self = TD_COLUMN_LIST (object);

  g_clear_pointer (&self->search, gtk_widget_unparent);
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (td_column_list_parent_class)->dispose (object);
}

static void
td_column_list_class_init (TdColumnListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_column_list_dispose;
  widget_class->focus = td_column_list_focus;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdcolumns");
}

/* Escape: what is searched for goes first, then the dialog. */
static void
stopped_cb (TdColumnList *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
td_column_list_init (TdColumnList *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 6);
  self->columns = g_list_store_new (TD_TYPE_COLUMN_ITEM);
  self->search = gtk_search_entry_new ();
  self->list = gtk_list_view_new (make_model (self), make_factory (self));
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->list, keys);
  td_accessible_set_name (self->search, _("Search Columns"));
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (stopped_cb), self);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  self->frame = gtk_frame_new (NULL);
  gtk_frame_set_child (GTK_FRAME (self->frame), scrolled);
  gtk_widget_set_parent (self->search, GTK_WIDGET (self));
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
}

GtkWidget *
td_column_list_new (const char *name, TdDescribeColumn describe)
{
  TdColumnList *self = g_object_new (TD_TYPE_COLUMN_LIST, NULL);

  self->describe = describe;
  td_accessible_set_name (self->list, name);
  return GTK_WIDGET (self);
}

void
td_column_list_set_table (TdColumnList *self, TdTable *table, const char *const *except)
{
  g_return_if_fail (TD_IS_COLUMN_LIST (self));

  g_list_store_remove_all (self->columns);
  for (guint i = 0; table != NULL && i < td_table_n_columns (table); i++)
    {
      g_autoptr(TdColumnItem) item = NULL;

      if (is_left_out (td_table_column (table, i)->name, except))
        continue;
      item = td_column_item_new (table, i);
      g_signal_connect_object (item, "notify::chosen", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
      g_list_store_append (self->columns, item);
    }
}

GListModel *
td_column_list_get_columns (TdColumnList *self)
{
  g_return_val_if_fail (TD_IS_COLUMN_LIST (self), NULL);
  return G_LIST_MODEL (self->columns);
}

GPtrArray *
td_column_list_dup_chosen (TdColumnList *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (TD_IS_COLUMN_LIST (self), chosen);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); i++)
    {
      g_autoptr(TdColumnItem) item = g_list_model_get_item (G_LIST_MODEL (self->columns), i);

      if (td_column_item_get_chosen (item))
        g_ptr_array_add (chosen, g_steal_pointer (&item));
    }
  return chosen;
}

void
td_column_list_grab_search (TdColumnList *self)
{
  g_return_if_fail (TD_IS_COLUMN_LIST (self));
  gtk_widget_grab_focus (self->search);
}
