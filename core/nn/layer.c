/* layer.c — the family of layers, and stacks of them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/layer.h"

#include <glib/gi18n-lib.h>

extern const TdLayerKind td_layer_average_pool, td_layer_batch_norm, td_layer_conv2d,
  td_layer_dense, td_layer_dropout, td_layer_layer_norm, td_layer_max_pool, td_layer_residual;

static const TdKind *const kinds[] = {
  &td_layer_dense.kind, &td_layer_conv2d.kind, &td_layer_max_pool.kind, &td_layer_average_pool.kind,
  &td_layer_dropout.kind, &td_layer_batch_norm.kind, &td_layer_layer_norm.kind,
  &td_layer_residual.kind, NULL
};

const TdFamily td_layers = { .id = "layers", .title = N_("Layers"), .kinds = kinds };

static gboolean
refuse_more (const char *name, GError **error)
{
  g_set_error (error, TD_GRAPH_ERROR, 0,
               _("%s is one layer too many: all networks together may have at most %d; remove "
                 "layers or tasks."), name, TD_MAX_NODES);
  return FALSE;
}

/* Remembers where @layer, built last, is in the graph. */
static void
note_part (TdGraph *graph, const TdSpec *layer, const TdPlace *place, guint value, guint first)
{
  const TdLayerOptions *options = layer->options;
  const TdLayerPart part = { value, first, graph->layout->n_tensors - first };

  g_hash_table_insert (graph->parts, g_strconcat (options->id, place->copy, NULL),
                       g_memdup2 (&part, sizeof part));
}

gboolean
td_layers_build_some (TdGraph *graph, const TdSpecList *layers, gsize first, gsize last,
                      const TdPlace *prefix, gsize number, guint input, guint *output,
                      GError **error)
{
  *output = input;
  for (gsize i = first; i < last; i++)
    {
      const TdSpec *layer = &layers->items[i];
      const TdLayerKind *kind = (const TdLayerKind *) layer->kind;
      g_autofree char *name = g_strdup_printf ("%s.%zu", prefix->name, number + i - first);
      TdPlace place = { name, prefix->copy, prefix->task, prefix->frozen };
      guint first_tensor = graph->layout->n_tensors;

      if (graph->n_nodes >= TD_MAX_NODES)
        return refuse_more (name, error);
      if (!kind->build (graph, layer->options, &place, *output, output, error))
        return FALSE;
      note_part (graph, layer, &place, *output, first_tensor);
    }
  return TRUE;
}

gboolean
td_layers_build (TdGraph *graph, const TdSpecList *layers, const TdPlace *prefix, guint input,
                 guint *output, GError **error)
{
  return td_layers_build_some (graph, layers, 0, layers->n, prefix, 0, input, output, error);
}
