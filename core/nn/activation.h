/* activation.h — elementwise functions after a layer: the family "activations".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef struct
{
  TdKind   kind;
  gboolean relu_like;   /* weights before it are best drawn by he-normal */
  gboolean rectifies;   /* is max (x, 0): whoever computes x may do it along */
  gboolean needs_input; /* the derivative is computed from x, not from y */
  /* y = f(x); x may be y. NULL with `backward` NULL: the identity. */
  void (*forward)  (gconstpointer options, const float *x, float *y, gsize n);
  /* delta *= f'(x), where @v is x when needs_input, else y. */
  void (*backward) (gconstpointer options, const float *v, float *delta, gsize n);
} TdActivationKind;

extern const TdFamily td_activations;
