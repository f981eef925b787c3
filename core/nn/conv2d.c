/* conv2d.c — small filters that slide over an image: y = f(x * W + b).
 *
 * Cross-correlation as in PyTorch, with weights (filters, channels, size, size) in memory and in
 * files. Images have the lane layout. Blocks of the batch are cut for forward and backward, filters
 * and taps for the gradient, which sums over the whole batch.
 *
 * A max-pooling of 2 x 2 that alone reads what a rectifying convolution puts out is done along with
 * it, while sums are still in registers: the convolution's own value is then never stored, and its
 * delta is spread from the pooling's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/activation.h"
#include "core/nn/image-layer.h"
#include "core/nn/initializer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

/* Multiplications that a part of the gradient should have (some 10 µs), and parts enough for many
 * workers to share. */
#define PART_WORK 5e5
#define PARTS 16
#define TAPS_AT_ONCE 5 /* as in the kernels */
#define FILTERS_AT_ONCE 4

typedef struct
{
  TdLayerOptions common;
  gint64         channels, size, stride, padding;
  TdSpec         activation;
  TdSpec         initializer; /* absent: he-normal after relu-like activations, else glorot-normal */
  gboolean       bias;
} Conv2d;

static const TdOption options[] = {
  { "channels", N_("Channels"), N_("How many filters look at the image; each makes one channel."),
    TD_INTEGER, .offset = G_STRUCT_OFFSET (Conv2d, channels), .minimum = 1, .maximum = 65536,
    .number = 16, .steps = TD_STEPS_DOUBLING },
  { "size", N_("Size"), N_("Width and height of a filter, in pixels."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Conv2d, size), .minimum = 1, .maximum = 64, .number = 3 },
  { "stride", N_("Stride"), N_("How many pixels a filter moves from one output to the next."),
    TD_INTEGER, .offset = G_STRUCT_OFFSET (Conv2d, stride), .minimum = 1, .maximum = 64,
    .number = 1 },
  { "padding", N_("Padding"), N_("How many pixels of zeros are put around the image."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Conv2d, padding), .minimum = 0, .maximum = 64, .number = 0 },
  { "activation", N_("Activation"), N_("The function applied to each output."), TD_KIND,
    .offset = G_STRUCT_OFFSET (Conv2d, activation), .text = "relu", .family = &td_activations },
  { "initializer", N_("Initialization"),
    N_("How the weights start; when left out, He normal after ReLU and its kin, else Glorot normal."),
    TD_KIND, .offset = G_STRUCT_OFFSET (Conv2d, initializer), .family = &td_initializers },
  { "bias", N_("Bias"), N_("Adds a learned number to each output."), TD_BOOLEAN,
    .offset = G_STRUCT_OFFSET (Conv2d, bias), .number = 1 },
  TD_LAYER_COMMON_OPTIONS (Conv2d),
  { NULL },
};

typedef struct
{
  TdConvolution           shape;     /* with the border; y_block is that of the own value */
  gsize                   padding;
  const TdActivationKind *activation;
  gconstpointer           activation_options;
  gboolean                has_bias;
  gboolean                trainable; /* not frozen */
  const TdPooling        *pooling;   /* done along; NULL: none */
  guint                   pooled;    /* its value */
} Detail;

/* Scratch of one row: the input with its border, if any; then what the activation's derivative
 * needs, or which pixels won. */
static gsize
border_floats (const Detail *detail)
{
  const TdConvolution *shape = &detail->shape;

  return detail->padding > 0 ? shape->channels * shape->height * shape->width : 0;
}

/* Floats from one block of inputs to the next. */
static gsize
input_block (const TdGraph *graph, const TdNode *node)
{
  const Detail *detail = node->detail;

  return TD_LANES * (detail->padding > 0 ? node->scratch : graph->values[node->inputs[0]].width);
}

static float *
scratch_at (const TdPass *pass, const TdNode *node, gsize first)
{
  return pass->scratch[node - pass->graph->nodes] + first * node->scratch;
}

static gsize
count_blocks (gsize rows)
{
  return (rows + TD_LANES - 1) / TD_LANES;
}

/* The images of rows @first on, with their border. */
static const float *
bordered (const TdPass *pass, const TdNode *node, gsize first)
{
  const Detail *detail = node->detail;

  return detail->padding > 0 ? scratch_at (pass, node, first)
                             : pass->values[node->inputs[0]] + first * node->input_width;
}

/* Copies rows of pixels into the border, which is zero. */
static void
add_border (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  const TdConvolution *shape = &detail->shape;
  gsize p = detail->padding, height = shape->height - 2 * p, width = shape->width - 2 * p;
  const float *from = pass->values[node->inputs[0]] + first * node->input_width;
  float *to = scratch_at (pass, node, first);

  for (gsize b = 0; b < count_blocks (last - first); b++, to += shape->x_block)
    for (gsize c = 0; c < shape->channels; c++)
      for (gsize y = 0; y < height; y++, from += width * TD_LANES)
        memcpy (to + ((c * shape->height + y + p) * shape->width + p) * TD_LANES, from,
                width * TD_LANES * sizeof (float));
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  const float *bias = detail->has_bias ? pass->parameters + node->offsets[1] : NULL;
  const float *weights = pass->parameters + node->offsets[0];
  gsize n_blocks = count_blocks (last - first);
  TdConvolution shape = detail->shape;
  float *inner = scratch_at (pass, node, first) + border_floats (detail) * TD_LANES;
  guint output = detail->pooling != NULL ? detail->pooled : node->output;
  const TdValue *value = &pass->graph->values[output];
  float *y = pass->values[output] + first * value->width;
  gboolean keeps_input = detail->activation->needs_input;

  if (detail->padding > 0)
    add_border (pass, node, first, last);
  shape.y_block = keeps_input ? node->scratch * TD_LANES : value->width * TD_LANES;
  td_kernels ()->convolve (&shape, bordered (pass, node, first), weights, bias,
                           detail->activation->rectifies, keeps_input ? inner : y,
                           detail->pooling != NULL ? inner : NULL, node->scratch * TD_LANES,
                           n_blocks);
  if (detail->activation->forward == NULL || detail->activation->rectifies)
    return;
  for (gsize b = 0; b < n_blocks; b++)
    detail->activation->forward (detail->activation_options,
                                 keeps_input ? inner + b * node->scratch * TD_LANES
                                             : y + b * value->width * TD_LANES,
                                 y + b * value->width * TD_LANES, value->width * TD_LANES);
}

/* The delta of the own value, of which so far only what follows from it is known. */
static void
spread (const TdPass *pass, const TdNode *node, gsize first, gsize n_blocks)
{
  const Detail *detail = node->detail;
  gsize pooled = pass->graph->values[detail->pooled].width, at = first * pooled;
  const float *winners = scratch_at (pass, node, first) + border_floats (detail) * TD_LANES;

  if (detail->activation->rectifies)
    td_kernels ()->relu_back (pass->values[detail->pooled] + at, pass->deltas[detail->pooled] + at,
                              n_blocks * pooled * TD_LANES);
  td_kernels ()->unpool_max (detail->pooling, pass->deltas[detail->pooled] + at, winners,
                             node->scratch * TD_LANES,
                             pass->deltas[node->output] + first * node->output_width, FALSE,
                             n_blocks);
}

static void
derive_activation (const TdPass *pass, const TdNode *node, gsize first, gsize n_blocks)
{
  const Detail *detail = node->detail;
  gboolean keeps_input = detail->activation->needs_input;
  gsize n = node->output_width * TD_LANES, step = keeps_input ? node->scratch * TD_LANES : n;
  const float *inner = keeps_input
                         ? scratch_at (pass, node, first) + border_floats (detail) * TD_LANES
                         : pass->values[node->output] + first * node->output_width;
  float *delta = pass->deltas[node->output] + first * node->output_width;

  for (gsize b = 0; b < n_blocks; b++)
    detail->activation->backward (detail->activation_options, inner + b * step, delta + b * n, n);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize n_blocks = count_blocks (last - first);

  if (detail->pooling != NULL)
    spread (pass, node, first, n_blocks);
  else if (detail->activation->backward != NULL)
    derive_activation (pass, node, first, n_blocks);
  if (node->wants_delta[0])
    td_kernels ()->convolve_back (&detail->shape,
                                  pass->deltas[node->output] + first * node->output_width,
                                  pass->parameters + node->offsets[0], detail->padding,
                                  pass->deltas[node->inputs[0]] + first * node->input_width,
                                  node->input_width * TD_LANES, node->accumulate[0], n_blocks);
}

/* How the gradient is cut: by groups of filters, and by taps when there are too few of these. */
typedef struct
{
  gsize by_filters, by_taps;
} Cut;

static gsize
count_groups (const TdConvolution *shape)
{
  return (shape->filters + FILTERS_AT_ONCE - 1) / FILTERS_AT_ONCE;
}

static Cut
cut_gradient (const TdConvolution *shape, gsize rows)
{
  gsize n_taps = shape->channels * shape->size * shape->size, n_groups = count_groups (shape);
  double work = (double) shape->filters * n_taps * shape->out_height * shape->out_width * rows;
  double n_parts = MAX (work / PART_WORK, 1);
  Cut cut = { MIN (n_parts, n_groups), 1 };

  if (cut.by_filters == n_groups)
    cut.by_taps = CLAMP (MIN (n_parts, PARTS) / n_groups, 1,
                         (n_taps + TAPS_AT_ONCE - 1) / TAPS_AT_ONCE);
  return cut;
}

static guint
n_parts (const TdGraph *graph, const TdNode *node, gsize rows)
{
  Cut cut = cut_gradient (&((const Detail *) node->detail)->shape, rows);

  return cut.by_filters * cut.by_taps;
}

static void
gradient (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  const Detail *detail = node->detail;
  const TdConvolution *shape = &detail->shape;
  Cut cut = cut_gradient (shape, pass->rows);
  gsize n_groups = count_groups (shape), n_taps = shape->channels * shape->size * shape->size;
  gsize by_filters = part / cut.by_taps, by_taps = part % cut.by_taps;
  gsize first = FILTERS_AT_ONCE * (n_groups * by_filters / cut.by_filters);
  gsize last = MIN (FILTERS_AT_ONCE * (n_groups * (by_filters + 1) / cut.by_filters),
                    shape->filters);
  const float *delta = pass->deltas[node->output];
  gsize n_blocks = count_blocks (pass->rows);

  if (!detail->trainable)
    return;
  td_kernels ()->convolve_gradient (shape, bordered (pass, node, 0), delta, n_blocks, first, last,
                                    n_taps * by_taps / cut.by_taps,
                                    n_taps * (by_taps + 1) / cut.by_taps,
                                    pass->gradients + node->offsets[0]);
  if (detail->has_bias && by_taps == 0)
    td_kernels ()->sum_planes (delta, shape->filters, shape->out_height * shape->out_width,
                               n_blocks, first, last, pass->gradients + node->offsets[1]);
}

/* Called when the graph is done: does @reader's work along if that is what it can do. */
static gboolean
absorb (TdGraph *graph, TdNode *node, const TdNode *reader)
{
  Detail *detail = (Detail *) node->detail; /* the graph's own, made below */
  const TdPooling *pooling = td_node_max_pooling (reader);

  if (pooling == NULL || pooling->size != 2 || pooling->stride != 2
      || (detail->activation->forward != NULL && !detail->activation->rectifies))
    return FALSE;
  detail->pooling = pooling;
  detail->pooled = reader->output;
  node->scratch += graph->values[reader->output].width;
  detail->shape.x_block = input_block (graph, node);
  return TRUE;
}

static const TdOp op = { .forward = forward, .backward = backward, .gradient = gradient,
                         .n_parts = n_parts, .absorb = absorb };

static void
add_tensors (TdGraph *graph, TdNode *node, const Conv2d *conv, const TdPlace *place)
{
  const TdConvolution *shape = &((const Detail *) node->detail)->shape;
  gsize area = shape->size * shape->size;
  g_autofree char *id = g_strconcat (conv->common.id, place->copy, NULL);
  g_autofree char *weight = g_strconcat (place->name, ".weight", NULL);
  g_autofree char *bias = g_strconcat (place->name, ".bias", NULL);
  const TdActivationKind *activation = (const TdActivationKind *) conv->activation.kind;
  const TdSpec *initializer = conv->initializer.kind != NULL
                                ? &conv->initializer
                                : td_initializer_default (activation->relu_like);
  const TdTensor tensor = { .id = id, .role = (char *) "weight", .name = weight, .n_dims = 4,
                            .dims = { shape->filters, shape->channels, shape->size, shape->size },
                            .trainable = !conv->common.frozen && !place->frozen, .penalized = TRUE,
                            .l2 = conv->common.l2, .task = place->task };

  td_graph_add_tensor (graph, node, &tensor, initializer, shape->channels * area,
                       shape->filters * area);
  if (conv->bias)
    td_graph_add_tensor (graph, node,
                         &(TdTensor) { .id = id, .role = (char *) "bias", .name = bias, .n_dims = 1,
                                       .dims = { shape->filters }, .trainable = !conv->common.frozen && !place->frozen,
                                       .l2 = -1, .task = place->task },
                         NULL, shape->channels * area, shape->filters * area);
}

static gboolean
check (const Conv2d *conv, const TdShape *in, gboolean is_image, const TdPlace *place, GError **error)
{
  double n_weights = (double) in->channels * conv->size * conv->size * conv->channels;

  if (!td_image_check (in, is_image, place, error))
    return FALSE;
  if (in->height + 2 * conv->padding < (gsize) conv->size
      || in->width + 2 * conv->padding < (gsize) conv->size)
    {
      g_set_error (error, TD_GRAPH_ERROR, 0,
                   _("%s: a %" PRId64 " x %" PRId64 " convolution needs at least %" PRId64 " x %"
                     PRId64 " pixels, but gets %zu x %zu x %zu; choose a smaller size or more padding."),
                   place->name, conv->size, conv->size, conv->size, conv->size, in->width, in->height,
                   in->channels);
      return FALSE;
    }
  if (n_weights <= TD_MAX_WEIGHTS)
    return TRUE;
  g_set_error (error, TD_GRAPH_ERROR, 0,
               _("%s would have %.3g weights (%zu x %" PRId64 " channels of %" PRId64 " x %" PRId64
                 "), but a layer may have at most %.3g; choose fewer channels."),
               place->name, n_weights, in->channels, conv->channels, conv->size, conv->size,
               (double) TD_MAX_WEIGHTS);
  return FALSE;
}

static Detail
new_detail (const Conv2d *conv, const TdShape *in)
{
  TdConvolution shape = {
    .channels = in->channels, .height = in->height + 2 * conv->padding,
    .width = in->width + 2 * conv->padding,
    .filters = conv->channels, .size = conv->size, .stride = conv->stride,
  };

  shape.out_height = (shape.height - shape.size) / shape.stride + 1;
  shape.out_width = (shape.width - shape.size) / shape.stride + 1;
  shape.y_block = shape.filters * shape.out_height * shape.out_width * TD_LANES;
  return (Detail) { .shape = shape, .padding = conv->padding,
                    .activation = (const TdActivationKind *) conv->activation.kind,
                    .activation_options = conv->activation.options,
                    .has_bias = conv->bias, .trainable = !conv->common.frozen };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
       GError **error)
{
  const Conv2d *conv = data;
  TdShape in = graph->values[input].shape;
  TdNode node = { .op = &op, .options = data, .n_inputs = 1, .task = place->task };
  Detail *detail;

  if (!check (conv, &in, graph->values[input].lanes, place, error))
    return FALSE;
  node.inputs[0] = td_graph_to_lanes (graph, input);
  node.detail = detail = g_new (Detail, 1);
  *detail = new_detail (conv, &in);
  detail->trainable = detail->trainable && !place->frozen;
  node.scratch = border_floats (detail)
                 + (detail->activation->needs_input ? detail->shape.y_block / TD_LANES : 0);
  detail->shape.x_block = input_block (graph, &node);
  add_tensors (graph, &node, conv, place);
  *output = td_graph_add_node (graph, &node,
                               (TdShape) { detail->shape.filters, detail->shape.out_height,
                                           detail->shape.out_width }, detail);
  return TRUE;
}

gboolean
td_layers_build_pointwise (TdGraph *graph, const TdLinear *linear, const TdPlace *place, guint input,
                           guint *output, GError **error)
{
  Conv2d *conv = td_graph_keep (graph, g_new0 (Conv2d, 1));

  conv->common.id = td_graph_keep (graph, g_strdup (linear->id));
  conv->common.l2 = -1;
  conv->channels = (gint64) linear->n_outputs;
  conv->size = conv->stride = 1;
  conv->bias = linear->has_bias;
  if (linear->activation != NULL)
    conv->activation = *linear->activation;
  else
    conv->activation.kind = td_family_find (&td_activations, "identity");
  if (linear->initializer != NULL)
    conv->initializer = *linear->initializer;
  return build (graph, conv, place, input, output, error);
}

const TdLayerKind td_layer_conv2d = {
  .kind = { .id = "conv2d",
            .title = N_("Convolution"),
            .summary = N_("Small filters slide over the image; each makes a channel of what it finds."),
            .paper = "LeCun, Bottou, Bengio & Haffner, 1998, Proceedings of the IEEE 86:2278–2324",
            .options = options,
            .options_size = sizeof (Conv2d) },
  .brief = N_("Conv"),
  .window = "size",
  .begins_stage = TRUE,
  .build = build,
};
