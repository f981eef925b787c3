/* cold-start.c — a task that joins a trained network: what is locked rests and costs nothing, what
 * is switched off keeps its weights, and everything goes on together afterwards.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-session.h"

#include "core/sharing/sharing.h"
#include "core/train/engine.h"

#include <string.h>

#define CLASS "{\"id\":\"t1\",\"kind\":\"classes\",\"name\":\"Class\",\"targets\":[\"class\"]}"
#define FLAG "{\"id\":\"t2\",\"kind\":\"yes-no\",\"name\":\"Flag\",\"targets\":[\"flag\"]}"
#define AMOUNT                                                                                     \
  "{\"id\":\"t3\",\"kind\":\"number\",\"name\":\"Amount\",\"targets\":[\"amount\"],"              \
  "\"head\":[{\"id\":\"h3\",\"kind\":\"dense\",\"units\":5}]}"

static gboolean
same (const TdState *a, const TdState *b, const char *name)
{
  const TdTensor *before = td_layout_find (a->layout, name);
  const TdTensor *after = td_layout_find (b->layout, name);

  g_assert_nonnull (before);
  g_assert_nonnull (after);
  g_assert_cmpuint (before->n, ==, after->n);
  return memcmp (a->parameters + before->offset, b->parameters + after->offset,
                 before->n * sizeof (float)) == 0;
}

/* Two tasks are trained, a third comes, and learns on what they share. */
static void
check_a_task_joins (const char *folder, const char *balancer)
{
  const char *settings[] = { "tasks=[" CLASS "," FLAG "]", "training.epochs=100", balancer, NULL };
  g_autoptr (TdState) trained = NULL;
  g_autoptr (TdState) joined = NULL;
  g_autoptr (TdState) together = NULL;
  ToySession session;

  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 12);
  trained = toy_session_state (&session);
  toy_session_set (&session, "tasks", "[" CLASS "," FLAG "," AMOUNT "]");
  toy_session_set (&session, "network.trunk.0.frozen", "true");
  toy_session_set (&session, "network.trunk.2.frozen", "true");
  toy_session_set (&session, "tasks.0.enabled", "false");
  toy_session_set (&session, "tasks.1.enabled", "false");
  toy_session_train (&session, 12);
  joined = toy_session_state (&session);
  g_assert_true (same (trained, joined, "trunk.0.weight"));
  g_assert_true (same (trained, joined, "trunk.2.bias"));
  g_assert_true (same (trained, joined, "heads.0.0.weight"));
  g_assert_true (same (trained, joined, "heads.1.0.weight"));
  toy_session_set (&session, "network.trunk.0.frozen", "false");
  toy_session_set (&session, "network.trunk.2.frozen", "false");
  toy_session_set (&session, "tasks.0.enabled", "true");
  toy_session_train (&session, 12);
  together = toy_session_state (&session);
  g_assert_false (same (joined, together, "trunk.0.weight"));
  g_assert_false (same (joined, together, "heads.0.0.weight"));
  g_assert_true (same (joined, together, "heads.1.0.weight"));
  g_assert_false (same (joined, together, "heads.2.0.weight"));
  g_assert_cmpuint (together->step, ==, 36);
  toy_session_clear (&session);
}

static void
test_a_task_joins (void)
{
  char *folder = toy_folder_new (120);

  check_a_task_joins (folder, "training.balancer=equal");
  check_a_task_joins (folder, "training.balancer=pcgrad");
  check_a_task_joins (folder, "training.balancer=moco");
  toy_folder_remove (folder);
}

/* What the first two tasks' answers come from. */
static TdPlan *
plan_of_old_tasks (const char *folder, const char *sharing)
{
  const char *settings[] = { sharing, "tasks.2.enabled=false", NULL };

  return toy_plan (folder, settings);
}

/* Under every kind of sharing: with the trunk locked, a task that learns alone changes nothing that
 * another task's answers come from. */
static void
check_others_rest (const char *folder, const TdKind *sharing)
{
  g_autofree char *setting = g_strdup_printf ("network.sharing=%s", sharing->id);
  const char *settings[] = { setting, "training.epochs=100", NULL };
  g_autoptr (TdPlan) plan = plan_of_old_tasks (folder, setting);
  const TdLayout *layout = plan->graph->layout;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;
  ToySession session;
  guint n_rest = 0, n_changed = 0;

  g_test_message ("%s", sharing->id);
  toy_session_init (&session, folder, settings);
  toy_session_train (&session, 12);
  before = toy_session_state (&session);
  toy_session_set (&session, "network.trunk.0.frozen", "true");
  toy_session_set (&session, "network.trunk.1.frozen", "true");
  toy_session_set (&session, "network.trunk.2.frozen", "true");
  toy_session_set (&session, "tasks.0.enabled", "false");
  toy_session_set (&session, "tasks.1.enabled", "false");
  toy_session_train (&session, 12);
  after = toy_session_state (&session);
  for (guint i = 0; i < layout->n_tensors; i++)
    if (layout->tensors[i].trainable)
      {
        g_assert_true (same (before, after, layout->tensors[i].name));
        n_rest++;
      }
    else
      n_changed += !same (before, after, layout->tensors[i].name);
  g_assert_cmpuint (n_rest, >, 0);
  g_assert_cmpuint (n_changed, >, 0);
  toy_session_clear (&session);
}

static void
test_others_rest (void)
{
  char *folder = toy_folder_new (120);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    check_others_rest (folder, td_sharings.kinds[i]);
  toy_folder_remove (folder);
}

static const TdNode *
node_of (const TdGraph *graph, const char *tensor)
{
  for (guint n = 0; n < graph->n_nodes; n++)
    for (guint t = 0; t < graph->nodes[n].n_tensors; t++)
      if (strcmp (graph->layout->tensors[graph->nodes[n].tensors[t]].name, tensor) == 0)
        return &graph->nodes[n];
  g_assert_not_reached ();
}

/* No sweep goes below what is learned, and no gradient is found of what isn't. */
static void
test_locked_layers_cost_nothing (void)
{
  char *folder = toy_folder_new (120);
  const char *below[] = { "network.trunk.0.frozen=true", "training.balancer=pcgrad", NULL };
  const char *all[] = { "network.trunk.0.frozen=true", "network.trunk.2.frozen=true",
                        "training.balancer=pcgrad", NULL };
  const char *above[] = { "network.trunk.2.frozen=true", "training.balancer=pcgrad", NULL };
  g_autoptr (TdPlan) below_plan = toy_plan (folder, below);
  g_autoptr (TdPlan) all_plan = toy_plan (folder, all);
  g_autoptr (TdPlan) above_plan = toy_plan (folder, above);
  g_autoptr (TdEngine) below_engine = td_engine_new (below_plan);
  g_autoptr (TdEngine) all_engine = td_engine_new (all_plan);
  g_autoptr (TdEngine) above_engine = td_engine_new (above_plan);

  g_assert_false (node_of (below_plan->graph, "trunk.0.weight")->active);
  g_assert_false (node_of (below_plan->graph, "trunk.2.weight")->wants_delta[0]);
  g_assert_cmpuint (below_engine->balancing->gram->products.n_items
                      + below_engine->balancing->gram->last.n_items, ==, 1);
  g_assert_false (node_of (all_plan->graph, "trunk.2.weight")->active);
  g_assert_false (node_of (all_plan->graph, "heads.1.0.weight")->wants_delta[0]);
  g_assert_true (all_engine->balancing->is_idle);
  /* What lies above must be passed, but has no gradient. */
  g_assert_true (node_of (above_plan->graph, "trunk.2.weight")->active);
  g_assert_cmpuint (above_engine->balancing->gram->products.n_items
                      + above_engine->balancing->gram->last.n_items, ==, 1);
  toy_folder_remove (folder);
}

void
add_cold_start_tests (void)
{
  g_test_add_func ("/cold-start/a-task-joins", test_a_task_joins);
  g_test_add_func ("/cold-start/others-rest-under-every-sharing", test_others_rest);
  g_test_add_func ("/cold-start/locked-layers-cost-nothing", test_locked_layers_cost_nothing);
}
