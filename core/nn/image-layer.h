/* image-layer.h — what layers on images have in common.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/math/convolution.h"
#include "core/nn/layer.h"

/* FALSE with a sentence when @shape is a row of numbers: no image and, not @is_image, nothing that
 * an image was made into. */
gboolean td_image_check (const TdShape *shape, gboolean is_image, const TdPlace *place,
                         GError **error);

/* What a node pools by the largest; NULL: it does something else. */
const TdPooling *td_node_max_pooling (const TdNode *node);
