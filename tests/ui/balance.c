/* balance.c — what tasks weigh, and the step lab.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/balance/balancer.h"
#include "ui/chart-area.h"
#include "ui/trial-row.h"

static GtkListBox *
lab_of (TdWindow *window)
{
  return GTK_LIST_BOX (td_test_find (GTK_WIDGET (window), "Step Lab"));
}

static gboolean
has_trials (gpointer window)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (lab_of (window)));
  g_autofree char *told
    = gtk_test_accessible_check_property (GTK_ACCESSIBLE (row),
                                          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");

  return told != NULL && strstr (told, "Ink amount") != NULL;
}

static TdWindow *
open_page (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (lab_of (window)), GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (pages), "balance");
  return window;
}

static TdConfig *
balancer_of (TdWindow *window)
{
  TdProject *project = td_session_get_project (td_window_get_session (window));

  return td_config_get_child (td_project_get_training (project), "balancer");
}

/* A row for every balancer, each of which can be used with a click, and undone. */
static void
test_every_method_can_be_used (void)
{
  TdWindow *window = open_page ();
  const TdKind *first = td_config_get_kind (balancer_of (window));

  td_test_wait (has_trials, window);
  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    {
      TdTrialRow *row = TD_TRIAL_ROW (gtk_list_box_get_row_at_index (lab_of (window), (int) i));

      g_assert_true (&td_trial_row_get_kind (row)->kind == td_balancers.kinds[i]);
      g_signal_emit_by_name (row, "use");
      g_assert_true (td_config_get_kind (balancer_of (window)) == td_balancers.kinds[i]);
    }
  /* What was changed in one go is one entry; a slow machine makes it several. */
  for (guint i = 0; td_balancers.kinds[i] != NULL
                    && td_config_get_kind (balancer_of (window)) != first; i++)
    {
      td_test_run (0.1);
      td_test_act (window, "undo", NULL);
    }
  td_test_run (0.1);
  g_assert_true (td_config_get_kind (balancer_of (window)) == first);
  td_test_close (window);
}

/* Enter on a row, without going to its button. */
static void
test_rows_are_activated (void)
{
  TdWindow *window = open_page ();
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (lab_of (window), 3);

  td_test_wait (has_trials, window);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_assert_true (gtk_widget_activate (GTK_WIDGET (row)));
  g_assert_true (td_config_get_kind (balancer_of (window)) == td_balancers.kinds[3]);
  td_test_close (window);
}

static gboolean
has_weights (gpointer window)
{
  GtkWidget *chart = td_test_find (GTK_WIDGET (window), "Weight of each task"); /* once it is drawn */
  const TdChartModel *model
    = chart != NULL ? td_chart_area_get_model (TD_CHART_AREA (chart)) : NULL;

  return model != NULL && model->n_series == 4 && model->series[3].n >= 1;
}

static void
test_weights_are_drawn (void)
{
  TdWindow *window = open_page ();

  td_test_act (window, "train", NULL);
  td_test_wait (has_weights, window);
  td_test_close (window);
}

void
td_test_add_balance (void)
{
  g_test_add_func ("/ui/balance/every-method-can-be-used", test_every_method_can_be_used);
  g_test_add_func ("/ui/balance/enter-uses-a-method", test_rows_are_activated);
  g_test_add_func ("/ui/balance/weights-are-drawn-while-it-trains", test_weights_are_drawn);
}
