/* form-row.c — one option of a config as a row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form-row.h"

#include "ui/accessible.h"
#include "ui/kind-choice.h"
#include "ui/name-choice.h"
#include "ui/option-entry.h"
#include "ui/option-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TdFormRow
{
  AdwPreferencesRow parent_instance;

  TdConfig       *config;
  const TdOption *option;
  GtkBox         *header;
  GtkLabel       *title;
  GtkWidget      *reset;
  GtkLabel       *problem;
  GtkWidget      *control;
  gboolean        showing; /* the control is being filled from the config */
};

G_DEFINE_FINAL_TYPE (TdFormRow, td_form_row, ADW_TYPE_PREFERENCES_ROW)

/* FALSE when the config has become another kind, and this row is about to go. */
static gboolean
is_current (TdFormRow *self)
{
  return self->config != NULL
         && td_kind_find_option (td_config_get_kind (self->config), self->option->name)
              == self->option;
}

/* Switches and choices */

static void
switched_cb (TdFormRow *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->control));

  if (!self->showing && is_current (self))
    td_config_set_number (self->config, self->option->name, active, NULL);
}

static void
chosen_cb (TdFormRow *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (!self->showing && is_current (self) && position != GTK_INVALID_LIST_POSITION)
    td_config_set_text (self->config, self->option->name, self->option->choices[position], NULL);
}

static void
show_choice (TdFormRow *self)
{
  const char *text = td_config_get_text (self->config, self->option->name);

  for (guint i = 0; self->option->choices[i] != NULL; i++)
    if (g_strcmp0 (self->option->choices[i], text) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), i);
}

static GtkWidget *
make_switch (TdFormRow *self)
{
  GtkWidget *widget = gtk_switch_new ();

  g_signal_connect_swapped (widget, "notify::active", G_CALLBACK (switched_cb), self);
  return widget;
}

static GtkWidget *
make_choice (TdFormRow *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  for (guint i = 0; self->option->choices[i] != NULL; i++)
    gtk_string_list_take (titles, td_option_dup_title (self->option, self->option->choices[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self);
  return drop_down;
}

/* Row */

static void
reset_cb (TdFormRow *self)
{
  if (!is_current (self))
    return;
  gtk_widget_grab_focus (self->control); /* the button is about to go */
  td_option_reset (self->config, self->option);
}

/* An entry shows its value itself. */
static void
show_value (TdFormRow *self)
{
  self->showing = TRUE;
  if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control),
                           td_config_get_number (self->config, self->option->name) != 0);
  else if (self->option->type == TD_CHOICE)
    show_choice (self);
  self->showing = FALSE;
  gtk_widget_set_visible (self->reset, td_option_has_default (self->option)
                                         && !td_option_is_default (self->config, self->option));
}

static void
changed_cb (TdFormRow *self, TdConfig *origin, const TdOption *option)
{
  gboolean value = origin == self->config && option == self->option;
  gboolean kind = option == NULL && td_config_get_role (origin) == self->option
                  && td_config_get_parent (origin) == self->config;

  if ((value || kind) && is_current (self))
    show_value (self);
}

static void
problem_cb (TdFormRow *self, GParamSpec *pspec, TdOptionEntry *entry)
{
  g_autofree char *problem = NULL;

  g_object_get (entry, "problem", &problem, NULL);
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
add_entry (TdFormRow *self, const char *title)
{
  GtkWidget *box = td_option_entry_new (self->config, self->option, title);

  self->control = td_option_entry_get_entry (TD_OPTION_ENTRY (box));
  g_signal_connect_object (box, "notify::problem", G_CALLBACK (problem_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (self->header, box);
}

static void
add_control (TdFormRow *self, const char *title)
{
  if (self->option->type == TD_KIND)
    self->control = td_kind_choice_new (self->config, self->option, title);
  else if (self->option->type == TD_BOOLEAN)
    self->control = make_switch (self);
  else if (self->option->type == TD_CHOICE)
    self->control = make_choice (self);
  else if (self->option->suggest != NULL)
    self->control = td_name_choice_new (self->config, self->option);
  else
    {
      add_entry (self, title);
      return;
    }
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  gtk_box_append (self->header, self->control);
  td_accessible_set_name (self->control, title);
}

static void
name_reset (TdFormRow *self, const char *title)
{
  g_autofree char *standard = NULL, *name = NULL;

  if (!td_option_has_default (self->option))
    return;
  standard = td_option_dup_default (self->option);
  name = g_strdup_printf (_("Reset %s to %s"), title, standard);
  td_accessible_set_name (self->reset, name);
  gtk_widget_set_tooltip_text (self->reset, name);
}

static void
td_form_row_dispose (GObject *object)
{
  TdFormRow *self = TD_FORM_ROW (object);

  g_clear_object (&self->config); /* controls that go away have nothing to say */
  G_OBJECT_CLASS (td_form_row_parent_class)->dispose (object);
}

static void
td_form_row_class_init (TdFormRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_form_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/form-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TdFormRow, header);
  gtk_widget_class_bind_template_child (widget_class, TdFormRow, title);
  gtk_widget_class_bind_template_child (widget_class, TdFormRow, reset);
  gtk_widget_class_bind_template_child (widget_class, TdFormRow, problem);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
td_form_row_init (TdFormRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
td_form_row_new (TdConfig *config, const TdOption *option, const char *title)
{
  TdFormRow *self;

  g_return_val_if_fail (TD_IS_CONFIG (config), NULL);
  g_return_val_if_fail (option->type != TD_KIND_LIST, NULL);

  self = g_object_new (TD_TYPE_FORM_ROW, NULL);
  self->config = g_object_ref (config);
  self->option = option;
  if (title == NULL)
    title = _(option->label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_label_set_text (self->title, title);
  if (option->help != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(option->help));
  add_control (self, title);
  name_reset (self, title);
  show_value (self);
  g_signal_connect_object (config, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

TdConfig *
td_form_row_get_config (TdFormRow *self)
{
  g_return_val_if_fail (TD_IS_FORM_ROW (self), NULL);
  return self->config;
}

const TdOption *
td_form_row_get_option (TdFormRow *self)
{
  g_return_val_if_fail (TD_IS_FORM_ROW (self), NULL);
  return self->option;
}

GtkWidget *
td_form_row_get_control (TdFormRow *self)
{
  g_return_val_if_fail (TD_IS_FORM_ROW (self), NULL);
  return self->control;
}

gboolean
td_form_row_is_typed_in (TdFormRow *self)
{
  GtkWidget *entry;

  g_return_val_if_fail (TD_IS_FORM_ROW (self), FALSE);

  entry = gtk_widget_get_parent (self->control);
  return TD_IS_OPTION_ENTRY (entry) && td_option_entry_is_typed_in (TD_OPTION_ENTRY (entry));
}

void
td_form_row_activate (TdFormRow *self)
{
  g_return_if_fail (TD_IS_FORM_ROW (self));

  if (GTK_IS_SWITCH (self->control))
    gtk_widget_activate (self->control);
  else
    gtk_widget_mnemonic_activate (self->control, FALSE);
}

static gboolean
contains (const char *haystack, const char *text)
{
  g_autofree char *folded = haystack != NULL ? g_utf8_casefold (haystack, -1) : NULL;

  return folded != NULL && strstr (folded, text) != NULL;
}

gboolean
td_form_row_matches (TdFormRow *self, const char *text)
{
  g_return_val_if_fail (TD_IS_FORM_ROW (self), FALSE);

  return contains (gtk_label_get_text (self->title), text)
         || contains (_(self->option->label), text)
         || (self->option->help != NULL && contains (_(self->option->help), text));
}
