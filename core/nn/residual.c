/* residual.c — y = x + f(x), where f is a stack of layers.
 *
 * What comes out of f must have the shape of what goes in. Without layers there is no f, and y = x.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/layer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  TdLayerOptions common;
  TdSpecList     layers;
} Residual;

static const TdOption options[] = {
  { "layers", N_("Layers"),
    N_("What is added to the inputs: the layers' outputs, which must have the inputs' shape."),
    TD_KIND_LIST, .offset = G_STRUCT_OFFSET (Residual, layers), .family = &td_layers },
  { "id", N_("Id"), NULL, TD_TEXT, .offset = G_STRUCT_OFFSET (Residual, common.id), .text = "",
    .hidden = TRUE },
  { "frozen", N_("Locked"), N_("The weights of all its layers stay as they are."), TD_BOOLEAN,
    .offset = G_STRUCT_OFFSET (Residual, common.frozen) },
  { "l2", N_("L2 penalty"), N_("Has no effect here: its layers have penalties of their own."),
    TD_NUMBER, .offset = G_STRUCT_OFFSET (Residual, common.l2), .minimum = -1, .maximum = 1e6,
    .number = -1, .hidden = TRUE },
  { NULL },
};

static gsize
n_floats (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  return td_value_floats (&pass->graph->values[node->output], first, last);
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width, n = n_floats (pass, node, first, last);
  float *y = pass->values[node->output] + begin;

  memcpy (y, pass->values[node->inputs[0]] + begin, n * sizeof (float));
  td_kernels ()->axpy (y, pass->values[node->inputs[1]] + begin, n, 1);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width, n = n_floats (pass, node, first, last);
  const float *delta = pass->deltas[node->output] + begin;

  for (guint i = 0; i < node->n_inputs; i++)
    {
      float *below = pass->deltas[node->inputs[i]] + begin;

      if (!node->wants_delta[i])
        continue;
      if (node->accumulate[i])
        td_kernels ()->axpy (below, delta, n, 1);
      else
        memcpy (below, delta, n * sizeof (float));
    }
}

static const TdOp op = { .forward = forward, .backward = backward };

static gboolean
check_shapes (TdShape before, TdShape after, const TdPlace *place, GError **error)
{
  g_autofree char *in = NULL, *out = NULL;

  if (memcmp (&before, &after, sizeof before) == 0)
    return TRUE;
  in = td_shape_dup_text (before);
  out = td_shape_dup_text (after);
  g_set_error (error, TD_GRAPH_ERROR, 0,
               _("%s takes %s, but its layers make %s of it; a residual block's layers must end in "
                 "the shape they begin with."), place->name, in, out);
  return FALSE;
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
       GError **error)
{
  const Residual *residual = data;
  g_autofree char *name = g_strconcat (place->name, ".layers", NULL);
  TdPlace inner = { name, place->copy, place->task, place->frozen || residual->common.frozen };
  TdNode node = { .op = &op, .options = data, .n_inputs = 2, .task = place->task };
  guint end;

  *output = input;
  if (residual->layers.n == 0)
    return TRUE;
  if (!td_layers_build (graph, &residual->layers, &inner, input, &end, error)
      || !check_shapes (graph->values[input].shape, graph->values[end].shape, place, error))
    return FALSE;
  node.inputs[0] = graph->values[end].lanes ? td_graph_to_lanes (graph, input)
                                            : td_graph_to_rows (graph, input);
  node.inputs[1] = end;
  *output = td_graph_add_node (graph, &node, graph->values[input].shape, NULL);
  return TRUE;
}

const TdLayerKind td_layer_residual = {
  .kind = { .id = "residual",
            .title = N_("Residual block"),
            .summary = N_("Adds to its inputs what its layers make of them; without layers it lets "
                          "them pass."),
            .paper = "He et al., 2016, arXiv:1512.03385",
            .options = options,
            .options_size = sizeof (Residual) },
  .brief = N_("Residual"),
  .begins_stage = TRUE,
  .build = build,
};
