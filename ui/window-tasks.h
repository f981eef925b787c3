/* window-tasks.h — the dialogs of a window about its tasks and its data.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/task-list.h"
#include "ui/window.h"

/* The actions "add-task" and "change-data"; a new task is chosen in @list. */
void td_window_add_task_actions (TdWindow *self, TdTaskList *list);
/* There is a session now. */
void td_window_follow_tasks     (TdWindow *self);
