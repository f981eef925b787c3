/* walk.c — real keys and a real pointer: what xdotool does goes through the X server to whatever
 * has the focus, or lies there. A first experiment by keyboard alone: opens, trains, edits a task,
 * its weight, a head and the optimizer, undoes, exports, saves. And a layer that is dragged.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/network-canvas.h"

#include <glib/gstdio.h>
#include <string.h>

#define MOST_STOPS 120 /* of Tab, until it is somewhere */

static gboolean
is_done (gpointer data)
{
  return *(gboolean *) data;
}

static void
exited_cb (GObject *process, GAsyncResult *result, gpointer done)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error));
  *(gboolean *) done = TRUE;
}

static void
run_xdotool (const char *const *argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
                                                      &error);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &done);
  td_test_wait (is_done, &done);
  td_test_run (0.03); /* the last key is on its way */
  td_test_settle ();
}

/* One after the other: "ctrl+r", "Tab". */
static void
press (const char *key)
{
  run_xdotool ((const char *const[]){ "xdotool", "key", key, NULL });
}

static void
type (const char *text)
{
  run_xdotool ((const char *const[]){ "xdotool", "type", "--delay", "5", text, NULL });
}

/* Without a window manager nobody does. */
static void
give_focus (const char *title)
{
  run_xdotool ((const char *const[]){ "xdotool", "search", "--sync", "--onlyvisible", "--name",
                                      title, "windowfocus", "--sync", NULL });
}

/* Has the focus, or something in it has. */
static gboolean
has_focus (GtkWidget *root, const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (root));
  GtkWidget *widget = td_test_find (root, name);

  return focus != NULL && widget != NULL
         && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
press_until (GtkWidget *root, const char *key, const char *name)
{
  for (guint i = 0; i < MOST_STOPS && !has_focus (root, name); i++)
    press (key);
  if (!has_focus (root, name))
    g_error ("%s never comes to %s", key, name);
}

/* Dialogs and a second window. */
static GtkWidget *
other_window (GtkWidget *window)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) other = g_list_model_get_item (windows, i);

      if (other != window && gtk_widget_get_mapped (other))
        return other;
    }
  return NULL;
}

static gboolean
has_other (gpointer window)
{
  return other_window (window) != NULL;
}

static gboolean
is_alone (gpointer window)
{
  return other_window (window) == NULL;
}

static gboolean
has_session (gpointer window)
{
  return td_window_get_session (window) != NULL;
}

static gboolean
is_training (gpointer window)
{
  return td_session_get_status (td_window_get_session (window)) == TD_RUN_TRAINING;
}

static gboolean
is_paused (gpointer window)
{
  return !is_training (window);
}

static gboolean
is_saved (gpointer window)
{
  return !td_session_get_modified (td_window_get_session (window));
}

/* In a file dialog that the last key has opened. */
static void
choose_file (GtkWidget *window, const char *title, const char *path)
{
  td_test_wait (has_other, window);
  give_focus (title);
  press ("ctrl+a");
  type (path);
  press ("Return");
  td_test_wait (is_alone, window);
  give_focus ("Handwritten digits|Tandem");
}

static TdConfig *
task_at (GtkWidget *window, guint position)
{
  TdProject *project = td_session_get_project (td_window_get_session (TD_WINDOW (window)));

  return td_config_list_get (td_project_get_tasks (project), position);
}

static TdConfig *
training_of (GtkWidget *window)
{
  return td_project_get_training (
    td_session_get_project (td_window_get_session (TD_WINDOW (window))));
}

static void
open_and_train (GtkWidget *window)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  gtk_window_present (GTK_WINDOW (window));
  give_focus ("Tandem");
  press ("ctrl+o");
  choose_file (window, "Open", absolute);
  td_test_wait (has_session, window);
  press ("ctrl+r");
  td_test_wait (is_training, window);
}

static void
edit_task (GtkWidget *window)
{
  press_until (window, "Tab", "Tasks");
  press ("End");
  press ("F2");
  type ("Ink");
  press ("Return");
  g_assert_cmpstr (td_config_get_text (task_at (window, 3), "name"), ==, "Ink");
  press_until (window, "Tab", "λ of Ink");
  press ("Right");
  g_assert_cmpfloat (td_config_get_number (task_at (window, 3), "weight"), >, 1);
  press_until (window, "Tab", "λ of Ink as a number");
  press ("ctrl+a");
  type ("10");
  press ("Return");
  g_assert_cmpfloat (td_config_get_number (task_at (window, 3), "weight"), ==, 10);
}

/* The selected task's: from its card in the picture. */
static void
edit_head (GtkWidget *window)
{
  TdConfigList *head = td_config_get_list (task_at (window, 3), "head");

  press_until (window, "Tab", "Network");
  press ("Insert");
  press ("Return"); /* the first kind of layer */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (head)), ==, 1);
  press ("Return"); /* its form */
  press_until (window, "Tab", "Units");
  press ("ctrl+a");
  type ("24");
  press ("Return");
  press ("Escape");
  g_assert_cmpfloat (td_config_get_number (td_config_list_get (head, 0), "units"), ==, 24);
}

static void
edit_optimizer (GtkWidget *window)
{
  TdConfig *optimizer = td_config_get_child (training_of (window), "optimizer");

  press ("ctrl+f");
  type ("rate");
  press_until (window, "Tab", "Learning rate");
  press ("ctrl+a");
  type ("0.005");
  press ("Return");
  g_assert_cmpfloat (td_config_get_number (optimizer, "learning-rate"), ==, 0.005);
  press ("ctrl+f");
  press ("ctrl+a");
  type ("method");
  press_until (window, "Tab", "Method"); /* the optimizer's comes first */
  press ("space");
  press ("Down");
  press ("Return");
  optimizer = td_config_get_child (training_of (window), "optimizer");
  g_assert_cmpstr (td_config_get_kind (optimizer)->id, !=, "adam");
  press ("ctrl+z");
  optimizer = td_config_get_child (training_of (window), "optimizer");
  g_assert_cmpstr (td_config_get_kind (optimizer)->id, ==, "adam");
  g_assert_cmpfloat (td_config_get_number (optimizer, "learning-rate"), ==, 0.005);
}

static void
look_at_page (GtkWidget *window)
{
  GtkStack *pages = GTK_STACK (gtk_widget_get_ancestor (td_test_find (window, "Loss per task"),
                                                        GTK_TYPE_STACK));

  press_until (window, "Tab", "Pages");
  press ("Right");
  press ("space");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "predictions");
  press ("Left");
  press ("space");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages), ==, "curves");
}

static void
keep_results (GtkWidget *window, const char *folder)
{
  g_autofree char *curves = g_build_filename (folder, "curves.svg", NULL);
  g_autofree char *project = g_build_filename (folder, "digits.tandem", NULL);

  press ("ctrl+r");
  td_test_wait (is_paused, window);
  press ("ctrl+e");
  choose_file (window, "Export", curves);
  g_assert_true (g_file_test (curves, G_FILE_TEST_EXISTS));
  press ("ctrl+shift+s");
  choose_file (window, "Save", project);
  td_test_wait (is_saved, window);
  g_assert_true (g_file_test (project, G_FILE_TEST_EXISTS));
  g_remove (curves);
  g_remove (project);
}

static void
test_walk (void)
{
  GtkWidget *window = GTK_WIDGET (td_window_new (td_test_application ()));
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);

  open_and_train (window);
  edit_task (window);
  edit_head (window);
  edit_optimizer (window);
  look_at_page (window);
  keep_results (window, folder);
  press ("ctrl+z");
  td_test_close (TD_WINDOW (window));
  g_rmdir (folder);
}

/* To the middle of what is called @name in the picture. Without a window manager the window is in
 * the corner of the screen. */
static void
point_at (GtkWidget *window, const char *name)
{
  GtkWidget *place = td_test_find (td_test_find (window, "Network"), name);
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (place) / 2,
                                                 (float) gtk_widget_get_height (place) / 2);
  g_autofree char *x = NULL, *y = NULL;
  double left, top;

  g_assert_true (gtk_widget_compute_point (place, window, &middle, &middle));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &left, &top);
  x = g_strdup_printf ("%.0f", middle.x + left);
  y = g_strdup_printf ("%.0f", middle.y + top);
  run_xdotool ((const char *const[]){ "xdotool", "mousemove", x, y, NULL });
}

static void
test_drag (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfigList *head = td_config_get_list (task_at (GTK_WIDGET (window), 3), "head");
  TdConfigList *trunk = td_config_get_list (
    td_project_get_network (td_session_get_project (td_window_get_session (window))), "trunk");

  point_at (GTK_WIDGET (window), "Dense 64");
  run_xdotool ((const char *const[]){ "xdotool", "mousedown", "1", NULL });
  point_at (GTK_WIDGET (window), "Has a loop");
  point_at (GTK_WIDGET (window), "Ink amount");
  run_xdotool ((const char *const[]){ "xdotool", "mouseup", "1", NULL });
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (trunk)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (head)), ==, 1);
  g_assert_cmpstr (td_config_get_text (td_config_list_get (head, 0), "id"), ==, "l3");
  td_test_close (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/walk/a-first-experiment-by-keys", test_walk);
  g_test_add_func ("/ui/walk/a-layer-is-dragged-across-the-fork", test_drag);
  return g_test_run ();
}
