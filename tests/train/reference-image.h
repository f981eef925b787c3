/* reference-image.h — layers on images as plain double loops over one row, forward and backward.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/graph.h"

gboolean reference_is_image_layer (const TdSpec *layer);

/* What the layer makes of @x, before its activation. @weights (filters, channels, size, size) and
 * @bias (filters) of a convolution, or NULL. */
double *reference_image_forward (const TdSpec *layer, const double *weights, const double *bias,
                                 const double *x, TdShape in, TdShape *out);
/* The derivative by @x from that by the output, @delta; adds to those by weights and bias. */
double *reference_image_back    (const TdSpec *layer, const double *weights, const double *x,
                                 TdShape in, TdShape out, const double *delta,
                                 double *weight_gradient, double *bias_gradient);
