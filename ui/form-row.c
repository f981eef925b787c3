/* form-row.c — one option of a config as a row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/form-row.h"

#include "ui/accessible.h"
#include "ui/format.h"
#include "ui/kind-choice.h"

#include <glib/gi18n.h>

#define ENTRY_CHARS 8

struct _TdFormRow
{
  AdwActionRow parent_instance;

  TdConfig       *config;
  const TdOption *option;
  GtkWidget      *control;
  char           *shown;   /* the entry's text for the value in force */
  gboolean        showing; /* the control is being filled from the config */
};

G_DEFINE_FINAL_TYPE (TdFormRow, td_form_row, ADW_TYPE_ACTION_ROW)

/* Entries */

/* Beside its title a row needs no path to say what a sentence is about: "training.batch-size is 0,
 * but …" becomes "Batch size is 0, but …". */
static char *
dup_sentence (TdFormRow *self, const char *message)
{
  const char *rest = strchr (message, ' ');
  g_autofree char *path = rest != NULL ? g_strndup (message, (gsize) (rest - message)) : NULL;

  if (path == NULL || !g_str_has_suffix (path, self->option->name))
    return g_strdup (message);
  return g_strconcat (_(self->option->label), rest, NULL);
}

static void
show_error (TdFormRow *self, const GError *error)
{
  const char *help = self->option->help != NULL ? _(self->option->help) : NULL;
  g_autofree char *sentence = error != NULL ? dup_sentence (self, error->message) : NULL;

  if (error != NULL)
    gtk_widget_add_css_class (self->control, "error");
  else
    gtk_widget_remove_css_class (self->control, "error");
  gtk_widget_set_tooltip_text (self->control, error != NULL ? sentence : help);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                             : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* As `--set` reads it, a list of one text bare. */
static char *
dup_text (TdFormRow *self)
{
  const char *const *list;

  if (self->option->type == TD_TEXT_LIST)
    {
      list = td_config_get_text_list (self->config, self->option->name);
      if (list[0] != NULL && list[1] == NULL && g_ascii_isalpha (*list[0]))
        return g_strdup (list[0]);
    }
  return td_config_dup_value (self->config, self->option->name);
}

/* What was typed until now is the document's: Ctrl+Z undoes that, not the entry. */
static void
forget_typing (TdFormRow *self)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->control), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->control), TRUE);
}

static void
show_text (TdFormRow *self)
{
  g_free (self->shown);
  self->shown = dup_text (self);
  if (g_strcmp0 (self->shown, gtk_editable_get_text (GTK_EDITABLE (self->control))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->control), self->shown);
  forget_typing (self);
  show_error (self, NULL);
}

/* Tries what is typed on a copy: only a finished text may reach a run under way. */
static void
typed_cb (TdFormRow *self)
{
  g_auto(TdSpec) spec = { 0 };
  g_autoptr(GError) error = NULL;

  if (self->showing)
    return;
  td_config_dup_spec (self->config, &spec);
  td_spec_set_path (&spec, self->option->name,
                    gtk_editable_get_text (GTK_EDITABLE (self->control)), &error);
  show_error (self, error);
}

static void
commit_cb (TdFormRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->control));
  g_autoptr(GError) error = NULL;

  if (self->config == NULL || g_strcmp0 (self->shown, text) == 0)
    return;
  if (!td_config_set_value (self->config, self->option->name, text, &error))
    {
      show_error (self, error);
      return;
    }
  self->showing = TRUE;
  show_text (self); /* "1e-3" reads 0.001 from now on */
  self->showing = FALSE;
}

static gboolean
key_cb (TdFormRow *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  self->showing = TRUE;
  show_text (self);
  self->showing = FALSE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_entry (TdFormRow *self)
{
  gboolean number = self->option->type == TD_NUMBER || self->option->type == TD_INTEGER;
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), number ? ENTRY_CHARS : 2 * ENTRY_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), number ? ENTRY_CHARS : 2 * ENTRY_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), number ? 1 : 0);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (entry, focus);
  gtk_widget_add_controller (entry, keys);
  return entry;
}

/* Switches and choices */

static void
switched_cb (TdFormRow *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->control));

  if (!self->showing)
    td_config_set_number (self->config, self->option->name, active, NULL);
}

static void
chosen_cb (TdFormRow *self)
{
  guint position = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (!self->showing && position != GTK_INVALID_LIST_POSITION)
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
    gtk_string_list_take (titles, td_format_id (self->option->choices[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self);
  return drop_down;
}

/* Row */

static void
show_value (TdFormRow *self)
{
  self->showing = TRUE;
  if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control),
                           td_config_get_number (self->config, self->option->name) != 0);
  else if (GTK_IS_ENTRY (self->control))
    show_text (self);
  else if (self->option->type == TD_CHOICE)
    show_choice (self);
  self->showing = FALSE;
}

static void
changed_cb (TdFormRow *self, TdConfig *origin, const TdOption *option)
{
  if (origin == self->config && option == self->option)
    show_value (self);
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
  else
    self->control = make_entry (self);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->control);
  td_accessible_set_name (self->control, title);
}

static void
td_form_row_dispose (GObject *object)
{
  TdFormRow *self = TD_FORM_ROW (object);

  self->showing = TRUE; /* controls that go away have nothing to say */
  g_clear_object (&self->config);
  G_OBJECT_CLASS (td_form_row_parent_class)->dispose (object);
}

static void
td_form_row_finalize (GObject *object)
{
  g_free (TD_FORM_ROW (object)->shown);
  G_OBJECT_CLASS (td_form_row_parent_class)->finalize (object);
}

static void
td_form_row_class_init (TdFormRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_form_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_form_row_finalize;
}

static void
td_form_row_init (TdFormRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "form-row");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
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
  if (option->help != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(option->help));
  add_control (self, title);
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
  g_return_val_if_fail (TD_IS_FORM_ROW (self), FALSE);
  return GTK_IS_ENTRY (self->control)
         && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->control)), self->shown) != 0;
}
