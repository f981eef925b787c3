/* weights.c — what the picture of a network says about its weights.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/network-model.h"
#include "ui/network-weights.h"

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

void
td_test_add_weights (void)
{
  g_test_add_func ("/ui/weights/shapes-and-counts-come-from-the-plan", test_shapes_and_counts);
  g_test_add_func ("/ui/weights/histograms-are-live", test_live_weights);
  g_test_add_func ("/ui/weights/copies-are-measured", test_copies_are_measured);
}
