/* task-menu.h — the menu of a task in the list.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/task-row.h"

/* Beside @at, or at the place @where in it. */
void td_task_menu_popup (TdTaskRow *row, GtkWidget *at, const GdkRectangle *where);
/* The row goes away. */
void td_task_menu_drop  (TdTaskRow *row);
