/* joint-stitch.c — the cross-stitch unit: every task's features become a mix of all tasks'.
 *
 * The weight matrix is (t, s): row t says what task t takes of each task s. Outputs lie side by
 * side in one value, so that one node owns the matrix. A group is what one weight multiplies: all
 * of a row, or a channel. Weights' gradients are cut by t, each sums over the whole batch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/initializer.h"
#include "core/nn/joints.h"

#include <string.h>

typedef struct
{
  gsize  n_groups, group; /* floats of each, in one block of rows */
  gsize  block;           /* rows */
  double own;
  TdSpec start;           /* its options are this struct */
} Detail;

/* Begins near the identity: (t, s, group). */
static void
fill (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out, gsize rows,
      gsize columns, float *weights)
{
  const Detail *detail = options;
  float rest = rows > 1 ? (1 - detail->own) / (rows - 1) : 0;

  for (gsize i = 0; i < rows * columns; i++)
    {
      gsize t = i / columns, s = i % columns / detail->n_groups;

      weights[i] = t != s ? rest : rows > 1 ? detail->own : 1;
    }
}

static const TdInitializerKind start = { .kind = { .id = "stitch" }, .fill = fill };

/* y += weights x, for all groups of one block of rows. */
static void
add_weighed (const Detail *detail, const float *weights, const float *x, float *y)
{
  if (detail->group == 1)
    {
      td_kernels ()->add_product (weights, x, y, detail->n_groups);
      return;
    }
  for (gsize g = 0; g < detail->n_groups; g++)
    td_kernels ()->axpy (y + g * detail->group, x + g * detail->group, detail->group, weights[g]);
}

static const float *
weights_of (const TdPass *pass, const TdNode *node, guint t, guint s)
{
  const Detail *detail = node->detail;

  return pass->parameters + node->offsets[0] + (t * node->n_inputs + s) * detail->n_groups;
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize block = detail->block, width = node->input_width * block;
  guint n = node->n_inputs;

  for (gsize b = first / block; b * block < last; b++)
    for (guint t = 0; t < n; t++)
      {
        float *y = pass->values[node->output] + (b * n + t) * width;

        memset (y, 0, width * sizeof (float));
        for (guint s = 0; s < n; s++)
          add_weighed (detail, weights_of (pass, node, t, s),
                       pass->values[node->inputs[s]] + b * width, y);
      }
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize block = detail->block, width = node->input_width * block;
  guint n = node->n_inputs;

  for (gsize b = first / block; b * block < last; b++)
    for (guint s = 0; s < n; s++)
      {
        float *below = pass->deltas[node->inputs[s]] + b * width;

        if (!node->wants_delta[s])
          continue;
        if (!node->accumulate[s])
          memset (below, 0, width * sizeof (float));
        for (guint t = 0; t < n; t++)
          add_weighed (detail, weights_of (pass, node, t, s),
                       pass->deltas[node->output] + (b * n + t) * width, below);
      }
}

static guint
n_parts (const TdGraph *graph, const TdNode *node, gsize rows)
{
  return node->n_inputs;
}

/* What every group of the delta of output t and of input s have in common. */
static void
derive (const TdPass *pass, const TdNode *node, guint t, guint s, float *gradients)
{
  const Detail *detail = node->detail;
  gsize width = node->input_width * detail->block, stride = node->n_inputs * width;
  gsize group = detail->group, n_blocks = (pass->rows + detail->block - 1) / detail->block;
  const float *delta = pass->deltas[node->output] + t * width;
  const float *x = pass->values[node->inputs[s]];

  memset (gradients, 0, detail->n_groups * sizeof (float));
  if (group == 1)
    for (gsize b = 0; b < n_blocks; b++)
      td_kernels ()->add_product (delta + b * stride, x + b * width, gradients, width);
  else
    for (gsize g = 0; g < detail->n_groups; g++)
      {
        double sum = 0;

        for (gsize b = 0; b < n_blocks; b++)
          sum += td_kernels ()->dot (delta + b * stride + g * group, x + b * width + g * group, group);
        gradients[g] = sum;
      }
}

static void
gradient (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  const Detail *detail = node->detail;
  guint n = node->n_inputs;

  for (guint t = n * part / parts; t < n * (part + 1) / parts; t++)
    for (guint s = 0; s < n; s++)
      derive (pass, node, t, s,
              pass->gradients + node->offsets[0] + (t * n + s) * detail->n_groups);
}

static const TdOp op = { forward, backward, gradient, n_parts };

guint
td_joint_stitch (TdGraph *graph, const TdStitch *stitch, const TdPlace *place, const guint *values,
                 guint n)
{
  TdShape shape = graph->values[values[0]].shape;
  g_autofree char *name = g_strconcat (place->name, ".weight", NULL);
  TdNode node = { .op = &op, .n_inputs = n, .task = place->task };
  TdTensor weight = { .id = (char *) stitch->id, .role = (char *) "weight", .name = name,
                      .n_dims = stitch->by_channel ? 3 : 2, .dims = { n, n, shape.channels },
                      .trainable = !place->frozen, .l2 = -1, .task = place->task,
                      .pieces = stitch->pairs };
  Detail *detail = g_new0 (Detail, 1);

  g_assert (n <= TD_NODE_MAX_INPUTS);
  for (guint s = 0; s < n; s++)
    {
      g_assert (graph->values[values[s]].width == td_shape_size (shape));
      node.inputs[s] = graph->values[values[0]].lanes ? td_graph_to_lanes (graph, values[s])
                                                      : td_graph_to_rows (graph, values[s]);
    }
  detail->n_groups = stitch->by_channel ? shape.channels : 1;
  detail->block = td_value_block (&graph->values[values[0]]);
  detail->group = td_shape_size (shape) / detail->n_groups * detail->block;
  detail->own = stitch->own;
  detail->start = (TdSpec) { &start.kind, detail };
  td_graph_add_tensor (graph, &node, &weight, &detail->start, n, n);
  shape.channels *= n;
  return td_graph_add_node (graph, &node, shape, detail);
}
