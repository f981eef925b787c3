/* engine.c — tests of the step itself: no allocation, switched-off tasks, locks, penalties.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-image.h"
#include "toy-project.h"

#include "core/sharing/sharing.h"
#include "core/train/engine.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <string.h>

/* Sanitizers bring their own malloc; there the count stays 0. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 0
static atomic_uint n_allocations;
#else
#define COUNTS_ALLOCATIONS 1
static atomic_uint n_allocations;

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *memory, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);

void *
malloc (size_t size)
{
  atomic_fetch_add (&n_allocations, 1);
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  atomic_fetch_add (&n_allocations, 1);
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  atomic_fetch_add (&n_allocations, 1);
  return __libc_realloc (memory, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  atomic_fetch_add (&n_allocations, 1);
  return __libc_memalign (alignment, size);
}
#endif

static void
run_epochs (TdEngine *engine, guint n)
{
  for (guint epoch = 0; epoch < n; epoch++)
    {
      while (!td_engine_is_epoch_due (engine))
        g_assert_true (td_engine_step (engine));
      g_assert_true (td_engine_end_epoch (engine, NULL, NULL));
    }
}

static void
check_plan_allocates_nothing (TdPlan *plan)
{
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  guint before;

  /* The first epoch lets BLAS set itself up. */
  run_epochs (engine, 1);
  before = atomic_load (&n_allocations);
  run_epochs (engine, 3);
  g_assert_cmpuint (atomic_load (&n_allocations) - before, ==, 0);
}

static void
check_no_allocation (const char *folder, const char *path, const TdKind *kind)
{
  g_autofree char *choice = g_strconcat (path, "=", kind->id, NULL);
  const char *settings[] = { "training.workers=2", "training.l2=0.01", "training.clip-norm=1", choice,
                             NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);

  g_test_message ("%s", choice);
  check_plan_allocates_nothing (plan);
}

static void
test_no_allocation (void)
{
  char *folder = toy_folder_new (500), *images = toy_image_folder_new (200);
  g_autoptr (TdPlan) image_plan
    = toy_image_plan (images, "[{\"kind\":\"conv2d\",\"padding\":1},{\"kind\":\"max-pool\"},"
                              "{\"kind\":\"conv2d\",\"activation\":\"gelu\"}]", "[]");
  g_autoptr (TdPlan) norm_plan
    = toy_image_plan (images, "[\"batch-norm\",{\"kind\":\"residual\",\"layers\":[\"layer-norm\","
                              "{\"kind\":\"conv2d\",\"channels\":2,\"padding\":1}]}]",
                      "[\"layer-norm\",{\"kind\":\"dense\",\"units\":9},\"batch-norm\"]");

  g_free (g_malloc (1));
  g_assert_true (!COUNTS_ALLOCATIONS || atomic_load (&n_allocations) > 0);
  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    check_no_allocation (folder, "training.balancer", td_balancers.kinds[i]);
  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    check_no_allocation (folder, "network.sharing", td_sharings.kinds[i]);
  check_plan_allocates_nothing (image_plan);
  check_plan_allocates_nothing (norm_plan);
  toy_folder_remove (folder);
  toy_folder_remove (images);
}

static gboolean
changed (const TdState *a, const TdState *b, const char *name)
{
  const TdTensor *tensor = td_layout_find (a->layout, name);

  g_assert_nonnull (tensor);
  return memcmp (a->parameters + tensor->offset, b->parameters + tensor->offset,
                 tensor->n * sizeof (float)) != 0;
}

static void
test_switched_off_task_rests (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "tasks.0.enabled=false", "training.l2=0.1",
                             "training.optimizer={\"kind\":\"adamw\",\"weight-decay\":0.1}", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdState) before = td_engine_state (engine);
  g_autoptr (TdState) after = NULL;
  TdTaskMetrics metrics[3];

  for (guint i = 0; i < 3; i++)
    g_assert_true (td_engine_step (engine));
  after = td_engine_state (engine);
  g_assert_false (changed (before, after, "heads.0.0.weight"));
  g_assert_false (changed (before, after, "heads.0.1.weight"));
  g_assert_true (changed (before, after, "trunk.0.weight"));
  g_assert_true (changed (before, after, "heads.1.0.weight"));
  td_engine_training_metrics (engine, metrics);
  g_assert_true (isnan (metrics[0].accuracy));
  g_assert_false (isnan (metrics[1].accuracy));
  toy_folder_remove (folder);
}

static void
test_locked_layer_rests (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "network.trunk.0.frozen=true", "training.l2=0.1", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdState) before = td_engine_state (engine);
  g_autoptr (TdState) after = NULL;

  for (guint i = 0; i < 3; i++)
    g_assert_true (td_engine_step (engine));
  after = td_engine_state (engine);
  g_assert_false (changed (before, after, "trunk.0.weight"));
  g_assert_true (changed (before, after, "trunk.2.weight"));
  toy_folder_remove (folder);
}

/* With sgd at rate 1 a step moves the weights by minus the gradient. */
static double
step_norm (const char *folder, const char *setting, gsize *n_changed)
{
  const char *settings[] = { "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":1}", setting, NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdEngine) engine = td_engine_new (plan);
  g_autoptr (TdState) before = td_engine_state (engine);
  double sum = 0;

  g_assert_true (td_engine_step (engine));
  for (gsize i = 0; i < before->layout->n_parameters; i++)
    {
      double moved = engine->parameters[i] - before->parameters[i];

      sum += moved * moved;
      *n_changed += moved != 0;
    }
  return sqrt (sum);
}

static void
test_clipping_bounds_the_step (void)
{
  char *folder = toy_folder_new (200);
  gsize n = 0;

  g_assert_cmpfloat (step_norm (folder, NULL, &n), >, 0.1);
  g_assert_cmpfloat_with_epsilon (step_norm (folder, "training.clip-norm=0.01", &n), 0.01, 1e-5);
  g_assert_cmpfloat_with_epsilon (step_norm (folder, "training.clip-norm=1000", &n),
                                  step_norm (folder, NULL, &n), 1e-9);
  toy_folder_remove (folder);
}

static void
test_penalties_pull_weights_only (void)
{
  char *folder = toy_folder_new (200);
  const char *none[] = { "training.optimizer={\"kind\":\"sgd\",\"learning-rate\":0.5}", NULL };
  const char *both[] = { none[0], "training.l1=0.01", "training.l2=0.1", "network.trunk.2.l2=0", NULL };
  g_autoptr (TdPlan) plain = toy_plan (folder, none);
  g_autoptr (TdPlan) penalized = toy_plan (folder, both);
  g_autoptr (TdEngine) a = td_engine_new (plain);
  g_autoptr (TdEngine) b = td_engine_new (penalized);
  g_autoptr (TdState) start = td_engine_state (a);

  g_assert_true (td_engine_step (a));
  g_assert_true (td_engine_step (b));
  for (guint t = 0; t < start->layout->n_tensors; t++)
    {
      const TdTensor *tensor = &start->layout->tensors[t];
      double l2 = strcmp (tensor->name, "trunk.2.weight") == 0 ? 0 : 0.1;
      gboolean weight = strcmp (tensor->role, "weight") == 0;

      for (gsize i = tensor->offset; i < tensor->offset + tensor->n; i++)
        {
          double w = start->parameters[i];
          double pull = weight ? 0.01 * ((w > 0) - (w < 0)) + l2 * w : 0;

          g_assert_cmpfloat_with_epsilon (a->parameters[i] - b->parameters[i], 0.5 * pull, 2e-6);
        }
    }
  toy_folder_remove (folder);
}

static void
test_separate_tasks_share_nothing (void)
{
  char *folder = toy_folder_new (200);
  const char *settings[] = { "network.sharing=separate", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  const TdLayout *layout = plan->graph->layout;
  const TdTensor *a = td_layout_find (layout, "trunks.0.0.weight");
  const TdTensor *b = td_layout_find (layout, "trunks.1.0.weight");
  g_autofree float *parameters = g_new (float, layout->n_weights);

  for (guint t = 0; t < layout->n_tensors; t++)
    g_assert_false (layout->tensors[t].shared);
  td_graph_initialize (plan->graph, parameters);
  g_assert_true (memcmp (parameters + a->offset, parameters + b->offset, a->n * sizeof (float)) != 0);
  toy_folder_remove (folder);
}

void
add_engine_tests (void)
{
  g_test_add_func ("/engine/a-step-allocates-nothing", test_no_allocation);
  g_test_add_func ("/engine/a-task-switched-off-rests", test_switched_off_task_rests);
  g_test_add_func ("/engine/a-locked-layer-rests", test_locked_layer_rests);
  g_test_add_func ("/engine/clipping-bounds-the-step", test_clipping_bounds_the_step);
  g_test_add_func ("/engine/penalties-pull-weights-only", test_penalties_pull_weights_only);
  g_test_add_func ("/engine/separate-tasks-share-nothing", test_separate_tasks_share_nothing);
}
