/* form-list.c — see form-list.h.
 *
 * Rows of a nested kind have a greater depth than the kind's row, which is all that is needed to
 * replace them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form-list.h"

#include "ui/kind-choice.h"

#include <glib/gi18n.h>

#define INDENT 12 /* pixels of a nested kind's rows, where they don't have the form to themselves */

/* A row's depth, and whether it is a method: a kind that heads the form. */

static guint
depth_of (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "td-depth"));
}

static gboolean
is_method (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "td-method") != NULL;
}

static void
insert (TdFormList *self, GtkWidget *row, guint depth, int *position)
{
  g_object_set_data (G_OBJECT (row), "td-depth", GUINT_TO_POINTER (depth));
  gtk_list_box_insert (self->box, row, (*position)++);
  self->n_listed++;
}

static GtkListBoxRow *
insert_row (TdFormList *self, TdConfig *config, const TdOption *option, const char *title,
            guint depth, guint indent, int *position)
{
  GtkWidget *row = td_form_row_new (config, option, title);

  if (indent > 0)
    gtk_widget_set_margin_start (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)),
                                 (int) indent * INDENT);
  insert (self, row, depth, position);
  self->n_rows++;
  return GTK_LIST_BOX_ROW (row);
}

static void insert_nested (TdFormList *self, TdConfig *child, guint depth, guint indent,
                           int *position);

/* Kinds nest, so this calls itself: at most TD_SPEC_MAX_DEPTH deep. */
static void
insert_option (TdFormList *self, TdConfig *config, const TdOption *option, const char *title,
               guint depth, guint indent, int *position)
{
  gboolean choice = option->type == TD_KIND && td_kind_choice_has_choice (option);

  if (option->hidden || option->type == TD_KIND_LIST)
    return;
  if (option->type != TD_KIND || choice)
    insert_row (self, config, option, title, depth, indent, position);
  if (option->type == TD_KIND)
    insert_nested (self, td_config_get_child (config, option->name), depth + 1, indent + choice,
                   position);
}

static void
insert_nested (TdFormList *self, TdConfig *child, guint depth, guint indent, int *position)
{
  const TdKind *kind = td_config_get_kind (child);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    insert_option (self, child, &kind->options[i], NULL, depth, indent, position);
}

/* What the kind of @child does, and who says so. */
static void
insert_note (TdFormList *self, TdConfig *child, guint depth, int *position)
{
  const TdKind *kind = td_config_get_kind (child);
  GtkWidget *row, *label;
  g_autofree char *text = NULL;

  if (kind == NULL)
    return;
  text = g_strjoin (" ", _(kind->summary), kind->paper, NULL);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  row = gtk_list_box_row_new ();
  gtk_widget_add_css_class (row, "form-note");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  insert (self, row, depth, position);
}

static void
insert_below (TdFormList *self, GtkListBoxRow *row, TdConfig *child)
{
  int position = gtk_list_box_row_get_index (row) + 1;
  gboolean method = is_method (row);

  if (method)
    insert_note (self, child, depth_of (row) + 1, &position);
  insert_nested (self, child, depth_of (row) + 1, depth_of (row) + (method ? 0 : 1), &position);
}

/* The name of the option whose row has the focus, among the rows below @parent; else NULL. */
static char *
dup_focused (TdFormList *self, GtkListBoxRow *parent)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->box));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, TD_TYPE_FORM_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->box))
      || depth_of (GTK_LIST_BOX_ROW (row)) <= depth_of (parent)
      || gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) < gtk_list_box_row_get_index (parent))
    return NULL;
  return g_strdup (td_form_row_get_option (TD_FORM_ROW (row))->name);
}

static void
remove_nested (TdFormList *self, GtkListBoxRow *parent)
{
  int position = gtk_list_box_row_get_index (parent) + 1;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->box, position)) != NULL
         && depth_of (row) > depth_of (parent))
    {
      self->n_rows -= TD_IS_FORM_ROW (row) ? 1 : 0;
      self->n_listed--;
      gtk_list_box_remove (self->box, GTK_WIDGET (row));
    }
}

/* The row that chooses the kind of @config; NULL: none. */
static GtkListBoxRow *
find_kind_row (TdFormList *self, TdConfig *config)
{
  TdFormRow *row;
  int position = 0;

  while ((row = td_form_list_find (self, position, NULL)) != NULL)
    {
      if (td_form_row_get_option (row) == td_config_get_role (config)
          && td_form_row_get_config (row) == td_config_get_parent (config))
        return GTK_LIST_BOX_ROW (row);
      position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1;
    }
  return NULL;
}

void
td_form_list_add (TdFormList *self, TdConfig *config, const TdOption *option, const char *title)
{
  int position = (int) self->n_listed;

  insert_option (self, config, option, title, 0, 0, &position);
}

void
td_form_list_add_method (TdFormList *self, TdConfig *config, const TdOption *option,
                         const char *title)
{
  GtkListBoxRow *row;
  int position = (int) self->n_listed;

  g_return_if_fail (option->type == TD_KIND);

  row = insert_row (self, config, option, title, 0, 0, &position);
  g_object_set_data (G_OBJECT (row), "td-method", row);
  insert_below (self, row, td_config_get_child (config, option->name));
}

gboolean
td_form_list_replace (TdFormList *self, TdConfig *config)
{
  GtkListBoxRow *row = find_kind_row (self, config);
  g_autofree char *focused = NULL;
  TdFormRow *heir;

  if (row == NULL)
    return FALSE;
  focused = dup_focused (self, row);
  if (focused != NULL) /* not lost with its row */
    gtk_widget_grab_focus (td_form_row_get_control (TD_FORM_ROW (row)));
  remove_nested (self, row);
  insert_below (self, row, config);
  heir = focused != NULL ? td_form_list_find (self, gtk_list_box_row_get_index (row), focused)
                         : NULL;
  if (heir != NULL && depth_of (GTK_LIST_BOX_ROW (heir)) > depth_of (row))
    gtk_widget_grab_focus (td_form_row_get_control (heir));
  return TRUE;
}

TdFormRow *
td_form_list_find (TdFormList *self, int position, const char *option)
{
  GtkListBoxRow *row;

  for (; (row = gtk_list_box_get_row_at_index (self->box, position)) != NULL; position++)
    if (TD_IS_FORM_ROW (row)
        && (option == NULL
            || g_str_equal (td_form_row_get_option (TD_FORM_ROW (row))->name, option)))
      return TD_FORM_ROW (row);
  return NULL;
}
