/* window-curves.c — what a window can do with its curves: write them to a file, copy them.
 *
 * Pictures are made for paper: on white, whatever the style of the window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-curves.h"

#include "core/project/atomic-file.h"
#include "core/train/checkpoint.h"

#include <glib/gi18n.h>
#include <string.h>

#define TABLE ".csv"
#define ENDING "td-ending" /* data of a filter: what names of its files end in */
#define PATH "td-path"     /* data of a question: the file that it is about */

static TdWindow *
window_of (TdCurvesPage *page)
{
  return TD_WINDOW (gtk_widget_get_root (GTK_WIDGET (page)));
}

/* Writing */

static char *
dup_table (TdWindow *self)
{
  TdSession *session = td_window_get_session (self);

  return td_history_to_csv (td_session_get_history (session),
                            &td_session_get_plan (session)->project);
}

static gboolean
write_table (TdWindow *self, const char *path, GError **error)
{
  g_autofree char *text = dup_table (self);
  g_autoptr(TdAtomicFile) file = td_atomic_file_open (path, error);

  return file != NULL && td_atomic_file_write (file, text, strlen (text), error)
         && td_atomic_file_commit (file, error);
}

static gboolean
write_picture (TdCurvesPage *page, const char *path, GError **error)
{
  g_autoptr(TdCurves) curves = td_curves_page_new_curves (page);
  TdCurvesLook look = td_curves_page_get_look (page);
  TdPalette palette = td_palette (FALSE);

  return td_curves_export (curves, path, TD_CURVES_WIDTH, TD_CURVES_HEIGHT, &look, &palette,
                           error);
}

static gboolean
has_ending (const char *path, const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ending);
}

void
td_window_export_curves (TdWindow *self, TdCurvesPage *page, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;
  gboolean done;

  g_return_if_fail (TD_IS_WINDOW (self) && TD_IS_CURVES_PAGE (page));

  done = has_ending (path, TABLE) ? write_table (self, path, &error)
                                  : write_picture (page, path, &error);
  text = done ? g_strdup_printf (_("Saved %s"), name) : g_strdup (error->message);
  td_window_toast (self, text);
}

/* The file chooser */

/* The known ending of @name; NULL: none. */
static const char *
find_ending (const char *name)
{
  const char *ending, *title;

  for (guint i = 0; (ending = td_curves_get_format (i, &title)) != NULL; i++)
    if (has_ending (name, ending))
      return ending;
  return has_ending (name, TABLE) ? TABLE : NULL;
}

static const char *
chosen_ending (GtkFileChooser *chooser)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *title;

  if (filter != NULL && g_object_get_data (G_OBJECT (filter), ENDING) != NULL)
    return g_object_get_data (G_OBJECT (filter), ENDING);
  return td_curves_get_format (0, &title);
}

/* The name goes with the format that is chosen. */
static void
filter_cb (GtkFileChooser *chooser)
{
  g_autofree char *name = gtk_file_chooser_get_current_name (chooser);
  const char *old = name != NULL ? find_ending (name) : NULL;
  g_autofree char *new = NULL;

  if (old == NULL || has_ending (name, chosen_ending (chooser)))
    return;
  name[strlen (name) - strlen (old)] = '\0';
  new = g_strconcat (name, chosen_ending (chooser), NULL);
  gtk_file_chooser_set_current_name (chooser, new);
}

static void
replace_cb (TdCurvesPage *page, const char *response, GObject *dialog)
{
  if (g_str_equal (response, "replace"))
    td_window_export_curves (window_of (page), page, g_object_get_data (dialog, PATH));
}

/* The file chooser asked about the name that was typed, which had no ending. */
static void
ask_to_replace (TdCurvesPage *page, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *title = g_strdup_printf (_("Replace “%s”?"), name);
  GtkWidget *dialog
    = adw_message_dialog_new (GTK_WINDOW (window_of (page)), title,
                              _("There is a file of this name. What is in it will be lost."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"),
                                    "replace", _("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), PATH, g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (replace_cb), page, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (GtkNativeDialog *chooser, int response, TdCurvesPage *page)
{
  g_autoptr(GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      gboolean named = find_ending (g_file_peek_path (file)) != NULL;

      path = g_strconcat (g_file_peek_path (file),
                          named ? "" : chosen_ending (GTK_FILE_CHOOSER (chooser)), NULL);
      if (!named && g_file_test (path, G_FILE_TEST_EXISTS))
        ask_to_replace (page, path);
      else
        td_window_export_curves (window_of (page), page, path);
    }
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooser *chooser, const char *ending, const char *title)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, title);
  gtk_file_filter_add_suffix (filter, ending + 1);
  g_object_set_data (G_OBJECT (filter), ENDING, (gpointer) ending);
  gtk_file_chooser_add_filter (chooser, filter);
}

/* Beside the project, named after it. */
static void
suggest_place (GtkFileChooser *chooser, TdProject *project)
{
  const char *path = td_project_get_path (project);
  g_autofree char *name = g_strdup (td_config_get_text (td_project_get_config (project), "name"));
  g_autofree char *suggestion = NULL;

  g_strdelimit (name, "/", '-');
  suggestion = g_strconcat (name, chosen_ending (chooser), NULL);
  gtk_file_chooser_set_current_name (chooser, suggestion);
  if (path != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autoptr(GFile) file = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (chooser, file, NULL);
    }
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdWindow *self = window_of (user_data);
  GtkFileChooserNative *native
    = gtk_file_chooser_native_new (_("Export Curves"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  const char *ending, *title;

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  for (guint i = 0; (ending = td_curves_get_format (i, &title)) != NULL; i++)
    add_filter (chooser, ending, title);
  add_filter (chooser, TABLE, _("Table of the values (CSV)"));
  suggest_place (chooser, td_session_get_project (td_window_get_session (self)));
  g_signal_connect (chooser, "notify::filter", G_CALLBACK (filter_cb), NULL);
  g_signal_connect_object (native, "response", G_CALLBACK (response_cb), user_data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

/* Copying */

static void
copy_picture_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr(TdCurves) curves = td_curves_page_new_curves (user_data);
  TdCurvesLook look = td_curves_page_get_look (user_data);
  TdPalette palette = td_palette (FALSE);
  cairo_surface_t *image = td_curves_draw_image (curves, TD_CURVES_WIDTH, TD_CURVES_HEIGHT, &look,
                                                 &palette);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int stride;

  if (image == NULL)
    {
      td_window_toast (window_of (user_data), _("There isn’t enough memory for the picture."));
      return;
    }
  stride = cairo_image_surface_get_stride (image);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (image),
                                      (gsize) stride * (gsize) cairo_image_surface_get_height (image),
                                      (GDestroyNotify) cairo_surface_destroy, image);
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (image),
                                    cairo_image_surface_get_height (image), GDK_MEMORY_DEFAULT,
                                    bytes, (gsize) stride);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (user_data), texture);
  td_window_toast (window_of (user_data), _("Picture copied"));
}

static void
copy_values_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *text = dup_table (window_of (user_data));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (user_data), text);
  td_window_toast (window_of (user_data), _("Values copied"));
}

static const GActionEntry entries[] = {
  { "export-curves", export_cb },
  { "copy-curves", copy_picture_cb },
  { "copy-values", copy_values_cb },
};

static void
enable (TdWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), entries[i].name)), enabled);
}

void
td_window_add_curves_actions (TdWindow *self, TdCurvesPage *page)
{
  g_return_if_fail (TD_IS_WINDOW (self) && TD_IS_CURVES_PAGE (page));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), page);
  enable (self, FALSE);
}

void
td_window_follow_curves (TdWindow *self)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  enable (self, TRUE);
}
