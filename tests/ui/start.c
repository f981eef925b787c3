/* start.c — ways to begin: examples, and projects made from a table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/template.h"
#include "ui/window-file.h"
#include "ui/window-new.h"

#include <glib/gstdio.h>

static TdWindow *
open_empty (void)
{
  TdWindow *window = td_window_new (td_test_application ());

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static TdConfig *
task_at (TdWindow *window, guint position)
{
  TdProject *project = td_session_get_project (td_window_get_session (window));

  return td_config_list_get (td_project_get_tasks (project), position);
}

/* Each card opens a copy that has no place of its own and can be trained. */
static void
test_templates (void)
{
  for (const TdTemplate *i = td_templates; i->file != NULL; i++)
    {
      TdWindow *window = open_empty ();
      GtkWidget *card = td_test_find (GTK_WIDGET (window), i->title);
      TdSession *session;

      g_assert_nonnull (card);
      g_signal_emit_by_name (card, "clicked");
      session = td_window_get_session (window);
      g_assert_nonnull (session);
      g_assert_null (td_project_get_path (td_session_get_project (session)));
      g_assert_null (td_session_get_problem (session));
      g_assert_false (td_session_get_modified (session));
      g_assert_true (td_session_can_train (session));
      td_test_close (window);
    }
}

/* A saved copy finds its data, and the example is as it was. */
static void
test_save_copy (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-start-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.tandem", NULL);
  g_autofree char *example = td_template_dup_path (td_template_find ("digits.json"));
  g_autofree char *before = NULL, *after = NULL;
  TdWindow *window = open_empty ();

  g_assert_true (g_file_get_contents (example, &before, NULL, NULL));
  td_test_act (window, "open-template", "digits.json");
  td_test_save (window, path);
  td_test_close (window);
  window = td_test_open (path);
  g_assert_null (td_session_get_problem (td_window_get_session (window)));
  g_assert_true (td_session_can_train (td_window_get_session (window)));
  td_test_close (window);
  g_assert_true (g_file_get_contents (example, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_remove (path);
  g_rmdir (folder);
}

static gboolean
has_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 2;
}

static gboolean
is_idle (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

static char *
write_table (const char *folder, const char *last)
{
  g_autoptr(GString) text = g_string_new ("width,height,species\n");
  char *path = g_build_filename (folder, "flowers.csv", NULL);

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (text, "%g,%g,%s\n", i / 7.0, (i * 37 % 60) / 11.0,
                            last != NULL ? last : i % 3 == 0 ? "iris" : i % 3 == 1 ? "rose"
                                                                                  : "lily");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

/* From a table to a training network without a file of settings. */
static void
test_table (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-start-XXXXXX", NULL);
  g_autofree char *path = write_table (folder, NULL);
  TdWindow *window = open_empty ();

  td_window_new_from_table (window, path);
  g_assert_nonnull (td_window_get_session (window));
  g_assert_null (td_session_get_problem (td_window_get_session (window)));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "flowers");
  g_assert_cmpstr (td_config_get_text (task_at (window, 0), "name"), ==, "species");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Guessed from the table: predict species"));
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (has_trained, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_idle, window);
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
}

static GtkWindow *
find_dialog (TdWindow *window)
{
  for (GList *i = gtk_application_get_windows (td_test_application ()); i != NULL; i = i->next)
    if (gtk_window_get_transient_for (i->data) == GTK_WINDOW (window))
      return i->data;
  g_assert_not_reached ();
}

/* Nothing to predict: it says so and asks for a task. */
static void
test_constant_table (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-start-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "flat.csv", NULL);
  TdWindow *window = open_empty ();
  TdSession *session;

  g_assert_true (g_file_set_contents (path, "a,b\n1,2\n1,2\n1,2\n1,2\n", -1, NULL));
  td_window_open_path (window, path); /* as by drop or from a shell */
  session = td_window_get_session (window);
  g_assert_nonnull (session);
  g_assert_nonnull (td_session_get_problem (session));
  g_assert_false (td_session_can_train (session));
  gtk_window_destroy (find_dialog (window));
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_no_table (void)
{
  TdWindow *window = open_empty ();

  td_window_new_from_table (window, "/nowhere/at-all.csv");
  g_assert_null (td_window_get_session (window));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Can’t Open “at-all.csv”"));
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Playground"));
  gtk_window_destroy (GTK_WINDOW (window));
}

void
td_test_add_start (void)
{
  g_test_add_func ("/ui/start/examples-open-as-copies", test_templates);
  g_test_add_func ("/ui/start/a-saved-copy-finds-its-data", test_save_copy);
  g_test_add_func ("/ui/start/a-table-becomes-a-network-that-trains", test_table);
  g_test_add_func ("/ui/start/a-table-of-constants-says-so", test_constant_table);
  g_test_add_func ("/ui/start/a-file-that-is-no-table-says-why", test_no_table);
}
