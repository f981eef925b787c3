/* dense.c — y = f(x W + b), and the implied output layer of every head.
 *
 * W is held (inputs, units), so that a row of x meets rows of W; files have PyTorch's (units,
 * inputs). Rows of the batch are cut for forward and backward, rows of W for its gradient, which
 * sums over the whole batch: every number comes from the same operations whoever computes it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/blas.h"
#include "core/math/kernels.h"
#include "core/nn/activation.h"
#include "core/nn/gram-rows.h"
#include "core/nn/initializer.h"
#include "core/nn/layer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  TdLayerOptions common;
  gint64         units;
  TdSpec         activation;
  TdSpec         initializer; /* absent: he-normal after relu-like activations, else glorot-normal */
  gboolean       bias;
} Dense;

static const TdOption options[] = {
  { "units", N_("Units"), N_("How many numbers the layer puts out."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Dense, units), .minimum = 1, .maximum = 1e6, .number = 64,
    .steps = TD_STEPS_DOUBLING },
  { "activation", N_("Activation"), N_("The function applied to each output."), TD_KIND,
    .offset = G_STRUCT_OFFSET (Dense, activation), .text = "relu", .family = &td_activations },
  { "initializer", N_("Initialization"),
    N_("How the weights start; when left out, He normal after ReLU and its kin, else Glorot normal."),
    TD_KIND, .offset = G_STRUCT_OFFSET (Dense, initializer), .family = &td_initializers },
  { "bias", N_("Bias"), N_("Adds a learned number to each output."), TD_BOOLEAN,
    .offset = G_STRUCT_OFFSET (Dense, bias), .number = 1 },
  TD_LAYER_COMMON_OPTIONS (Dense),
  { NULL },
};

typedef struct
{
  const TdActivationKind *activation; /* NULL: none */
  gconstpointer           activation_options;
  gboolean                has_bias;
  gboolean                trainable; /* not frozen */
} Detail;

/* Where x of f(x) is: kept beside y when the derivative needs it. */
static float *
before_activation (const TdPass *pass, const TdNode *node)
{
  return node->scratch > 0 ? pass->scratch[node - pass->graph->nodes] : pass->values[node->output];
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize n_in = node->input_width, n_out = node->output_width, rows = last - first;
  const float *x = pass->values[node->inputs[0]] + first * n_in;
  float *z = before_activation (pass, node) + first * n_out;
  float *y = pass->values[node->output] + first * n_out;

  td_product (&(TdProduct) { .m = rows, .n = n_out, .k = n_in, .a = x, .lda = n_in,
                             .b = pass->parameters + node->offsets[0], .ldb = n_out,
                             .bias = detail->has_bias ? pass->parameters + node->offsets[1] : NULL,
                             .c = z, .ldc = n_out });
  if (detail->activation != NULL && detail->activation->forward != NULL)
    detail->activation->forward (detail->activation_options, z, y, rows * n_out);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize n_in = node->input_width, n_out = node->output_width, rows = last - first;
  float *delta = pass->deltas[node->output] + first * n_out;

  if (detail->activation != NULL && detail->activation->backward != NULL)
    detail->activation->backward (detail->activation_options,
                                  before_activation (pass, node) + first * n_out, delta,
                                  rows * n_out);
  if (node->wants_delta[0])
    td_product (&(TdProduct) { .m = rows, .n = n_in, .k = n_out, .a = delta, .lda = n_out,
                               .b = pass->parameters + node->offsets[0], .ldb = n_out,
                               .b_transposed = TRUE, .add = node->accumulate[0],
                               .c = pass->deltas[node->inputs[0]] + first * n_in, .ldc = n_in });
}

static guint
n_parts (const TdGraph *graph, const TdNode *node, gsize rows)
{
  return td_gradient_parts (node->input_width, node->output_width, rows);
}

/* Rows of W on whole multiples of 16, so that every part but the last has the same alignment. */
static gsize
part_start (gsize n_in, guint part, guint parts)
{
  return part == parts ? n_in : n_in * part / parts / 16 * 16;
}

static void
gradient (const TdPass *pass, const TdNode *node, guint part, guint parts)
{
  const Detail *detail = node->detail;
  gsize n_in = node->input_width, n_out = node->output_width;
  gsize first = part_start (n_in, part, parts), last = part_start (n_in, part + 1, parts);
  const float *delta = pass->deltas[node->output];

  if (!detail->trainable)
    return;
  td_product (&(TdProduct) { .m = last - first, .n = n_out, .k = pass->rows,
                             .a = pass->values[node->inputs[0]] + first, .lda = n_in,
                             .a_transposed = TRUE, .b = delta, .ldb = n_out,
                             .c = pass->gradients + node->offsets[0] + first * n_out,
                             .ldc = n_out });
  if (part == 0 && detail->has_bias)
    td_kernels ()->sum_rows (delta, pass->rows, n_out, n_out, pass->gradients + node->offsets[1]);
}

static guint
n_gram_parts (const TdGraph *graph, const TdNode *node, gsize rows, guint n)
{
  return td_gram_rows_pays (node->input_width, node->output_width, rows, n)
           ? td_gram_rows_parts (rows) : 0;
}

static gsize
gram_scratch (const TdGraph *graph, const TdNode *node, gsize rows, guint n)
{
  return td_gram_rows_scratch (node->output_width, rows, n);
}

static void
add_gram (const TdPass *pass, const TdNode *node, const float *const *deltas, guint n, guint part,
          guint n_parts, float *scratch, double *half)
{
  const Detail *detail = node->detail;
  const TdGramRows rows = { pass->values[node->inputs[0]], node->input_width, node->output_width,
                            pass->rows, detail->has_bias };

  td_gram_rows_add (&rows, deltas, n, part, n_parts, scratch, half);
}

static const TdGramOp gram = { n_gram_parts, gram_scratch, add_gram };
static const TdOp op = { .forward = forward, .backward = backward, .gradient = gradient,
                         .n_parts = n_parts, .gram = &gram };

/* What the public build functions have in common; @layer has the id, lock and penalty. */
static guint
add_dense (TdGraph *graph, const TdLayerOptions *layer, const TdPlace *place, guint from,
           gsize n_out, Detail *detail, const TdSpec *initializer, char **pieces,
           gconstpointer node_options)
{
  guint input = td_graph_to_rows (graph, from);
  gsize n_in = graph->values[input].width;
  g_autofree char *id = g_strconcat (layer->id, place->copy, NULL);
  g_autofree char *weight = g_strconcat (place->name, ".weight", NULL);
  g_autofree char *bias = g_strconcat (place->name, ".bias", NULL);
  gboolean trainable = !layer->frozen && !place->frozen;
  gboolean keeps_input = detail->activation != NULL && detail->activation->needs_input;
  TdNode node = { .op = &op, .options = node_options, .n_inputs = 1, .inputs = { input },
                  .task = place->task, .scratch = keeps_input ? n_out : 0 };

  td_graph_add_tensor (graph, &node,
                       &(TdTensor) { .id = id, .role = (char *) "weight", .name = weight, .n_dims = 2,
                                     .dims = { n_out, n_in }, .transposed = TRUE,
                                     .trainable = trainable, .penalized = TRUE,
                                     .l2 = layer->l2, .task = place->task, .pieces = pieces },
                       initializer, n_in, n_out);
  if (detail->has_bias)
    td_graph_add_tensor (graph, &node,
                         &(TdTensor) { .id = id, .role = (char *) "bias", .name = bias, .n_dims = 1,
                                       .dims = { n_out }, .trainable = trainable, .l2 = -1,
                                       .task = place->task },
                         NULL, n_in, n_out);
  return td_graph_add_node (graph, &node, (TdShape) { n_out, 1, 1 },
                            g_memdup2 (detail, sizeof *detail));
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
       GError **error)
{
  const Dense *dense = data;
  const TdActivationKind *activation = (const TdActivationKind *) dense->activation.kind;
  Detail detail = { activation, dense->activation.options, dense->bias, !dense->common.frozen && !place->frozen };
  const TdSpec *initializer = dense->initializer.kind != NULL
                                ? &dense->initializer
                                : td_initializer_default (activation->relu_like);
  double n_weights = (double) graph->values[input].width * dense->units;

  if (n_weights > TD_MAX_WEIGHTS)
    {
      g_set_error (error, TD_GRAPH_ERROR, 0,
                   _("%s would have %.3g weights (%zu inputs x %" PRId64
                     " units), but a layer may have at most %.3g; choose fewer units."),
                   place->name, n_weights, graph->values[input].width, dense->units,
                   (double) TD_MAX_WEIGHTS);
      return FALSE;
    }
  *output = add_dense (graph, &dense->common, place, input, dense->units, &detail, initializer, NULL,
                       data);
  return TRUE;
}

guint
td_layers_build_linear (TdGraph *graph, const TdLinear *linear, const TdPlace *place, guint input)
{
  const TdSpec *activation = linear->activation;
  const TdActivationKind *kind = activation != NULL ? (const TdActivationKind *) activation->kind
                                                    : NULL;
  TdLayerOptions layer = { .id = (char *) linear->id, .l2 = -1 };
  Detail detail = { kind, activation != NULL ? activation->options : NULL, linear->has_bias,
                    !place->frozen };
  const TdSpec *initializer = linear->initializer != NULL
                                ? linear->initializer
                                : td_initializer_default (kind != NULL && kind->relu_like);

  return add_dense (graph, &layer, place, input, linear->n_outputs, &detail, initializer,
                    linear->pieces, NULL);
}

guint
td_layers_build_output (TdGraph *graph, const char *id, const TdPlace *place, guint input,
                        gsize n_outputs)
{
  const TdLinear linear = { id, n_outputs, TRUE, NULL, NULL };

  return td_layers_build_linear (graph, &linear, place, input);
}

const TdLayerKind td_layer_dense = {
  .kind = { .id = "dense",
            .title = N_("Dense"),
            .summary = N_("Every output is a weighted sum of all inputs, then an activation."),
            .options = options,
            .options_size = sizeof (Dense) },
  .begins_stage = TRUE,
  .build = build,
};
