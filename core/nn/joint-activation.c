/* joint-activation.c — an activation by itself, where a layer of its own stands before it: a norm in
 * a mask.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"
#include "core/nn/joints.h"

#include <string.h>

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const TdSpec *activation = node->options;
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);

  ((const TdActivationKind *) activation->kind)
    ->forward (activation->options, pass->values[node->inputs[0]] + begin,
               pass->values[node->output] + begin, n);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const TdSpec *activation = node->options;
  const TdActivationKind *kind = (const TdActivationKind *) activation->kind;
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);
  guint kept = kind->needs_input ? node->inputs[0] : node->output;
  float *delta = pass->deltas[node->output] + begin;
  float *below = pass->deltas[node->inputs[0]] + begin;

  if (!node->wants_delta[0])
    return;
  kind->backward (activation->options, pass->values[kept] + begin, delta, n);
  if (node->accumulate[0])
    td_kernels ()->axpy (below, delta, n, 1);
  else
    memcpy (below, delta, n * sizeof *below);
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_activation (TdGraph *graph, const TdSpec *activation, const TdPlace *place, guint value)
{
  TdNode node = { .op = &op, .options = activation, .n_inputs = 1, .inputs = { value },
                  .task = place->task };

  return td_graph_add_node (graph, &node, graph->values[value].shape, NULL);
}
