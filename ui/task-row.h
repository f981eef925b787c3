/* task-row.h — one task in the list: colour, name, what it is, its weight and how well it does; all
 * of it edited in place.
 *
 * Actions on the row, also in its menu: task.rename, task.color, task.menu, task.enabled and
 * task.kind (its state is the kind's id). Those that concern the whole list are the list's.
 *
 * Properties: `enabled` (boolean) and `kind` (string), both of the task.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_TASK_ROW (td_task_row_get_type ())
G_DECLARE_FINAL_TYPE (TdTaskRow, td_task_row, TD, TASK_ROW, GtkListBoxRow)

GtkWidget  *td_task_row_new          (TdSession *session, TdConfig *task);
const char *td_task_row_get_id       (TdTaskRow *self);
TdConfig   *td_task_row_get_task     (TdTaskRow *self);
TdSession  *td_task_row_get_session  (TdTaskRow *self);

/* Kind and labels as of the session's plan; does nothing when the plan doesn't have the task. */
void        td_task_row_show_plan    (TdTaskRow *self);
/* The figures of now, and the course of the one shown. */
void        td_task_row_show_metrics (TdTaskRow *self, const TdTaskMetrics *metrics);
/* @labels: of a batch, on average; @alone: the latest step trained only this task. */
void        td_task_row_show_step    (TdTaskRow *self, double labels, gboolean alone);
void        td_task_row_start_rename (TdTaskRow *self);
