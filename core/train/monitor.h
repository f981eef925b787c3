/* monitor.h — which epoch was the best, and whether to stop.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/metrics.h"
#include "core/project/plan.h"

typedef struct
{
  double  *first_loss; /* (n_tasks) after the first epoch */
  guint    n_tasks;
  double   best_value; /* lower is better; infinite before the first epoch */
  guint64  best_epoch; /* 0: none */
  guint64  patience;   /* epochs since the best */
} TdMonitor;

void     td_monitor_init  (TdMonitor *self, guint n_tasks);
void     td_monitor_clear (TdMonitor *self);
/* Takes the metrics after @epoch (counted from 1); TRUE when it is the best so far. */
gboolean td_monitor_take  (TdMonitor *self, const TdPlan *plan, guint64 epoch,
                           const TdTaskMetrics *metrics);
/* Whether early stopping is on and its patience is spent. */
gboolean td_monitor_stops (const TdMonitor *self, const TdPlan *plan);
