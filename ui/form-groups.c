/* form-groups.c — see form-groups.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form-groups.h"

#define SPACING 12

struct _TdFormGroups
{
  GtkWidget parent_instance;

  TdViewState *view; /* which groups are folded, also of those that aren't there */
};

G_DEFINE_FINAL_TYPE (TdFormGroups, td_form_groups, GTK_TYPE_WIDGET)

static GtkWidget *
first (TdFormGroups *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self));
}

static const char *
name_of (TdForm *form)
{
  return g_object_get_data (G_OBJECT (form), "td-name");
}

/* "folded-balance-tasks-by": what view.json calls it that a group is folded. */
static char *
dup_folded_name (const char *group)
{
  char *name = g_strconcat ("folded-", group, NULL);

  for (char *p = name; *p != '\0'; p++)
    *p = g_ascii_isalnum (*p) ? g_ascii_tolower (*p) : '-';
  return name;
}

static void
keep_folded (TdForm *form, TdViewState *view)
{
  g_autofree char *name = dup_folded_name (name_of (form));

  td_view_state_set_boolean (view, name, !td_form_get_expanded (form));
}

static void
expanded_cb (TdFormGroups *self, GParamSpec *pspec, TdForm *form)
{
  keep_folded (form, self->view);
}

static void
td_form_groups_dispose (GObject *object)
{
  td_form_groups_clear (TD_FORM_GROUPS (object));
  G_OBJECT_CLASS (td_form_groups_parent_class)->dispose (object);
}

static void
td_form_groups_finalize (GObject *object)
{
  td_view_state_free (TD_FORM_GROUPS (object)->view);
  G_OBJECT_CLASS (td_form_groups_parent_class)->finalize (object);
}

static void
td_form_groups_class_init (TdFormGroupsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_form_groups_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_form_groups_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdgroups");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
td_form_groups_init (TdFormGroups *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  self->view = td_view_state_new ();
}

void
td_form_groups_set_view (TdFormGroups *self, const TdViewState *view)
{
  g_return_if_fail (TD_IS_FORM_GROUPS (self));

  td_view_state_free (self->view);
  self->view = td_view_state_copy (view);
}

void
td_form_groups_keep_view (TdFormGroups *self, TdViewState *view)
{
  g_return_if_fail (TD_IS_FORM_GROUPS (self));

  for (GtkWidget *form = first (self); form != NULL; form = gtk_widget_get_next_sibling (form))
    keep_folded (TD_FORM (form), view);
}

TdForm *
td_form_groups_new_form (TdFormGroups *self, const char *title, const char *name)
{
  TdForm *form = TD_FORM (g_object_ref_sink (td_form_new (title)));
  g_autofree char *folded_name = dup_folded_name (name);
  gboolean folded = FALSE;

  g_object_set_data_full (G_OBJECT (form), "td-name", g_strdup (name), g_free);
  td_view_state_get_boolean (self->view, folded_name, &folded);
  td_form_set_expanded (form, !folded);
  g_signal_connect_object (form, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  return form;
}

void
td_form_groups_append (TdFormGroups *self, TdForm *form)
{
  g_return_if_fail (TD_IS_FORM_GROUPS (self));
  gtk_widget_set_parent (GTK_WIDGET (form), GTK_WIDGET (self));
}

void
td_form_groups_clear (TdFormGroups *self)
{
  GtkWidget *form;

  g_return_if_fail (TD_IS_FORM_GROUPS (self));

  while ((form = first (self)) != NULL)
    gtk_widget_unparent (form);
}

TdForm *
td_form_groups_find (TdFormGroups *self, const char *name)
{
  g_return_val_if_fail (TD_IS_FORM_GROUPS (self), NULL);

  for (GtkWidget *form = first (self); form != NULL; form = gtk_widget_get_next_sibling (form))
    if (g_str_equal (name_of (TD_FORM (form)), name))
      return TD_FORM (form);
  return NULL;
}

gboolean
td_form_groups_filter (TdFormGroups *self, const char *text)
{
  gboolean any = FALSE;

  g_return_val_if_fail (TD_IS_FORM_GROUPS (self), FALSE);

  for (GtkWidget *form = first (self); form != NULL; form = gtk_widget_get_next_sibling (form))
    any = td_form_set_filter (TD_FORM (form), text) || any;
  return any;
}

GtkWidget *
td_form_groups_find_control (TdFormGroups *self, const char *option)
{
  GtkWidget *control = NULL;

  g_return_val_if_fail (TD_IS_FORM_GROUPS (self), NULL);

  for (GtkWidget *form = first (self); form != NULL && control == NULL;
       form = gtk_widget_get_next_sibling (form))
    control = td_form_find_control (TD_FORM (form), option);
  return control;
}
