/* optimizer.h — turns gradients into weight updates: the family "optimizers".
 *
 * An optimizer is its kind, its options and n_slots arrays of state per weight, which start at
 * zero. Updates and defaults are PyTorch's.
 *
 * A step is a pure function of its arguments: several threads may update disjoint ranges.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

#define TD_OPTIMIZER_MAX_SLOTS 3

/* Every optimizer's options begin with this. */
typedef struct
{
  double learning_rate;
} TdOptimizerOptions;

typedef struct
{
  TdKind             kind;
  const char *const *slots; /* names in files ("exp_avg"), NULL-terminated; NULL: no state */

  /* Applies step number @t, counted from 1, with @rate from the schedule. Slots that the options
   * don't use are left alone. */
  void (*step) (gconstpointer options,
                double        rate,
                float        *weights,   /* (n) */
                const float  *gradients, /* (n) */
                float *const *slots,     /* n_slots arrays of (n) */
                gsize         n,
                guint64       t);
} TdOptimizerKind;

extern const TdFamily td_optimizers;
guint td_optimizer_n_slots (const TdOptimizerKind *self);
