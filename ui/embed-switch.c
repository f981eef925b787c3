/* embed-switch.c — a label and a switch for data.embed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/embed-switch.h"

#include "ui/accessible.h"
#include "ui/session-save.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define OPTION "embed"

struct _TdEmbedSwitch
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *toggle;
  TdSession *session;
  gboolean   showing; /* the document, not asking for a change */
};

G_DEFINE_FINAL_TYPE (TdEmbedSwitch, td_embed_switch, GTK_TYPE_WIDGET)

static TdConfig *
data_of (TdEmbedSwitch *self)
{
  return td_project_get_data (td_session_get_project (self->session));
}

static void
show (TdEmbedSwitch *self)
{
  gboolean inside = td_session_has_data_inside (self->session);
  gboolean embed = td_config_get_number (data_of (self), OPTION) != 0;

  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), embed || inside);
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          td_session_get_plan (self->session)->fit->n_files > 0);
}

/* Where to put copies */

/* Until the files are read and written there is nothing to switch. */
static void
begin_linking (TdEmbedSwitch *self)
{
  gtk_widget_set_sensitive (self->toggle, FALSE);
}

static void
end_linking (TdEmbedSwitch *self)
{
  if (self->session == NULL) /* the window is gone */
    return;
  gtk_widget_set_sensitive (self->toggle, TRUE);
  show (self);
}

static void
say (TdEmbedSwitch *self, const GError *error)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (window, _("Can’t Take the Data Out"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* @user_data: ourselves, held. */
static void
copied_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(TdEmbedSwitch) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!td_session_link_data_finish (TD_SESSION (session), result, &error) && self->session != NULL)
    say (self, error);
  end_linking (self);
}

static void
folder_cb (GtkNativeDialog *chooser, int response, TdEmbedSwitch *self)
{
  g_autoptr(GFile) folder = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (folder != NULL && g_file_peek_path (folder) != NULL)
    {
      begin_linking (self);
      td_session_link_data (self->session, g_file_peek_path (folder), TRUE, copied_cb,
                            g_object_ref (self));
    }
  g_object_unref (chooser);
}

static void
ask_for_folder (TdEmbedSwitch *self)
{
  g_autofree char *place = td_project_dup_folder (td_session_get_project (self->session));
  g_autoptr(GFile) folder = g_file_new_for_path (place);
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Folder for the Data"),
                                   GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("Put _Here"),
                                   _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* @user_data: ourselves, held. */
static void
linked_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(TdEmbedSwitch) self = user_data;
  gboolean linked = td_session_link_data_finish (TD_SESSION (session), result, NULL);

  end_linking (self);
  if (!linked && self->session != NULL)
    ask_for_folder (self);
}

static void
link_data (TdEmbedSwitch *self)
{
  g_autofree char *place = td_project_dup_folder (td_session_get_project (self->session));

  begin_linking (self);
  td_session_link_data (self->session, place, FALSE, linked_cb, g_object_ref (self));
}

static void
active_cb (TdEmbedSwitch *self)
{
  gboolean active = gtk_switch_get_active (GTK_SWITCH (self->toggle));

  if (self->showing)
    return;
  if (!active && td_session_has_data_inside (self->session))
    link_data (self);
  else
    td_config_set_number (data_of (self), OPTION, active, NULL);
}

static void
td_embed_switch_dispose (GObject *object)
{
  TdEmbedSwitch *self = TD_EMBED_SWITCH (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->toggle, gtk_widget_unparent);
  G_OBJECT_CLASS (td_embed_switch_parent_class)->dispose (object);
}

static void
td_embed_switch_class_init (TdEmbedSwitchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = td_embed_switch_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tdembed");
}

static void
td_embed_switch_init (TdEmbedSwitch *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->toggle, GTK_WIDGET (self));
  g_signal_connect_swapped (self->toggle, "notify::active", G_CALLBACK (active_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
td_embed_switch_set_session (TdEmbedSwitch *self, TdSession *session)
{
  const TdOption *option;

  g_return_if_fail (TD_IS_EMBED_SWITCH (self) && self->session == NULL);

  self->session = g_object_ref (session);
  option = td_kind_find_option (td_config_get_kind (data_of (self)), OPTION);
  gtk_label_set_text (GTK_LABEL (self->label), _(option->label));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _(option->help));
  td_accessible_set_name (self->toggle, _(option->label));
  g_signal_connect_object (data_of (self), "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planned", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
