/* gradients.c — how the tasks' gradients lie to one another.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/chart-area.h"

#include <glib/gstdio.h>
#include <string.h>

static GtkWidget *
matrix_of (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Cosines of the Gradients");
}

/* NULL before it is drawn. */
static const TdChartModel *
model_of (TdWindow *window)
{
  GtkWidget *chart = td_test_find (GTK_WIDGET (window), "Cosine over time");

  return chart != NULL ? td_chart_area_get_model (TD_CHART_AREA (chart)) : NULL;
}

static gboolean
has_lines (gpointer window)
{
  const TdChartModel *model = model_of (window);

  return model != NULL && model->n_series == 3 && model->series[0].n >= 2;
}

static TdWindow *
open_page (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *pages = gtk_widget_get_ancestor (matrix_of (window), GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (pages), "gradients");
  return window;
}

/* Lines grow while it trains, of the three other tasks with the chosen one. */
static void
test_is_live (void)
{
  TdWindow *window = open_page ();
  GtkDropDown *task = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Cosine With"));
  const TdChartModel *model;

  td_test_act (window, "speed", "1"); /* for the page to see it while it runs */
  td_test_act (window, "train", NULL);
  td_test_wait (has_lines, window);
  model = model_of (window);
  g_assert_cmpstr (model->series[0].label, ==, "Is even");
  gtk_drop_down_set_selected (task, 1);
  model = model_of (window);
  g_assert_cmpstr (model->series[0].label, ==, "Digit");
  for (guint i = 0; i < model->n_series; i++)
    for (gsize row = 0; row < model->series[i].n; row++)
      g_assert_cmpfloat (ABS (model->series[i].mean[row * model->series[i].stride]), <=, 1);
  td_test_close (window);
}

static gboolean
has_layers (gpointer window)
{
  GtkDropDown *layer = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Layer"));

  return gtk_drop_down_get_model (layer) != NULL
         && g_list_model_get_n_items (gtk_drop_down_get_model (layer)) == 3;
}

/* All of the trunk, and each of its layers with weights. */
static void
test_offers_layers (void)
{
  TdWindow *window = open_page ();

  td_test_wait (has_layers, window);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Layer")), 2);
  td_test_run (0.1);
  td_test_close (window);
}

static TdConfig *
training_of (TdWindow *window)
{
  return td_project_get_training (td_session_get_project (td_window_get_session (window)));
}

static void
show_quantity (TdWindow *window, guint position)
{
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Shown over Time")), position);
}

static void
show_page (TdWindow *window)
{
  GtkWidget *pages = gtk_widget_get_ancestor (matrix_of (window), GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (pages), "gradients");
}

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

static TdHistoryView
read_history (TdWindow *window)
{
  TdHistoryView view = { 0 };

  td_history_view_update (&view, td_session_get_history (td_window_get_session (window)));
  return view;
}

/* The lines of the page are the history's own columns. */
static void
assert_recorded (TdWindow *window, const char *title, guint n, const char *column)
{
  GtkWidget *chart = td_test_find (GTK_WIDGET (window), title);
  const TdChartModel *model = td_chart_area_get_model (TD_CHART_AREA (chart));
  TdHistoryView view = read_history (window);
  gint index = td_history_view_find (&view, column);

  g_assert_cmpint (index, >=, 0);
  g_assert_cmpuint (model->n_series, ==, n);
  g_assert_cmpuint (model->series[0].n, ==, view.n_rows);
  for (gsize row = 0; row < view.n_rows; row++)
    {
      g_assert_cmpfloat (model->series[0].x[row], ==, view.x[row]);
      g_assert_cmpmem (&model->series[0].mean[row * model->series[0].stride], sizeof (float),
                       &view.cells[index][row].mean, sizeof (float));
    }
  td_history_view_clear (&view);
}

static gboolean
is_recorded (gpointer window)
{
  const TdChartModel *model = model_of (window);
  TdHistoryView view = read_history (window);
  gsize n_rows = view.n_rows;

  td_history_view_clear (&view);
  return model != NULL && model->n_series == 3 && model->series[0].n == n_rows;
}

static gboolean
shows_norms (gpointer window)
{
  return td_test_find (GTK_WIDGET (window), "Gradient norms over time") != NULL;
}

static gboolean
shows_conflicts (gpointer window)
{
  return td_test_find (GTK_WIDGET (window), "Pairs in conflict over time") != NULL;
}

static void
check_recorded (TdWindow *window)
{
  show_quantity (window, 0);
  td_test_wait (is_recorded, window);
  assert_recorded (window, "Cosine over time", 3, "t1/t2/cosine");
  show_quantity (window, 1);
  td_test_wait (shows_norms, window);
  assert_recorded (window, "Gradient norms over time", 4, "t1/gradient_norm");
  show_quantity (window, 2);
  td_test_wait (shows_conflicts, window);
  assert_recorded (window, "Pairs in conflict over time", 1, "conflict_rate");
}

/* A method that compares gradients leaves its lines in the file, for whoever opens it. */
static void
test_records_are_drawn (void)
{
  TdWindow *window = td_test_open_digits ();
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "digits.tandem", NULL);

  td_config_set_value (training_of (window), "balancer", "pcgrad", NULL);
  td_test_settle ();
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_wait (is_trained, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  show_page (window);
  check_recorded (window);
  td_test_save (window, path);
  td_test_close (window);
  window = td_test_open (path);
  show_page (window);
  check_recorded (window);
  td_test_close (window);
  g_unlink (path);
  g_rmdir (folder);
}

static char *
dup_told (TdWindow *window)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (matrix_of (window)),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static gboolean
has_nothing_to_compare (gpointer window)
{
  g_autofree char *told = dup_told (window);

  return told != NULL && strstr (told, "nothing to compare") != NULL;
}

static gboolean
has_pairs (gpointer window)
{
  g_autofree char *told = dup_told (window);

  return told != NULL && strstr (told, "Digit and Is even: cosine") != NULL;
}

static void
test_says_what_there_is (void)
{
  TdWindow *window = open_page ();
  TdConfig *network
    = td_project_get_network (td_session_get_project (td_window_get_session (window)));

  td_test_wait (has_pairs, window);
  td_config_set_value (network, "sharing", "separate", NULL);
  td_test_wait (has_nothing_to_compare, window);
  g_assert_cmpuint (model_of (window)->n_series, ==, 0);
  td_test_act (window, "undo", NULL);
  td_test_wait (has_pairs, window);
  td_test_close (window);
}

static gboolean
has_diverged (gpointer window)
{
  return td_session_get_status (td_window_get_session (window)) == TD_RUN_DIVERGED;
}

static gboolean
says_not_finite (gpointer window)
{
  return td_test_find_text (GTK_WIDGET (window), "The gradients are no longer finite") != NULL;
}

/* A run that has diverged has no figures to show, and none are made up. */
static void
test_says_that_it_diverged (void)
{
  TdWindow *window = open_page ();
  TdConfig *optimizer = td_config_get_child (training_of (window), "optimizer");

  td_config_set_kind (optimizer, td_family_find (&td_optimizers, "sgd"));
  td_config_set_number (optimizer, "learning-rate", 1000, NULL);
  td_test_settle ();
  td_test_act (window, "train", NULL);
  td_test_wait (has_diverged, window);
  td_test_wait (says_not_finite, window);
  g_assert_null (td_test_find_text (GTK_WIDGET (window), "Gradient norms:"));
  td_test_close (window);
}

static char *
dup_card_told (TdWindow *window)
{
  GtkWidget *card = td_test_find (GTK_WIDGET (window), "Gradient Agreement");

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (card),
                                         GTK_ACCESSIBLE_PROPERTY_DESCRIPTION))
    return NULL;
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (card),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static gboolean
card_tells (gpointer window)
{
  g_autofree char *told = dup_card_told (window);

  return told != NULL && strstr (told, "Digit and Is even: cosine") != NULL;
}

/* The inspector's small matrix costs nothing while it is scrolled out of sight. */
static void
test_card_wakes_in_sight (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *card = td_test_find (GTK_WIDGET (window), "Gradient Agreement");
  GtkWidget *pane = gtk_widget_get_ancestor (card, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;
  g_autofree char *before = NULL;

  td_test_run (0.6);
  before = dup_card_told (window);
  g_assert_null (before);
  g_assert_true (gtk_widget_compute_bounds (card, pane, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, gtk_widget_get_height (pane));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (pane)),
                            bounds.origin.y);
  td_test_wait (card_tells, window);
  g_assert_cmpint (gtk_widget_get_height (card), >, 80);
  td_test_close (window);
}

void
td_test_add_gradients (void)
{
  g_test_add_func ("/ui/gradients/the-small-matrix-wakes-in-sight", test_card_wakes_in_sight);
  g_test_add_func ("/ui/gradients/what-was-recorded-is-drawn", test_records_are_drawn);
  g_test_add_func ("/ui/gradients/says-why-there-is-nothing", test_says_what_there_is);
  g_test_add_func ("/ui/gradients/says-that-the-run-diverged", test_says_that_it_diverged);
  g_test_add_func ("/ui/gradients/lines-grow-while-it-trains", test_is_live);
  g_test_add_func ("/ui/gradients/every-shared-layer-is-on-offer", test_offers_layers);
}
