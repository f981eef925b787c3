/* cli-report.h — the result of training or evaluating, for people and for programs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/evaluate.h"

typedef struct
{
  const TdPlan  *plan;    /* borrowed */
  TdPart         part;
  gsize          n_rows;
  TdTaskMetrics *tasks;   /* (plan->n_tasks), owned */
} TdCliReport;

/* Measures @parameters on the part that results are reported on. @dataset NULL: the plan's. */
void td_cli_report_init  (TdCliReport *self, const TdPlan *plan, const TdDataset *dataset,
                          const float *parameters);
void td_cli_report_clear (TdCliReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCliReport, td_cli_report_clear)

/* A table of the tasks on stdout. */
void td_cli_report_print      (const TdCliReport *self);
/* "mean_accuracy", "mean_log_loss", "tasks" and "measured_on", into an object already begun. */
void td_cli_report_write_json (const TdCliReport *self, TdJsonWriter *writer);
