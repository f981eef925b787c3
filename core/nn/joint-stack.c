/* joint-stack.c — values side by side as one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/joints.h"

#include <string.h>

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize block = td_value_block (&pass->graph->values[node->output]);
  gsize whole = node->output_width * block, at = 0;
  float *y = pass->values[node->output];

  for (guint i = 0; i < node->n_inputs; i++)
    {
      gsize width = pass->graph->values[node->inputs[i]].width * block;
      const float *x = pass->values[node->inputs[i]];

      for (gsize b = first / block; b * block < last; b++)
        memcpy (y + b * whole + at, x + b * width, width * sizeof (float));
      at += width;
    }
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize block = td_value_block (&pass->graph->values[node->output]);
  gsize whole = node->output_width * block, at = 0;
  const float *delta = pass->deltas[node->output];

  for (guint i = 0; i < node->n_inputs; i++)
    {
      gsize width = pass->graph->values[node->inputs[i]].width * block;
      float *below = pass->deltas[node->inputs[i]];

      for (gsize b = first / block; b * block < last && node->wants_delta[i]; b++)
        {
          if (!node->accumulate[i])
            memset (below + b * width, 0, width * sizeof (float));
          td_kernels ()->axpy (below + b * width, delta + b * whole + at, width, 1);
        }
      at += width;
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_stack (TdGraph *graph, const TdPlace *place, const guint *values, guint n)
{
  TdNode node = { .op = &op, .n_inputs = n, .task = place->task };
  TdShape shape = graph->values[values[0]].shape;

  g_assert (n <= TD_NODE_MAX_INPUTS);
  shape.channels = 0;
  for (guint i = 0; i < n; i++)
    {
      g_assert (graph->values[values[i]].shape.height == shape.height
                && graph->values[values[i]].shape.width == shape.width);
      shape.channels += graph->values[values[i]].shape.channels;
      node.inputs[i] = graph->values[values[0]].lanes ? td_graph_to_lanes (graph, values[i])
                                                      : td_graph_to_rows (graph, values[i]);
    }
  return td_graph_add_node (graph, &node, shape, NULL);
}
