/* loss.h — what a task's outputs cost: the family "losses".
 *
 * L_k is averaged over the rows that carry the label and summed over the task's outputs. A loss
 * sees rows one by one and is given 1/count for each target column, so it serves any slice of a
 * batch or of a whole part.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/spec.h"

typedef struct
{
  TdKind kind;
  /* For each row r: losses[r] = Σ_c share[c] l(outputs, targets[r,c]); a NaN target adds nothing.
   * @share (n_targets) is 1/number of labelled rows of each column (0 when there is none). With
   * @delta (rows, n_outputs) also writes the derivative of losses[r] by each output, all of it.
   * A target column is a class index for classes (n_targets 1), else 0/1 or a real per output. */
  void (*evaluate) (gconstpointer options,
                    const float  *outputs, /* (rows, n_outputs) */
                    guint         n_outputs,
                    const float  *targets, /* (rows, n_targets) */
                    guint         n_targets,
                    const float  *share,   /* (n_targets) */
                    gsize         rows,
                    double       *losses,  /* (rows) */
                    float        *delta);  /* (rows, n_outputs) or NULL */
} TdLossKind;

extern const TdFamily td_losses;
