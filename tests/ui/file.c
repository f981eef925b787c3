/* file.c — saving, opening again, and being asked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/window-file.h"

#include <glib/gstdio.h>

#define EPOCHS 60

static gboolean
is_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 2;
}

static gboolean
is_saved (gpointer window)
{
  return !td_session_is_saving (td_window_get_session (window));
}

static gboolean
is_finished (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch == EPOCHS;
}

/* Saving goes on beside training; the file holds the run as of some step, and goes on from it. */
static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "again.tandem", NULL);
  TdWindow *window = td_test_open_digits (), *again = td_window_new (td_test_application ());
  TdProject *project = td_session_get_project (td_window_get_session (window));
  guint64 step;

  g_assert_true (td_config_set_number (td_project_get_training (project), "epochs", EPOCHS, NULL));
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_trained, window);
  td_test_save (window, path);
  g_assert_cmpstr (td_project_get_path (project), ==, path);
  td_test_close (window);

  gtk_window_present (GTK_WINDOW (again));
  td_window_open_path (again, path);
  g_assert_nonnull (td_window_get_session (again));
  g_assert_null (td_session_get_notice (td_window_get_session (again)));
  g_assert_false (td_session_get_modified (td_window_get_session (again)));
  step = td_session_get_progress (td_window_get_session (again))->step;
  g_assert_cmpuint (step, >=, 2 * 20);
  td_test_act (again, "speed", "full");
  td_test_act (again, "train", NULL);
  td_test_wait (is_finished, again);
  g_assert_cmpstr (td_test_find_text (GTK_WIDGET (again), "Epoch "), ==, "Epoch 60 / 60");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (again), "train"));
  td_test_close (again);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_bad_place (void)
{
  TdWindow *window = td_test_open_digits ();

  td_session_save (td_window_get_session (window), "/proc/nowhere/at all.tandem");
  td_test_wait (is_saved, window);
  td_test_run (0.1);
  g_assert_false (g_str_has_prefix (
    td_project_get_path (td_session_get_project (td_window_get_session (window))), "/proc"));
  td_test_close (window);
}

static void
test_ask (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *config
    = td_project_get_config (td_session_get_project (td_window_get_session (window)));

  g_assert_true (td_window_may_close (window));
  g_assert_true (td_config_set_text (config, "name", "Mine", NULL));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "• Mine");
  gtk_window_close (GTK_WINDOW (window));
  td_test_run (0.2);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  td_test_close (window);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *i = windows; i != NULL; i = i->next)
    if (ADW_IS_MESSAGE_DIALOG (i->data) && gtk_widget_get_visible (i->data))
      return i->data;
  return NULL;
}

static gboolean
is_answered (gpointer nothing)
{
  return find_dialog () == NULL;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0
      && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static gboolean
is_offered (gpointer label)
{
  return find_dialog () != NULL && find_button (GTK_WIDGET (find_dialog ()), label) != NULL;
}

/* Asks to close @window and gives that answer to the one question. */
static void
answer (TdWindow *window, char *label)
{
  gtk_window_close (GTK_WINDOW (window));
  td_test_wait (is_offered, label);
  g_signal_emit_by_name (find_button (GTK_WIDGET (find_dialog ()), label), "clicked");
  td_test_wait (is_answered, NULL);
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static TdWindow *
open_edited (const char *path, const char *name)
{
  TdWindow *window = td_test_open (path);
  TdProject *project = td_session_get_project (td_window_get_session (window));

  g_assert_true (td_config_set_text (td_project_get_config (project), "name", name, NULL));
  return window;
}

static void
assert_saved_name (const char *path, const char *name)
{
  g_autoptr(TdSession) session = td_session_open (path, NULL);

  g_assert_cmpstr (td_config_get_text (td_project_get_config (td_session_get_project (session)),
                                       "name"), ==, name);
}

static void
test_answers (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "again.tandem", NULL);
  char cancel[] = "_Cancel", discard[] = "_Discard", save[] = "_Save";
  TdWindow *window = td_test_open_digits ();

  td_test_save (window, path);
  td_test_close (window);

  window = open_edited (path, "Discarded");
  answer (window, cancel);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  answer (window, discard);
  td_test_wait (is_gone, &window);
  assert_saved_name (path, "Handwritten digits");

  window = open_edited (path, "Saved");
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  answer (window, save);
  td_test_wait (is_gone, &window);
  assert_saved_name (path, "Saved");
  g_remove (path);
  g_rmdir (folder);
}

void
td_test_add_file (void)
{
  g_test_add_func ("/ui/file/a-saved-run-goes-on", test_save);
  g_test_add_func ("/ui/file/a-bad-place-is-said", test_bad_place);
  g_test_add_func ("/ui/file/a-closing-window-takes-each-answer", test_answers);
  g_test_add_func ("/ui/file/unsaved-changes-are-asked-about", test_ask);
}
