/* view.c — a window comes back as it was left, and in spite of whatever its file says.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/project/archive.h"
#include "ui/window-file.h"

#include <glib/gstdio.h>
#include <string.h>

static GtkPaned *
find_panes (TdWindow *window)
{
  GtkWidget *canvas = td_test_find (GTK_WIDGET (window), "Network");

  return GTK_PANED (gtk_widget_get_ancestor (canvas, GTK_TYPE_PANED));
}

static GtkCheckButton *
find_log (TdWindow *window)
{
  return GTK_CHECK_BUTTON (td_test_find (GTK_WIDGET (window), "Log"));
}

static GtkRange *
find_smooth (TdWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (find_log (window));

  while (!GTK_IS_RANGE (widget)) /* it has its name from a label */
    widget = gtk_widget_get_next_sibling (widget);
  return GTK_RANGE (widget);
}

static GtkToggleButton *
find_group (TdWindow *window, const char *title)
{
  return GTK_TOGGLE_BUTTON (td_test_find (GTK_WIDGET (window), title));
}

static const char *
get_speed (TdWindow *window)
{
  g_autoptr(GVariant) speed
    = g_action_group_get_action_state (G_ACTION_GROUP (window), "speed");

  return g_intern_string (g_variant_get_string (speed, NULL));
}

static void
test_comes_back (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "again.tandem", NULL);
  TdWindow *window = td_test_open_digits ();
  GtkListBox *tasks = GTK_LIST_BOX (td_test_find (GTK_WIDGET (window), "Tasks"));

  gtk_list_box_select_row (tasks, gtk_list_box_get_row_at_index (tasks, 1));
  gtk_check_button_set_active (find_log (window), FALSE);
  gtk_range_set_value (find_smooth (window), 0.25);
  gtk_paned_set_position (find_panes (window), 390);
  gtk_toggle_button_set_active (find_group (window, "Regularization"), FALSE);
  gtk_toggle_button_set_active (find_group (window, "Task: Yes or no"), FALSE);
  td_test_act (window, "speed", "60");
  td_test_run (0.2);
  g_assert_false (td_session_get_modified (td_window_get_session (window)));
  td_test_save (window, path);
  td_test_close (window);

  window = td_test_open (path);
  td_test_run (0.2);
  g_assert_false (gtk_check_button_get_active (find_log (window)));
  g_assert_cmpfloat (gtk_range_get_value (find_smooth (window)), ==, 0.25);
  g_assert_cmpint (gtk_paned_get_position (find_panes (window)), ==, 390);
  g_assert_cmpstr (get_speed (window), ==, "60");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Task: Yes or no"));
  g_assert_false (gtk_toggle_button_get_active (find_group (window, "Regularization")));
  g_assert_false (gtk_toggle_button_get_active (find_group (window, "Task: Yes or no")));
  g_assert_true (gtk_toggle_button_get_active (find_group (window, "Optimizer")));
  g_assert_false (td_session_get_modified (td_window_get_session (window)));
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
}

/* The project of @path with this view. */
static void
replace_view (const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TdArchive) old = td_archive_read (path, &error), new = td_archive_new ();
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  g_assert_no_error (error);
  for (guint i = 0; i < td_archive_n (old); i++)
    if (strcmp (td_archive_name (old, i), "view.json") != 0)
      td_archive_add (new, td_archive_name (old, i), td_archive_get (old, td_archive_name (old, i)));
  td_archive_add (new, "view.json", bytes);
  g_assert_true (td_archive_write (new, path, &error));
}

static void
test_nonsense (void)
{
  static const char *const views[] = {
    "{\"page\": \"nowhere\", \"selected\": \"nobody\", \"speed\": \"warp\", "
    "\"network-share\": 9999, \"curves-log\": \"maybe\", \"curves-smoothing\": 7}",
    "{\"page\": 1, \"selected\": 2, \"speed\": 3, \"network-share\": -1}",
    "{\"network-share\": 0.0001, \"speed\": \"\", \"selected\": \"\", \"page\": \"\"}",
    "nonsense",
  };
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "again.tandem", NULL);
  TdWindow *window = td_test_open_digits ();

  td_test_save (window, path);
  td_test_close (window);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      replace_view (path, views[i]);
      window = td_test_open (path);
      td_test_run (0.1);
      g_assert_cmpstr (get_speed (window), ==, "10");
      g_assert_true (gtk_check_button_get_active (find_log (window)));
      g_assert_cmpfloat (gtk_range_get_value (find_smooth (window)), ==, 0);
      g_assert_cmpint (gtk_paned_get_position (find_panes (window)), >, 100);
      td_test_close (window);
    }
  g_remove (path);
  g_rmdir (folder);
}

/* A screen for tests is not as high as that. */
static int
position_at (GtkPaned *panes, int height)
{
  GtkWidget *around = gtk_widget_get_parent (GTK_WIDGET (panes));

  gtk_widget_size_allocate (around, &(GtkAllocation){ 0, 0, 1200, height }, -1);
  return gtk_paned_get_position (panes);
}

/* A handle that nobody moved leaves the network more room in a high window, one that was moved
 * stays at its share. */
static void
test_high (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkPaned *panes = find_panes (window);

  g_assert_cmpint (position_at (panes, 800), ==, 330);
  g_assert_cmpint (position_at (panes, 2000), ==, 800);
  g_assert_cmpint (position_at (panes, 800), ==, 330);
  gtk_paned_set_position (panes, 400);
  g_assert_cmpint (position_at (panes, 1600), ==, 800);
  g_assert_cmpint (position_at (panes, 1000), ==, 500);
  td_test_close (window);
}

/* With both panes folded, and the toggles that show them. */
static void
test_narrow (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *toggle = td_test_find (GTK_WIDGET (window), "Tasks Pane");
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle));
  int least;

  gtk_widget_set_visible (toggle, TRUE);
  gtk_widget_set_visible (td_test_find (GTK_WIDGET (window), "Inspector"), TRUE);
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                      NULL);
  g_assert_cmpint (least, <=, 880);
  td_test_act (window, "tasks", NULL);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (toggle)) == !shown);
  td_test_close (window);
}

void
td_test_add_view (void)
{
  g_test_add_func ("/ui/view/fits-a-narrow-screen", test_narrow);
  g_test_add_func ("/ui/view/comes-back", test_comes_back);
  g_test_add_func ("/ui/view/high-windows-show-more-network", test_high);
  g_test_add_func ("/ui/view/nonsense-is-left-out", test_nonsense);
}
