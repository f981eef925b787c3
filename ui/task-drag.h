/* task-drag.h — dragging a task to another place in the list.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/task-row.h"

/* Lets @row be taken up. */
void td_task_drag_add_source (TdTaskRow *row);
/* Lets rows of @list be dropped between its rows. */
void td_task_drag_add_target (GtkListBox *list);
