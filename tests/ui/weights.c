/* weights.c — what the picture of a network says about its weights.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/network-canvas.h"
#include "ui/network-model.h"
#include "ui/network-weights.h"

#include <glib/gstdio.h>
#include <math.h>

static TdSession *
open_digits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  TdSession *session = td_session_open (path, NULL);

  g_assert_nonnull (session);
  return session;
}

static TdNetworkModel
model_of (const TdPlan *plan)
{
  TdNetworkModel model = { NULL };

  td_network_model_fill (&model, &plan->project, plan, NULL, FALSE);
  return model;
}

static void
test_shapes_and_counts (void)
{
  g_autoptr (TdSession) session = open_digits ();
  TdPlan *plan = td_session_get_plan (session);
  TdNetworkModel model = model_of (plan);
  gsize n = 0;

  g_assert_cmpuint (model.n_inputs, ==, 64);
  g_assert_cmpuint (model.trunk[0].n_in, ==, 64);
  g_assert_cmpuint (model.trunk[0].n_out, ==, 128);
  g_assert_cmpuint (model.trunk[0].n_parameters, ==, 64 * 128 + 128);
  g_assert_cmpuint (model.trunk[1].n_in, ==, 128);
  g_assert_cmpuint (model.trunk[1].n_out, ==, 128);
  g_assert_false (model.trunk[1].has_histogram);
  g_assert_cmpuint (model.heads[1].layers[0].n_in, ==, 64);
  g_assert_cmpuint (model.heads[1].n_in, ==, 16);
  g_assert_cmpuint (model.heads[0].n_out, ==, 10);
  for (guint i = 0; i < model.n_trunk; i++)
    n += model.trunk[i].n_parameters;
  for (guint i = 0; i < model.n_heads; i++)
    n += model.heads[i].n_parameters;
  g_assert_cmpuint (n, ==, td_layout_count (plan->graph->layout, -2));
  td_network_model_clear (&model);
}

static gboolean
has_result (gpointer data)
{
  TdWeights **weights = data;

  return *weights != NULL;
}

typedef struct
{
  TdWeights *weights; /* the first */
  TdJob     *job;
  TdSession *session;
} Look;

static void
observed_cb (Look *look)
{
  if (look->weights == NULL)
    look->weights = td_job_take (look->job);
}

static gboolean
poll_cb (gpointer session)
{
  td_session_poll (session);
  return G_SOURCE_CONTINUE;
}

/* He normal: mean 0, deviation √(2 / 64). */
static void
test_live_weights (void)
{
  g_autoptr (TdSession) session = open_digits ();
  TdNetworkModel model = model_of (td_session_get_plan (session));
  Look look = { .session = session };
  guint source = g_timeout_add (10, poll_cb, session);
  float most = 0;

  look.job = td_session_observe (session, &td_weights_job, NULL);
  g_signal_connect_swapped (session, "observed", G_CALLBACK (observed_cb), &look);
  td_test_wait (has_result, &look.weights);
  g_source_remove (source);
  td_network_model_weigh (&model, look.weights);
  g_assert_cmpfloat_with_epsilon (model.trunk[0].mean, 0, 0.02);
  g_assert_cmpfloat_with_epsilon (model.trunk[0].deviation, sqrt (2.0 / 64), 0.02);
  for (guint i = 0; i < TD_HISTOGRAM_BINS; i++)
    most = MAX (most, model.trunk[0].histogram[i]);
  g_assert_cmpfloat (most, ==, 1);
  g_assert_true (isnan (model.trunk[1].mean));
  g_assert_nonnull (model.heads[1].layers[0].weights);
  td_network_model_unweigh (&model);
  g_assert_null (model.heads[1].layers[0].weights);
  td_network_model_clear (&model);
  td_weights_free (look.weights);
  td_job_remove (look.job);
  g_signal_handlers_disconnect_by_data (session, &look);
}

/* Every task's copy has figures of its own. */
static void
test_copies_are_measured (void)
{
  g_autoptr (TdSession) session = open_digits ();
  TdConfig *network = td_project_get_network (td_session_get_project (session));
  const TdPlan *plan;
  TdNetworkModel model;

  td_config_set_value (network, "sharing", "separate", NULL);
  td_session_begin_edit (session, NULL);
  td_session_end_edit (session);
  plan = td_session_get_plan (session);
  model = model_of (plan);
  g_assert_true (model.own_trunks);
  for (guint i = 0; i < model.n_heads; i++)
    g_assert_cmpuint (model.heads[i].trunk[0].n_parameters, ==, 64 * 128 + 128);
  td_network_model_clear (&model);
}

typedef struct
{
  TdWindow *window;
  double    value;
} Wish;

static gboolean
has_value (gpointer data)
{
  const Wish *wish = data;
  GtkWidget *spin = td_test_find (GTK_WIDGET (wish->window), "Weight");

  return spin != NULL && gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)) == wish->value;
}

static gboolean
has_editor (gpointer window)
{
  GtkWidget *canvas = td_test_find (window, "Network");

  gtk_widget_activate_action (canvas, "network.edit-weights", NULL);
  return td_test_find (window, "Weight") != NULL;
}

static gboolean
is_modified (gpointer data)
{
  const Wish *wish = data;

  return td_session_get_modified (td_window_get_session (wish->window)) == (wish->value != 0);
}

/* The bias of the third output of the first layer, then a weight of it. */
static void
test_a_weight_is_set_by_hand (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  GtkWidget *canvas = td_test_find (GTK_WIDGET (window), "Network");
  GtkWidget *value, *from, *to;

  g_signal_emit_by_name (canvas, "selected", "l3");
  td_network_canvas_set_selected (TD_NETWORK_CANVAS (canvas), "l3");
  td_test_wait (has_editor, window);
  value = td_test_find (GTK_WIDGET (window), "Weight");
  from = td_test_find (GTK_WIDGET (window), "From input");
  to = td_test_find (GTK_WIDGET (window), "To output");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (to), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (from), 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "bias");
  td_test_wait (has_value, &(Wish) { window, 0 });
  g_assert_false (td_session_get_can_undo (session));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (value), 0.25);
  td_test_wait (is_modified, &(Wish) { window, 1 });
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Set a weight of Dense 64");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (from), 5);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (from), 0);
  td_test_wait (has_value, &(Wish) { window, 0.25 });
  td_session_undo (session);
  td_test_wait (has_value, &(Wish) { window, 0 });
  td_test_wait (is_modified, &(Wish) { window, 0 });
  td_test_close (window);
}

static gboolean
is_one_step_on (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step == 1;
}

/* The document is the same and the step, too; the run is another one. */
static void
test_another_run_is_unsaved (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "tandem-another-run.tandem", NULL);

  td_session_step (session);
  td_test_wait (is_modified, &(Wish) { window, 1 });
  td_test_save (window, path);
  td_test_wait (is_modified, &(Wish) { window, 0 });
  td_session_reset (session);
  td_test_wait (is_modified, &(Wish) { window, 1 });
  td_session_step (session);
  td_test_wait (is_one_step_on, window);
  g_assert_true (td_session_get_modified (session));
  td_session_undo (session);
  td_test_wait (is_modified, &(Wish) { window, 0 });
  td_test_close (window);
  g_remove (path);
}

void
td_test_add_weights (void)
{
  g_test_add_func ("/ui/weights/shapes-and-counts-come-from-the-plan", test_shapes_and_counts);
  g_test_add_func ("/ui/weights/histograms-are-live", test_live_weights);
  g_test_add_func ("/ui/weights/a-weight-is-set-by-hand", test_a_weight_is_set_by_hand);
  g_test_add_func ("/ui/weights/another-run-is-unsaved", test_another_run_is_unsaved);
  g_test_add_func ("/ui/weights/copies-are-measured", test_copies_are_measured);
}
