/* form.c — a titled group of rows made from option tables.
 *
 * The list is flat. Rows that belong to a nested kind stand right after the kind's row and have a
 * greater depth, which is all that is needed to replace them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form.h"

#include "ui/form-row.h"
#include "ui/kind-choice.h"

#include <glib/gi18n.h>

struct _TdForm
{
  GtkWidget parent_instance;

  GtkLabel   *title;
  GtkListBox *list;
  guint       n_rows;
};

G_DEFINE_FINAL_TYPE (TdForm, td_form, GTK_TYPE_WIDGET)

static guint
depth_of (GtkListBoxRow *row)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "td-depth"));
}

static void
insert_row (TdForm *self, TdConfig *config, const TdOption *option, const char *title,
            guint depth, int *position)
{
  GtkWidget *row = td_form_row_new (config, option, title);

  g_object_set_data (G_OBJECT (row), "td-depth", GUINT_TO_POINTER (depth));
  gtk_list_box_insert (self->list, row, (*position)++);
  self->n_rows++;
}

/* Kinds nest, so this calls itself: at most TD_SPEC_MAX_DEPTH deep. */
static void
insert_option (TdForm *self, TdConfig *config, const TdOption *option, const char *title,
               guint depth, int *position)
{
  TdConfig *child;
  const TdKind *kind;

  if (option->hidden || option->type == TD_KIND_LIST)
    return;
  if (option->type != TD_KIND || td_kind_choice_has_choice (option))
    insert_row (self, config, option, title, depth, position);
  if (option->type != TD_KIND)
    return;
  child = td_config_get_child (config, option->name);
  kind = td_config_get_kind (child);
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    insert_option (self, child, &kind->options[i], NULL, depth + 1, position);
}

static void
remove_nested (TdForm *self, GtkListBoxRow *parent)
{
  int position = gtk_list_box_row_get_index (parent) + 1;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, position)) != NULL
         && depth_of (row) > depth_of (parent))
    {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      self->n_rows--;
    }
}

/* The row that chooses the kind of @config; NULL: none. */
static GtkListBoxRow *
find_kind_row (TdForm *self, TdConfig *config)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (td_form_row_get_option (TD_FORM_ROW (row)) == td_config_get_role (config)
        && td_form_row_get_config (TD_FORM_ROW (row)) == td_config_get_parent (config))
      return row;
  return NULL;
}

static void
changed_cb (TdForm *self, TdConfig *origin, const TdOption *option)
{
  GtkListBoxRow *row = option == NULL ? find_kind_row (self, origin) : NULL;
  const TdKind *kind = td_config_get_kind (origin);
  int position;

  if (row == NULL)
    return;
  remove_nested (self, row);
  position = gtk_list_box_row_get_index (row) + 1;
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    insert_option (self, origin, &kind->options[i], NULL, depth_of (row) + 1, &position);
}

/* Changes of nested configs arrive at @config too. */
static void
follow (TdForm *self, TdConfig *config)
{
  if (g_signal_handler_find (config, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             (gpointer) changed_cb, self) == 0)
    g_signal_connect_object (config, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
td_form_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_form_parent_class)->dispose (object);
}

static void
td_form_class_init (TdFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdform");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/form.ui");
  gtk_widget_class_bind_template_child (widget_class, TdForm, title);
  gtk_widget_class_bind_template_child (widget_class, TdForm, list);
}

static void
td_form_init (TdForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
td_form_new (const char *title)
{
  TdForm *self = g_object_new (TD_TYPE_FORM, NULL);

  gtk_label_set_text (self->title, title);
  return GTK_WIDGET (self);
}

void
td_form_add_option (TdForm *self, TdConfig *config, const TdOption *option, const char *title)
{
  int position;

  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));

  follow (self, config);
  position = (int) self->n_rows;
  insert_option (self, config, option, title, 0, &position);
}

void
td_form_add_options (TdForm *self, TdConfig *config, gboolean kinds)
{
  const TdKind *kind;

  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));

  kind = td_config_get_kind (config);
  for (guint i = 0; i < td_kind_n_options (kind); i++)
    if (kinds || kind->options[i].type != TD_KIND)
      td_form_add_option (self, config, &kind->options[i], NULL);
}

guint
td_form_n_rows (TdForm *self)
{
  g_return_val_if_fail (TD_IS_FORM (self), 0);
  return self->n_rows;
}

GtkWidget *
td_form_find_control (TdForm *self, const char *option)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (TD_IS_FORM (self), NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_str_equal (td_form_row_get_option (TD_FORM_ROW (row))->name, option))
      return td_form_row_get_control (TD_FORM_ROW (row));
  return NULL;
}
