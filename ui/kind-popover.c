/* kind-popover.c — a list of a family's kinds, each with its sentence, to choose one from.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/kind-popover.h"

#include "ui/accessible.h"

#include <glib/gi18n.h>

#define WIDTH_CHARS 34

struct _TdKindPopover
{
  GtkPopover parent_instance;

  const TdFamily *family;
  GtkWidget      *list;
};

G_DEFINE_FINAL_TYPE (TdKindPopover, td_kind_popover, GTK_TYPE_POPOVER)

static guint chosen_signal;

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_CHARS);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_row (const TdKind *kind)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), new_label (_(kind->title), "heading"));
  gtk_box_append (GTK_BOX (box), new_label (_(kind->summary), "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  td_accessible_set_name (row, _(kind->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _(kind->summary), -1);
  return row;
}

static void
activated_cb (TdKindPopover *self, GtkListBoxRow *row)
{
  const TdKind *kind = self->family->kinds[gtk_list_box_row_get_index (row)];

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, chosen_signal, 0, kind);
}

static void
td_kind_popover_class_init (TdKindPopoverClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
td_kind_popover_init (TdKindPopover *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "kinds");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
}

GtkWidget *
td_kind_popover_new (const TdFamily *family, const char *name)
{
  TdKindPopover *self = g_object_new (TD_TYPE_KIND_POPOVER, NULL);

  g_return_val_if_fail (family != NULL, GTK_WIDGET (self));

  self->family = family;
  for (guint i = 0; i < td_family_n_kinds (family); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (family->kinds[i]));
  td_accessible_set_name (self->list, name);
  td_accessible_set_name (GTK_WIDGET (self), name);
  return GTK_WIDGET (self);
}
