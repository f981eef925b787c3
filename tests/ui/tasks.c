/* tasks.c — the list of tasks, edited in place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/data/source.h"
#include "ui/data-dialog.h"
#include "ui/task-edit.h"
#include "ui/task-row.h"
#include "ui/task-weight.h"

#include <math.h>
#include <string.h>

static TdConfigList *
tasks_of (TdWindow *window)
{
  return td_project_get_tasks (td_session_get_project (td_window_get_session (window)));
}

static guint
count_tasks (TdWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tasks_of (window)));
}

static TdConfig *
task_at (TdWindow *window, guint position)
{
  return td_config_list_get (tasks_of (window), position);
}

static const char *
name_at (TdWindow *window, guint position)
{
  return td_config_get_text (task_at (window, position), "name");
}

static GtkListBox *
list_of (TdWindow *window)
{
  return GTK_LIST_BOX (td_test_find (GTK_WIDGET (window), "Tasks"));
}

static GtkWidget *
row_at (TdWindow *window, int position)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (list_of (window), position));
}

static gboolean
is_planned (gpointer window)
{
  const TdPlan *plan = td_session_get_plan (td_window_get_session (window));
  const char *problem = td_session_get_problem (td_window_get_session (window));

  if (problem != NULL || plan->n_tasks != count_tasks (window))
    return FALSE;
  for (guint i = 0; i < plan->n_tasks; i++)
    {
      const TdTaskOptions *task = td_task_options (td_plan_task (plan, i));

      if (!g_str_equal (task->name, name_at (window, i)))
        return FALSE;
    }
  return TRUE;
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_rename (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *training
    = td_project_get_training (td_session_get_project (td_window_get_session (window)));
  GtkWidget *row = row_at (window, 1), *entry;

  g_assert_true (td_config_set_text (training, "monitor", "Is even", NULL));
  g_assert_true (gtk_widget_activate_action (row, "task.rename", NULL));
  entry = td_test_find (row, "New name of Is even");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Is even");
  type (entry, "Digit");
  g_assert_cmpstr (name_at (window, 1), ==, "Is even");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_nonnull (td_test_find_text (row, "Another task is called"));
  type (entry, "");
  g_assert_nonnull (td_test_find_text (row, "A task needs a name"));
  type (entry, "Even or odd");
  g_assert_cmpstr (name_at (window, 1), ==, "Even or odd");
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Even or odd");
  g_assert_nonnull (td_test_find_text (row, "yes or no"));
  td_test_wait (is_planned, window);
  td_test_act (window, "undo", NULL);
  g_assert_cmpstr (name_at (window, 1), ==, "Is even");
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Is even");
  td_test_close (window);
}

static void
test_remove (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *training
    = td_project_get_training (td_session_get_project (td_window_get_session (window)));

  g_assert_true (td_config_set_text (training, "monitor", "Has a loop", NULL));
  g_assert_true (gtk_widget_activate_action (row_at (window, 2), "tasks.remove", "s", "t3"));
  g_assert_cmpuint (count_tasks (window), ==, 3);
  g_assert_cmpstr (name_at (window, 2), ==, "Ink amount");
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "loss");
  td_test_wait (is_planned, window);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "Has a loop removed"));
  g_assert_true (gtk_list_box_get_selected_row (list_of (window))
                 == GTK_LIST_BOX_ROW (row_at (window, 2)));
  td_test_act (window, "undo", NULL);
  g_assert_cmpuint (count_tasks (window), ==, 4);
  g_assert_cmpstr (name_at (window, 2), ==, "Has a loop");
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Has a loop");
  td_test_close (window);
}

static gboolean
is_finished (gpointer window)
{
  return td_session_get_status (td_window_get_session (window)) == TD_RUN_FINISHED;
}

static gboolean
is_still (gpointer window)
{
  return td_session_get_status (td_window_get_session (window)) != TD_RUN_TRAINING
         && !td_session_is_busy (td_window_get_session (window));
}

static char *
dup_value (TdWindow *window, guint position)
{
  const TdProgress *progress = td_session_get_progress (td_window_get_session (window));

  return g_strdup_printf ("%.12g", progress->tasks[position].loss);
}

/* Each task keeps what it has learned, its curve, and its colour. */
static void
test_move (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *training
    = td_project_get_training (td_session_get_project (td_window_get_session (window)));
  g_autofree char *first = NULL, *second = NULL, *moved = NULL, *other = NULL, *color = NULL;

  g_assert_true (td_config_set_number (training, "epochs", 3, NULL)); /* measured at its end */
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_finished, window);
  td_test_wait (is_still, window);
  first = dup_value (window, 0);
  second = dup_value (window, 1);
  color = g_strdup (td_config_get_text (task_at (window, 0), "color"));
  g_assert_true (gtk_widget_activate_action (row_at (window, 0), "tasks.move-down", "s", "t1"));
  g_assert_cmpstr (name_at (window, 0), ==, "Is even");
  g_assert_cmpstr (name_at (window, 1), ==, "Digit");
  g_assert_cmpstr (td_config_get_text (task_at (window, 1), "color"), ==, color);
  g_assert_true (gtk_list_box_get_selected_row (list_of (window))
                 == GTK_LIST_BOX_ROW (row_at (window, 1)));
  td_test_wait (is_planned, window);
  td_test_wait (is_still, window);
  moved = dup_value (window, 1);
  other = dup_value (window, 0);
  g_assert_cmpstr (moved, ==, first);
  g_assert_cmpstr (other, ==, second);
  g_assert_true (gtk_widget_activate_action (row_at (window, 0), "tasks.move-up", "s", "t2"));
  g_assert_cmpstr (name_at (window, 0), ==, "Is even"); /* it is at the top already */
  td_test_close (window);
}

static void
test_enabled (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *row = row_at (window, 0);
  GtkWidget *enabled = td_test_find (row, "Digit learns");

  g_assert_true (gtk_switch_get_active (GTK_SWITCH (enabled)));
  gtk_switch_set_active (GTK_SWITCH (enabled), FALSE);
  g_assert_cmpfloat (td_config_get_number (task_at (window, 0), "enabled"), ==, 0);
  g_assert_true (gtk_widget_has_css_class (row, "off"));
  td_test_wait (is_planned, window);
  g_assert_true (gtk_widget_activate_action (row, "task.enabled", NULL));
  g_assert_cmpfloat (td_config_get_number (task_at (window, 0), "enabled"), ==, 1);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (enabled)));
  td_test_close (window);
}

static void
test_weight (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *slider = td_test_find (row_at (window, 0), "λ of Digit");
  GtkWidget *entry = td_test_find (row_at (window, 0), "λ of Digit as a number");
  TdConfig *task = task_at (window, 0);

  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (slider)), 0.5, 1e-9);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1.00");
  gtk_range_set_value (GTK_RANGE (slider), 1);
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 10);
  gtk_range_set_value (GTK_RANGE (slider), 0);
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 0);
  type (entry, "0.25");
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 0.25);
  type (entry, "1e-5");
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 1e-5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1e-05");
  type (entry, "123");
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 123);
  type (entry, "much");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 123);
  g_assert_true (td_config_set_number (task, "weight", 2, NULL));
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "2.00");
  td_test_close (window);
}

/* Some balancers make up for λ: it is dimmed and says so. */
static void
test_weight_without_use (void)
{
  TdWindow *window = td_test_open_digits ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfig *training = td_project_get_training (project);
  GtkWidget *slider = td_test_find (row_at (window, 0), "λ of Digit");

  g_assert_true (gtk_widget_is_sensitive (slider));
  g_assert_true (td_config_set_value (training, "balancer", "db-mtl", NULL));
  g_assert_false (gtk_widget_is_sensitive (slider));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (slider), "no difference"));
  g_assert_true (td_config_set_value (training, "balancer", "equal", NULL));
  g_assert_true (gtk_widget_is_sensitive (slider));
  td_test_close (window);
}

/* Every step of the slider, by keys, changes what it says, at both ends too. */
static void
test_scale (void)
{
  for (double weight = 0; weight < 9.9;)
    {
      double next = td_task_weight_from_position (td_task_weight_to_position (weight) + 0.02);

      g_assert_cmpfloat (next, >, weight);
      weight = next;
    }
  g_assert_cmpfloat (td_task_weight_from_position (0.5), ==, 1);
  g_assert_cmpfloat (td_task_weight_from_position (1), ==, 10);
  g_assert_cmpfloat (td_task_weight_to_position (1e6), ==, 1);
}

static void
test_kind (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *row = row_at (window, 3);

  g_assert_true (gtk_widget_activate_action (row, "task.menu", NULL));
  g_assert_true (gtk_widget_activate_action (row, "task.kind", "s", "number"));
  g_assert_cmpstr (td_config_get_kind (task_at (window, 3))->id, ==, "number");
  row = row_at (window, 1);
  gtk_list_box_select_row (list_of (window), GTK_LIST_BOX_ROW (row));
  g_assert_true (gtk_widget_activate_action (row, "task.kind", "s", "number"));
  g_assert_cmpstr (td_config_get_kind (task_at (window, 1))->id, ==, "number");
  td_test_wait (is_planned, window);
  g_assert_nonnull (td_test_find_text (row, "number"));
  td_test_act (window, "undo", NULL);
  g_assert_cmpstr (td_config_get_kind (task_at (window, 1))->id, ==, "yes-no");
  td_test_close (window);
}

static void
test_color (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *row = row_at (window, 0);
  GtkWidget *button = td_test_find (row, "Color of Digit"), *orange;

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_activate_action (row, "task.color", NULL));
  orange = td_test_find (row, "Orange");
  g_assert_nonnull (orange);
  g_signal_emit_by_name (orange, "clicked");
  g_assert_cmpstr (td_config_get_text (task_at (window, 0), "color"), ==, "#E69F00");
  td_test_close (window);
}

static gboolean
has_problem (gpointer window)
{
  return td_session_get_problem (td_window_get_session (window)) != NULL;
}

/* The dialog of @window that is open; NULL: none. */
static GtkWidget *
find_dialog (TdWindow *window)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == GTK_WINDOW (window)
          && gtk_widget_get_visible (GTK_WIDGET (other)))
        return GTK_WIDGET (other);
    }
  return NULL;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static GtkWidget *
open_dialog (TdWindow *window, const char *action)
{
  GtkWidget *dialog;

  td_test_act (window, action, NULL);
  dialog = find_dialog (window);
  g_assert_nonnull (dialog);
  td_test_wait (is_mapped, dialog);
  td_test_run (0.1); /* lists make their rows */
  return dialog;
}

static void
choose (GtkWidget *dialog, const char *column)
{
  GtkWidget *check = td_test_find (dialog, column);

  g_assert_true (GTK_IS_CHECK_BUTTON (check));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
test_add (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *dialog, *add, *name;

  g_assert_true (gtk_widget_activate_action (row_at (window, 1), "tasks.remove", "s", "t2"));
  td_test_wait (is_planned, window);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Add Task"));
  dialog = open_dialog (window, "add-task");
  add = td_test_find (dialog, "Add");
  name = td_test_find (dialog, "Name");
  g_assert_false (gtk_widget_get_sensitive (add));
  gtk_editable_set_text (GTK_EDITABLE (td_test_find (dialog, "Search Columns")), "eve");
  td_test_run (0.3); /* a search entry waits for the next letter */
  g_assert_true (gtk_widget_child_focus (gtk_widget_get_parent (
    td_test_find (dialog, "Search Columns")), GTK_DIR_TAB_FORWARD)); /* to the first found */
  g_assert_true (gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (dialog))));
  g_assert_true (gtk_widget_get_sensitive (add));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "even");
  gtk_editable_set_text (GTK_EDITABLE (name), "Digit");
  g_assert_false (gtk_widget_get_sensitive (add));
  g_assert_nonnull (td_test_find_text (dialog, "Another task is called"));
  gtk_editable_set_text (GTK_EDITABLE (name), "Is it even");
  g_signal_emit_by_name (add, "clicked");
  g_assert_null (find_dialog (window));
  g_assert_cmpuint (count_tasks (window), ==, 4);
  g_assert_cmpstr (name_at (window, 3), ==, "Is it even");
  g_assert_cmpstr (td_config_get_kind (task_at (window, 3))->id, ==, "yes-no");
  td_test_wait (is_planned, window);
  g_assert_true (gtk_list_box_get_selected_row (list_of (window))
                 == GTK_LIST_BOX_ROW (row_at (window, 3)));
  td_test_act (window, "undo", NULL);
  g_assert_cmpuint (count_tasks (window), ==, 3);
  td_test_close (window);
}

/* Columns that inputs take by a pattern may become targets; several of them one task. */
static void
test_add_several (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  GtkWidget *dialog = open_dialog (window, "add-task");

  choose (dialog, "pixel_0_0");
  g_assert_false (gtk_widget_get_sensitive (td_test_find (dialog, "Add"))); /* it is always 0 */
  choose (dialog, "pixel_0_0");
  choose (dialog, "pixel_0_2");
  choose (dialog, "pixel_0_3");
  g_signal_emit_by_name (td_test_find (dialog, "Add"), "clicked");
  g_assert_cmpuint (count_tasks (window), ==, 5);
  g_assert_cmpstr (td_config_get_kind (task_at (window, 4))->id, ==, "number");
  g_assert_cmpuint (g_strv_length ((char **) td_config_get_text_list (task_at (window, 4),
                                                                     "targets")), ==, 2);
  /* 64 pixels were an image: now there are 62, which is said, and can be undone. */
  g_assert_nonnull (td_session_get_problem (session));
  td_test_act (window, "undo", NULL);
  g_assert_null (td_session_get_problem (session));
  td_test_close (window);
}

static void
test_data (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdConfig *data = td_project_get_data (td_session_get_project (session));
  GtkWidget *dialog = open_dialog (window, "change-data");
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.csv", NULL);
  g_autofree char *full = g_canonicalize_filename (path, NULL);

  g_assert_nonnull (td_test_find (dialog, "Choose File"));
  g_assert_nonnull (td_test_find (dialog, "Source"));
  g_assert_true (gtk_check_button_get_active (
    GTK_CHECK_BUTTON (td_test_find (dialog, "pixel_0_1"))));
  choose (dialog, "pixel_0_1");
  g_assert_cmpuint (g_strv_length ((char **) td_config_get_text_list (data, "inputs")), ==, 63);
  td_test_run (0.1);
  td_test_act (window, "undo", NULL);
  g_assert_cmpstr (td_config_get_text_list (data, "inputs")[0], ==, "pixel_*");
  td_config_set_kind (td_config_get_child (data, "source"), td_family_find (&td_sources, "moons"));
  td_test_wait (has_problem, window); /* no task's columns are there */
  g_assert_nonnull (td_test_find (dialog, "Noise"));
  td_data_dialog_use_file (TD_DATA_DIALOG (dialog), full);
  g_assert_null (td_session_get_problem (session));
  g_assert_cmpstr (td_config_get_text_list (td_config_get_child (data, "source"), "path")[0], ==,
                   "digits.csv");
  gtk_window_destroy (GTK_WINDOW (dialog));
  td_test_close (window);
}

/* What a trained network knows it keeps, but other data have to be there for more. */
static void
test_lost_data (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdConfig *project = td_project_get_config (td_session_get_project (session));
  TdConfig *data = td_config_get_child (project, "data");
  TdConfig *training = td_config_get_child (project, "training");

  g_assert_true (td_config_set_number (training, "epochs", 1, NULL));
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_finished, window);
  td_config_set_kind (td_config_get_child (data, "source"), td_family_find (&td_sources, "moons"));
  td_test_wait (has_problem, window);
  td_session_begin_edit (session, NULL);
  g_assert_true (td_config_set_number (training, "epochs", 2, NULL));
  td_session_end_edit (session); /* planned by now */
  g_assert_nonnull (td_session_get_problem (session));
  td_test_act (window, "undo", NULL);
  td_test_act (window, "undo", NULL);
  g_assert_null (td_session_get_problem (session));
  td_test_close (window);
}

/* What a key press in the search entry comes to. */
static void
test_escape (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *dialog = open_dialog (window, "add-task");
  GtkWidget *search = td_test_find (dialog, "Search Columns");

  gtk_editable_set_text (GTK_EDITABLE (search), "eve");
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
  g_assert_nonnull (find_dialog (window));
  g_signal_emit_by_name (search, "stop-search");
  td_test_run (0.1);
  g_assert_null (find_dialog (window));
  td_test_close (window);
}

void
td_test_add_tasks (void)
{
  g_test_add_func ("/ui/tasks/are-added", test_add);
  g_test_add_func ("/ui/tasks/are-added-of-several-columns", test_add_several);
  g_test_add_func ("/ui/tasks/escape-clears-the-search-then-closes", test_escape);
  g_test_add_func ("/ui/tasks/get-other-data", test_data);
  g_test_add_func ("/ui/tasks/say-that-their-data-are-lost", test_lost_data);
  g_test_add_func ("/ui/tasks/are-renamed-in-place", test_rename);
  g_test_add_func ("/ui/tasks/are-removed-and-come-back", test_remove);
  g_test_add_func ("/ui/tasks/keep-what-they-learned-when-moved", test_move);
  g_test_add_func ("/ui/tasks/are-switched-off-and-on", test_enabled);
  g_test_add_func ("/ui/tasks/have-a-weight-to-slide-and-to-type", test_weight);
  g_test_add_func ("/ui/tasks/a-weight-without-use-is-dimmed", test_weight_without_use);
  g_test_add_func ("/ui/tasks/each-step-of-a-slider-counts", test_scale);
  g_test_add_func ("/ui/tasks/change-their-kind", test_kind);
  g_test_add_func ("/ui/tasks/change-their-colour", test_color);
}
