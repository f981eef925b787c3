/* evaluate.h — how good parameters are on a part of a data set.
 *
 * Any thread; computes on the caller's thread and, for large parts, on workers of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"
#include "core/project/plan.h"

/* Metrics of every task on @part of @dataset (NULL: the plan's); @metrics (n_tasks). */
void td_evaluate (const TdPlan *plan, const TdDataset *dataset, const float *parameters, TdPart part,
                  TdTaskMetrics *metrics);
/* The part results are reported on: test, else validation, else training: the first with rows. */
TdPart td_evaluation_part (const TdDataset *dataset);
