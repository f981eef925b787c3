/* weight-place.c — which of a network's weights is meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/weight-place.h"

TdWeightPlace *
td_weight_place_new (const char *layer, const char *role, guint64 index)
{
  TdWeightPlace *self = g_new (TdWeightPlace, 1);

  *self = (TdWeightPlace) { g_strdup (layer), g_strdup (role), index };
  return self;
}

TdWeightPlace *
td_weight_place_copy (const TdWeightPlace *self)
{
  return self != NULL ? td_weight_place_new (self->layer, self->role, self->index) : NULL;
}

void
td_weight_place_free (TdWeightPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->layer);
  g_free (self->role);
  g_free (self);
}

gboolean
td_weight_place_equal (const TdWeightPlace *a, const TdWeightPlace *b)
{
  return g_str_equal (a->layer, b->layer) && g_str_equal (a->role, b->role)
         && a->index == b->index;
}

/* In memory a matrix may lie with its inputs first. */
static gsize
element_of (const TdTensor *tensor, guint64 index)
{
  gsize n_in = tensor->dims[1], n_out = tensor->dims[0];

  return tensor->transposed ? index % n_in * n_out + index / n_in : index;
}

gboolean
td_weight_place_find (const TdWeightPlace *self, const TdLayout *layout, gsize *offset)
{
  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *tensor = &layout->tensors[i];

      if (tensor->statistic || !g_str_equal (tensor->id, self->layer)
          || !g_str_equal (tensor->role, self->role))
        continue;
      if (self->index >= tensor->n)
        return FALSE;
      *offset = tensor->offset + element_of (tensor, self->index);
      return TRUE;
    }
  return FALSE;
}
