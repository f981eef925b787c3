/* preferences.c — tests of what is kept for a person, whatever the project.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/base/team.h"
#include "ui/preferences-window.h"
#include "ui/preferences.h"

#include <glib/gstdio.h>

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "tandem", "preferences.ini", NULL);
}

/* As if the program ended and began again. */
static TdConfig *
begin_again (void)
{
  td_preferences_end ();
  return td_preferences_get ();
}

/* What the application follows is gone after these tests: other tests see the usual. */
static void
forget (void)
{
  g_autofree char *path = dup_path ();

  td_preferences_end ();
  g_remove (path);
  td_preferences_get ();
}

static void
test_kept (void)
{
  TdConfig *config = td_preferences_get ();

  g_assert_cmpstr (td_config_get_text (config, "style"), ==, "system");
  g_assert_true (td_config_set_text (config, "style", "dark", NULL));
  g_assert_true (td_config_set_number (config, "chart-rate", 5, NULL));
  config = begin_again ();
  g_assert_cmpstr (td_config_get_text (config, "style"), ==, "dark");
  g_assert_cmpfloat (td_config_get_number (config, "chart-rate"), ==, 5);
  forget ();
}

static void
test_nonsense (void)
{
  g_autofree char *path = dup_path (), *folder = g_path_get_dirname (path);
  TdConfig *config;

  td_preferences_end ();
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[preferences]\nstyle=pink\nchart-rate=1e9\n"
                                            "threads=1\nshoe-size=44\n", -1, NULL));
  config = td_preferences_get ();
  g_assert_cmpstr (td_config_get_text (config, "style"), ==, "system");
  g_assert_cmpfloat (td_config_get_number (config, "chart-rate"), ==, 20);
  g_assert_cmpuint (td_n_processors (), ==, 1);
  td_preferences_end ();
  g_assert_true (g_file_set_contents (path, "\1\2\3", 3, NULL));
  config = td_preferences_get ();
  g_assert_cmpfloat (td_config_get_number (config, "threads"), ==, 0);
  forget ();
}

/* Every option that isn't hidden has its control in the window, under its own name. */
static void
test_window (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *preferences = td_preferences_window_new (GTK_WINDOW (window));
  const TdKind *kind = td_config_get_kind (td_preferences_get ());

  gtk_window_present (GTK_WINDOW (preferences));
  for (const TdOption *option = kind->options; option->name != NULL; option++)
    if (!option->hidden && td_test_find (preferences, option->label) == NULL)
      g_error ("nothing is named %s", option->label);
  gtk_window_close (GTK_WINDOW (preferences));
  td_test_close (window);
  forget ();
}

static void
test_size (void)
{
  TdConfig *config = td_preferences_get ();
  TdWindow *window;
  int width, height;

  td_config_set_number (config, "width", 1111, NULL);
  td_config_set_number (config, "height", 777, NULL);
  window = td_window_new (td_test_application ());
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_assert_cmpint (width, ==, 1111);
  g_assert_cmpint (height, ==, 777);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_close (GTK_WINDOW (window));
  g_assert_cmpfloat (td_config_get_number (config, "width"), ==, 1200);
  g_assert_cmpfloat (td_config_get_number (config, "height"), ==, 800);
  forget ();
}

void
td_test_add_preferences (void)
{
  g_test_add_func ("/ui/preferences/are-kept", test_kept);
  g_test_add_func ("/ui/preferences/nonsense-counts-as-absent", test_nonsense);
  g_test_add_func ("/ui/preferences/every-one-has-a-control", test_window);
  g_test_add_func ("/ui/preferences/a-window-is-as-large-as-the-last", test_size);
}
