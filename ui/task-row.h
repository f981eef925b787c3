/* task-row.h — one task in the list: colour, name, what it is, its weight and how well it does.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include "core/project/plan.h"
#include <gtk/gtk.h>

#define TD_TYPE_TASK_ROW (td_task_row_get_type ())
G_DECLARE_FINAL_TYPE (TdTaskRow, td_task_row, TD, TASK_ROW, GtkListBoxRow)

GtkWidget  *td_task_row_new          (TdConfig *task);
const char *td_task_row_get_id       (TdTaskRow *self);
/* Kind and labels as of @plan; does nothing when @plan doesn't have the task. */
void        td_task_row_show_plan    (TdTaskRow *self, const TdPlan *plan);
/* The bar is @weight over @largest, the largest of all tasks. */
void        td_task_row_show_weight  (TdTaskRow *self, double weight, double largest);
void        td_task_row_show_metrics (TdTaskRow *self, const TdTaskMetrics *metrics);
