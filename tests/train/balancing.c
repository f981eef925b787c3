/* balancing.c — every balancer there is, in runs: same bits with any number of workers, through
 * stops and files, with labels missing, and edited while it runs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-session.h"

#include "core/sharing/sharing.h"
#include "core/train/checkpoint.h"
#include "core/train/engine.h"

#include <math.h>
#include <string.h>

static const TdRunLimits to_the_end = { 0 };

typedef void (*CheckFunc) (const char *folder, const char *balancer);

/* Every kind as it comes, and every other way that its options have to go. */
static void
for_each_balancer (guint n_rows, CheckFunc check)
{
  char *folder = toy_folder_new (n_rows);

  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    {
      const TdKind *kind = td_balancers.kinds[i];
      g_autofree char *edge
        = g_strdup_printf ("{\"kind\":\"%s\",\"on\":\"representation\"}", kind->id);
      g_autofree char *seldom = g_strdup_printf ("{\"kind\":\"%s\",\"every\":3}", kind->id);

      g_test_message ("%s", kind->id);
      check (folder, kind->id);
      if (td_kind_find_option (kind, "on") != NULL)
        check (folder, edge);
      if (td_kind_find_option (kind, "every") != NULL)
        check (folder, seldom);
    }
  toy_folder_remove (folder);
}

static TdPlan *
balanced_plan (const char *folder, const char *balancer, const char *setting, const char *other)
{
  g_autofree char *choice = g_strconcat ("training.balancer=", balancer, NULL);
  const char *settings[] = { choice, "training.epochs=4", setting, other, NULL };

  return toy_plan (folder, settings);
}

static double
total_loss (const TdPlan *plan, const TdState *state)
{
  g_autoptr (TdEngine) engine = td_engine_new ((TdPlan *) plan);
  TdTaskMetrics metrics[3];
  double sum = 0;

  td_engine_carry (engine, state, NULL);
  engine->batch = 0;
  while (!td_engine_is_epoch_due (engine))
    g_assert_true (td_engine_step (engine));
  td_engine_training_metrics (engine, metrics);
  for (guint k = 0; k < 3; k++)
    sum += metrics[k].loss;
  return sum;
}

static void
check_learns (const char *folder, const char *balancer)
{
  g_autoptr (TdPlan) plan = balanced_plan (folder, balancer, "training.epochs=12", NULL);
  g_autoptr (TdState) start = toy_train (plan, NULL, &(TdRunLimits) { .steps = 1 });
  g_autoptr (TdState) end = toy_train (plan, NULL, &to_the_end);

  g_assert_cmpuint (end->epoch, ==, 12);
  g_assert_cmpfloat (total_loss (plan, end), <, 0.95 * total_loss (plan, start));
}

static void
test_learns (void)
{
  for_each_balancer (400, check_learns);
}

static void
check_workers (const char *folder, const char *balancer)
{
  const char *const sizes[] = { "training.batch-size=40", "training.batch-size=130" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (TdPlan) one = balanced_plan (folder, balancer, sizes[i], "training.workers=1");
      g_autoptr (TdPlan) two = balanced_plan (folder, balancer, sizes[i], "training.workers=2");
      g_autoptr (TdPlan) three = balanced_plan (folder, balancer, sizes[i], "training.workers=3");
      g_autoptr (TdState) a = toy_train (one, NULL, &to_the_end);
      g_autoptr (TdState) b = toy_train (two, NULL, &to_the_end);
      g_autoptr (TdState) c = toy_train (three, NULL, &to_the_end);

      toy_assert_same_state (a, b);
      toy_assert_same_state (a, c);
    }
}

static void
test_workers (void)
{
  for_each_balancer (300, check_workers);
}

/* One of each way, on every kind of sharing. */
static void
test_sharing (void)
{
  static const char *const balancers[]
    = { "uncertainty", "pcgrad", "{\"kind\":\"mgda\",\"on\":\"representation\"}", "moco",
        "{\"kind\":\"cagrad\",\"every\":2}", "sdmgrad" };
  char *folder = toy_folder_new (150);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    for (guint b = 0; b < G_N_ELEMENTS (balancers); b++)
      {
        g_autofree char *sharing = g_strconcat ("network.sharing=", td_sharings.kinds[i]->id, NULL);
        g_autoptr (TdPlan) one = balanced_plan (folder, balancers[b], sharing, "training.workers=1");
        g_autoptr (TdPlan) two = balanced_plan (folder, balancers[b], sharing, "training.workers=2");
        g_autoptr (TdState) a = toy_train (one, NULL, &to_the_end);
        g_autoptr (TdState) b_state = toy_train (two, NULL, &to_the_end);

        g_test_message ("%s, %s", td_sharings.kinds[i]->id, balancers[b]);
        g_assert_cmpuint (a->epoch, ==, 4);
        toy_assert_same_state (a, b_state);
      }
  toy_folder_remove (folder);
}

static TdState *
through_file (TdPlan *plan, const TdState *state, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "half.tandem", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (TdCheckpoint) file = { 0 };
  TdState *loaded;

  td_checkpoint_save (path, &plan->project, plan->fit, state, NULL, &error);
  g_assert_no_error (error);
  td_checkpoint_load (path, &file, &error);
  g_assert_no_error (error);
  loaded = td_checkpoint_state (&file, plan, NULL, &error);
  g_assert_no_error (error);
  return loaded;
}

/* Batches of two: often a task has no label in one, and once none has. */
static void
check_stops (const char *folder, const char *balancer)
{
  const char *const sizes[] = { "training.batch-size=40", "training.batch-size=2" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (TdPlan) plan = balanced_plan (folder, balancer, sizes[i], "training.epochs=3");
      g_autoptr (TdState) whole = toy_train (plan, NULL, &to_the_end);

      for (guint64 stop = 1; stop < whole->step; stop += MAX (whole->step / 5, 1))
        {
          g_autoptr (TdState) half = toy_train (plan, NULL, &(TdRunLimits) { .steps = stop });
          g_autoptr (TdState) loaded = through_file (plan, half, folder);
          g_autoptr (TdState) rest = toy_train (plan, loaded, &to_the_end);

          toy_assert_same_state (whole, rest);
        }
    }
}

static void
test_stops (void)
{
  for_each_balancer (90, check_stops);
}

static void
check_edits (const char *folder, const char *balancer)
{
  ToySession session;
  g_autoptr (TdState) before = NULL;
  g_autoptr (TdState) after = NULL;

  toy_session_init (&session, folder, NULL);
  toy_session_set (&session, "training.balancer", balancer);
  toy_session_train (&session, 9);
  toy_session_set (&session, "tasks.1.enabled", "false");
  toy_session_train (&session, 5);
  toy_session_set (&session, "tasks.1.enabled", "true");
  toy_session_set (&session, "tasks.0.weight", "0.3");
  toy_session_train (&session, 5);
  before = toy_session_state (&session);
  toy_session_set (&session, "training.balancer", "equal");
  toy_session_set (&session, "tasks.0.head", "[]");
  g_assert_true (toy_session_undo (&session));
  g_assert_true (toy_session_undo (&session));
  after = toy_session_state (&session);
  toy_assert_same_tensors (before, after);
  toy_assert_same_balance (before->balance, after->balance);
  toy_session_train (&session, 5);
  toy_session_clear (&session);
}

static void
test_edits (void)
{
  for_each_balancer (120, check_edits);
}

/* Nothing is shared, or one task alone is on: the plain sum, to the bit. */
static void
check_nothing_to_compare (const char *folder, const char *balancer)
{
  static const char *const settings[][2] = {
    { "network.sharing=separate", NULL },
    { "tasks.0.enabled=false", "tasks.1.enabled=false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autoptr (TdPlan) plan = balanced_plan (folder, balancer, settings[i][0], settings[i][1]);
      g_autoptr (TdPlan) plain = balanced_plan (folder, "equal", settings[i][0], settings[i][1]);
      g_autoptr (TdEngine) engine = td_engine_new (plan);
      g_autoptr (TdState) a = toy_train (plan, NULL, &to_the_end);
      g_autoptr (TdState) b = toy_train (plain, NULL, &to_the_end);
      const TdBalancerKind *kind
        = (const TdBalancerKind *) td_training_of (&plan->project)->balancer.kind;

      if ((kind->needs & (TD_NEEDS_GRAM | TD_NEEDS_ROWS | TD_NEEDS_BATCHES_3)) == 0)
        continue;
      g_assert_true (engine->balancing->is_idle);
      toy_assert_same_tensors (a, b);
    }
}

static void
test_nothing_to_compare (void)
{
  for_each_balancer (100, check_nothing_to_compare);
}

/* Steps of a single task leave a method of three batches nothing to compare: the bits of
 * "equal". */
static void
test_single_task_steps (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = balanced_plan (folder, "sdmgrad", "training.sampling=one-task",
                                           "training.batch-size=8");
  g_autoptr (TdPlan) plain = balanced_plan (folder, "equal", "training.sampling=one-task",
                                            "training.batch-size=8");
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdEngine) equal = td_engine_new (plain);
  gsize n_bytes = plan->graph->layout->n_parameters * sizeof (float);

  g_assert_true (engine->balancing->is_idle);
  while (!td_engine_is_epoch_due (engine))
    {
      g_assert_true (td_engine_step (engine));
      g_assert_true (td_engine_step (equal));
    }
  g_assert_cmpmem (engine->parameters, n_bytes, equal->parameters, n_bytes);
  toy_folder_remove (folder);
}

/* A head learns λ_k L_k under gradient methods, whatever the weights are; with sgd at rate 1. */
static void
check_heads (const char *folder, const char *balancer)
{
  g_autoptr (TdPlan) plan = balanced_plan (
    folder, balancer, "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1}", "tasks.1.weight=0.3");
  g_autoptr (TdPlan) plain = balanced_plan (
    folder, "equal", "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1}", "tasks.1.weight=0.3");
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdEngine) equal = td_engine_new (plain);
  const TdTensor *head = td_layout_find (plan->graph->layout, "heads.1.0.weight");
  g_autofree float *start = g_memdup2 (engine->parameters + head->offset, head->n * sizeof (float));

  g_assert_true (td_engine_step (engine));
  g_assert_true (td_engine_step (equal));
  for (gsize i = 0; i < head->n; i++)
    {
      double plain_move = equal->parameters[head->offset + i] - start[i];
      double move = engine->parameters[head->offset + i] - start[i];
      double weight = engine->balancing->is_split ? 1 : engine->balancing->weights[1];

      g_assert_cmpfloat_with_epsilon (move, weight * plain_move,
                                      1e-5 * MAX (1, fabs (weight)));
    }
}

static void
test_heads (void)
{
  for_each_balancer (100, check_heads);
}

/* What is logged is what was applied: the mean over an epoch. */
static void
test_log (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = balanced_plan (folder, "mgda", "training.batch-size=25", NULL);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  double sum[3] = { 0 };
  guint n[3] = { 0 };

  while (!td_engine_is_epoch_due (engine))
    {
      double all = 0;

      g_assert_true (td_engine_step (engine));
      for (guint k = 0; k < 3; k++)
        {
          sum[k] += engine->balancing->weights[k];
          n[k] += engine->balancing->present[k];
          all += engine->balancing->weights[k];
        }
      g_assert_cmpfloat_with_epsilon (all, 1, 1e-9);
    }
  for (guint k = 0; k < 3; k++)
    g_assert_cmpfloat_with_epsilon (td_balancing_mean_weight (engine->balancing, k), sum[k] / n[k],
                                    1e-12);
  for (guint k = 0; k < 3; k++)
    {
      g_assert_cmpfloat (td_balancing_mean_norm (engine->balancing, k), >, 0);
      g_assert_cmpfloat (fabs (td_balancing_mean_cosine (engine->balancing, k, 0)), <=, 1 + 1e-9);
    }
  g_assert_cmpfloat (td_balancing_conflict_rate (engine->balancing), >=, 0);
  toy_folder_remove (folder);
}

void
add_balancing_tests (void)
{
  g_test_add_func ("/balancing/every-balancer-learns", test_learns);
  g_test_add_func ("/balancing/same-bits-with-more-workers", test_workers);
  g_test_add_func ("/balancing/every-kind-of-sharing", test_sharing);
  g_test_add_func ("/balancing/stopping-and-saving-change-nothing", test_stops);
  g_test_add_func ("/balancing/edited-while-it-runs", test_edits);
  g_test_add_func ("/balancing/nothing-to-compare", test_nothing_to_compare);
  g_test_add_func ("/balancing/steps-of-a-single-task", test_single_task_steps);
  g_test_add_func ("/balancing/heads-learn-their-own-loss", test_heads);
  g_test_add_func ("/balancing/what-is-logged-was-applied", test_log);
}
