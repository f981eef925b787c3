/* open.c — opening files, and what a window then shows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/window-file.h"

#include <glib/gstdio.h>

static void
test_names (void)
{
  static const char *const names[] = {
    "Open", "Save", "Reset", "Step", "Train", "Speed", "Main Menu", "Sharing", "Network", "Tasks",
    "Learning rate", "Batch size", "Legend", "Progress", "Log", "Smooth",
  };
  TdWindow *window = td_test_open_digits ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (td_test_find (GTK_WIDGET (window), names[i]) == NULL
        && td_test_find_text (GTK_WIDGET (window), names[i]) == NULL)
      g_error ("nothing is named %s", names[i]);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Curves"));
  g_assert_cmpstr (td_test_find_text (GTK_WIDGET (window), "Epoch "), ==, "Epoch 0 / 200");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "digits.csv"));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Has a loop"));
  td_test_close (window);
}

static void
test_wrong_blas (void)
{
  TdWindow *window;

  g_setenv ("TANDEM_TEST_WRONG_BLAS", "1", TRUE);
  window = td_test_open_digits ();
  g_unsetenv ("TANDEM_TEST_WRONG_BLAS");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "The BLAS library computes wrong"));
  td_test_close (window);
}

static void
test_bad_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tandem-bad-XXXXXX", NULL);
  TdWindow *window = td_window_new (td_test_application ());
  g_autofree char *base = NULL;

  g_close (g_mkstemp (path), NULL);
  g_assert_true (g_file_set_contents (path, "{ \"format\": 1", -1, NULL));
  base = g_path_get_basename (path);
  gtk_window_present (GTK_WINDOW (window));
  td_window_open_path (window, path);
  g_assert_null (td_window_get_session (window));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Can’t Open"));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), base));
  g_remove (path);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_empty (void)
{
  TdWindow *window = td_window_new (td_test_application ());

  gtk_window_present (GTK_WINDOW (window));
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Open Project"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "train"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save"));
  td_test_act (window, "open-template", "digits.json");
  g_assert_nonnull (td_window_get_session (window));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "train"));
  td_test_close (window);
}

/* It would lie over the menu's first lines. */
static void
test_tooltips_yield (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *speed = td_test_find (GTK_WIDGET (window), "Speed");

  g_assert_true (gtk_widget_get_has_tooltip (speed));
  gtk_menu_button_popup (GTK_MENU_BUTTON (speed));
  g_assert_false (gtk_widget_get_has_tooltip (speed));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (speed));
  g_assert_true (gtk_widget_get_has_tooltip (speed));
  td_test_close (window);
}

static gboolean
has_problem (gpointer window)
{
  return td_session_get_problem (td_window_get_session (window)) != NULL;
}

static gboolean
has_none (gpointer window)
{
  return !has_problem (window);
}

static void
set_inputs (TdWindow *window, const char *inputs)
{
  TdProject *project = td_session_get_project (td_window_get_session (window));

  g_assert_true (td_config_set_value (td_project_get_data (project), "inputs", inputs, NULL));
}

/* Saved halfway through an edit: it opens, says what is wrong, and trains once that is mended. */
static void
test_senseless_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-open-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "odd.tandem", NULL);
  TdWindow *window = td_test_open_digits ();
  const char *problem;

  set_inputs (window, "nothing_*");
  td_test_wait (has_problem, window);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "train"));
  td_test_save (window, path);
  td_test_close (window);

  window = td_test_open (path);
  problem = td_session_get_problem (td_window_get_session (window));
  g_assert_nonnull (problem);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), problem));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "train"));
  set_inputs (window, "pixel_*");
  td_test_wait (has_none, window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "digits.csv"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "train"));
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
}

void
td_test_add_open (void)
{
  g_test_add_func ("/ui/open/tooltips-yield-to-what-is-opened", test_tooltips_yield);
  g_test_add_func ("/ui/open/a-senseless-document-says-so", test_senseless_file);
  g_test_add_func ("/ui/open/everything-has-its-name", test_names);
  g_test_add_func ("/ui/open/wrong-blas-is-told", test_wrong_blas);
  g_test_add_func ("/ui/open/a-bad-file-says-why", test_bad_file);
  g_test_add_func ("/ui/open/an-empty-window-invites", test_empty);
}
