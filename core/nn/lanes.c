/* lanes.c — the nodes that turn a value from rows to the lane layout and back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/graph.h"

static void
rows_to_lanes (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize width = node->output_width, begin = first * width;

  td_kernels ()->rows_to_lanes (pass->values[node->inputs[0]] + begin, last - first, width,
                                pass->values[node->output] + begin, FALSE);
}

static void
rows_to_lanes_back (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize width = node->output_width, begin = first * width;

  if (node->wants_delta[0])
    td_kernels ()->lanes_to_rows (pass->deltas[node->output] + begin, last - first, width,
                                  pass->deltas[node->inputs[0]] + begin, node->accumulate[0]);
}

static void
lanes_to_rows (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize width = node->output_width, begin = first * width;

  td_kernels ()->lanes_to_rows (pass->values[node->inputs[0]] + begin, last - first, width,
                                pass->values[node->output] + begin, FALSE);
}

static void
lanes_to_rows_back (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize width = node->output_width, begin = first * width;

  if (node->wants_delta[0])
    td_kernels ()->rows_to_lanes (pass->deltas[node->output] + begin, last - first, width,
                                  pass->deltas[node->inputs[0]] + begin, node->accumulate[0]);
}

static const TdOp to_lanes = { .forward = rows_to_lanes, .backward = rows_to_lanes_back };
static const TdOp to_rows = { .forward = lanes_to_rows, .backward = lanes_to_rows_back };

/* @value in the layout it isn't in. A second reader takes what the first one had made. */
static guint
turn (TdGraph *graph, guint value, const TdOp *op)
{
  TdNode node = { .op = op, .n_inputs = 1, .inputs = { value },
                  .task = graph->values[value].task };
  guint turned = graph->values[value].twin;

  if (turned != value)
    return turned;
  turned = td_graph_add_node (graph, &node, graph->values[value].shape, NULL);
  graph->values[turned].lanes = !graph->values[value].lanes;
  graph->values[turned].twin = value;
  graph->values[value].twin = turned;
  return turned;
}

guint
td_graph_to_lanes (TdGraph *self, guint value)
{
  return self->values[value].lanes ? value : turn (self, value, &to_lanes);
}

guint
td_graph_to_rows (TdGraph *self, guint value)
{
  return self->values[value].lanes ? turn (self, value, &to_rows) : value;
}

gsize
td_value_floats (const TdValue *self, gsize first, gsize last)
{
  gsize end = self->lanes ? (last + TD_LANES - 1) / TD_LANES * TD_LANES : last;

  return (end - first) * self->width;
}

gsize
td_value_block (const TdValue *self)
{
  return self->lanes ? TD_LANES : 1;
}
