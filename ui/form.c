/* form.c — a titled group of rows made from option tables.
 *
 * The list is flat. Rows that belong to a nested kind stand right after the kind's row and have a
 * greater depth, which is all that is needed to replace them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form.h"

#include "ui/accessible.h"
#include "ui/form-row.h"
#include "ui/kind-choice.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define INDENT 12 /* pixels of a nested kind's rows, where they don't have the form to themselves */

struct _TdForm
{
  GtkWidget parent_instance;

  GtkToggleButton *header;
  GtkLabel        *title;
  GtkImage        *arrow;
  GtkListBox      *list;
  guint            n_rows;   /* of options */
  guint            n_listed; /* those and their notes */
  char            *filter;   /* casefolded; NULL: none */
};

enum { PROP_EXPANDED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (TdForm, td_form, GTK_TYPE_WIDGET)

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
insert (TdForm *self, GtkWidget *row, guint depth, int *position)
{
  g_object_set_data (G_OBJECT (row), "td-depth", GUINT_TO_POINTER (depth));
  gtk_list_box_insert (self->list, row, (*position)++);
  self->n_listed++;
}

static GtkListBoxRow *
insert_row (TdForm *self, TdConfig *config, const TdOption *option, const char *title,
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

static void insert_nested (TdForm *self, TdConfig *child, guint depth, guint indent,
                           int *position);

/* Kinds nest, so this calls itself: at most TD_SPEC_MAX_DEPTH deep. */
static void
insert_option (TdForm *self, TdConfig *config, const TdOption *option, const char *title,
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
insert_nested (TdForm *self, TdConfig *child, guint depth, guint indent, int *position)
{
  const TdKind *kind = td_config_get_kind (child);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    insert_option (self, child, &kind->options[i], NULL, depth, indent, position);
}

/* What the kind of @child does, and who says so. */
static void
insert_note (TdForm *self, TdConfig *child, guint depth, int *position)
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
insert_below (TdForm *self, GtkListBoxRow *row, TdConfig *child)
{
  int position = gtk_list_box_row_get_index (row) + 1;
  gboolean method = is_method (row);

  if (method)
    insert_note (self, child, depth_of (row) + 1, &position);
  insert_nested (self, child, depth_of (row) + 1, depth_of (row) + (method ? 0 : 1), &position);
}

/* The name of the option whose row has the focus, among the rows below @parent; else NULL. */
static char *
dup_focused (TdForm *self, GtkListBoxRow *parent)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, TD_TYPE_FORM_ROW) : NULL;

  if (row == NULL || !gtk_widget_is_ancestor (row, GTK_WIDGET (self->list))
      || depth_of (GTK_LIST_BOX_ROW (row)) <= depth_of (parent)
      || gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) < gtk_list_box_row_get_index (parent))
    return NULL;
  return g_strdup (td_form_row_get_option (TD_FORM_ROW (row))->name);
}

static void
remove_nested (TdForm *self, GtkListBoxRow *parent)
{
  int position = gtk_list_box_row_get_index (parent) + 1;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, position)) != NULL
         && depth_of (row) > depth_of (parent))
    {
      self->n_rows -= TD_IS_FORM_ROW (row) ? 1 : 0;
      self->n_listed--;
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

/* The first row from @position on for @option; @option NULL: any. */
static TdFormRow *
find_row (TdForm *self, int position, const char *option)
{
  GtkListBoxRow *row;

  for (; (row = gtk_list_box_get_row_at_index (self->list, position)) != NULL; position++)
    if (TD_IS_FORM_ROW (row)
        && (option == NULL
            || g_str_equal (td_form_row_get_option (TD_FORM_ROW (row))->name, option)))
      return TD_FORM_ROW (row);
  return NULL;
}

/* The row that chooses the kind of @config; NULL: none. */
static GtkListBoxRow *
find_kind_row (TdForm *self, TdConfig *config)
{
  TdFormRow *row;
  int position = 0;

  while ((row = find_row (self, position, NULL)) != NULL)
    {
      if (td_form_row_get_option (row) == td_config_get_role (config)
          && td_form_row_get_config (row) == td_config_get_parent (config))
        return GTK_LIST_BOX_ROW (row);
      position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1;
    }
  return NULL;
}

static void
changed_cb (TdForm *self, TdConfig *origin, const TdOption *option)
{
  GtkListBoxRow *row = option == NULL ? find_kind_row (self, origin) : NULL;
  g_autofree char *focused = NULL;
  TdFormRow *heir;

  if (row == NULL)
    return;
  focused = dup_focused (self, row);
  if (focused != NULL) /* not lost with its row */
    gtk_widget_grab_focus (td_form_row_get_control (TD_FORM_ROW (row)));
  remove_nested (self, row);
  insert_below (self, row, origin);
  if (self->filter != NULL)
    gtk_list_box_invalidate_filter (self->list);
  heir = focused != NULL ? find_row (self, gtk_list_box_row_get_index (row), focused) : NULL;
  if (heir != NULL && depth_of (GTK_LIST_BOX_ROW (heir)) > depth_of (row))
    gtk_widget_grab_focus (td_form_row_get_control (heir));
}

/* Changes of nested configs arrive at @config too. */
static void
follow (TdForm *self, TdConfig *config)
{
  if (g_signal_handler_find (config, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             (gpointer) changed_cb, self) == 0)
    g_signal_connect_object (config, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* Folding and searching */

static void
show_list (TdForm *self)
{
  gboolean expanded = gtk_toggle_button_get_active (self->header);

  gtk_widget_set_visible (GTK_WIDGET (self->list), expanded || self->filter != NULL);
  gtk_image_set_from_icon_name (self->arrow, expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->header), GTK_ACCESSIBLE_STATE_EXPANDED,
                               expanded, -1);
}

static void
toggled_cb (TdForm *self)
{
  show_list (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EXPANDED]);
}

static void
activated_cb (TdForm *self, GtkListBoxRow *row)
{
  if (TD_IS_FORM_ROW (row))
    td_form_row_activate (TD_FORM_ROW (row));
}

static gboolean
is_shown (GtkListBoxRow *row, gpointer user_data)
{
  TdForm *self = user_data;
  g_autofree char *title = NULL;

  if (self->filter == NULL)
    return TRUE;
  title = g_utf8_casefold (gtk_label_get_text (self->title), -1);
  return strstr (title, self->filter) != NULL
         || (TD_IS_FORM_ROW (row) && td_form_row_matches (TD_FORM_ROW (row), self->filter));
}

/* Widget */

static void
td_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    td_form_set_expanded (TD_FORM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
td_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    g_value_set_boolean (value, td_form_get_expanded (TD_FORM (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
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
td_form_finalize (GObject *object)
{
  g_free (TD_FORM (object)->filter);
  G_OBJECT_CLASS (td_form_parent_class)->finalize (object);
}

static void
td_form_class_init (TdFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = td_form_set_property;
  object_class->get_property = td_form_get_property;
  object_class->dispose = td_form_dispose;
  object_class->finalize = td_form_finalize;
  props[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, TRUE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                 | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdform");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/form.ui");
  gtk_widget_class_bind_template_child (widget_class, TdForm, header);
  gtk_widget_class_bind_template_child (widget_class, TdForm, title);
  gtk_widget_class_bind_template_child (widget_class, TdForm, arrow);
  gtk_widget_class_bind_template_child (widget_class, TdForm, list);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

/* Style sheets can't ask for it. */
static void
contrast_cb (TdForm *self)
{
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "high-contrast");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "high-contrast");
}

static void
td_form_init (TdForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (contrast_cb), self, G_CONNECT_SWAPPED);
  contrast_cb (self);
  gtk_list_box_set_filter_func (self->list, is_shown, self, NULL);
}

GtkWidget *
td_form_new (const char *title)
{
  TdForm *self = g_object_new (TD_TYPE_FORM, NULL);

  gtk_label_set_text (self->title, title);
  td_accessible_set_name (GTK_WIDGET (self->header), title);
  td_accessible_set_name (GTK_WIDGET (self->list), title);
  show_list (self);
  return GTK_WIDGET (self);
}

void
td_form_add_option (TdForm *self, TdConfig *config, const TdOption *option, const char *title)
{
  int position;

  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));

  follow (self, config);
  position = (int) self->n_listed;
  insert_option (self, config, option, title, 0, 0, &position);
}

void
td_form_add_method (TdForm *self, TdConfig *config, const TdOption *option, const char *title)
{
  GtkListBoxRow *row;
  int position;

  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));
  g_return_if_fail (option->type == TD_KIND);

  follow (self, config);
  position = (int) self->n_listed;
  row = insert_row (self, config, option, title, 0, 0, &position);
  g_object_set_data (G_OBJECT (row), "td-method", row);
  insert_below (self, row, td_config_get_child (config, option->name));
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

void
td_form_add_widget (TdForm *self, GtkWidget *widget)
{
  GtkWidget *row;

  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), widget);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

guint
td_form_n_rows (TdForm *self)
{
  g_return_val_if_fail (TD_IS_FORM (self), 0);
  return self->n_rows;
}

void
td_form_set_expanded (TdForm *self, gboolean expanded)
{
  g_return_if_fail (TD_IS_FORM (self));
  gtk_toggle_button_set_active (self->header, expanded);
}

gboolean
td_form_get_expanded (TdForm *self)
{
  g_return_val_if_fail (TD_IS_FORM (self), FALSE);
  return gtk_toggle_button_get_active (self->header);
}

gboolean
td_form_set_filter (TdForm *self, const char *text)
{
  gboolean any = FALSE;
  GtkListBoxRow *row;

  g_return_val_if_fail (TD_IS_FORM (self), FALSE);

  g_free (self->filter);
  self->filter = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_list_box_invalidate_filter (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    any = any || is_shown (row, self);
  gtk_widget_set_visible (GTK_WIDGET (self), any || self->filter == NULL);
  show_list (self);
  return any;
}

GtkWidget *
td_form_find_control (TdForm *self, const char *option)
{
  TdFormRow *row;

  g_return_val_if_fail (TD_IS_FORM (self), NULL);

  row = find_row (self, 0, option);
  return row != NULL ? td_form_row_get_control (row) : NULL;
}
