/* recent-list.c — a list box that follows the list of recent files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/recent-list.h"

#include "ui/accessible.h"
#include "ui/format.h"
#include "ui/recent.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TdRecentList
{
  GtkWidget parent_instance;

  GtkWidget *list;
  gboolean   empty;
};

enum { PROP_EMPTY = 1, N_PROPS };
static GParamSpec *props[N_PROPS];
static guint chosen_signal;

G_DEFINE_FINAL_TYPE (TdRecentList, td_recent_list, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (const char *path)
{
  g_autofree char *base = g_path_get_basename (path), *folder = g_path_get_dirname (path);
  g_autofree char *name = g_filename_display_name (base), *place = td_format_path (folder);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name,
                                 "subtitle", place, "title-lines", 1, "subtitle-lines", 1,
                                 "activatable", TRUE, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "^ay", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-path");
  td_accessible_set_name (row, name);
  return row;
}

static void
fill (TdRecentList *self)
{
  g_auto(GStrv) paths = td_recent_dup_paths ();
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; paths[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (paths[i]));
  self->empty = paths[0] == NULL;
  gtk_widget_set_visible (self->list, !self->empty);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMPTY]);
}

static void
activated_cb (TdRecentList *self)
{
  g_signal_emit (self, chosen_signal, 0);
}

/* A file may have gone since. */
static void
td_recent_list_map (GtkWidget *widget)
{
  fill (TD_RECENT_LIST (widget));
  GTK_WIDGET_CLASS (td_recent_list_parent_class)->map (widget);
}

static void
td_recent_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, TD_RECENT_LIST (object)->empty);
}

static void
td_recent_list_dispose (GObject *object)
{
  g_clear_pointer (&TD_RECENT_LIST (object)->list, gtk_widget_unparent);
  G_OBJECT_CLASS (td_recent_list_parent_class)->dispose (object);
}

static void
td_recent_list_class_init (TdRecentListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = td_recent_list_get_property;
  object_class->dispose = td_recent_list_dispose;
  GTK_WIDGET_CLASS (klass)->map = td_recent_list_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tdrecent");
  props[PROP_EMPTY] = g_param_spec_boolean ("empty", NULL, NULL, TRUE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
td_recent_list_init (TdRecentList *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  td_accessible_set_name (self->list, _("Recent Projects"));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}
