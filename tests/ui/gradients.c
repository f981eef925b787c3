/* gradients.c — how the tasks' gradients lie to one another.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/chart-area.h"

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

void
td_test_add_gradients (void)
{
  g_test_add_func ("/ui/gradients/lines-grow-while-it-trains", test_is_live);
  g_test_add_func ("/ui/gradients/every-shared-layer-is-on-offer", test_offers_layers);
}
