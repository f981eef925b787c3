/* layer-norm.c — centers and scales every row over all its features.
 *
 * y = (x - μ) / sqrt (σ² + ε) γ + β, where μ and σ² are a row's own, in training and outside of it;
 * γ and β have the shape of the row. Backward: (δ γ - mean (δ γ) - x̂ mean (δ γ x̂)) / σ. A row's μ
 * and 1 / σ are kept for the way back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/norm.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define COLUMNS 32 /* a row is summed as a matrix of so many, by blocks */

typedef struct
{
  TdLayerOptions common;
  double         epsilon;
} LayerNorm;

static const TdOption options[] = {
  TD_NORM_COMMON_OPTIONS (LayerNorm, N_("Its weights stay as they are.")),
  { NULL },
};

enum { WEIGHT, BIAS };

/* μ and 1 / σ of each row: (rows, 2). */
static float *
scales_of (const TdPass *pass, const TdNode *node)
{
  return pass->scratch[node - pass->graph->nodes];
}

static double
add_up (const double *parts)
{
  double sum = 0;

  for (guint c = 0; c < COLUMNS; c++)
    sum += parts[c];
  return sum;
}

static void
measure (const float *x, gsize n, double epsilon, float *scale)
{
  const TdNormKernels *kernels = td_kernels ()->norm;
  gsize rows = n / COLUMNS, rest = n % COLUMNS;
  double sums[COLUMNS] = { 0 }, squares[COLUMNS] = { 0 };
  float center[COLUMNS];

  kernels->column_sums (x, rows, COLUMNS, COLUMNS, sums);
  kernels->column_sums (x + rows * COLUMNS, 1, rest, rest, sums);
  scale[0] = add_up (sums) / n;
  for (guint c = 0; c < COLUMNS; c++)
    center[c] = scale[0];
  kernels->column_squares (x, rows, COLUMNS, COLUMNS, center, squares);
  kernels->column_squares (x + rows * COLUMNS, 1, rest, rest, center, squares);
  scale[1] = 1 / sqrt (add_up (squares) / n + epsilon);
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const LayerNorm *norm = node->options;
  const float *weight = pass->parameters + node->offsets[WEIGHT];
  const float *bias = pass->parameters + node->offsets[BIAS];
  gsize n = node->output_width;

  for (gsize row = first; row < last; row++)
    {
      const float *x = pass->values[node->inputs[0]] + row * n;
      float *scale = scales_of (pass, node) + 2 * row;

      measure (x, n, norm->epsilon, scale);
      td_kernels ()->norm->row_normal (x, pass->values[node->output] + row * n, n, scale[0],
                                       scale[1], weight, bias);
    }
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const float *weight = pass->parameters + node->offsets[WEIGHT];
  gsize n = node->output_width;

  for (gsize row = first; node->wants_delta[0] && row < last; row++)
    {
      const float *x = pass->values[node->inputs[0]] + row * n;
      const float *delta = pass->deltas[node->output] + row * n;
      const float *scale = scales_of (pass, node) + 2 * row;
      double sum, product;
      float with[4];

      td_kernels ()->norm->row_products (delta, x, n, scale[0], weight, &sum, &product);
      with[0] = scale[0];
      with[1] = scale[1];
      with[2] = sum / n;
      with[3] = product / n * scale[1] * scale[1];
      td_kernels ()->norm->row_back (delta, x, pass->deltas[node->inputs[0]] + row * n, n, weight,
                                     with, node->accumulate[0]);
    }
}

static guint
n_parts (const TdGraph *graph, const TdNode *node, gsize rows)
{
  return td_gradient_parts (node->output_width, 8, rows);
}

static gsize
part_start (gsize n, guint part, guint parts)
{
  return part == parts ? n : n * part / parts / COLUMNS * COLUMNS;
}

static void
gradient (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  gsize n = node->output_width;
  gsize first = part_start (n, part, parts), last = part_start (n, part + 1, parts);

  td_kernels ()->norm->row_gradient (pass->deltas[node->output] + first,
                                     pass->values[node->inputs[0]] + first, pass->rows,
                                     last - first, n, scales_of (pass, node),
                                     pass->gradients + node->offsets[WEIGHT] + first,
                                     pass->gradients + node->offsets[BIAS] + first);
}

static const TdOp op = { .forward = forward, .backward = backward, .gradient = gradient,
                         .n_parts = n_parts };
static const TdOp locked_op = { .forward = forward, .backward = backward };

/* PyTorch's shape: that of the row, without dimensions that a vector doesn't have. */
static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint from, guint *output,
       GError **error)
{
  const LayerNorm *norm = data;
  TdShape shape = graph->values[from].shape;
  const gsize dims[] = { shape.channels, shape.height, shape.width };
  gboolean locked = norm->common.frozen || place->frozen;
  TdNode node = { .op = locked ? &locked_op : &op, .options = data, .n_inputs = 1,
                  .inputs = { td_graph_to_rows (graph, from) }, .scratch = 2,
                  .task = place->task };

  td_norm_add_weights (graph, &node, &norm->common, place,
                       shape.height * shape.width > 1 ? G_N_ELEMENTS (dims) : 1, dims);
  *output = td_graph_add_node (graph, &node, shape, NULL);
  return TRUE;
}

const TdLayerKind td_layer_layer_norm = {
  .kind = { .id = "layer-norm",
            .title = N_("Layer normalization"),
            .summary = N_("Centers and scales every sample over all its features."),
            .paper = "Ba, Kiros & Hinton, 2016, arXiv:1607.06450",
            .options = options,
            .options_size = sizeof (LayerNorm) },
  .brief = N_("Layer norm"),
  .build = build,
};
