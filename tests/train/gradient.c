/* gradient.c — the network's gradient against the plain double one, and that against central
 * differences: for every activation, loss and layer there is.
 *
 * SPDX-License-Identifier: MIT
 */
#include "gradient.h"
#include "reference-network.h"
#include "suite.h"
#include "toy-project.h"

#include "core/nn/activation.h"
#include "core/nn/layer.h"
#include "core/nn/loss.h"
#include "core/nn/network.h"

#include <math.h>
#include <string.h>

#define N_ROWS N_GRADIENT_ROWS

double
network_gradient (const TdPlan *plan, const float *parameters, gboolean training, guint64 step,
                  float *gradients)
{
  g_autoptr (TdNetwork) network = td_network_new (plan->graph, N_ROWS, TRUE);
  TdPass pass = td_network_pass (network, parameters, N_ROWS, step);
  double losses[N_ROWS], sum = 0;

  pass.gradients = gradients;
  pass.training = training;
  memcpy (network->values[0], plan->dataset->inputs,
          N_ROWS * plan->dataset->n_features * sizeof (float));
  td_network_forward (&pass, 0, N_ROWS);
  for (guint k = 0; k < plan->n_tasks; k++)
    {
      const TdTaskOptions *task = td_task_options (td_plan_task (plan, k));
      const TdTargets *targets = &plan->dataset->targets[k];
      guint value = plan->graph->outputs[k];
      gsize n_outputs = plan->graph->values[value].width;
      float share[8];
      TdLossTask measured;

      for (guint c = 0; c < targets->n_columns; c++)
        {
          guint n = 0;

          for (guint r = 0; r < N_ROWS; r++)
            n += !isnan (targets->values[r * targets->n_columns + c]);
          share[c] = 1.0f / n;
        }
      measured = td_plan_loss_task (plan, k, share);
      ((const TdLossKind *) task->loss.kind)->evaluate (task->loss.options, &measured,
                                                        network->values[value], targets->values,
                                                        N_ROWS, losses, network->deltas[value]);
      for (gsize i = 0; i < N_ROWS * n_outputs; i++)
        network->deltas[value][i] *= task->weight;
      for (guint r = 0; r < N_ROWS; r++)
        sum += losses[r] * task->weight;
    }
  td_network_backward (&pass, 0, N_ROWS);
  td_network_gradient (&pass, 0, 1);
  return sum;
}

/* Each difference relative to the largest derivative of its tensor. */
static double
largest (const double *numbers, gsize n)
{
  double most = 1e-8;

  for (gsize i = 0; i < n; i++)
    most = MAX (most, fabs (numbers[i]));
  return most;
}

static void
check_central_differences (ReferenceNetwork *reference, const TdTensor *tensor)
{
  double most = largest (reference->gradients + tensor->offset, tensor->n);
  const double h = 1e-5;

  for (gsize i = tensor->offset; i < tensor->offset + tensor->n; i++)
    {
      double start = reference->parameters[i], up, down;

      reference->parameters[i] = start + h;
      up = reference_network_loss (reference, N_ROWS);
      reference->parameters[i] = start - h;
      down = reference_network_loss (reference, N_ROWS);
      reference->parameters[i] = start;
      g_assert_cmpfloat (fabs ((up - down) / (2 * h) - reference->gradients[i]), <=, 1e-6 * MAX (most, 1));
    }
}

static void
check_fast (const ReferenceNetwork *reference, const float *gradients, const TdTensor *tensor)
{
  double most = largest (reference->gradients + tensor->offset, tensor->n);

  for (gsize i = tensor->offset; i < tensor->offset + tensor->n; i++)
    g_assert_cmpfloat (fabs (gradients[i] - reference->gradients[i]), <=, 1e-5 * most);
}

void
check_plan_gradient (const TdPlan *plan, gboolean training)
{
  const TdLayout *layout = plan->graph->layout;
  g_autofree float *parameters = g_new (float, layout->n_weights);
  g_autofree float *gradients = g_new0 (float, layout->n_parameters);
  ReferenceNetwork reference;
  double loss;

  td_graph_initialize (plan->graph, parameters);
  /* Biases start at 0, where relu has its kink for a blank row; factors and variances at 1, means
   * at 0, where one that is left out makes no difference. */
  for (guint i = 0; i < layout->n_tensors; i++)
    if (layout->tensors[i].n_dims == 1)
      for (gsize j = 0; j < layout->tensors[i].n; j++)
        parameters[layout->tensors[i].offset + j] += 0.03f * ((gint) (j % 7) - 3) + 0.01f;
  loss = network_gradient (plan, parameters, training, 5, gradients);
  reference_network_init (&reference, plan, parameters);
  reference.training = training;
  reference.step = 5;
  reference_network_derive (&reference, N_ROWS);
  g_assert_cmpfloat_with_epsilon (loss, reference_network_loss (&reference, N_ROWS), 1e-5);
  for (guint i = 0; i < layout->n_tensors && (training || plan->graph->n_meetings == 0); i++)
    if (layout->tensors[i].trainable)
      {
        check_central_differences (&reference, &layout->tensors[i]);
        check_fast (&reference, gradients, &layout->tensors[i]);
      }
  reference_network_clear (&reference);
}

static void
test_every_activation (void)
{
  char *folder = toy_folder_new (60);

  for (guint i = 0; td_activations.kinds[i] != NULL; i++)
    {
      const char *id = td_activations.kinds[i]->id;
      g_autofree char *trunk = g_strdup_printf ("network.trunk.0.activation=%s", id);
      g_autofree char *head = g_strdup_printf ("tasks.0.head.0.activation=%s", id);
      const char *settings[] = { trunk, head, "tasks.1.weight=0.3", NULL };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);

      g_test_message ("activation %s", id);
      check_plan_gradient (plan, TRUE);
    }
  toy_folder_remove (folder);
}

/* As it comes, and with what it has of classes weighed and labels smoothed. */
static void
check_loss (const char *folder, guint task, const char *id)
{
  const TdKind *kind = td_family_find (&td_losses, id);
  g_autofree char *loss = g_strdup_printf ("tasks.%u.loss=%s", task, id);
  g_autofree char *weights = g_strdup_printf ("tasks.%u.loss.class-weights=balanced", task);
  g_autofree char *smoothing = g_strdup_printf ("tasks.%u.loss.label-smoothing=0.1", task);
  const char *settings[4] = { loss };
  g_autoptr (TdPlan) plain = toy_plan (folder, settings);
  g_autoptr (TdPlan) adorned = NULL;
  guint n = 1;

  g_test_message ("%s", loss);
  check_plan_gradient (plain, FALSE);
  if (td_kind_find_option (kind, "class-weights") != NULL)
    settings[n++] = weights;
  if (td_kind_find_option (kind, "label-smoothing") != NULL)
    settings[n++] = smoothing;
  if (n == 1)
    return;
  adorned = toy_plan (folder, settings);
  check_plan_gradient (adorned, FALSE);
}

/* What a layer takes for this test beyond its defaults, and what stands around it. */
typedef struct
{
  const char *id;
  const char *options; /* JSON, from the comma on */
} LayerCase;

#define SIX "{\"kind\":\"dense\",\"units\":6,\"activation\":\"tanh\"}"

static const LayerCase layer_cases[] = {
  { "dense", ",\"units\":4,\"activation\":\"tanh\"" },
  { "batch-norm", ",\"epsilon\":0.01" },
  { "layer-norm", ",\"epsilon\":0.01" },
  { "residual", ",\"layers\":[\"batch-norm\",{\"kind\":\"residual\",\"layers\":["
                SIX ",\"dropout\"]},{\"kind\":\"residual\"}," SIX "]" },
};

static const char *
layer_options (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (layer_cases); i++)
    if (g_str_equal (layer_cases[i].id, id))
      return layer_cases[i].options;
  return "";
}

static void
check_layer (const char *folder, const char *id, const char *more)
{
  g_autofree char *layer = g_strdup_printf ("{\"kind\":\"%s\"%s%s}", id, layer_options (id), more);
  g_autofree char *trunk
    = g_strdup_printf ("network.trunk=[" SIX ",%s," SIX ",%s]", layer, layer);
  g_autofree char *head = g_strdup_printf ("tasks.0.head=[" SIX ",%s]", layer);
  const char *settings[] = { trunk, head, NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);

  g_test_message ("%s", trunk);
  check_plan_gradient (plan, TRUE);
  check_plan_gradient (plan, FALSE);
}

static void
test_every_layer (void)
{
  char *folder = toy_folder_new (60);

  /* Layers on images, which all have a stride, are in image.c. */
  for (guint i = 0; td_layers.kinds[i] != NULL; i++)
    if (td_kind_find_option (td_layers.kinds[i], "stride") == NULL)
      {
        check_layer (folder, td_layers.kinds[i]->id, "");
        check_layer (folder, td_layers.kinds[i]->id, ",\"frozen\":true");
      }
  toy_folder_remove (folder);
}

/* Workers meet before there is anything to do, and before the outputs. */
static void
test_normalized_ends (void)
{
  char *folder = toy_folder_new (60);
  const char *settings[] = { "network.trunk=[\"batch-norm\"," SIX "]",
                             "tasks.0.head=[\"batch-norm\"]",
                             "tasks.1.head=[\"layer-norm\"," SIX ",\"batch-norm\"]", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);

  check_plan_gradient (plan, TRUE);
  toy_folder_remove (folder);
}

static void
test_every_loss (void)
{
  char *folder = toy_folder_new (60);

  for (guint k = 0; k < 3; k++)
    {
      g_auto (TdSpec) project = { NULL };
      const TdOption *loss;

      toy_project (&project, NULL);
      loss = td_kind_find_option (td_project_of (&project)->tasks.items[k].kind, "loss");
      for (guint i = 0; loss->choices[i] != NULL; i++)
        check_loss (folder, k, loss->choices[i]);
    }
  toy_folder_remove (folder);
}

static void
test_several_targets (void)
{
  char *folder = toy_folder_new (60);
  const char *settings[] = {
    "tasks.2={\"kind\":\"number\",\"id\":\"t3\",\"name\":\"Two\",\"targets\":[\"amount\",\"d\"]}",
    "data.inputs=[\"a\",\"b\",\"c\"]", "network.trunk=[]", NULL
  };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);

  check_plan_gradient (plan, TRUE);
  toy_folder_remove (folder);
}

void
add_gradient_tests (void)
{
  g_test_add_func ("/gradient/every-activation", test_every_activation);
  g_test_add_func ("/gradient/every-layer", test_every_layer);
  g_test_add_func ("/gradient/normalized-inputs-and-features", test_normalized_ends);
  g_test_add_func ("/gradient/every-loss", test_every_loss);
  g_test_add_func ("/gradient/several-targets-without-a-trunk", test_several_targets);
}
