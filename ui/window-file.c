/* window-file.c — what a window can do with files.
 *
 * A bare project.json opens, but is saved as a .tandem file of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-file.h"

#include "ui/recent.h"
#include "ui/session-save.h"
#include "ui/table-files.h"
#include "ui/window-new.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define SUFFIX ".tandem"
#define CLOSING "td-closing" /* data of a window that closes once it is saved, or without */
#define WARNED "td-warned" /* data of a window that has said that drafts can't be kept */

/* Opening */

/* Whatever links lead there; a path of its own where nothing is. */
static char *
dup_real_path (const char *path)
{
  char *real = realpath (path, NULL); /* glibc's malloc() is GLib's */

  return real != NULL ? real : g_canonicalize_filename (path, NULL);
}

static TdWindow *
find_open (GtkApplication *application, const char *path)
{
  g_autofree char *real = dup_real_path (path);

  for (GList *i = gtk_application_get_windows (application); i != NULL; i = i->next)
    {
      TdSession *session = TD_IS_WINDOW (i->data) ? td_window_get_session (i->data) : NULL;
      const char *other
        = session != NULL ? td_project_get_path (td_session_get_project (session)) : NULL;
      g_autofree char *other_real = other != NULL ? dup_real_path (other) : NULL;

      if (g_strcmp0 (other_real, real) == 0)
        return i->data;
    }
  return NULL;
}

static void
say (TdWindow *self, const char *title, const char *sentence)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, sentence);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
td_window_say_cannot_open (TdWindow *self, const char *path, const GError *error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *title = g_strdup_printf (_("Can’t Open “%s”"), name);

  g_return_if_fail (TD_IS_WINDOW (self));

  if (td_window_get_session (self) == NULL)
    td_window_show_error (self, title, error->message);
  else
    say (self, title, error->message);
}

gboolean
td_window_present_open (GtkApplication *application, const char *path)
{
  TdWindow *window = find_open (application, path);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  return window != NULL;
}

TdWindow *
td_window_show_session (TdWindow *self, TdSession *session)
{
  g_autofree char *drafts = td_drafts_dup_folder ();
  TdWindow *window = self;

  g_return_val_if_fail (TD_IS_WINDOW (self) && TD_IS_SESSION (session), NULL);

  if (td_window_get_session (self) != NULL)
    window = td_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  td_session_keep_drafts (session, td_draft_new (drafts), NULL);
  td_window_set_session (window, session);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
td_window_open_path (TdWindow *self, const char *path)
{
  g_autoptr(TdSession) session = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *full = g_canonicalize_filename (path, NULL);

  g_return_if_fail (TD_IS_WINDOW (self));

  if (td_table_files_has (full))
    {
      td_window_new_from_table (self, full);
      return;
    }
  if (td_window_present_open (gtk_window_get_application (GTK_WINDOW (self)), full))
    return;
  session = td_session_open (full, &error);
  if (session == NULL)
    {
      td_window_say_cannot_open (self, full, error);
      return;
    }
  td_window_show_session (self, session);
  td_recent_add (full);
}

/* File choosers */

static void
add_filter (GtkFileChooser *chooser)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Tandem projects"));
  gtk_file_filter_add_pattern (filter, "*" SUFFIX);
  gtk_file_filter_add_pattern (filter, "*.json");
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
open_response_cb (GtkNativeDialog *chooser, int response, TdWindow *self)
{
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    td_window_open_path (self, g_file_peek_path (file));
  g_object_unref (chooser);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Open Project"), GTK_WINDOW (user_data),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filter (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), user_data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
open_path_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  td_window_open_path (user_data, g_variant_get_bytestring (parameter));
}

static gboolean
is_closing (TdWindow *self)
{
  return g_object_get_data (G_OBJECT (self), CLOSING) != NULL;
}

static void
set_closing (TdWindow *self, gboolean closing)
{
  g_object_set_data (G_OBJECT (self), CLOSING, closing ? self : NULL);
}

/* Saving */

static void
save_response_cb (GtkNativeDialog *chooser, int response, TdWindow *self)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL || g_file_peek_path (file) == NULL)
    set_closing (self, FALSE);
  else if (!td_session_is_saving (td_window_get_session (self)))
    {
      path = g_strconcat (g_file_peek_path (file),
                          g_str_has_suffix (g_file_peek_path (file), SUFFIX) ? "" : SUFFIX, NULL);
      td_session_save (td_window_get_session (self), path);
    }
  g_object_unref (chooser);
}

/* Beside the file it was opened from, under its name. */
static void
suggest_place (GtkFileChooser *chooser, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  char *dot = strrchr (name, '.');
  g_autofree char *suggestion = NULL;

  if (dot != NULL && dot != name)
    *dot = '\0';
  suggestion = g_strconcat (name, SUFFIX, NULL);
  gtk_file_chooser_set_current_folder (chooser, file, NULL);
  gtk_file_chooser_set_current_name (chooser, suggestion);
}

/* Of a document that has no place yet: among the user's own, under the project's name. */
static void
suggest_name (GtkFileChooser *chooser, const char *name)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr(GFile) folder
    = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());
  g_autofree char *suggestion = g_strconcat (name, SUFFIX, NULL);

  g_strdelimit (suggestion, "/", '-');
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, suggestion);
}

static void
save_as (TdWindow *self)
{
  TdProject *project = td_session_get_project (td_window_get_session (self));
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_("Save Project"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (td_project_get_path (project) != NULL)
    suggest_place (GTK_FILE_CHOOSER (chooser), td_project_get_path (project));
  else
    suggest_name (GTK_FILE_CHOOSER (chooser),
                  td_config_get_text (td_project_get_config (project), "name"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save (TdWindow *self)
{
  TdSession *session = td_window_get_session (self);
  const char *path = td_project_get_path (td_session_get_project (session));

  if (td_session_is_saving (session))
    return;
  if (path != NULL && g_str_has_suffix (path, SUFFIX))
    td_session_save (session, path);
  else
    save_as (self);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  save (user_data);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (!td_session_is_saving (td_window_get_session (user_data)))
    save_as (user_data);
}

static void
changed_response_cb (TdWindow *self, const char *response)
{
  TdSession *session = td_window_get_session (self);

  if (td_session_is_saving (session))
    return;
  if (g_str_equal (response, "overwrite"))
    td_session_overwrite (session, td_project_get_path (td_session_get_project (session)));
  else if (g_str_equal (response, "save-as"))
    save_as (self);
}

/* The file isn't as it was when it was opened or saved here. */
static void
ask_to_overwrite (TdWindow *self, const char *sentence)
{
  GtkWidget *dialog
    = adw_message_dialog_new (GTK_WINDOW (self), _("Save All the Same?"), sentence);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "overwrite", _("_Overwrite"), "save-as", _("Save _As…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "overwrite",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save-as");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (changed_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_cb (TdWindow *self, const GError *error)
{
  TdProject *project = td_session_get_project (td_window_get_session (self));

  if (error != NULL)
    {
      set_closing (self, FALSE);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
        ask_to_overwrite (self, error->message);
      else
        say (self, _("Can’t Save"), error->message);
      return;
    }
  td_recent_add (td_project_get_path (project));
  td_window_show_restored (self, NULL);
  if (is_closing (self))
    gtk_window_close (GTK_WINDOW (self));
  else
    {
      g_autofree char *name = g_path_get_basename (td_project_get_path (project));
      g_autofree char *outside = td_session_dup_left_outside (td_window_get_session (self));
      g_autofree char *text = outside == NULL
        ? g_strdup_printf (_("Saved as %s"), name)
        : g_strdup_printf (_("Saved as %s, but %s can’t be read and isn’t inside"), name, outside);

      td_window_toast (self, text);
    }
}

/* Said once: the next draft most likely fails for the same reason. */
static void
drafted_cb (TdWindow *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL && g_object_get_data (G_OBJECT (self), WARNED) == NULL)
    {
      text = g_strdup_printf (_("Unsaved work can’t be kept safe. %s"), error->message);
      td_window_toast (self, text);
    }
  g_object_set_data (G_OBJECT (self), WARNED, error != NULL ? self : NULL);
}

/* Closing */

void
td_window_discard (TdWindow *self)
{
  g_return_if_fail (TD_IS_WINDOW (self));

  set_closing (self, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

/* The dialog outlives the window that it was for by a moment, but GTK doesn't expect that of one
 * that is closed. */
static void
close_response_cb (GtkWindow *dialog, const char *response, TdWindow *self)
{
  gtk_window_set_transient_for (dialog, NULL);
  if (g_str_equal (response, "discard"))
    td_window_discard (self);
  else if (g_str_equal (response, "save"))
    {
      set_closing (self, TRUE);
      save (self);
    }
}

static void
ask (TdWindow *self)
{
  TdProject *project = td_session_get_project (td_window_get_session (self));
  const char *name = td_config_get_text (td_project_get_config (project), "name");
  g_autofree char *body = g_strdup_printf (_("“%s” has edits or training that aren’t in a file. "
                                             "Without saving they are lost."), name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Save Changes?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "discard", _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
td_window_may_close (TdWindow *self)
{
  TdSession *session;

  g_return_val_if_fail (TD_IS_WINDOW (self), TRUE);

  session = td_window_get_session (self);
  if (session == NULL)
    return TRUE;
  if (td_session_is_saving (session))
    {
      set_closing (self, TRUE);
      return FALSE;
    }
  if (is_closing (self) || !td_session_get_modified (session))
    {
      td_session_drop_draft (session);
      return TRUE;
    }
  ask (self);
  return FALSE;
}

/* Set-up */

static void
enable (TdWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
td_window_add_file_actions (TdWindow *self)
{
  static const GActionEntry entries[] = {
    { "open", open_cb },
    { "open-path", open_path_cb, "ay" },
    { "save", save_cb },
    { "save-as", save_as_cb },
  };

  g_return_if_fail (TD_IS_WINDOW (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  enable (self, "save", FALSE);
  enable (self, "save-as", FALSE);
}

void
td_window_follow_saves (TdWindow *self)
{
  g_return_if_fail (TD_IS_WINDOW (self));

  enable (self, "save", TRUE);
  enable (self, "save-as", TRUE);
  g_signal_connect_object (td_window_get_session (self), "saved", G_CALLBACK (saved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (td_window_get_session (self), "drafted", G_CALLBACK (drafted_cb), self,
                           G_CONNECT_SWAPPED);
}
