/* sharing.c — what every kind of sharing keeps: bits, weights through changes, and what is shared.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/sharing/sharing.h"
#include "core/train/carry.h"
#include "core/train/engine.h"

#include <math.h>
#include <string.h>

static TdPlan *
plan_with (const char *folder, const char *sharing, const char *more)
{
  g_autofree char *setting = g_strdup_printf ("network.sharing=%s", sharing);
  const char *settings[] = { setting, more, NULL };

  return toy_plan (folder, settings);
}

static TdState *
first_state (TdPlan *plan)
{
  g_autoptr (TdEngine) engine = td_engine_new (plan);

  return td_engine_state (engine);
}

static TdState *
train (const char *folder, const char *sharing, const char *more, guint64 steps)
{
  g_autoptr (TdPlan) plan = plan_with (folder, sharing, more);
  const TdRunLimits limits = { .steps = steps };

  return toy_train (plan, NULL, &limits);
}

/* Batches of four slices. */
static TdState *
train_with_workers (const char *folder, const char *sharing, guint workers, gboolean pauses)
{
  g_autofree char *kind = g_strdup_printf ("network.sharing=%s", sharing);
  g_autofree char *setting = g_strdup_printf ("training.workers=%u", workers);
  const char *settings[] = { kind, setting, "training.batch-size=200", NULL };
  const TdRunLimits half = { .steps = 4 }, all = { .steps = 9 };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdState) start = pauses ? toy_train (plan, NULL, &half) : NULL;

  return toy_train (plan, start, &all);
}

static void
test_workers_and_pauses_change_nothing (void)
{
  char *folder = toy_folder_new (300);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      const char *id = td_sharings.kinds[i]->id;
      g_autoptr (TdState) one = train_with_workers (folder, id, 1, FALSE);
      g_autoptr (TdState) two = train_with_workers (folder, id, 2, TRUE);
      g_autoptr (TdState) three = train_with_workers (folder, id, 3, FALSE);

      g_test_message ("%s", id);
      toy_assert_same_state (one, two);
      toy_assert_same_state (one, three);
    }
  toy_folder_remove (folder);
}

static const float *
find (const TdState *state, const char *id, const char *role, gsize *n)
{
  for (guint i = 0; i < state->layout->n_tensors; i++)
    {
      const TdTensor *tensor = &state->layout->tensors[i];

      if (strcmp (tensor->id, id) != 0 || strcmp (tensor->role, role) != 0)
        continue;
      *n = tensor->n;
      return state->parameters + tensor->offset;
    }
  *n = 0;
  return NULL;
}

/* Every tensor of @b is in @a, with the same bits. */
static void
assert_within (const TdState *a, const TdState *b)
{
  for (guint i = 0; i < b->layout->n_tensors; i++)
    {
      const TdTensor *tensor = &b->layout->tensors[i];
      gsize n;
      const float *same = find (a, tensor->id, tensor->role, &n);

      g_assert_nonnull (same);
      g_assert_cmpmem (same, n * sizeof (float), b->parameters + tensor->offset,
                       tensor->n * sizeof (float));
    }
}

/* What each is, when its options leave nothing of what is its own. */
static const struct
{
  const char *sharing, *setting, *as, *as_setting;
  guint64     steps; /* for which that holds */
} identities[] = {
  { "soft", "network.sharing.strength=0", "separate", NULL, 12 },
  { "cross-stitch", "network.sharing.own=1", "separate", NULL, 1 },
  { "mmoe", "network.sharing.experts=1", "hard", NULL, 12 },
  { "dselect-k", "network.sharing.experts=1", "hard", NULL, 12 },
  { "cgc", "network.sharing={\"kind\":\"cgc\",\"shared-experts\":3,\"task-experts\":0}", "mmoe",
    "network.sharing.experts=3", 12 },
  { "ple", "network.sharing.levels=1", "cgc", NULL, 12 },
};

static void
test_identities (void)
{
  char *folder = toy_folder_new (200);

  for (guint i = 0; i < G_N_ELEMENTS (identities); i++)
    {
      g_autoptr (TdState) a = train (folder, identities[i].sharing, identities[i].setting,
                                     identities[i].steps);
      g_autoptr (TdState) b = train (folder, identities[i].as, identities[i].as_setting,
                                     identities[i].steps);

      g_test_message ("%s as %s", identities[i].sharing, identities[i].as);
      assert_within (a, b);
    }
  toy_folder_remove (folder);
}

/* With plain descent at rate 1, strength (θ - mean) is what a tie takes from θ in a step. */
static void
test_ties_draw_trunks_to_their_mean (void)
{
  char *folder = toy_folder_new (200);
  const char *loose[] = { "network.sharing={\"kind\":\"soft\",\"strength\":0}", "tasks.1.enabled=false",
                          "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1}", NULL };
  const char *tied[] = { "network.sharing={\"kind\":\"soft\",\"strength\":0.3}", loose[1], loose[2],
                         NULL };
  g_autoptr (TdPlan) loose_plan = toy_plan (folder, loose);
  g_autoptr (TdPlan) tied_plan = toy_plan (folder, tied);
  g_autoptr (TdState) start = first_state (loose_plan);
  g_autoptr (TdState) a = toy_train (loose_plan, NULL, &(TdRunLimits) { .steps = 1 });
  g_autoptr (TdState) b = toy_train (tied_plan, NULL, &(TdRunLimits) { .steps = 1 });
  const char *ids[] = { "l1@t1", "l1@t2", "l1@t3" };
  const float *first[3], *loosened[3], *drawn[3];
  gsize n;

  for (guint t = 0; t < 3; t++)
    {
      first[t] = find (start, ids[t], "weight", &n);
      loosened[t] = find (a, ids[t], "weight", &n);
      drawn[t] = find (b, ids[t], "weight", &n);
    }
  for (gsize i = 0; i < n; i++)
    {
      double mean = (first[0][i] + first[2][i]) / 2.0; /* the second task is off */

      for (guint t = 0; t < 3; t += 2)
        g_assert_cmpfloat_with_epsilon (loosened[t][i] - drawn[t][i], 0.3 * (first[t][i] - mean), 2e-6);
      g_assert_cmpfloat (drawn[1][i], ==, first[1][i]);
    }
  toy_folder_remove (folder);
}

/* @plan is taken. */
static TdState *
carry_into (TdPlan *plan, const TdState *from, TdTensorBox *box)
{
  g_autoptr (TdEngine) engine = td_engine_new (plan);

  td_plan_unref (plan);
  td_engine_carry (engine, from, box);
  return td_engine_state (engine);
}

static TdState *
carry (const char *folder, const TdState *from, const char *sharing, TdTensorBox *box)
{
  return carry_into (plan_with (folder, sharing, NULL), from, box);
}

/* The trunk's first weights under @id, or those it starts with. */
static void
assert_trunk (const TdState *state, const char *id, const float *expected, gsize n)
{
  gsize n_there;
  const float *there = find (state, id, "weight", &n_there);

  g_assert_nonnull (there);
  g_assert_cmpmem (there, n_there * sizeof (float), expected, n * sizeof (float));
}

static void
test_weights_go_where_they_have_a_place (void)
{
  char *folder = toy_folder_new (200);
  g_autoptr (TdState) hard = train (folder, "hard", NULL, 7);
  g_autoptr (TdPlan) mmoe = plan_with (folder, "mmoe", NULL);
  g_autoptr (TdState) fresh = first_state (mmoe);
  gsize n;
  const float *trunk = find (hard, "l1", "weight", &n);
  const char *own[] = { "separate", "soft", "cross-stitch", NULL };
  const char *common[] = { "mmoe", "dselect-k", "cgc", "ple", "mtan", NULL };

  for (guint i = 0; own[i] != NULL; i++)
    {
      g_autoptr (TdState) state = carry (folder, hard, own[i], NULL);
      g_autoptr (TdState) back = carry (folder, state, "hard", NULL);

      assert_trunk (state, "l1@t1", trunk, n);
      assert_trunk (state, "l1@t3", trunk, n);
      assert_trunk (back, "l1", trunk, n);
    }
  for (guint i = 0; common[i] != NULL; i++)
    {
      g_autoptr (TdState) state = carry (folder, hard, common[i], NULL);
      g_autoptr (TdState) back = carry (folder, state, "hard", NULL);

      assert_trunk (state, "l1", trunk, n);
      assert_within (back, hard);
      assert_within (hard, back);
    }
  {
    g_autoptr (TdState) state = carry (folder, hard, "mmoe", NULL);

    assert_trunk (state, "l1#1", find (fresh, "l1#1", "weight", &n), n);
  }
  toy_folder_remove (folder);
}

static void
assert_same (const TdState *a, const char *id_a, const TdState *b, const char *id_b)
{
  const char *roles[] = { "weight", "bias" };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gsize n, n_b;
      const float *of_a = find (a, id_a, roles[i], &n), *of_b = find (b, id_b, roles[i], &n_b);
      gsize at_a = (gsize) (of_a - a->parameters), at_b = (gsize) (of_b - b->parameters);

      g_assert_cmpmem (of_a, n * sizeof (float), of_b, n_b * sizeof (float));
      g_assert_cmpuint (a->n_slots, >, 0);
      for (guint s = 0; s < a->n_slots; s++)
        g_assert_cmpmem (a->slots[s] + at_a, n * sizeof (float), b->slots[s] + at_b,
                         n_b * sizeof (float));
    }
}

/* Of a trunk for each task into the second one's head, and back. */
static void
test_layers_keep_their_weights_across_the_fork (void)
{
  static const char short_trunk[] = "network.trunk=[{\"id\":\"l1\",\"kind\":\"dense\",\"units\":16}]";
  static const char head[] = "tasks.1.head=[{\"id\":\"l3\",\"kind\":\"dense\",\"units\":8,"
                             "\"activation\":\"gelu\"}]";
  const char *settings[] = { "network.sharing=separate", short_trunk, head, NULL };
  char *folder = toy_folder_new (200);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdState) before = train (folder, "separate", NULL, 7);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdState) moved = NULL, back = NULL;

  td_engine_carry (engine, before, NULL);
  moved = td_engine_state (engine);
  assert_same (moved, "l3", before, "l3@t2");
  assert_same (moved, "l1@t1", before, "l1@t1");
  back = carry (folder, moved, "separate", NULL);
  assert_same (back, "l3@t1", moved, "l3");
  assert_same (back, "l3@t2", moved, "l3");
  assert_same (back, "l3@t3", moved, "l3");
  toy_folder_remove (folder);
}

#define TASK(id, kind, target) "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"name\":\"" target           \
                               "\",\"targets\":[\"" target "\"]}"
#define T1 TASK ("t1", "classes", "class")
#define T2 TASK ("t2", "yes-no", "flag")
#define T3 TASK ("t3", "number", "amount")

/* What task @t takes of @s after the first layer, of @n, in @numbers, which are the state's. */
static double
taken (const TdState *state, const float *numbers, guint t, guint s, guint n)
{
  const TdTensor *stitch = td_layout_find (state->layout, "stitches.0.weight");

  g_assert_cmpuint (stitch->n, ==, n * n);
  return numbers[stitch->offset + t * n + s];
}

static TdState *
carry_tasks (const char *folder, const TdState *from, const char *tasks, TdTensorBox *box)
{
  const char *settings[] = { "network.sharing=cross-stitch", "training.balancer=moco", tasks, NULL };

  return carry_into (toy_plan (folder, settings), from, box);
}

/* @to has the tasks @places of @from's three. */
static void
assert_taken (const TdState *from, const TdState *to, const guint *places, guint n)
{
  for (guint t = 0; t < n; t++)
    for (guint s = 0; s < n; s++)
      {
        g_assert_cmpfloat (taken (to, to->parameters, t, s, n), ==,
                           taken (from, from->parameters, places[t], places[s], 3));
        g_assert_cmpfloat (taken (to, to->slots[0], t, s, n), ==,
                           taken (from, from->slots[0], places[t], places[s], 3));
        for (guint k = 0; k < n; k++)
          g_assert_cmpfloat (taken (to, to->balance->rows[0].rows[k], t, s, n), ==,
                             taken (from, from->balance->rows[0].rows[places[k]], places[t],
                                    places[s], 3));
      }
}

/* Tasks that change places, go, or come keep what they take of one another. */
static void
test_stitches_go_with_their_tasks (void)
{
  const guint turned[] = { 2, 0, 1 }, fewer[] = { 0, 2 };
  char *folder = toy_folder_new (200);
  g_autoptr (TdState) from = train (folder, "cross-stitch", "training.balancer=moco", 9);
  g_autoptr (TdState) other = carry_tasks (folder, from, "tasks=[" T3 "," T1 "," T2 "]", NULL);
  TdTensorBox *box = td_tensor_box_new ();
  g_autoptr (TdState) left = carry_tasks (folder, from, "tasks=[" T1 "," T3 "]", box);
  g_autoptr (TdState) back = carry_tasks (folder, left, "tasks=[" T1 "," T2 "," T3 "]", box);

  assert_taken (from, other, turned, 3);
  assert_taken (from, left, fewer, 2);
  assert_taken (from, back, (guint[]) { 0, 1, 2 }, 3);
  td_tensor_box_unref (box);
  toy_folder_remove (folder);
}

/* The column of expert @e of the gate of all tasks. */
static double
said (const TdState *state, const float *numbers, gsize input, guint e, guint n)
{
  const TdTensor *gate = td_layout_find (state->layout, "levels.0.gates.shared.weight");

  g_assert_cmpuint (gate->dims[0], ==, n);
  return numbers[gate->offset + input * n + e];
}

static TdState *
carry_levels (const char *folder, const TdState *from, const char *tasks, TdTensorBox *box)
{
  const char *settings[] = { "network.sharing=ple", tasks, NULL };

  return carry_into (toy_plan (folder, settings), from, box);
}

/* Two shared experts, then one of each task. */
static void
assert_said (const TdState *from, const TdState *to, const guint *experts, guint n)
{
  for (gsize input = 0; input < 4; input++)
    for (guint e = 0; e < n; e++)
      {
        g_assert_cmpfloat (said (to, to->parameters, input, e, n), ==,
                           said (from, from->parameters, input, experts[e], 5));
        g_assert_cmpfloat (said (to, to->slots[1], input, e, n), ==,
                           said (from, from->slots[1], input, experts[e], 5));
      }
}

static void
test_gates_go_with_their_experts (void)
{
  char *folder = toy_folder_new (200);
  g_autoptr (TdState) from = train (folder, "ple", NULL, 9);
  g_autoptr (TdState) other = carry_levels (folder, from, "tasks=[" T3 "," T1 "," T2 "]", NULL);
  TdTensorBox *box = td_tensor_box_new ();
  g_autoptr (TdState) left = carry_levels (folder, from, "tasks=[" T1 "," T3 "]", box);
  g_autoptr (TdState) back = carry_levels (folder, left, "tasks=[" T1 "," T2 "," T3 "]", box);

  assert_said (from, other, (guint[]) { 0, 1, 4, 2, 3 }, 5);
  assert_said (from, left, (guint[]) { 0, 1, 2, 4 }, 4);
  assert_said (from, back, (guint[]) { 0, 1, 2, 3, 4 }, 5);
  td_tensor_box_unref (box);
  toy_folder_remove (folder);
}

/* From every kind to every other, and back by the box of an undo. */
static void
test_undo_restores_bits (void)
{
  char *folder = toy_folder_new (200);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      g_autoptr (TdState) from = train (folder, td_sharings.kinds[i]->id, NULL, 6);

      for (guint k = 0; td_sharings.kinds[k] != NULL; k++)
        {
          TdTensorBox *box = td_tensor_box_new ();
          g_autoptr (TdState) to = carry (folder, from, td_sharings.kinds[k]->id, box);
          g_autoptr (TdState) back = carry (folder, to, td_sharings.kinds[i]->id, box);

          toy_assert_same_state (from, back);
          td_tensor_box_unref (box);
        }
    }
  toy_folder_remove (folder);
}

/* The toy's trunk: 4 inputs, 16 and 8 units; heads of 6 (9 weights and biases more), 1 and 1. */
#define TRUNK (4 * 16 + 16 + 16 * 8 + 8)
#define FIRST (4 * 16 + 16)
#define LAST (16 * 8 + 8)

static const struct
{
  const char *sharing;
  gsize       common, own; /* parameters but heads': of all tasks, of each */
} counts[] = {
  { "hard", TRUNK, 0 },
  { "separate", 0, TRUNK },
  { "soft", 0, TRUNK },
  { "cross-stitch", 3 * TRUNK + 2 * 9, 0 },
  { "mmoe", 4 * TRUNK, 4 * 4 },
  { "cgc", 2 * TRUNK, TRUNK + 4 * 3 },
  /* Level 0: five experts and the shared gate; then two shared ones. The tasks': gates, experts. */
  { "ple", 5 * FIRST + 4 * 5 + 2 * LAST, 4 * 3 + LAST + 16 * 3 },
  { "mtan", TRUNK, 2 * (16 * 16 + 16) + LAST + (16 * 8 + 8) + (8 * 8 + 8) },
  { "dselect-k", 4 * TRUNK, 4 * 6 },
};

static gsize
count_shared (const TdLayout *layout)
{
  gsize n = 0;

  for (guint i = 0; i < layout->n_tensors; i++)
    n += layout->tensors[i].shared ? layout->tensors[i].n : 0;
  return n;
}

static void
test_counts_and_what_is_shared (void)
{
  char *folder = toy_folder_new (100);
  const gsize heads[] = { 8 * 6 + 6 + 6 * 3 + 3, 8 + 1, 8 + 1 };

  g_assert_cmpuint (G_N_ELEMENTS (counts), ==, td_family_n_kinds (&td_sharings));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (TdPlan) plan = plan_with (folder, counts[i].sharing, NULL);
      g_autoptr (TdPlan) alone = plan_with (folder, counts[i].sharing, "tasks.0.enabled=false");
      const TdLayout *layout = plan->graph->layout;

      g_test_message ("%s", counts[i].sharing);
      g_assert_cmpuint (count_shared (layout), ==, counts[i].common);
      g_assert_cmpuint (td_layout_count (layout, -1), ==, counts[i].common);
      for (gint k = 0; k < 3; k++)
        g_assert_cmpuint (td_layout_count (layout, k), ==, counts[i].own + heads[k]);
      g_assert_cmpuint (count_shared (alone->graph->layout), <=, counts[i].common);
    }
  toy_folder_remove (folder);
}

static void
test_with_one_task_nothing_is_shared (void)
{
  char *folder = toy_folder_new (100);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      g_autofree char *sharing = g_strdup_printf ("network.sharing=%s", td_sharings.kinds[i]->id);
      const char *settings[] = { sharing, "tasks=[{\"kind\":\"number\",\"targets\":[\"amount\"]}]", NULL };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);
      g_autoptr (TdState) state = toy_train (plan, NULL, &(TdRunLimits) { .steps = 3 });

      g_assert_cmpuint (count_shared (plan->graph->layout), ==, 0);
      g_assert_cmpuint (state->step, ==, 3);
    }
  toy_folder_remove (folder);
}

static void
test_too_many_experts_are_refused (void)
{
  char *folder = toy_folder_new (100);
  const char *settings[] = {
    "network.sharing={\"kind\":\"ple\",\"shared-experts\":32,\"task-experts\":32}", NULL
  };
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdData) data = td_data_new (folder, NULL);
  g_autoptr (GError) error = NULL;

  toy_project (&project, settings);
  g_assert_null (td_plan_new (&project, data, &error));
  g_assert_error (error, TD_GRAPH_ERROR, 0);
  g_assert_nonnull (strstr (error->message, "fewer experts"));
  toy_folder_remove (folder);
}

void
add_sharing_tests (void)
{
  g_test_add_func ("/sharing/workers-and-pauses-change-nothing",
                   test_workers_and_pauses_change_nothing);
  g_test_add_func ("/sharing/identities", test_identities);
  g_test_add_func ("/sharing/ties-draw-trunks-to-their-mean", test_ties_draw_trunks_to_their_mean);
  g_test_add_func ("/sharing/weights-go-where-they-have-a-place",
                   test_weights_go_where_they_have_a_place);
  g_test_add_func ("/sharing/layers-keep-their-weights-across-the-fork",
                   test_layers_keep_their_weights_across_the_fork);
  g_test_add_func ("/sharing/stitches-go-with-their-tasks", test_stitches_go_with_their_tasks);
  g_test_add_func ("/sharing/gates-go-with-their-experts", test_gates_go_with_their_experts);
  g_test_add_func ("/sharing/undo-restores-bits", test_undo_restores_bits);
  g_test_add_func ("/sharing/counts-and-what-is-shared", test_counts_and_what_is_shared);
  g_test_add_func ("/sharing/with-one-task-nothing-is-shared", test_with_one_task_nothing_is_shared);
  g_test_add_func ("/sharing/too-many-experts-are-refused", test_too_many_experts_are_refused);
}
