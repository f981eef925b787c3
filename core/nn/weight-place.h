/* weight-place.h — which of a network's weights is meant, whatever is done to the network
 * meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layout.h"

typedef struct
{
  char   *layer; /* its id, as in TdTensor */
  char   *role;  /* "weight", "bias" */
  guint64 index; /* of the element, in the order of files: for a weight, output * inputs + input */
} TdWeightPlace;

TdWeightPlace *td_weight_place_new   (const char *layer, const char *role, guint64 index);
TdWeightPlace *td_weight_place_copy  (const TdWeightPlace *self); /* NULL: NULL */
void           td_weight_place_free  (TdWeightPlace *self);
gboolean       td_weight_place_equal (const TdWeightPlace *a, const TdWeightPlace *b);

/* Where it is among the parameters; FALSE: there is no such weight. Statistics aren't weights. */
gboolean td_weight_place_find (const TdWeightPlace *self, const TdLayout *layout, gsize *offset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdWeightPlace, td_weight_place_free)
