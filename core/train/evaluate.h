/* evaluate.h — how good parameters are on a part of a data set.
 *
 * An evaluator has its buffers from the start, so that evaluating after each epoch allocates
 * nothing. The part is cut into chunks of rows whose size depends on nothing else; chunk results
 * are merged in order: the bits don't depend on the number of workers.
 *
 * An evaluator belongs to one thread at a time; td_evaluate() may be called from any.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/team.h"
#include "core/nn/metrics.h"
#include "core/project/plan.h"

typedef struct _TdEvaluator TdEvaluator;

/* Answers whether to go on; asked between chunks, by worker 0. */
typedef gboolean (*TdGoOnFunc) (gpointer data);

/* Borrows @plan and @dataset. */
TdEvaluator *td_evaluator_new  (const TdPlan *plan, const TdDataset *dataset, TdPart part,
                                guint max_workers);
void         td_evaluator_free (TdEvaluator *self);
/* @metrics (n_tasks); those of tasks that are switched off are NaN. FALSE when @go_on (may be NULL)
 * said no: @metrics is untouched then. */
gboolean     td_evaluator_run  (TdEvaluator *self, TdTeam *team, guint n_workers,
                                const float *parameters, TdGoOnFunc go_on, gpointer data,
                                TdTaskMetrics *metrics);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdEvaluator, td_evaluator_free)

/* Metrics of every task on @part of @dataset (NULL: the plan's); @metrics (n_tasks). */
void   td_evaluate (const TdPlan *plan, const TdDataset *dataset, const float *parameters, TdPart part,
                    TdTaskMetrics *metrics);
/* The part results are reported on: test, else validation, else training: the first with rows. */
TdPart td_evaluation_part (const TdDataset *dataset);

/* Metrics with nothing measured. */
extern const TdTaskMetrics td_no_metrics;
