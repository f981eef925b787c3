/* gram.c — scalar products and combinations of the tasks' gradients, against gradients computed one
 * by one: for every layer there is, and with every number of workers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-image.h"
#include "toy-project.h"

#include "core/nn/layer.h"
#include "core/project/document.h"
#include "core/sharing/sharing.h"
#include "core/train/engine-gram.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TASKS 3

/* One batch of a plan, with everything measured on it. */
typedef struct
{
  TdPlan       *plan;
  gsize         rows;
  TdNetwork    *network;
  TdPass        pass;
  float        *parameters, *gradients;
  double       *alone; /* (n_tasks, n_parameters) */
  gboolean      present[MAX_TASKS];
  double        weights[MAX_TASKS];
  TdTeam       *team;
  TdTaskDeltas *deltas;
  TdGram       *gram;
} Batch;

static void
write_delta (Batch *batch, guint k)
{
  const TdTaskOptions *task = td_task_options (td_plan_task (batch->plan, k));
  const TdTargets *targets = &batch->plan->dataset->targets[k];
  guint value = batch->plan->graph->outputs[k];
  g_autofree double *losses = g_new (double, batch->rows);
  float share[1] = { 1.0f / batch->rows };
  TdLossTask measured = td_plan_loss_task (batch->plan, k, share);

  ((const TdLossKind *) task->loss.kind)->evaluate (task->loss.options, &measured,
                                                    batch->network->values[value], targets->values,
                                                    batch->rows, losses, batch->network->deltas[value]);
}

/* The gradient of one task's loss, the others' being nothing. */
static void
derive_alone (Batch *batch, guint task)
{
  const TdGraph *graph = batch->plan->graph;

  for (guint k = 0; k < batch->plan->n_tasks; k++)
    {
      guint value = graph->outputs[k];

      write_delta (batch, k);
      if (k != task)
        memset (batch->network->deltas[value], 0,
                batch->rows * graph->values[value].width * sizeof (float));
    }
  td_network_backward (&batch->pass, 0, batch->rows);
  td_network_gradient (&batch->pass, 0, 1);
  for (gsize i = 0; i < graph->layout->n_parameters; i++)
    batch->alone[task * graph->layout->n_parameters + i] = batch->gradients[i];
}

static void
work (gpointer data, guint worker, guint n_workers)
{
  Batch *batch = data;
  TdTaskWay way = { batch->deltas, &batch->pass, batch->present, NULL, .whole = TRUE };
  const TdSweep sweep = { .pass = &batch->pass, .team = batch->team, .back = &td_task_way_back,
                          .back_data = &way };

  td_sweep_back (&sweep, worker, n_workers);
  td_team_barrier (batch->team);
  td_gram_measure (batch->gram, &batch->pass, worker);
  td_gram_multiply (batch->gram, worker);
  td_gram_combine (batch->gram, &batch->pass, batch->weights, worker);
}

static void
batch_init (Batch *batch, TdPlan *plan, gsize rows, gboolean keep_all, guint n_workers)
{
  const gboolean enabled[MAX_TASKS] = { TRUE, TRUE, TRUE };
  gsize n = plan->graph->layout->n_parameters;

  *batch = (Batch) { .plan = plan, .rows = rows, .present = { TRUE, TRUE, TRUE },
                     .weights = { 0.5, -1.25, 2 } };
  batch->network = td_network_new (plan->graph, rows, TRUE);
  batch->parameters = td_aligned_new (plan->graph->layout->n_weights * sizeof (float));
  batch->gradients = td_aligned_new (n * sizeof (float));
  batch->alone = g_new0 (double, MAX_TASKS * n);
  td_graph_initialize (plan->graph, batch->parameters);
  batch->pass = td_network_pass (batch->network, batch->parameters, rows, 3);
  batch->pass.gradients = batch->gradients;
  batch->pass.training = TRUE;
  memcpy (batch->network->values[0], plan->dataset->inputs,
          rows * plan->dataset->n_features * sizeof (float));
  batch->team = td_team_new (n_workers);
  batch->deltas = td_task_deltas_new (batch->network, enabled, TRUE, n_workers);
  batch->gram = td_gram_new (batch->deltas, batch->team, batch->present, keep_all);
}

static void
batch_clear (Batch *batch)
{
  td_gram_free (batch->gram);
  td_task_deltas_free (batch->deltas);
  td_team_free (batch->team);
  td_network_free (batch->network);
  free (batch->parameters);
  free (batch->gradients);
  g_free (batch->alone);
}

static void
batch_run (Batch *batch, guint n_workers)
{
  td_network_forward (&batch->pass, 0, batch->rows);
  for (guint k = 0; k < batch->plan->n_tasks; k++)
    derive_alone (batch, k);
  for (guint k = 0; k < batch->plan->n_tasks; k++)
    write_delta (batch, k);
  memset (batch->gradients, 0, batch->plan->graph->layout->n_parameters * sizeof (float));
  td_gram_begin (batch->gram, batch->rows);
  td_team_run (batch->team, n_workers, work, batch);
}

static void
work_common (gpointer data, guint worker, guint n_workers)
{
  Batch *batch = data;
  TdTaskWay way = { batch->deltas, &batch->pass, batch->present, batch->weights, .own = TRUE,
                    .common = TRUE };
  const TdSweep sweep = { .pass = &batch->pass, .team = batch->team, .back = &td_task_way_back,
                          .back_data = &way };

  td_sweep_back (&sweep, worker, n_workers);
  td_team_barrier (batch->team);
  td_network_gradient (&batch->pass, worker, n_workers);
}

/* The other way to a combination: own nodes task by task, common ones once. */
static void
batch_run_common (Batch *batch)
{
  td_network_forward (&batch->pass, 0, batch->rows);
  for (guint k = 0; k < batch->plan->n_tasks; k++)
    write_delta (batch, k);
  td_team_run (batch->team, 2, work_common, batch);
}

static double
product (const Batch *batch, guint i, guint j)
{
  const TdLayout *layout = batch->plan->graph->layout;
  double sum = 0;

  for (guint t = 0; t < layout->n_tensors; t++)
    for (gsize x = 0; x < layout->tensors[t].n && layout->tensors[t].shared
                      && !layout->tensors[t].statistic; x++)
      if (batch->present[i] && batch->present[j])
        sum += batch->alone[i * layout->n_parameters + layout->tensors[t].offset + x]
               * batch->alone[j * layout->n_parameters + layout->tensors[t].offset + x];
  return sum;
}

static void
check_gram (const Batch *batch)
{
  double gram[MAX_TASKS * MAX_TASKS];

  td_gram_collect (batch->gram, -1, gram);
  for (guint i = 0; i < batch->plan->n_tasks; i++)
    for (guint j = 0; j < batch->plan->n_tasks; j++)
      {
        double scale = sqrt (product (batch, i, i) * product (batch, j, j));

        g_assert_cmpfloat_with_epsilon (gram[i * batch->plan->n_tasks + j], product (batch, i, j),
                                        1e-5 * scale + 1e-30);
      }
}

/* Shared weights: the combination; a task's own: the gradient of its loss. */
static void
check_combination (const Batch *batch)
{
  const TdLayout *layout = batch->plan->graph->layout;

  for (guint t = 0; t < layout->n_tensors; t++)
    {
      const TdTensor *tensor = &layout->tensors[t];
      double scale = 0;

      if (tensor->statistic)
        continue;
      for (gsize x = tensor->offset; x < tensor->offset + tensor->n; x++)
        for (guint k = 0; k < batch->plan->n_tasks; k++)
          scale = MAX (scale, fabs (batch->alone[k * layout->n_parameters + x]));
      for (gsize x = tensor->offset; x < tensor->offset + tensor->n && tensor->trainable; x++)
        {
          double expected = 0;

          for (guint k = 0; k < batch->plan->n_tasks; k++)
            expected += (tensor->shared ? batch->weights[k] : 1)
                        * batch->alone[k * layout->n_parameters + x];
          g_assert_cmpfloat_with_epsilon (batch->gradients[x], expected, 1e-5 * scale);
        }
    }
}

static void
check_plan (TdPlan *plan, gsize rows, gboolean keep_all)
{
  Batch batch;
  g_autofree float *one = NULL;
  gsize bytes = plan->graph->layout->n_parameters * sizeof (float);

  batch_init (&batch, plan, rows, keep_all, 3);
  batch_run (&batch, 1);
  check_gram (&batch);
  check_combination (&batch);
  one = g_memdup2 (batch.gradients, bytes);
  for (guint n_workers = 2; n_workers <= 3; n_workers++)
    {
      batch_run (&batch, n_workers);
      g_assert_cmpmem (batch.gradients, bytes, one, bytes);
    }
  batch_run_common (&batch);
  check_combination (&batch);
  batch_clear (&batch);
}

static void
check_network (const char *folder, const char *trunk)
{
  const gsize rows[] = { 7, 24, 60, 200 };
  g_autofree char *setting = g_strconcat ("network.trunk=", trunk, NULL);
  const char *settings[] = { setting, "tasks.1.weight=0.3", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint keep_all = 0; keep_all < 2; keep_all++)
      check_plan (plan, rows[i], keep_all);
}

static TdPlan *
try_plan (const char *folder, const char *trunk)
{
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdData) data = td_data_new (folder, NULL);

  toy_project (&project, NULL);
  if (!td_spec_set_path (&project, "network.trunk", trunk, NULL))
    return NULL;
  td_document_complete (&project);
  return td_plan_new (&project, data, NULL);
}

/* Between dense layers, or behind a convolution of images, whichever suits the kind. */
static TdPlan *
plan_with (const char *folder, const char *images, const char *kind)
{
  g_autofree char *on_rows = g_strdup_printf ("[{\"kind\":\"dense\",\"units\":32},{\"kind\":\"%s\"},"
                                              "{\"kind\":\"dense\",\"units\":12}]", kind);
  g_autofree char *on_images
    = g_strdup_printf ("[{\"kind\":\"conv2d\",\"channels\":4,\"size\":3},"
                       "{\"kind\":\"%s\",\"size\":2},{\"kind\":\"dense\",\"units\":12}]", kind);
  TdPlan *plan = try_plan (folder, on_rows);

  return plan != NULL ? plan : toy_image_plan (images, on_images, "[]");
}

static void
test_every_layer (void)
{
  char *folder = toy_folder_new (150), *images = toy_image_folder_new (150);

  for (guint i = 0; td_layers.kinds[i] != NULL; i++)
    {
      g_autoptr (TdPlan) plan = plan_with (folder, images, td_layers.kinds[i]->id);

      g_test_message ("%s", td_layers.kinds[i]->id);
      check_plan (plan, 60, FALSE);
      check_plan (plan, 99, TRUE);
    }
  toy_folder_remove (folder);
  toy_folder_remove (images);
}

/* What is shared by some tasks only, and gates between what is shared. */
static void
test_every_sharing (void)
{
  char *folder = toy_folder_new (150);

  for (guint i = 0; td_sharings.kinds[i] != NULL; i++)
    {
      g_autofree char *sharing = g_strconcat ("network.sharing=", td_sharings.kinds[i]->id, NULL);
      const char *settings[] = {
        sharing, "network.trunk=[{\"kind\":\"dense\",\"units\":16},\"dropout\",{\"kind\":\"dense\",\"units\":8}]",
        NULL
      };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);

      g_test_message ("%s", td_sharings.kinds[i]->id);
      check_plan (plan, 10, FALSE);
      check_plan (plan, 100, FALSE);
      check_plan (plan, 100, TRUE);
    }
  toy_folder_remove (folder);
}

/* What a task that isn't there would want counts nowhere. */
static void
test_absent_task (void)
{
  char *folder = toy_folder_new (100);
  g_autoptr (TdPlan) plan = toy_plan (folder, NULL);
  double gram[MAX_TASKS * MAX_TASKS];
  Batch batch;

  for (guint keep_all = 0; keep_all < 2; keep_all++)
    {
      batch_init (&batch, plan, 40, keep_all, 2);
      batch.present[1] = FALSE;
      batch.weights[1] = 0;
      batch_run (&batch, 2);
      check_gram (&batch);
      td_gram_collect (batch.gram, -1, gram);
      for (guint i = 0; i < MAX_TASKS; i++)
        g_assert_cmpfloat (gram[MAX_TASKS + i], ==, 0);
      batch_clear (&batch);
    }
  toy_folder_remove (folder);
}

static void
test_dense (void)
{
  char *folder = toy_folder_new (300);

  check_network (folder, "[\"dense\"]");
  check_network (folder, "[{\"kind\":\"dense\",\"units\":100,\"activation\":\"gelu\"},\"dropout\","
                         "{\"kind\":\"dense\",\"units\":33,\"bias\":false},"
                         "{\"kind\":\"dense\",\"units\":300,\"frozen\":true},"
                         "{\"kind\":\"dense\",\"units\":20,\"activation\":\"tanh\"}]");
  toy_folder_remove (folder);
}

/* Pooled along and apart, in the trunk and in a head, with a border. */
static void
test_images (void)
{
  const gsize rows[] = { 7, 24, 60 };
  char *folder = toy_image_folder_new (100);
  g_autoptr (TdPlan) plan
    = toy_image_plan (folder,
                      "[{\"kind\":\"conv2d\",\"channels\":5,\"padding\":1},{\"kind\":\"max-pool\"},"
                      "{\"kind\":\"conv2d\",\"channels\":4,\"size\":2,\"activation\":\"gelu\"}]",
                      "[{\"kind\":\"conv2d\",\"channels\":3,\"size\":1},"
                      "{\"kind\":\"max-pool\",\"size\":1}]");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint keep_all = 0; keep_all < 2; keep_all++)
      check_plan (plan, rows[i], keep_all);
  toy_folder_remove (folder);
}

void
add_gram_tests (void)
{
  g_test_add_func ("/gram/image-layers", test_images);
  g_test_add_func ("/gram/dense-layers", test_dense);
  g_test_add_func ("/gram/every-layer", test_every_layer);
  g_test_add_func ("/gram/every-sharing", test_every_sharing);
  g_test_add_func ("/gram/absent-task", test_absent_task);
}
