/* amount-cells.h — losses of numbers that depend on how far each is off.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"

/* The cost of an output that is @error too large, and its slope. */
typedef double (*TdAmountLoss) (gconstpointer options, double error, double *slope);

/* Every cell of a task of the form AMOUNTS; arguments as of a loss's evaluate. */
void td_amount_cells (const TdLossTask *task, const float *outputs, const float *targets,
                      gsize rows, TdAmountLoss loss, gconstpointer options, double *losses,
                      float *delta);
