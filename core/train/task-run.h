/* task-run.h — what an engine knows of one task in the batch under way, and has counted of it.
 *
 * Belongs to the engine; in a step each worker writes the slices that are its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/loss.h"
#include "core/nn/metrics.h"
#include "core/project/task.h"

typedef struct
{
  const TdTaskKind    *kind;
  const TdTargetFit   *fit;
  const TdLossKind    *loss;
  gconstpointer        loss_options;
  TdLossTask           measured;   /* what the loss is to know of the task */
  const TdTargets     *targets;
  double               weight;     /* λ */
  gboolean             enabled;
  gboolean             present;    /* in the batch under way: enabled, and it has a label */
  guint                n_outputs;
  guint                value;      /* of the outputs, in the graph */
  float               *batch;      /* (batch, n_columns) targets of this batch */
  float               *share;      /* (n_columns) 1/labelled rows */
  double              *losses;     /* (batch) */
  double               n_labels;   /* labelled cells in this batch */
  double               batch_loss; /* L_k of the last batch; NaN without a label */
  double               pull;       /* what its deltas are multiplied by at the outputs */
  TdTally             *slices;     /* (n_slices) */
  TdTally              epoch;      /* of the epoch under way; loss is weighted by n_labels */
} TdTaskRun;
