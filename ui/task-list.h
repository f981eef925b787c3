/* task-list.h — the project's tasks with their live figures, edited in place; choosing one selects
 * its head.
 *
 * Actions, which take a task's id: tasks.remove, tasks.move-up, tasks.move-down. In the list,
 * Delete, Alt+Up and Alt+Down do the same to the row that has the focus.
 *
 * Signals:
 *   selected (const char *id): the task's id; NULL: none.
 *   removed (const char *text): says which task a person has removed; it can be undone.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_TASK_LIST (td_task_list_get_type ())
G_DECLARE_FINAL_TYPE (TdTaskList, td_task_list, TD, TASK_LIST, GtkWidget)

/* Once. */
void td_task_list_set_session  (TdTaskList *self, TdSession *session);
/* Emits no signal; an id that isn't a task's selects none. */
void td_task_list_set_selected (TdTaskList *self, const char *id);
/* As if a person had gone there. */
void td_task_list_focus        (TdTaskList *self, const char *id);
