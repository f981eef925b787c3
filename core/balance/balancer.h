/* balancer.h — how K task losses or gradients become one update: the family "balancers".
 *
 * A balancer says what it needs and is given just that. λ_k multiplies a task's loss before any
 * balancer sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef enum
{
  TD_NEEDS_NOTHING = 0,
  TD_NEEDS_LOSSES  = 1 << 0, /* λ_k L_k of this batch */
} TdBalancerNeeds;

typedef struct
{
  TdKind          kind;
  const char     *formula; /* as text */
  TdBalancerNeeds needs;
  /* Writes the weights w_k of this step, given the λ_k L_k (NULL unless LOSSES). The update is
   * the gradient of Σ_k w_k λ_k L_k. */
  void (*weigh) (gconstpointer options, guint n_tasks, const double *losses, double *weights);
} TdBalancerKind;

extern const TdFamily td_balancers;
