/* initializer.h — first values of weights: the family "initializers".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"
#include "core/base/spec.h"

typedef struct
{
  TdKind kind;
  /* Fills @weights, (rows, columns) in the layer's memory order, with rows = @fan_in for dense.
   * Element i comes from counter i of @stream, so a layer's values depend on nothing else. */
  void (*fill) (gconstpointer options, TdStream stream, gsize fan_in, gsize fan_out,
                gsize rows, gsize columns, float *weights);
} TdInitializerKind;

extern const TdFamily td_initializers;

/* For layers that name none: he-normal after relu-like activations, else glorot-normal, with their
 * default options. Lives for ever. */
const TdSpec *td_initializer_default (gboolean relu_like);
