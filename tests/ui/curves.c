/* curves.c — the page "Curves": its legend, its crosshair, its zoom.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/project/atomic-file.h"
#include "ui/chart-area.h"
#include "ui/window-curves.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static gboolean
is_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 4;
}

static gboolean
is_still (gpointer window)
{
  TdSession *session = td_window_get_session (window);

  return td_session_get_status (session) != TD_RUN_TRAINING && !td_session_is_busy (session);
}

static gboolean
is_drawn (gpointer area)
{
  return td_chart_area_get_model (area)->series[0].n >= 4;
}

static TdChartArea *
loss_of (TdWindow *window)
{
  return TD_CHART_AREA (td_test_find (GTK_WIDGET (window), "Loss per task"));
}

static TdChartArea *
accuracy_of (TdWindow *window)
{
  return TD_CHART_AREA (gtk_widget_get_next_sibling (GTK_WIDGET (loss_of (window))));
}

static TdWindow *
open_trained (void)
{
  TdWindow *window = td_test_open_digits ();

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_trained, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  td_test_wait (is_drawn, loss_of (window));
  return window;
}

/* As if the key had been pressed while @widget had the focus. */
static void
press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
}

static GtkToggleButton *
entry_of (TdWindow *window, const char *name)
{
  GtkWidget *legend = td_test_find (GTK_WIDGET (window), "Legend");

  return GTK_TOGGLE_BUTTON (td_test_find (legend, name));
}

static guint
count_hidden (TdChartArea *area)
{
  const TdChartModel *model = td_chart_area_get_model (area);
  guint n = 0;

  for (guint i = 0; i < model->n_series; i++)
    n += model->series[i].hidden;
  return n;
}

static void
test_legend_hides (void)
{
  TdWindow *window = open_trained ();
  TdChartArea *loss = loss_of (window), *accuracy = accuracy_of (window);

  g_assert_true (gtk_toggle_button_get_active (entry_of (window, "Digit")));
  gtk_widget_activate (GTK_WIDGET (entry_of (window, "Digit")));
  td_test_run (0.3); /* activation takes its time */
  g_assert_false (gtk_toggle_button_get_active (entry_of (window, "Digit")));
  g_assert_true (gtk_test_accessible_has_state (GTK_ACCESSIBLE (entry_of (window, "Digit")),
                                                GTK_ACCESSIBLE_STATE_PRESSED));
  g_assert_cmpuint (count_hidden (loss), ==, 2);
  g_assert_cmpuint (count_hidden (accuracy), ==, 1);
  gtk_toggle_button_set_active (entry_of (window, "train"), FALSE);
  g_assert_cmpuint (count_hidden (loss), ==, 5);
  g_assert_cmpuint (count_hidden (accuracy), ==, 1);
  gtk_toggle_button_set_active (entry_of (window, "Mean accuracy"), FALSE);
  g_assert_cmpuint (count_hidden (accuracy), ==, 2);
  td_test_close (window);
}

static void
test_legend_shows_one (void)
{
  TdWindow *window = open_trained ();
  GtkWidget *legend = td_test_find (GTK_WIDGET (window), "Legend");

  g_signal_emit_by_name (legend, "only", "t2");
  g_assert_true (gtk_toggle_button_get_active (entry_of (window, "Is even")));
  g_assert_false (gtk_toggle_button_get_active (entry_of (window, "Digit")));
  g_assert_false (gtk_toggle_button_get_active (entry_of (window, "Mean accuracy")));
  g_assert_true (gtk_toggle_button_get_active (entry_of (window, "train")));
  g_assert_cmpuint (count_hidden (loss_of (window)), ==, 6);
  g_signal_emit_by_name (legend, "only", "t2");
  g_assert_cmpuint (count_hidden (loss_of (window)), ==, 0);
  gtk_toggle_button_set_active (entry_of (window, "Digit"), FALSE);
  g_signal_emit_by_name (legend, "all");
  g_assert_cmpuint (count_hidden (accuracy_of (window)), ==, 0);
  td_test_close (window);
}

static gboolean
is_renamed (gpointer window)
{
  return entry_of (window, "Figure") != NULL;
}

/* A task stays hidden under another name, and in a run that starts over. */
static void
test_hidden_by_id (void)
{
  TdWindow *window = open_trained ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfig *task = g_list_model_get_item (G_LIST_MODEL (td_project_get_tasks (project)), 0);

  gtk_toggle_button_set_active (entry_of (window, "Digit"), FALSE);
  g_assert_true (td_config_set_text (task, "name", "Figure", NULL));
  td_test_wait (is_renamed, window);
  g_assert_false (gtk_toggle_button_get_active (entry_of (window, "Figure")));
  g_assert_cmpuint (count_hidden (loss_of (window)), ==, 2);
  g_object_unref (task);
  td_test_close (window);
}

static void
test_crosshair (void)
{
  TdWindow *window = open_trained ();
  TdChartArea *loss = loss_of (window), *accuracy = accuracy_of (window);
  const TdSeries *series = &td_chart_area_get_model (loss)->series[0];
  double last = series->x[series->n - 1];
  g_autofree char *head = g_strdup_printf ("epoch %g; ", last - 1);
  g_autofree char *told = NULL;

  g_assert_true (isnan (td_chart_area_get_pointed (loss)));
  press (GTK_WIDGET (loss), GDK_KEY_Left, 0);
  g_assert_cmpfloat (td_chart_area_get_pointed (loss), ==, last);
  g_assert_cmpfloat (td_chart_area_get_pointed (accuracy), ==, last);
  press (GTK_WIDGET (loss), GDK_KEY_Left, 0);
  g_assert_cmpfloat (td_chart_area_get_pointed (accuracy), ==, last - 1);
  told = td_chart_describe (td_chart_area_get_model (loss), last - 1);
  /* Between them is that validation was best there, when it was. */
  g_assert_true (g_str_has_prefix (told, head));
  g_assert_nonnull (strstr (told, "; Digit "));
  g_assert_null (gtk_test_accessible_check_property (
    GTK_ACCESSIBLE (loss), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told));
  press (GTK_WIDGET (accuracy), GDK_KEY_Home, 0);
  g_assert_cmpfloat (td_chart_area_get_pointed (loss), ==, 1);
  press (GTK_WIDGET (accuracy), GDK_KEY_End, 0);
  g_assert_cmpfloat (td_chart_area_get_pointed (loss), ==, last);
  press (GTK_WIDGET (accuracy), GDK_KEY_Escape, 0);
  g_assert_true (isnan (td_chart_area_get_pointed (loss)));
  td_test_close (window);
}

static gboolean
is_further (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->epoch >= 12;
}

static void
test_zoom (void)
{
  TdWindow *window = open_trained ();
  TdChartArea *loss = loss_of (window), *accuracy = accuracy_of (window);
  GtkWidget *reset = td_test_find (GTK_WIDGET (window), "Reset Zoom");
  double x1;

  g_assert_false (gtk_widget_get_visible (reset));
  press (GTK_WIDGET (loss), GDK_KEY_Home, 0);
  press (GTK_WIDGET (loss), GDK_KEY_plus, GDK_SHIFT_MASK);
  g_assert_true (gtk_widget_get_visible (reset));
  x1 = td_chart_area_get_view (loss)->x1;
  g_assert_cmpfloat (x1, <, 200);
  g_assert_cmpfloat (td_chart_area_get_view (accuracy)->x1, ==, x1);
  td_test_act (window, "train", NULL);
  td_test_wait (is_further, window);
  g_assert_cmpfloat (td_chart_area_get_view (accuracy)->x1, ==, x1);
  press (GTK_WIDGET (accuracy), GDK_KEY_Up, GDK_SHIFT_MASK);
  g_assert_cmpfloat (td_chart_area_get_view (accuracy)->y1, <, 1);
  g_assert_cmpfloat (td_chart_area_get_view (loss)->y1, ==, 0);
  press (GTK_WIDGET (loss), GDK_KEY_0, 0);
  g_assert_false (td_chart_area_get_view (loss)->zoomed);
  g_assert_false (td_chart_area_get_view (accuracy)->zoomed);
  g_assert_false (gtk_widget_get_visible (reset));
  press (GTK_WIDGET (loss), GDK_KEY_plus, 0);
  g_signal_emit_by_name (reset, "clicked");
  g_assert_false (td_chart_area_get_view (accuracy)->zoomed);
  td_test_close (window);
}

/* The choices at the end of the strip leave what is shown of the run alone. */
static void
test_log (void)
{
  TdWindow *window = open_trained ();
  TdChartArea *loss = loss_of (window);
  GtkWidget *log = td_test_find (GTK_WIDGET (window), "Log");

  g_assert_true (td_chart_area_get_view (loss)->log_y);
  press (GTK_WIDGET (loss), GDK_KEY_plus, 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (log), FALSE);
  g_assert_false (td_chart_area_get_view (loss)->log_y);
  g_assert_true (td_chart_area_get_view (loss)->zoomed);
  g_assert_false (td_chart_area_get_view (accuracy_of (window))->log_y);
  td_test_close (window);
}

static gboolean
is_marked (gpointer area)
{
  return td_chart_area_get_model (area)->n_marks > 0;
}

static void
test_edits (void)
{
  TdWindow *window = open_trained ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  const TdChartModel *loss = td_chart_area_get_model (loss_of (window));

  g_assert_cmpuint (loss->n_marks, ==, 0);
  g_assert_true (td_config_set_number (td_project_get_training (project), "l2", 0.25, NULL));
  td_test_wait (is_marked, loss_of (window));
  g_assert_true (is_marked (accuracy_of (window)));
  g_assert_cmpstr (loss->marks[0].text, ==, "L2 penalty 0.001 → 0.25");
  g_assert_cmpfloat (loss->marks[0].x, >=, 4);
  td_test_close (window);
}

static TdCurvesPage *
page_of (TdWindow *window)
{
  return TD_CURVES_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (loss_of (window)),
                                                  TD_TYPE_CURVES_PAGE));
}

static void
test_export (void)
{
  const char *const files[][2] = { { "a.svg", "<?xml" }, { "a.PDF", "%PDF" },
                                   { "a.png", "\211PNG" }, { "a.csv", "epoch,step," } };
  TdWindow *window = open_trained ();
  g_autofree char *folder = g_dir_make_tmp ("tandem-curves-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i][0], NULL);
      g_autofree char *said = g_strconcat ("Saved ", files[i][0], NULL);
      g_autofree char *text = NULL;

      td_window_export_curves (window, page_of (window), path);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (memcmp (text, files[i][1], strlen (files[i][1])) == 0);
      g_assert_cmpint (g_unlink (path), ==, 0);
      if (i == 0)
        g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), said));
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  td_test_close (window);
}

static void
test_export_fails (void)
{
  TdWindow *window = open_trained ();
  g_autoptr(GError) error = NULL;

  g_assert_null (td_atomic_file_open ("/no/such/folder/a.csv", &error));
  td_window_export_curves (window, page_of (window), "/no/such/folder/a.csv");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), error->message));
  td_test_close (window);
}

static GdkContentProvider *
copied (TdWindow *window, const char *action)
{
  td_test_act (window, action, NULL);
  return gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (window)));
}

static void
test_copy (void)
{
  TdWindow *window = open_trained ();
  g_auto(GValue) text = G_VALUE_INIT, texture = G_VALUE_INIT;

  g_value_init (&text, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (copied (window, "copy-values"), &text, NULL));
  g_assert_true (g_str_has_prefix (g_value_get_string (&text), "epoch,step,"));
  g_value_init (&texture, GDK_TYPE_TEXTURE);
  g_assert_true (gdk_content_provider_get_value (copied (window, "copy-curves"), &texture, NULL));
  g_assert_cmpint (gdk_texture_get_width (g_value_get_object (&texture)), ==,
                   2 * TD_CURVES_WIDTH);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Export"));
  /* GTK 4.8 leaks its list of formats whenever another program looks at what was copied. */
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL);
  td_test_close (window);
}

/* Hidden lines are left out of pictures, also where the window is dark. */
static void
test_hidden_in_pictures (void)
{
  TdWindow *window = open_trained ();
  TdCurves *curves;

  gtk_toggle_button_set_active (entry_of (window, "Digit"), FALSE);
  curves = td_curves_page_new_curves (page_of (window));
  g_assert_true (td_curves_loss (curves)->series[0].hidden);
  g_assert_true (td_curves_page_get_look (page_of (window)).loss.log_y);
  td_curves_free (curves);
  td_test_close (window);
}

void
td_test_add_curves (void)
{
  g_test_add_func ("/ui/curves/the-legend-hides-lines-in-both-charts", test_legend_hides);
  g_test_add_func ("/ui/curves/the-legend-shows-one-alone-and-all-again", test_legend_shows_one);
  g_test_add_func ("/ui/curves/hidden-tasks-are-known-by-id", test_hidden_by_id);
  g_test_add_func ("/ui/curves/keys-move-one-crosshair-in-both-charts", test_crosshair);
  g_test_add_func ("/ui/curves/a-zoom-is-shared-and-stays-while-it-trains", test_zoom);
  g_test_add_func ("/ui/curves/edits-are-marked", test_edits);
  g_test_add_func ("/ui/curves/export-writes-what-the-ending-says", test_export);
  g_test_add_func ("/ui/curves/a-failed-export-says-why", test_export_fails);
  g_test_add_func ("/ui/curves/picture-and-values-are-copied", test_copy);
  g_test_add_func ("/ui/curves/pictures-leave-hidden-lines-out", test_hidden_in_pictures);
  g_test_add_func ("/ui/curves/a-log-axis-keeps-the-zoom", test_log);
}
