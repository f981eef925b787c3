/* data.c — data files: kept inside, changed since, linked from another folder.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *csv, *path;
} Place;

/* Digits of its own, so that they may be changed; the project is saved beside them. */
static void
place_init (Place *self)
{
  g_autofree char *json = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autofree char *csv = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.csv", NULL);
  g_autofree char *text = NULL;
  gsize length;
  TdWindow *window;

  self->folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  self->csv = g_build_filename (self->folder, "digits.csv", NULL);
  self->path = g_build_filename (self->folder, "digits.json", NULL);
  g_assert_true (g_file_get_contents (csv, &text, &length, NULL));
  g_assert_true (g_file_set_contents (self->csv, text, length, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (json, &text, &length, NULL));
  g_assert_true (g_file_set_contents (self->path, text, length, NULL));
  window = td_test_open (self->path);
  g_remove (self->path);
  g_free (self->path);
  self->path = g_build_filename (self->folder, "mine.tandem", NULL);
  td_test_save (window, self->path);
  td_test_close (window);
}

static void
place_clear (Place *self)
{
  g_remove (self->csv);
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->csv);
  g_free (self->path);
  g_free (self->folder);
}

static gboolean
has_stepped (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step > 0;
}

static gboolean
is_settled (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

static void
train_a_step (TdWindow *window)
{
  td_test_act (window, "step", NULL);
  td_test_wait (has_stepped, window);
  td_test_wait (is_settled, window);
}

static GtkSwitch *
find_switch (TdWindow *window)
{
  return GTK_SWITCH (td_test_find (GTK_WIDGET (window), "Keep a copy in the file"));
}

/* One file is all there is, and trains on. */
static void
test_inside (void)
{
  Place place;
  TdWindow *window;

  place_init (&place);
  window = td_test_open (place.path);
  g_assert_false (gtk_switch_get_active (find_switch (window)));
  gtk_switch_set_active (find_switch (window), TRUE);
  g_assert_true (td_session_get_modified (td_window_get_session (window)));
  td_test_save (window, place.path);
  td_test_close (window);

  g_remove (place.csv);
  window = td_test_open (place.path);
  g_assert_true (gtk_switch_get_active (find_switch (window)));
  g_assert_null (td_session_get_notice (td_window_get_session (window)));
  train_a_step (window);
  td_test_close (window);
  place_clear (&place);
}

static gboolean
is_outside (gpointer window)
{
  return !td_session_has_data_inside (td_window_get_session (window));
}

/* While the file it was read from is as it was, switching off asks nothing. */
static void
test_outside_again (void)
{
  Place place;
  TdWindow *window;

  place_init (&place);
  window = td_test_open (place.path);
  gtk_switch_set_active (find_switch (window), TRUE);
  td_test_save (window, place.path);
  g_assert_true (td_session_has_data_inside (td_window_get_session (window)));
  gtk_switch_set_active (find_switch (window), FALSE);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (find_switch (window))));
  td_test_wait (is_outside, window);
  td_test_run (0.05);
  g_assert_false (gtk_switch_get_active (find_switch (window)));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (find_switch (window))));
  td_session_undo (td_window_get_session (window));
  g_assert_true (gtk_switch_get_active (find_switch (window)));
  td_test_close (window);
  place_clear (&place);
}

static void
test_changed (void)
{
  Place place;
  TdWindow *window;
  g_autofree char *text = NULL;
  gsize length;

  place_init (&place);
  window = td_test_open (place.path);
  train_a_step (window);
  td_test_save (window, place.path);
  td_test_close (window);

  g_assert_true (g_file_get_contents (place.csv, &text, &length, NULL));
  text[length - 1] = '\0';
  *(strrchr (text, '\n') + 1) = '\0'; /* without its last row */
  g_assert_true (g_file_set_contents (place.csv, text, -1, NULL));
  window = td_test_open (place.path);
  td_test_run (0.1);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "digits.csv changed since training"));
  td_test_close (window);
  place_clear (&place);
}

static void
test_save_as (void)
{
  Place place;
  TdWindow *window;
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "elsewhere.tandem", NULL);

  place_init (&place);
  window = td_test_open (place.path);
  td_test_save (window, path);
  td_test_close (window);
  window = td_test_open (path);
  g_assert_null (td_session_get_notice (td_window_get_session (window)));
  train_a_step (window);
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
  place_clear (&place);
}

static gboolean
says_so (gpointer window)
{
  return td_test_find_text (window, "Saved as mine.tandem, but digits.csv can’t be read") != NULL;
}

static void
test_unreadable (void)
{
  Place place;
  TdWindow *window;

  place_init (&place);
  window = td_test_open (place.path);
  gtk_switch_set_active (find_switch (window), TRUE);
  g_remove (place.csv);
  td_test_save (window, place.path);
  td_test_wait (says_so, window);
  td_test_close (window);
  place_clear (&place);
}

void
td_test_add_data (void)
{
  g_test_add_func ("/ui/data/kept-inside-are-all-it-takes", test_inside);
  g_test_add_func ("/ui/data/inside-come-out-again", test_outside_again);
  g_test_add_func ("/ui/data/that-stay-outside-are-said", test_unreadable);
  g_test_add_func ("/ui/data/changed-since-are-said", test_changed);
  g_test_add_func ("/ui/data/are-found-from-another-folder", test_save_as);
}
