/* dropout.c — silences random inputs while training, so that units don't rely on each other.
 *
 * Inverted dropout: what stays is divided by 1 - rate, so nothing is done outside of training. The
 * mask is a function of (seed, layer id, step, element) and is computed again backward.
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
  double         rate;
} Dropout;

static const TdOption options[] = {
  { "rate", N_("Rate"), N_("The share of inputs that is silenced in each step."), TD_NUMBER,
    .offset = G_STRUCT_OFFSET (Dropout, rate), .maximum = 0.99, .number = 0.5, .live = TRUE },
  TD_LAYER_COMMON_OPTIONS (Dropout),
  { NULL },
};

static void
apply_mask (const TdPass *pass, const TdNode *node, const float *x, float *y, gsize first, gsize n)
{
  const Dropout *dropout = node->options;

  if (pass->training && dropout->rate > 0)
    td_kernels ()->dropout (x, y, n, dropout->rate, node->stream.key, (guint32) pass->step,
                            (guint32) first);
  else
    memcpy (y, x, n * sizeof (float));
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);

  apply_mask (pass, node, pass->values[node->inputs[0]] + begin,
              pass->values[node->output] + begin, begin, n);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  gsize begin = first * node->output_width;
  gsize n = td_value_floats (&pass->graph->values[node->output], first, last);
  float *delta = pass->deltas[node->output] + begin;
  float *below = pass->deltas[node->inputs[0]] + begin;

  if (!node->wants_delta[0])
    return;
  if (node->accumulate[0])
    {
      apply_mask (pass, node, delta, delta, begin, n);
      td_kernels ()->axpy (below, delta, n, 1);
    }
  else
    apply_mask (pass, node, delta, below, begin, n);
}

static const TdOp op = { .forward = forward, .backward = backward };

static gboolean
build (TdGraph *graph, gconstpointer data, const TdPlace *place, guint input, guint *output,
       GError **error)
{
  const Dropout *dropout = data;
  g_autofree char *id = g_strconcat (dropout->common.id, place->copy, NULL);
  TdNode node = { .op = &op, .options = data, .n_inputs = 1, .inputs = { input },
                  .stream = td_stream (graph->seed, id), .task = place->task };

  *output = td_graph_add_node (graph, &node, graph->values[input].shape, NULL);
  return TRUE;
}

const TdLayerKind td_layer_dropout = {
  .kind = { .id = "dropout",
            .title = N_("Dropout"),
            .summary = N_("Silences a random share of its inputs in each training step."),
            .paper = "Srivastava et al., 2014, JMLR 15:1929–1958",
            .options = options,
            .options_size = sizeof (Dropout) },
  .build = build,
};
