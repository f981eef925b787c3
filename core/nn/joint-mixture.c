/* joint-mixture.c — values added up, each by its row's share.
 *
 * Input 0 holds the shares (rows, n), the others the n values, which are taken by rows: a share is
 * one row's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/joints.h"

#include <string.h>

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize width = node->output_width;
  guint n = node->n_inputs - 1;

  for (gsize row = first; row < last; row++)
    {
      const float *shares = pass->values[node->inputs[0]] + row * n;
      float *y = pass->values[node->output] + row * width;

      memset (y, 0, width * sizeof (float));
      for (guint e = 0; e < n; e++)
        if (shares[e] != 0)
          td_kernels ()->axpy (y, pass->values[node->inputs[e + 1]] + row * width, width, shares[e]);
    }
}

static void
share_backward (const TdPass *pass, const TdNode *node, gsize row, const float *delta)
{
  gsize width = node->output_width;
  guint n = node->n_inputs - 1;
  float *below = pass->deltas[node->inputs[0]] + row * n;

  for (guint e = 0; e < n; e++)
    {
      float product = td_kernels ()->dot (delta, pass->values[node->inputs[e + 1]] + row * width,
                                          width);

      below[e] = (node->accumulate[0] ? below[e] : 0) + product;
    }
}

static void
value_backward (const TdPass *pass, const TdNode *node, guint input, gsize row, const float *delta)
{
  gsize width = node->output_width;
  float share = pass->values[node->inputs[0]][row * (node->n_inputs - 1) + input - 1];
  float *below = pass->deltas[node->inputs[input]] + row * width;

  if (!node->accumulate[input])
    memset (below, 0, width * sizeof (float));
  if (share != 0)
    td_kernels ()->axpy (below, delta, width, share);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  for (gsize row = first; row < last; row++)
    {
      const float *delta = pass->deltas[node->output] + row * node->output_width;

      if (node->wants_delta[0])
        share_backward (pass, node, row, delta);
      for (guint i = 1; i < node->n_inputs; i++)
        if (node->wants_delta[i])
          value_backward (pass, node, i, row, delta);
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_mixture (TdGraph *graph, const TdPlace *place, guint shares, const guint *values, guint n)
{
  TdNode node = { .op = &op, .n_inputs = n + 1, .inputs = { shares }, .task = place->task };

  g_assert (n + 1 <= TD_NODE_MAX_INPUTS && graph->values[shares].width == n);
  for (guint e = 0; e < n; e++)
    {
      g_assert (graph->values[values[e]].width == graph->values[values[0]].width);
      node.inputs[e + 1] = td_graph_to_rows (graph, values[e]);
    }
  return td_graph_add_node (graph, &node, graph->values[values[0]].shape, NULL);
}
