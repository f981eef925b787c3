/* nn-reference.h — activations and losses as plain double-precision formulas.
 *
 * Written from the definitions, one element at a time, with nothing of the fast kernels: tests
 * differentiate these numerically and hold the kernels against them. Kinds are named by id; a
 * kind that is missing here fails the test that asks for it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"

typedef struct
{
  const char *id;
  /* @a is the kind's first option (slope, alpha), 0 when it has none. */
  double (*value) (double x, double a);
  double (*slope) (double x, double a);
} ReferenceActivation;

/* One row that a loss is measured on; arguments as in core/nn/loss.h. */
typedef struct
{
  const TdLossTask *task;
  const double     *share;     /* (n_targets) instead of the task's */
  const double     *z;         /* (n_outputs) */
  const double     *t;         /* (n_targets) */
  double            parameter; /* the loss's first number: gamma, delta, label-smoothing */
} ReferenceRow;

typedef struct
{
  const char *id;
  /* Σ_c share[c] l(z, t[c]) of one row; writes its derivative by each output to @delta (n_outputs)
   * unless that is NULL. A NaN target adds nothing. */
  double (*row) (const ReferenceRow *row, double *delta);
} ReferenceLoss;

const ReferenceActivation *reference_activation (const char *id);
const ReferenceLoss       *reference_loss       (const char *id);

/* The cost of @row as @loss, with its options, has it. */
double reference_cost (const TdSpec *loss, const ReferenceRow *row, double *delta);

/* An activation with its options, as layers hold it. */
double reference_activate (const TdSpec *activation, double x);
double reference_slope    (const TdSpec *activation, double x);
