/* reference-layers.h — layers as plain double-precision formulas over a whole batch.
 *
 * A layer kind that is missing here fails the test that asks for it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "reference-network.h"

/* A layer as it was passed by a batch. */
typedef struct _ReferenceStack ReferenceStack;
typedef struct
{
  const TdSpec   *spec;
  char           *name;  /* "trunk.0" */
  ReferenceValue  in, out;
  gboolean        locked;
  double         *inner; /* what the way back needs; NULL: nothing */
  ReferenceStack *nested;
} ReferenceLayer;

struct _ReferenceStack
{
  gsize           n;
  ReferenceLayer *layers;
  ReferenceValue  out; /* of the last layer, or what came in; borrowed */
};

/* Passes @in through the layers; @in is borrowed while the stack is used. */
ReferenceStack *reference_stack_new  (ReferenceNetwork *self, const TdSpecList *layers,
                                      const char *name, ReferenceValue in);
/* The first of them is called @name.@number. */
ReferenceStack *reference_stack_new_from (ReferenceNetwork *self, const TdSpecList *layers,
                                          const char *name, gsize number, ReferenceValue in);
void            reference_stack_free (ReferenceStack *stack);
/* Takes @delta, the derivative by what comes out; returns that by what came in. Adds to the
 * gradients. */
double         *reference_stack_back (ReferenceNetwork *self, const ReferenceStack *stack,
                                      double *delta);

/* z = x W + b of the dense layer called @name, and back. */
double *reference_dense_forward  (ReferenceNetwork *self, const char *name, ReferenceValue in,
                                  gsize n_out);
double *reference_dense_backward (ReferenceNetwork *self, const char *name, ReferenceValue in,
                                  gsize n_out, const double *delta);
