/* image.c — layers on images: gradients, cuts of the batch, workers, and what is refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-image.h"
#include "toy-project.h"

#include "core/nn/network.h"

#include <string.h>

/* Trunk and head of the first task. */
static const char *const networks[][2] = {
  /* Pooled along, in the trunk and, with rows and columns left over, on the identity. */
  { "[{\"kind\":\"conv2d\",\"channels\":5,\"padding\":1},{\"kind\":\"max-pool\"},"
    "{\"kind\":\"conv2d\",\"channels\":3,\"size\":1,\"activation\":\"identity\"},{\"kind\":\"max-pool\"}]",
    "[{\"kind\":\"dense\",\"units\":4}]" },
  /* Strides, borders, no bias, and a derivative that needs the input. */
  { "[{\"kind\":\"conv2d\",\"channels\":3,\"size\":3,\"stride\":2,\"padding\":2,\"activation\":\"gelu\"},"
    "{\"kind\":\"conv2d\",\"channels\":2,\"size\":2,\"bias\":false,\"activation\":\"tanh\"}]",
    "[{\"kind\":\"dropout\",\"rate\":0.3}]" },
  /* Pools that overlap; a mean; and a value that two tasks read, one of them to pool it. */
  { "[{\"kind\":\"average-pool\",\"size\":2,\"stride\":1},"
    "{\"kind\":\"conv2d\",\"channels\":4,\"size\":2,\"activation\":\"softplus\"},"
    "{\"kind\":\"max-pool\",\"size\":2,\"stride\":1},{\"kind\":\"dropout\",\"rate\":0.2},"
    "{\"kind\":\"conv2d\",\"channels\":2,\"size\":1}]",
    "[{\"kind\":\"max-pool\"}]" },
  /* Normalized by channel, by image, and around a block whose ends differ in layout. */
  { "[{\"kind\":\"batch-norm\",\"epsilon\":0.01},{\"kind\":\"residual\",\"layers\":["
    "{\"kind\":\"conv2d\",\"channels\":2,\"size\":3,\"padding\":1,\"activation\":\"tanh\"},"
    "{\"kind\":\"layer-norm\",\"epsilon\":0.01}]},"
    "{\"kind\":\"conv2d\",\"channels\":3,\"size\":2,\"activation\":\"tanh\"},"
    "{\"kind\":\"residual\",\"layers\":[{\"kind\":\"batch-norm\",\"epsilon\":0.01},"
    "{\"kind\":\"conv2d\",\"channels\":3,\"size\":1,\"activation\":\"tanh\"}]}]",
    "[\"layer-norm\",{\"kind\":\"dense\",\"units\":3,\"activation\":\"tanh\"}]" },
  /* A pool alone. */
  { "[{\"kind\":\"max-pool\",\"size\":3}]", "[{\"kind\":\"dense\",\"units\":3,\"activation\":\"tanh\"}]" },
};

static void
test_gradients (void)
{
  char *folder = toy_image_folder_new (40);

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (TdPlan) plan = toy_image_plan (folder, networks[i][0], networks[i][1]);

      g_test_message ("network %u", i);
      check_plan_gradient (plan, TRUE);
      check_plan_gradient (plan, FALSE);
    }
  toy_folder_remove (folder);
}

/* What is done along has the bits of what is done afterwards: a second reader keeps both apart. */
static void
test_pooling_along_changes_nothing (void)
{
  const char *trunk = "[{\"id\":\"a\",\"kind\":\"conv2d\",\"channels\":7,\"size\":3},"
                      "{\"id\":\"b\",\"kind\":\"max-pool\"}]";
  const char *apart = "[{\"id\":\"a\",\"kind\":\"conv2d\",\"channels\":7,\"size\":3},"
                      "{\"id\":\"c\",\"kind\":\"dropout\",\"rate\":0},{\"id\":\"b\",\"kind\":\"max-pool\"}]";
  char *folder = toy_image_folder_new (60);
  g_autoptr (TdPlan) together = toy_image_plan (folder, trunk, "[]");
  g_autoptr (TdPlan) separate = toy_image_plan (folder, apart, "[]");
  TdRunLimits limits = { .steps = 9 };
  g_autoptr (TdState) a = toy_train (together, NULL, &limits);
  g_autoptr (TdState) b = toy_train (separate, NULL, &limits);

  g_assert_cmpuint (a->layout->n_parameters, ==, b->layout->n_parameters);
  for (guint i = 0; i < a->layout->n_tensors; i++)
    g_assert_cmpmem (a->parameters + a->layout->tensors[i].offset, a->layout->tensors[i].n * sizeof (float),
                     b->parameters + b->layout->tensors[i].offset, b->layout->tensors[i].n * sizeof (float));
  toy_folder_remove (folder);
}

static void
test_any_number_of_workers (void)
{
  char *folder = toy_image_folder_new (300);

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      TdState *states[3];

      for (guint w = 0; w < 3; w++)
        {
          g_autofree char *workers = g_strdup_printf ("training.workers=%u", w + 1);
          const char *settings[] = { workers, "training.batch-size=130", NULL };
          TdRunLimits limits = { .steps = 5 };
          g_auto (TdSpec) project = { NULL };
          g_autoptr (TdPlan) plan = NULL;

          toy_image_project (&project, networks[i][0], networks[i][1], settings);
          plan = toy_plan_of (folder, &project);
          states[w] = toy_train (plan, NULL, &limits);
          toy_assert_same_state (states[0], states[w]);
        }
      for (guint w = 0; w < 3; w++)
        td_state_unref (states[w]);
    }
  toy_folder_remove (folder);
}

/* One row at a time, or 21: what other rows of a block hold is nobody's business. */
static void
test_any_cut_of_the_batch (void)
{
  char *folder = toy_image_folder_new (40);

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (TdPlan) plan = toy_image_plan (folder, networks[i][0], networks[i][1]);
      g_autoptr (TdNetwork) network = td_network_new (plan->graph, 21, FALSE);
      g_autofree float *parameters = g_new (float, plan->graph->layout->n_weights);
      gsize width = plan->dataset->n_features;
      guint value = plan->graph->outputs[1];
      float whole[21];
      TdPass pass;

      td_graph_initialize (plan->graph, parameters);
      pass = td_network_pass (network, parameters, 21, 0);
      memcpy (network->values[0], plan->dataset->inputs, 21 * width * sizeof (float));
      td_network_forward (&pass, 0, 8);
      td_network_forward (&pass, 8, 21);
      memcpy (whole, network->values[value], sizeof whole);
      for (guint r = 0; r < 21; r++)
        {
          pass = td_network_pass (network, parameters, 1, 0);
          memcpy (network->values[0], plan->dataset->inputs + r * width, width * sizeof (float));
          td_network_forward (&pass, 0, 1);
          g_assert_cmpfloat_with_epsilon (network->values[value][0], whole[r], 1e-6);
        }
    }
  toy_folder_remove (folder);
}

static void
check_refusal (const char *folder, const char *trunk, const char *setting, const char *expected)
{
  const char *settings[] = { setting, NULL };
  g_autofree char *message = toy_image_refusal (folder, trunk, settings);

  g_assert_cmpstr (message, ==, expected);
}

static void
test_shapes_that_do_not_fit (void)
{
  char *folder = toy_image_folder_new (40);

  check_refusal (folder, "[{\"kind\":\"max-pool\"},{\"kind\":\"dropout\"},{\"kind\":\"conv2d\",\"size\":5}]",
                 NULL, "trunk.2: a 5 x 5 convolution needs at least 5 x 5 pixels, but gets 3 x 3 x 2; "
                 "choose a smaller size or more padding.");
  check_refusal (folder, "[{\"kind\":\"average-pool\",\"size\":7}]", NULL,
                 "trunk.0: pooling 7 x 7 needs at least 7 x 7 pixels, but gets 7 x 6 x 2; choose a "
                 "smaller size.");
  check_refusal (folder, "[{\"kind\":\"conv2d\"}]", "data.image=null",
                 "trunk.0 works on images, but gets 84 numbers in a row; set data.image to the image's "
                 "width, height and channels, and keep dense layers behind those for images.");
  check_refusal (folder, "[{\"kind\":\"dense\",\"units\":9},{\"kind\":\"max-pool\"}]", NULL,
                 "trunk.1 works on images, but gets 9 numbers in a row; set data.image to the image's "
                 "width, height and channels, and keep dense layers behind those for images.");
  toy_folder_remove (folder);
}

static void
test_file_shapes (void)
{
  char *folder = toy_image_folder_new (40);
  g_autoptr (TdPlan) plan = toy_image_plan (folder, "[{\"kind\":\"conv2d\",\"channels\":5,\"size\":4}]", "[]");
  const TdTensor *weight = td_layout_find (plan->graph->layout, "trunk.0.weight");
  const gsize dims[] = { 5, 2, 4, 4 };

  g_assert_cmpuint (weight->n_dims, ==, 4);
  g_assert_cmpmem (weight->dims, sizeof dims, dims, sizeof dims);
  g_assert_cmpuint (td_layout_find (plan->graph->layout, "trunk.0.bias")->n, ==, 5);
  g_assert_true (weight->penalized && weight->shared && weight->trainable);
  toy_folder_remove (folder);
}

void
add_image_tests (void)
{
  g_test_add_func ("/image/gradients", test_gradients);
  g_test_add_func ("/image/pooling-along-changes-nothing", test_pooling_along_changes_nothing);
  g_test_add_func ("/image/any-number-of-workers", test_any_number_of_workers);
  g_test_add_func ("/image/any-cut-of-the-batch", test_any_cut_of_the_batch);
  g_test_add_func ("/image/shapes-that-do-not-fit", test_shapes_that_do_not_fit);
  g_test_add_func ("/image/file-shapes", test_file_shapes);
}
