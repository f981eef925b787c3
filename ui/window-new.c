/* window-new.c — see window-new.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-new.h"

#include "ui/table-files.h"
#include "ui/template.h"
#include "ui/window-file.h"

#include <glib/gi18n.h>

/* "species, weight": what the tasks are called. */
static char *
dup_task_names (TdSession *session)
{
  TdConfigList *tasks = td_project_get_tasks (td_session_get_project (session));
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (tasks)); i++)
    g_strv_builder_add (builder, td_config_get_text (td_config_list_get (tasks, i), "name"));
  names = g_strv_builder_end (builder);
  return g_strjoinv (", ", names);
}

static void
say_guess (TdWindow *self)
{
  g_autofree char *names = dup_task_names (td_window_get_session (self));
  g_autofree char *text = g_strdup_printf (_("Guessed from the table: predict %s"), names);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _("Change Data…"));
  adw_toast_set_action_name (toast, "win.change-data");
  td_window_add_toast (self, toast);
}

void
td_window_new_from_table (TdWindow *self, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TdSession) session = NULL;
  TdConfigList *tasks;
  TdWindow *window;

  g_return_if_fail (TD_IS_WINDOW (self) && path != NULL);

  session = td_session_new_from_table (path, &error);
  if (session == NULL)
    {
      td_window_say_cannot_open (self, path, error);
      return;
    }
  window = td_window_show_session (self, session);
  tasks = td_project_get_tasks (td_session_get_project (session));
  if (g_list_model_get_n_items (G_LIST_MODEL (tasks)) > 0)
    say_guess (window);
  else
    g_action_group_activate_action (G_ACTION_GROUP (window), "add-task", NULL);
}

static void
response_cb (TdWindow *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    td_window_new_from_table (self, g_file_peek_path (file));
  g_object_unref (chooser);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("New Project: Choose a Table"), GTK_WINDOW (user_data),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Choose"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  td_table_files_add_filters (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), user_data,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_template_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const TdTemplate *template = td_template_find (g_variant_get_string (parameter, NULL));
  g_autofree char *path = template != NULL ? td_template_dup_path (template) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TdSession) session = NULL;

  if (path == NULL)
    return;
  session = td_session_open_copy (path, &error);
  if (session != NULL)
    td_window_show_session (user_data, session);
  else
    td_window_say_cannot_open (user_data, path, error);
}

void
td_window_add_new_actions (TdWindow *self)
{
  static const GActionEntry entries[] = {
    { "new", new_cb },
    { "open-template", open_template_cb, "s" },
  };

  g_return_if_fail (TD_IS_WINDOW (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
