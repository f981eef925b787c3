/* norm.c — tensors of the layers that normalize.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/norm.h"

#include "core/nn/initializer.h"

#include <string.h>

/* All ones; lives for ever. */
static const TdSpec *
ones (void)
{
  static TdSpec spec;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      td_spec_init (&spec, td_family_find (&td_initializers, "constant"));
      *(double *) td_spec_value (&spec, td_kind_find_option (spec.kind, "value")) = 1;
      g_once_init_leave (&ready, 1);
    }
  return &spec;
}

static void
add (TdGraph *graph, TdNode *node, const TdLayerOptions *layer, const TdPlace *place,
     const TdTensor *like, const TdSpec *start)
{
  g_autofree char *id = g_strconcat (layer->id, place->copy, NULL);
  g_autofree char *name = g_strconcat (place->name, ".", like->role, NULL);
  TdTensor tensor = *like;

  tensor.id = id;
  tensor.name = name;
  tensor.l2 = -1;
  tensor.task = place->task;
  td_graph_add_tensor (graph, node, &tensor, start, 1, 1);
}

void
td_norm_add_weights (TdGraph *graph, TdNode *node, const TdLayerOptions *layer,
                     const TdPlace *place, guint n_dims, const gsize *dims)
{
  TdTensor tensor = { .role = (char *) "weight", .n_dims = n_dims,
                      .trainable = !layer->frozen && !place->frozen };

  memcpy (tensor.dims, dims, n_dims * sizeof *dims);
  add (graph, node, layer, place, &tensor, ones ());
  tensor.role = (char *) "bias";
  add (graph, node, layer, place, &tensor, NULL);
}

void
td_norm_add_statistic (TdGraph *graph, TdNode *node, const TdLayerOptions *layer,
                       const TdPlace *place, const char *role, gsize n, guint start)
{
  TdTensor tensor = { .role = (char *) role, .n_dims = 1, .dims = { n }, .statistic = TRUE };

  add (graph, node, layer, place, &tensor, start == 1 ? ones () : NULL);
}
