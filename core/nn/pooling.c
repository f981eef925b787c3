/* pooling.c — one number for each window of an image: the largest, or the mean.
 *
 * Windows don't reach beyond the image; pixels that no whole window covers are left out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/image-layer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  TdLayerOptions common;
  gint64         size, stride;
} Pooling;

static const TdOption options[] = {
  { "size", N_("Size"), N_("Width and height of a window, in pixels."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Pooling, size), .minimum = 1, .maximum = 64, .number = 2 },
  { "stride", N_("Stride"), N_("How many pixels lie between windows; 0: as many as one is wide."),
    TD_INTEGER, .offset = G_STRUCT_OFFSET (Pooling, stride), .minimum = 0, .maximum = 64,
    .number = 0, .usual = 1, .special = N_("As size") },
  TD_LAYER_COMMON_OPTIONS (Pooling),
  { NULL },
};

static gsize
count_blocks (gsize first, gsize last)
{
  return (last - first + TD_LANES - 1) / TD_LANES;
}

/* (rows, output width) of which pixel of its window each maximum was. */
static float *
winners_at (const TdPass *pass, const TdNode *node, gsize first)
{
  return pass->scratch[node - pass->graph->nodes] + first * node->scratch;
}

static void
max_forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  td_kernels ()->pool_max (node->detail, pass->values[node->inputs[0]] + first * node->input_width,
                           pass->values[node->output] + first * node->output_width,
                           winners_at (pass, node, first), count_blocks (first, last));
}

static void
max_backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  if (node->wants_delta[0])
    td_kernels ()->unpool_max (node->detail, pass->deltas[node->output] + first * node->output_width,
                               winners_at (pass, node, first), node->scratch * TD_LANES,
                               pass->deltas[node->inputs[0]] + first * node->input_width,
                               node->accumulate[0], count_blocks (first, last));
}

static void
average_forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  td_kernels ()->pool_average (node->detail,
                               pass->values[node->inputs[0]] + first * node->input_width,
                               pass->values[node->output] + first * node->output_width,
                               count_blocks (first, last));
}

static void
average_backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  if (node->wants_delta[0])
    td_kernels ()->unpool_average (node->detail,
                                   pass->deltas[node->output] + first * node->output_width,
                                   pass->deltas[node->inputs[0]] + first * node->input_width,
                                   node->accumulate[0], count_blocks (first, last));
}

static const TdOp max_op = { .forward = max_forward, .backward = max_backward };
static const TdOp average_op = { .forward = average_forward, .backward = average_backward };

const TdPooling *
td_node_max_pooling (const TdNode *node)
{
  return node->op == &max_op ? node->detail : NULL;
}

gboolean
td_image_check (const TdShape *shape, gboolean is_image, const TdPlace *place, GError **error)
{
  if (is_image || shape->height > 1 || shape->width > 1)
    return TRUE;
  g_set_error (error, TD_GRAPH_ERROR, 0,
               _("%s works on images, but gets %zu numbers in a row; set data.image to the image's "
                 "width, height and channels, and keep dense layers behind those for images."),
               place->name, shape->channels);
  return FALSE;
}

static gboolean
build_pooling (TdGraph *graph, const TdOp *op, gconstpointer data, const TdPlace *place, guint input,
               guint *output, GError **error)
{
  const Pooling *pooling = data;
  TdShape in = graph->values[input].shape;
  gsize size = pooling->size, stride = pooling->stride > 0 ? pooling->stride : pooling->size;
  TdNode node = { .op = op, .options = data, .n_inputs = 1, .task = place->task };
  TdPooling shape = { in.channels, in.height, in.width, size, stride, 0, 0 };

  if (!td_image_check (&in, graph->values[input].lanes, place, error))
    return FALSE;
  if (in.height < size || in.width < size)
    {
      g_set_error (error, TD_GRAPH_ERROR, 0,
                   _("%s: pooling %zu x %zu needs at least %zu x %zu pixels, but gets %zu x %zu x "
                     "%zu; choose a smaller size."),
                   place->name, size, size, size, size, in.width, in.height, in.channels);
      return FALSE;
    }
  shape.out_height = (in.height - size) / stride + 1;
  shape.out_width = (in.width - size) / stride + 1;
  node.inputs[0] = td_graph_to_lanes (graph, input);
  node.scratch = op == &max_op ? in.channels * shape.out_height * shape.out_width : 0;
  *output = td_graph_add_node (graph, &node,
                               (TdShape) { in.channels, shape.out_height, shape.out_width },
                               g_memdup2 (&shape, sizeof shape));
  return TRUE;
}

static gboolean
build_max (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
           GError **error)
{
  return build_pooling (graph, &max_op, data, place, input, output, error);
}

static gboolean
build_average (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
               GError **error)
{
  return build_pooling (graph, &average_op, data, place, input, output, error);
}

const TdLayerKind td_layer_max_pool = {
  .kind = { .id = "max-pool",
            .title = N_("Max pooling"),
            .summary = N_("Keeps the largest number of each small window: a smaller image."),
            .options = options,
            .options_size = sizeof (Pooling) },
  .brief = N_("Max pool"),
  .window = "size",
  .build = build_max,
};

const TdLayerKind td_layer_average_pool = {
  .kind = { .id = "average-pool",
            .title = N_("Average pooling"),
            .summary = N_("Takes the mean of each small window: a smaller image."),
            .options = options,
            .options_size = sizeof (Pooling) },
  .brief = N_("Mean pool"),
  .window = "size",
  .build = build_average,
};
