/* norm.h — what the layers that normalize have in common.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layer.h"

#define TD_NORM_LEAST_EPSILON 1e-12

/* The rows of the option table that every such layer ends with; S is its options struct. Its
 * weights aren't penalized, so the penalty is in files alone. */
#define TD_NORM_COMMON_OPTIONS(S, locked)                                                         \
  { "epsilon", N_("Epsilon"),                                                                     \
    N_("Added to the variance, so that a constant feature stays finite."), TD_NUMBER,             \
    .offset = G_STRUCT_OFFSET (S, epsilon), .minimum = TD_NORM_LEAST_EPSILON, .maximum = 1,       \
    .number = 1e-5, .live = TRUE },                                                               \
  { "id", N_("Id"), NULL, TD_TEXT, .offset = G_STRUCT_OFFSET (S, common.id), .text = "",          \
    .hidden = TRUE },                                                                             \
  { "frozen", N_("Locked"), locked, TD_BOOLEAN, .offset = G_STRUCT_OFFSET (S, common.frozen) },   \
  { "l2", N_("L2 penalty"), N_("Has no effect here: these weights are not penalized."),           \
    TD_NUMBER, .offset = G_STRUCT_OFFSET (S, common.l2), .minimum = -1, .maximum = 1e6,           \
    .number = -1, .hidden = TRUE }

/* Adds weight (ones) and bias (zeros) of shape @n_dims @dims to @node, in this order. */
void td_norm_add_weights (TdGraph *graph, TdNode *node, const TdLayerOptions *layer,
                          const TdPlace *place, guint n_dims, const gsize *dims);
/* The same, a statistic of @n numbers that starts at @start, 0 or 1. */
void td_norm_add_statistic (TdGraph *graph, TdNode *node, const TdLayerOptions *layer,
                            const TdPlace *place, const char *role, gsize n, guint start);
