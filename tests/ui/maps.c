/* maps.c — decision maps beside the network.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/decision-maps.h"
#include "ui/map-cell.h"

static TdWindow *
open_playground (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "playground.json",
                                                 NULL);

  return td_test_open (path);
}

static GtkWidget *
maps_of (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Decision maps");
}

static GtkWidget *
map_of (TdWindow *window, const char *task)
{
  g_autofree char *name = g_strconcat ("Decision map of ", task, NULL);

  return td_test_find (GTK_WIDGET (window), name);
}

static gboolean
is_described (gpointer widget)
{
  return gtk_test_accessible_has_property (widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static gboolean
is_idle (gpointer window)
{
  return !td_session_is_busy (td_window_get_session (window));
}

static gboolean
is_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 2;
}

static void
test_each_task_has_one (void)
{
  TdWindow *window = open_playground ();

  g_assert_true (gtk_widget_get_mapped (maps_of (window)));
  for (guint i = 0; i < 3; i++)
    {
      static const char *const tasks[] = { "Which moon", "Inside", "Distance" };

      g_assert_nonnull (map_of (window, tasks[i]));
      td_test_wait (is_described, map_of (window, tasks[i])); /* the observer has answered */
    }
  td_test_wait (is_idle, window);
  td_test_close (window);
}

static void
test_hidden_for_other_projects (void)
{
  TdWindow *window = td_test_open_digits ();

  g_assert_false (gtk_widget_get_visible (maps_of (window)));
  g_assert_null (map_of (window, "Digit"));
  td_test_close (window);
}

static void
test_click_enlarges_and_back (void)
{
  TdWindow *window = open_playground ();
  GtkWidget *first = map_of (window, "Which moon"), *second = map_of (window, "Inside");
  int width;

  td_test_run (0.1);
  width = gtk_widget_get_width (first);
  g_signal_emit_by_name (first, "clicked");
  td_test_run (0.1);
  g_assert_true (gtk_widget_get_mapped (first));
  g_assert_false (gtk_widget_get_mapped (second));
  g_assert_cmpint (gtk_widget_get_width (first), >, width * 3 / 2);
  g_signal_emit_by_name (first, "clicked");
  td_test_run (0.1);
  g_assert_true (gtk_widget_get_mapped (second));
  g_assert_cmpint (gtk_widget_get_width (first), ==, width);
  td_test_close (window);
}

static gboolean
is_edited (gpointer window)
{
  return map_of (window, "Moon") != NULL && map_of (window, "Which moon") == NULL;
}

/* Names, tasks and their number change while it trains. */
static void
test_edits_while_training (void)
{
  TdWindow *window = open_playground ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfigList *tasks = td_project_get_tasks (project);
  TdConfig *first = g_list_model_get_item (G_LIST_MODEL (tasks), 0);

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_trained, window);
  g_signal_emit_by_name (map_of (window, "Inside"), "clicked");
  g_assert_true (td_config_set_text (first, "name", "Moon", NULL));
  td_test_wait (is_edited, window);
  g_assert_true (td_config_set_number (first, "enabled", 0, NULL));
  td_test_run (0.3);
  g_assert_null (map_of (window, "Moon"));
  g_assert_true (gtk_widget_get_mapped (map_of (window, "Inside")));
  g_assert_true (td_config_set_number (first, "enabled", 1, NULL));
  td_test_run (0.3);
  g_assert_nonnull (map_of (window, "Moon"));
  g_object_unref (first);
  td_test_close (window);
}

void
td_test_add_maps (void)
{
  g_test_add_func ("/ui/maps/each-task-has-one", test_each_task_has_one);
  g_test_add_func ("/ui/maps/hidden-for-other-projects", test_hidden_for_other_projects);
  g_test_add_func ("/ui/maps/a-click-enlarges-and-another-shows-all", test_click_enlarges_and_back);
  g_test_add_func ("/ui/maps/follow-edits-while-training", test_edits_while_training);
}
