/* joint-softmax.c — shares of a gate: the softmax of each row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/joints.h"

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize n = node->output_width;
  const float *z = pass->values[node->inputs[0]] + first * n;
  float *y = pass->values[node->output] + first * n;

  for (gsize row = first; row < last; row++, z += n, y += n)
    {
      float largest = z[0], sum = 0;

      for (gsize i = 1; i < n; i++)
        largest = MAX (largest, z[i]);
      for (gsize i = 0; i < n; i++)
        y[i] = z[i] - largest;
      td_kernels ()->exp (y, y, n);
      for (gsize i = 0; i < n; i++)
        sum += y[i];
      td_kernels ()->scale (y, n, 1 / sum);
    }
}

/* dz_i = y_i (dy_i - Σ_j y_j dy_j) */
static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize n = node->output_width;
  const float *y = pass->values[node->output] + first * n;
  const float *delta = pass->deltas[node->output] + first * n;
  float *below = pass->deltas[node->inputs[0]] + first * n;

  if (!node->wants_delta[0])
    return;
  for (gsize row = first; row < last; row++, y += n, delta += n, below += n)
    {
      float mean = td_kernels ()->dot (y, delta, n);

      for (gsize i = 0; i < n; i++)
        below[i] = (node->accumulate[0] ? below[i] : 0) + y[i] * (delta[i] - mean);
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_softmax (TdGraph *graph, const TdPlace *place, guint logits)
{
  TdNode node = { .op = &op, .n_inputs = 1, .inputs = { logits }, .task = place->task };

  return td_graph_add_node (graph, &node, graph->values[logits].shape, NULL);
}
