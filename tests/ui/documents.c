/* documents.c — many documents: recent ones, those that are open already, those that are dropped.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/recent.h"
#include "ui/window-file.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct
{
  char *folder, *path;
} Place;

/* A folder with the digits saved in it. */
static void
place_init (Place *self)
{
  TdWindow *window = td_test_open_digits ();

  self->folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "again.tandem", NULL);
  td_test_save (window, self->path);
  td_test_close (window);
}

static void
place_clear (Place *self)
{
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static guint
count_empty_windows (void)
{
  guint n = 0;

  for (GList *i = gtk_application_get_windows (td_test_application ()); i != NULL; i = i->next)
    n += TD_IS_WINDOW (i->data) && td_window_get_session (i->data) == NULL;
  return n;
}

static gboolean
is_recent (const char *path)
{
  g_auto(GStrv) paths = td_recent_dup_paths ();

  return g_strv_contains ((const char *const *) paths, path);
}

/* GTK tells of it a moment later. */
static gboolean
is_listed (gpointer window)
{
  return td_test_find (window, "again.tandem") != NULL;
}

static void
test_recent (void)
{
  Place place;
  TdWindow *window = td_window_new (td_test_application ());
  g_autofree char *path = NULL;
  GtkWidget *row;

  place_init (&place);
  gtk_window_present (GTK_WINDOW (window));
  td_test_wait (is_listed, window);
  row = td_test_find (GTK_WIDGET (window), "again.tandem");
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_assert_true (gtk_widget_activate (row));
  g_assert_nonnull (td_window_get_session (window));
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Recent Projects"));
  g_assert_true (is_recent (place.path));
  td_test_close (window);
  path = g_strdup (place.path);
  place_clear (&place);
  g_assert_false (is_recent (path));
}

/* By whatever name. */
static void
test_open_already (void)
{
  Place place;
  g_autofree char *link = NULL;
  g_autoptr(GFile) file = NULL;
  TdWindow *window, *other = td_window_new (td_test_application ());

  place_init (&place);
  link = g_build_filename (place.folder, "link.tandem", NULL);
  g_assert_cmpint (symlink ("again.tandem", link), ==, 0);
  window = td_test_open (place.path);
  td_window_open_path (other, link);
  g_assert_null (td_window_get_session (other));
  gtk_window_destroy (GTK_WINDOW (other));
  td_test_forget_drafts ();
  file = g_file_new_for_path (place.path);
  g_application_open (G_APPLICATION (td_test_application ()), &file, 1, "");
  td_test_run (0.1);
  g_assert_cmpuint (count_empty_windows (), ==, 0);
  td_test_close (window);
  g_remove (link);
  place_clear (&place);
}

static GtkDropTarget *
find_drop_target (TdWindow *window)
{
  GtkWidget *area = adw_application_window_get_content (ADW_APPLICATION_WINDOW (window));
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (area);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static gboolean
drop (TdWindow *window, const char *first, const char *second)
{
  g_autoptr(GFile) one = g_file_new_for_path (first), two = g_file_new_for_path (second);
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array ((GFile *[]){ one, two }, 2));
  g_signal_emit_by_name (find_drop_target (window), "drop", &value, 0.0, 0.0, &taken);
  return taken;
}

/* Projects open; what else is among them is said. */
static void
test_drop (void)
{
  Place place;
  TdWindow *window = td_window_new (td_test_application ());

  place_init (&place);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (drop (window, "/nowhere/a.doc", "/nowhere/rows.pdf"));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "rows.pdf is neither a project"));
  g_assert_null (td_window_get_session (window));
  g_assert_true (drop (window, "/nowhere/rows.pdf", place.path));
  g_assert_nonnull (td_window_get_session (window));
  td_test_close (window);
  place_clear (&place);
}

void
td_test_add_documents (void)
{
  g_test_add_func ("/ui/documents/recent-ones-are-listed", test_recent);
  g_test_add_func ("/ui/documents/what-is-open-is-shown", test_open_already);
  g_test_add_func ("/ui/documents/dropped-ones-open", test_drop);
}
