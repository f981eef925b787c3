/* batch-norm.c — centers and scales every feature, or every channel of an image, over the batch.
 *
 * y = (x - μ) / sqrt (σ² + ε) γ + β. In training μ and σ² are those of the batch, over rows and
 * positions, found when all workers meet; running averages of them, with σ² unbiased, serve outside
 * of training, where the layer is locked, and for a batch of a single number per feature, which has
 * no variance. The derivative by x takes in that μ and σ² depend on it (Ioffe & Szegedy, 2015,
 * section 3): γ / σ (δ - mean (δ) - x̂ mean (δ x̂)).
 *
 * Rows are worked on by tiles of columns, the lane layout channel by channel as a matrix of eight
 * columns for each block.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/layer.h"
#include "core/nn/norm.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define TILE 64         /* columns worked on together */
#define PART_FLOATS 2e4 /* a part of a meeting is to be worth the way to it */

typedef struct
{
  TdLayerOptions common;
  double         momentum;
  double         epsilon;
} BatchNorm;

static const TdOption options[] = {
  { "momentum", N_("Momentum"),
    N_("What a batch counts in the running mean and variance, which serve outside of training."),
    TD_NUMBER, .offset = G_STRUCT_OFFSET (BatchNorm, momentum), .maximum = 1, .number = 0.1,
    .live = TRUE },
  TD_NORM_COMMON_OPTIONS (BatchNorm,
                          N_("Its weights and its running mean and variance stay as they are, and "
                             "training, too, uses the running ones.")),
  { NULL },
};

enum { WEIGHT, BIAS, MEAN, VARIANCE };

/* A node in a pass: sizes, and where mean and variance by channel are. */
typedef struct
{
  const TdPass *pass;
  const TdNode *node;
  gboolean      lanes;
  gsize         n_channels, n_positions;
  double        count;    /* numbers of a channel in the batch */
  gboolean      of_batch; /* whether they are normalized by the batch's own mean and variance */
} View;

/* A matrix inside a value: some rows of some columns, or a block of one channel. */
typedef struct
{
  gsize at, rows, columns, ld;
  gsize lanes; /* columns, and lanes that have no row */
} Block;

static View
look (const TdPass *pass, const TdNode *node)
{
  const TdValue *value = &pass->graph->values[node->output];
  View view = { pass, node, value->lanes, value->shape.channels,
                value->shape.height * value->shape.width, 0, FALSE };

  view.count = (double) pass->rows * view.n_positions;
  view.of_batch = pass->training && node->active && node->op->meeting != NULL && view.count > 1;
  return view;
}

/* Channels worked on together, which begin with channel @first: one image, or a tile of columns. */
static gsize
group_size (const View *view, gsize first)
{
  return view->lanes ? 1 : MIN (view->n_channels - first, TILE);
}

/* Columns of the matrices of a group. */
static gsize
n_columns (const View *view, gsize first)
{
  return view->lanes ? TD_LANES : group_size (view, first);
}

static gsize
n_blocks (const View *view, gsize n_rows)
{
  return view->lanes ? (n_rows + TD_LANES - 1) / TD_LANES : 1;
}

/* Block @index of rows @from … @to-1, of the group that begins with channel @first. */
static Block
block_at (const View *view, gsize first, gsize from, gsize to, gsize index)
{
  gsize width = view->node->output_width, row = from + index * TD_LANES;

  if (view->lanes)
    return (Block) { row * width + first * view->n_positions * TD_LANES, view->n_positions,
                     MIN (to - row, TD_LANES), TD_LANES, TD_LANES };
  return (Block) { from * width + first, to - from, group_size (view, first), width,
                   group_size (view, first) };
}

/* From numbers by channel to numbers by column: an image has one for all its lanes. */
static void
spread (const View *view, gsize first, const float *by_channel, float *by_column)
{
  for (gsize c = 0; c < n_columns (view, first); c++)
    by_column[c] = by_channel[first + (view->lanes ? 0 : c)];
}

/* Back, adding lanes up; divided by @n. */
static void
gather (const View *view, gsize first, const double *by_column, double n, float *by_channel)
{
  double sum = 0;

  for (gsize c = 0; c < n_columns (view, first); c++)
    {
      sum = by_column[c] + (view->lanes ? sum : 0);
      by_channel[first + (view->lanes ? 0 : c)] = sum / n;
    }
}

/* Mean and 1 / sqrt (variance + ε) by column. */
static void
find_scale (const View *view, gsize first, float *center, float *inverse)
{
  const BatchNorm *norm = view->node->options;
  const float *batch = view->pass->values[view->node->summary];
  const float *running = view->pass->parameters;
  const gsize *offsets = view->node->offsets;

  spread (view, first, view->of_batch ? batch : running + offsets[MEAN], center);
  spread (view, first, view->of_batch ? batch + view->n_channels : running + offsets[VARIANCE],
          inverse);
  for (gsize c = 0; c < n_columns (view, first); c++)
    inverse[c] = 1 / sqrt (MAX (inverse[c], 0) + norm->epsilon);
}

static void
measure (const View *view, gsize first)
{
  const TdNormKernels *kernels = td_kernels ()->norm;
  gsize rows = view->pass->rows;
  const float *x = view->pass->values[view->node->inputs[0]];
  float *mean = view->pass->values[view->node->summary], *variance = mean + view->n_channels;
  double sums[TILE] = { 0 }, squares[TILE] = { 0 };
  float center[TILE];

  for (gsize i = 0; i < n_blocks (view, rows); i++)
    {
      Block block = block_at (view, first, 0, rows, i);

      kernels->column_sums (x + block.at, block.rows, block.columns, block.ld, sums);
    }
  gather (view, first, sums, view->count, mean);
  spread (view, first, mean, center);
  for (gsize i = 0; i < n_blocks (view, rows); i++)
    {
      Block block = block_at (view, first, 0, rows, i);

      kernels->column_squares (x + block.at, block.rows, block.columns, block.ld, center, squares);
    }
  gather (view, first, squares, view->count, variance);
}

/* Σ δ and Σ δ x̂, which are also the derivatives by bias and weight. */
static void
derive (const View *view, gsize first)
{
  gsize rows = view->pass->rows;
  const float *x = view->pass->values[view->node->inputs[0]];
  const float *delta = view->pass->deltas[view->node->output];
  float *bias = view->pass->deltas[view->node->summary], *weight = bias + view->n_channels;
  double sums[TILE] = { 0 }, products[TILE] = { 0 };
  float center[TILE], inverse[TILE];

  find_scale (view, first, center, inverse);
  for (gsize i = 0; i < n_blocks (view, rows); i++)
    {
      Block block = block_at (view, first, 0, rows, i);

      td_kernels ()->norm->column_products (delta + block.at, x + block.at, block.rows,
                                            block.columns, block.ld, center, sums, products);
    }
  for (gsize c = 0; c < n_columns (view, first); c++)
    products[c] *= inverse[c];
  gather (view, first, sums, 1, bias);
  gather (view, first, products, 1, weight);
}

static guint
n_meeting_parts (const TdGraph *graph, const TdNode *node, gsize rows)
{
  const TdValue *value = &graph->values[node->output];
  gsize n_groups = value->lanes ? value->shape.channels : (value->width + TILE - 1) / TILE;

  return CLAMP (rows * value->width / PART_FLOATS, 1, MIN (n_groups, 64));
}

/* Calls @function for every group of channels of a part. */
static void
run_part (const TdPass *pass, const TdNode *node, guint part, guint parts,
          void (*function) (const View *view, gsize first))
{
  View view = look (pass, node);
  gsize size = view.lanes ? 1 : TILE, n = (view.n_channels + size - 1) / size;

  for (gsize group = n * part / parts; group < n * (part + 1) / parts; group++)
    function (&view, group * size);
}

static void
meet_forward (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  if (look (pass, node).of_batch)
    run_part (pass, node, part, parts, measure);
}

static void
meet_backward (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  run_part (pass, node, part, parts, derive);
}

static void
learn (const TdPass *pass, const TdNode *node, float *weights)
{
  View view = look (pass, node);
  double momentum = ((const BatchNorm *) node->options)->momentum;
  const float *mean = pass->values[node->summary], *variance = mean + view.n_channels;
  float *running_mean = weights + node->offsets[MEAN];
  float *running_variance = weights + node->offsets[VARIANCE];

  for (gsize c = 0; view.of_batch && c < view.n_channels; c++)
    {
      double unbiased = variance[c] * (view.count / (view.count - 1));

      running_mean[c] = (1 - momentum) * running_mean[c] + momentum * mean[c];
      running_variance[c] = (1 - momentum) * running_variance[c] + momentum * unbiased;
    }
}

static void
forward (const TdPass *pass, const TdNode *node, gsize from, gsize to)
{
  View view = look (pass, node);
  const float *x = pass->values[node->inputs[0]];
  float *y = pass->values[node->output];
  float center[TILE], factor[TILE], weight[TILE], offset[TILE];

  for (gsize first = 0; first < view.n_channels; first += group_size (&view, first))
    {
      find_scale (&view, first, center, factor);
      spread (&view, first, pass->parameters + node->offsets[WEIGHT], weight);
      spread (&view, first, pass->parameters + node->offsets[BIAS], offset);
      for (gsize c = 0; c < n_columns (&view, first); c++)
        factor[c] *= weight[c];
      for (gsize i = 0; i < n_blocks (&view, to - from); i++)
        {
          Block block = block_at (&view, first, from, to, i);

          td_kernels ()->norm->column_normal (x + block.at, y + block.at, block.rows, block.lanes,
                                              block.ld, center, factor, offset);
        }
    }
}

/* The lanes of the last block that have no row are to stay zero. */
static void
backward_block (const TdPass *pass, const TdNode *node, const Block *block,
                const TdNormalBack *back)
{
  float *below = pass->deltas[node->inputs[0]] + block->at;

  if (!node->accumulate[0] && block->columns < block->lanes)
    memset (below, 0, block->rows * block->ld * sizeof (float));
  td_kernels ()->norm->column_back (pass->deltas[node->output] + block->at,
                                    pass->values[node->inputs[0]] + block->at, below, block->rows,
                                    block->columns, block->ld, back, node->accumulate[0]);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize from, gsize to)
{
  View view = look (pass, node);
  float center[TILE], factor[TILE], weight[TILE], mean[TILE] = { 0 }, slope[TILE] = { 0 };
  const TdNormalBack back = { center, factor, mean, slope };

  for (gsize first = 0; node->wants_delta[0] && first < view.n_channels;
       first += group_size (&view, first))
    {
      find_scale (&view, first, center, factor);
      spread (&view, first, pass->parameters + node->offsets[WEIGHT], weight);
      if (view.of_batch)
        {
          spread (&view, first, pass->deltas[node->summary], mean);
          spread (&view, first, pass->deltas[node->summary] + view.n_channels, slope);
        }
      for (gsize c = 0; c < n_columns (&view, first); c++)
        {
          mean[c] /= view.count;
          slope[c] *= factor[c] / view.count;
          factor[c] *= weight[c];
        }
      for (gsize i = 0; i < n_blocks (&view, to - from); i++)
        {
          Block block = block_at (&view, first, from, to, i);

          backward_block (pass, node, &block, &back);
        }
    }
}

static void
gradient (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  gsize n = pass->graph->values[node->output].shape.channels;
  const float *sums = pass->deltas[node->summary];

  memcpy (pass->gradients + node->offsets[BIAS], sums, n * sizeof (float));
  memcpy (pass->gradients + node->offsets[WEIGHT], sums + n, n * sizeof (float));
}

static const TdMeetingOp meeting = { n_meeting_parts, meet_forward, meet_backward, learn };
static const TdOp op = { .forward = forward, .backward = backward, .gradient = gradient,
                         .meeting = &meeting };
static const TdOp locked_op = { .forward = forward, .backward = backward };

static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint from, guint *output,
       GError **error)
{
  const BatchNorm *norm = data;
  TdShape shape = graph->values[from].shape;
  gboolean locked = norm->common.frozen || place->frozen;
  guint input = shape.height * shape.width > 1 ? td_graph_to_lanes (graph, from) : from;
  TdNode node = { .op = locked ? &locked_op : &op, .options = data, .n_inputs = 1,
                  .inputs = { input }, .task = place->task };

  td_norm_add_weights (graph, &node, &norm->common, place, 1, &shape.channels);
  td_norm_add_statistic (graph, &node, &norm->common, place, "running_mean", shape.channels, 0);
  td_norm_add_statistic (graph, &node, &norm->common, place, "running_var", shape.channels, 1);
  if (!locked)
    td_graph_add_summary (graph, &node, 2 * shape.channels);
  *output = td_graph_add_node (graph, &node, shape, NULL);
  return TRUE;
}

const TdLayerKind td_layer_batch_norm = {
  .kind = { .id = "batch-norm",
            .title = N_("Batch normalization"),
            .summary = N_("Centers and scales every feature, or every channel of an image, over the"
                          " batch; a batch with a single number of it uses the running mean and "
                          "variance."),
            .paper = "Ioffe & Szegedy, 2015, arXiv:1502.03167",
            .options = options,
            .options_size = sizeof (BatchNorm) },
  .brief = N_("Batch norm"),
  .build = build,
};

guint
td_layers_build_batch_norm (TdGraph *graph, const char *id, const TdPlace *place, guint input)
{
  TdSpec spec;
  BatchNorm *norm;
  guint output;

  td_spec_init (&spec, &td_layer_batch_norm.kind);
  norm = td_graph_keep (graph, spec.options);
  g_free (norm->common.id);
  norm->common.id = td_graph_keep (graph, g_strdup (id));
  build (graph, norm, place, input, &output, NULL); /* it refuses nothing */
  return output;
}
