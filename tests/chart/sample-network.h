/* sample-network.h — made-up networks for the tests of their picture, and for looking at it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-view.h"

typedef struct
{
  guint    n_layers, n_heads;
  guint    n_private; /* layers of every second head */
  gboolean separate;  /* each head has a trunk of its own */
  gboolean image, histograms, dark;
  gboolean neurons;   /* two inputs, layers of five units, live weights */
  gboolean tied, stitched, masks; /* stitched: after every layer of separate trunks */
  guint    n_experts; /* the first of which is the task's own; gates after the first layer, too */
} NetworkShape;

/* Free with td_network_model_clear(). Layers are "l0", "l1", …; heads "t0", "t1", …; private
 * layers "t1.0"; the second head of four and more is off. */
TdNetworkModel sample_network (const NetworkShape *shape);
