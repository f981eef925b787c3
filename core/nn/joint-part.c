/* joint-part.c — one of several equal pieces of each row, such as a task's output of a stitch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/joints.h"

#include <string.h>

typedef struct
{
  guint part;
} Detail;

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize block = td_value_block (&pass->graph->values[node->output]);
  gsize whole = node->input_width * block, piece = node->output_width * block;
  const float *x = pass->values[node->inputs[0]] + detail->part * piece;
  float *y = pass->values[node->output];

  for (gsize b = first / block; b * block < last; b++)
    memcpy (y + b * piece, x + b * whole, piece * sizeof (float));
}

/* Other pieces of the row are others' to add to; the first of them sets all to zero. */
static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize block = td_value_block (&pass->graph->values[node->output]);
  gsize whole = node->input_width * block, piece = node->output_width * block;
  const float *delta = pass->deltas[node->output];
  float *below = pass->deltas[node->inputs[0]];

  if (!node->wants_delta[0])
    return;
  for (gsize b = first / block; b * block < last; b++)
    {
      if (!node->accumulate[0])
        memset (below + b * whole, 0, whole * sizeof (float));
      td_kernels ()->axpy (below + b * whole + detail->part * piece, delta + b * piece, piece, 1);
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_joint_part (TdGraph *graph, const TdPlace *place, guint value, guint part, guint n_parts)
{
  TdNode node = { .op = &op, .n_inputs = 1, .inputs = { value }, .task = place->task };
  TdShape shape = graph->values[value].shape;
  Detail *detail = g_new0 (Detail, 1);

  g_assert (shape.channels % n_parts == 0 && part < n_parts);
  shape.channels /= n_parts;
  detail->part = part;
  return td_graph_add_node (graph, &node, shape, detail);
}
