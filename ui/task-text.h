/* task-text.h — what is said about a task and its labels.
 *
 * All results are owned by the caller.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

/* "10 classes · 1 797 labels", "yes or no · 1 204 labels (67 %)". */
char *td_task_text_summary   (const TdPlan *plan, guint task);
/* Where the labels are: how many in each part; NULL without data. */
char *td_task_text_labels    (const TdPlan *plan, guint task);
/* What to know where one answer is nearly always right; NULL: nothing. */
char *td_task_text_imbalance (const TdPlan *plan, guint task);
/* All figures of a task: "Accuracy 96.2 %, loss 0.123"; NULL: none yet. */
char *td_task_text_metrics   (const TdTaskMetrics *metrics, double labels_per_batch);
