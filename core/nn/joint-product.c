/* joint-product.c — two values multiplied element by element: a feature and its mask.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/joints.h"

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);

  td_kernels ()->multiply (pass->values[node->inputs[0]] + begin,
                           pass->values[node->inputs[1]] + begin,
                           pass->values[node->output] + begin, n);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);
  const float *delta = pass->deltas[node->output] + begin;

  for (guint i = 0; i < 2; i++)
    {
      const float *other = pass->values[node->inputs[1 - i]] + begin;
      float *below = pass->deltas[node->inputs[i]] + begin;

      if (node->wants_delta[i])
        (node->accumulate[i] ? td_kernels ()->add_product
                             : td_kernels ()->multiply) (delta, other, below, n);
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_product (TdGraph *graph, const TdPlace *place, guint a, guint b)
{
  guint other = graph->values[a].lanes ? td_graph_to_lanes (graph, b) : td_graph_to_rows (graph, b);
  TdNode node = { .op = &op, .n_inputs = 2, .inputs = { a, other }, .task = place->task };

  g_assert (a != b && graph->values[a].width == graph->values[b].width);
  /* A mask in a row leaves an image an image. */
  return td_graph_add_node (graph, &node, graph->values[b].shape, NULL);
}
