/* predictions.c — answers against labels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/predictions-page.h"

static gboolean
is_idle (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

static GtkWidget *
chart_of (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Answers and Labels");
}

static GtkStack *
pages_of (TdWindow *window)
{
  return GTK_STACK (gtk_widget_get_ancestor (chart_of (window), GTK_TYPE_STACK));
}

static void
show_page (TdWindow *window)
{
  gtk_stack_set_visible_child_name (pages_of (window), "predictions");
  td_test_run (0.1);
  td_test_wait (is_idle, window);
}

/* What the page says of the chart. */
static char *
dup_summary (TdWindow *window)
{
  td_test_run (0.05);
  td_test_wait (is_idle, window);
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (chart_of (window)),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static void
test_every_task_and_part (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkDropDown *task, *part;

  show_page (window);
  task = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Task"));
  part = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Part of the Data"));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (task)), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (part)), ==, 3);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *summary = NULL;

      gtk_drop_down_set_selected (task, i);
      summary = dup_summary (window);
      g_assert_nonnull (strstr (summary, i < 3 ? "right" : "RMSE"));
      g_assert_nonnull (strstr (summary, "270 rows"));
    }
  gtk_drop_down_set_selected (part, 2);
  {
    g_autofree char *summary = dup_summary (window);

    g_assert_nonnull (strstr (summary, "257 rows"));
  }
  td_test_close (window);
}

/* A bad prediction is one step from being tried. */
static void
test_worst_rows_can_be_tried (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *list, *row;

  show_page (window);
  list = td_test_find (GTK_WIDGET (window), "Worst rows");
  row = gtk_widget_get_first_child (list);
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_true (gtk_widget_activate (row));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (pages_of (window)), ==, "what-if");
  td_test_wait (is_idle, window);
  td_test_close (window);
}

static void
test_follows_edits (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfigList *tasks
    = td_project_get_tasks (td_session_get_project (td_window_get_session (window)));
  TdConfig *first = g_list_model_get_item (G_LIST_MODEL (tasks), 0);
  GtkDropDown *task;

  show_page (window);
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_run (0.3);
  g_assert_true (td_config_set_number (first, "enabled", 0, NULL));
  td_test_run (0.3);
  task = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Task"));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (task)), ==, 3);
  g_object_unref (first);
  td_test_close (window);
}

void
td_test_add_predictions (void)
{
  g_test_add_func ("/ui/predictions/of-every-task-and-part", test_every_task_and_part);
  g_test_add_func ("/ui/predictions/worst-rows-can-be-tried", test_worst_rows_can_be_tried);
  g_test_add_func ("/ui/predictions/follow-edits-while-training", test_follows_edits);
}
