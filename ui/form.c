/* form.c — see form.h; its rows are form-list.c's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form.h"

#include "ui/accessible.h"
#include "ui/form-list.h"
#include "ui/style.h"

#include <string.h>

struct _TdForm
{
  GtkWidget parent_instance;

  GtkToggleButton *header;
  GtkLabel        *title;
  GtkImage        *arrow;
  GtkListBox      *list;
  TdFormList       rows;     /* in @list */
  char            *filter;   /* casefolded; NULL: none */
};

enum { PROP_EXPANDED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (TdForm, td_form, GTK_TYPE_WIDGET)

static void
changed_cb (TdForm *self, TdConfig *origin, const TdOption *option)
{
  if (option == NULL && td_form_list_replace (&self->rows, origin) && self->filter != NULL)
    gtk_list_box_invalidate_filter (self->list);
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

/* Keyboard */

/* The first from @row on that takes it. */
static gboolean
focus_row (GtkWidget *row, GtkDirectionType direction)
{
  while (row != NULL)
    {
      if (gtk_widget_get_mapped (row) && gtk_widget_child_focus (row, direction))
        return TRUE;
      row = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (row)
                                             : gtk_widget_get_prev_sibling (row);
    }
  return FALSE;
}

/* A list box gives up at a row that takes no focus, such as the note under a method (GTK 4.8): Tab
 * never came to what follows it. */
static gboolean
td_form_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TdForm *self = TD_FORM (widget);
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;

  if ((!forward && direction != GTK_DIR_TAB_BACKWARD) || !gtk_widget_get_mapped (list))
    return GTK_WIDGET_CLASS (td_form_parent_class)->focus (widget, direction);
  if (inside == list && focus_row (gtk_widget_get_focus_child (list), direction))
    return TRUE;
  if (inside == list)
    return !forward && gtk_widget_child_focus (GTK_WIDGET (self->header), direction);
  if (inside == GTK_WIDGET (self->header) && forward)
    return focus_row (gtk_widget_get_first_child (list), direction);
  if (inside == NULL && !forward && focus_row (gtk_widget_get_last_child (list), direction))
    return TRUE;
  return GTK_WIDGET_CLASS (td_form_parent_class)->focus (widget, direction);
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
  GTK_WIDGET_CLASS (klass)->focus = td_form_focus;
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

static void
td_form_init (TdForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows.box = self->list;
  td_style_follow_contrast (GTK_WIDGET (self));
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
  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));

  follow (self, config);
  td_form_list_add (&self->rows, config, option, title);
}

void
td_form_add_method (TdForm *self, TdConfig *config, const TdOption *option, const char *title)
{
  g_return_if_fail (TD_IS_FORM (self));
  g_return_if_fail (TD_IS_CONFIG (config));

  follow (self, config);
  td_form_list_add_method (&self->rows, config, option, title);
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
  return self->rows.n_rows;
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

  row = td_form_list_find (&self->rows, 0, option);
  return row != NULL ? td_form_row_get_control (row) : NULL;
}
