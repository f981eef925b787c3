/* window-restore.c — offers what was open and unsaved when a Tandem ended without being asked.
 *
 * A draft that can't be opened stays where it is until somebody says that it isn't wanted.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-restore.h"

#include "ui/session-save.h"
#include "ui/window-file.h"

#include <glib/gi18n.h>

#define DRAFT "td-draft" /* data of a dialog */

static char *
describe (const TdDraftInfo *info, const char *name)
{
  gint64 seconds = (info->seen - info->written + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  if (seconds < 1)
    text = g_strdup_printf (_("Restored: %s, as it was at the end"), name);
  else if (seconds < 120)
    text = g_strdup_printf (_("Restored: %s, %d s before the end"), name, (int) seconds);
  else
    text = g_strdup_printf (_("Restored: %s, %d min before the end"), name, (int) (seconds / 60));
  if (info->problem != NULL)
    return g_strconcat (text, ". ", info->problem, NULL);
  if (info->origin == NULL || td_file_mark_check (&info->mark, info->origin, NULL))
    return g_steal_pointer (&text);
  return g_strconcat (text, ". ", _("Its file has changed since."), NULL);
}

static void
response_cb (GtkWidget *dialog, const char *response)
{
  if (g_str_equal (response, "discard"))
    td_draft_discard (g_object_get_data (G_OBJECT (dialog), DRAFT), NULL);
}

static void
say_cannot_restore (GtkApplication *application, const TdDraftInfo *info, TdDraft *draft,
                    const GError *error)
{
  TdWindow *window = td_window_new (application);
  g_autofree char *title
    = g_strdup_printf (_("Can’t Restore “%s”"), info->name != NULL ? info->name : info->id);
  g_autofree char *body
    = g_strdup_printf (_("%s\n\nWhat was restored is kept in %s, and offered again when Tandem "
                         "starts."), error->message, td_draft_get_path (draft));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), title, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep"),
                                    "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), DRAFT, draft, (GDestroyNotify) td_draft_free);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
restore (GtkApplication *application, const char *folder, const TdDraftInfo *info)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TdDraft) draft = td_draft_claim (folder, info->id, &error);
  g_autoptr(TdSession) session = NULL;
  g_autofree char *text = NULL;
  TdWindow *window;

  if (draft == NULL)
    {
      g_debug ("%s", error->message);
      return;
    }
  session = td_session_restore (draft, info, &error);
  if (session == NULL)
    {
      say_cannot_restore (application, info, g_steal_pointer (&draft), error);
      return;
    }
  td_session_keep_drafts (session, g_steal_pointer (&draft), NULL);
  window = td_window_new (application);
  td_window_set_session (window, session);
  text = describe (info, td_config_get_text (
                     td_project_get_config (td_session_get_project (session)), "name"));
  td_window_show_restored (window, text);
  gtk_window_present (GTK_WINDOW (window));
}

void
td_window_restore_drafts (GtkApplication *application)
{
  g_autofree char *folder = td_drafts_dup_folder ();
  g_autoptr(GPtrArray) drafts = td_drafts_list (folder);

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < drafts->len; i++)
    restore (application, folder, drafts->pdata[i]);
}

static void
discard_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  TdSession *session = td_window_get_session (self);
  g_autofree char *path = NULL;
  TdWindow *window;

  if (session == NULL || td_session_is_saving (session))
    return;
  path = g_strdup (td_project_get_path (td_session_get_project (session)));
  window = td_window_new (application); /* before the last one closes, and the program with it */
  gtk_window_present (GTK_WINDOW (window));
  td_window_discard (self);
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    td_window_open_path (window, path);
}

void
td_window_add_restore_action (TdWindow *self)
{
  static const GActionEntry entries[] = { { "discard-restored", discard_cb } };

  g_return_if_fail (TD_IS_WINDOW (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
