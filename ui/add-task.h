/* add-task.h — the dialog that makes a task: choose columns of the data, check the kind and the
 * name, add.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <adwaita.h>

#define TD_TYPE_ADD_TASK (td_add_task_get_type ())
G_DECLARE_FINAL_TYPE (TdAddTask, td_add_task, TD, ADD_TASK, AdwWindow)

/* Signals:
 *   added (const char *id): the new task's.
 */

/* @table: the rows the columns are from. */
GtkWidget *td_add_task_new (GtkWindow *parent, TdSession *session, TdTable *table);
