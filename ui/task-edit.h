/* task-edit.h — what people do to the tasks of an open document: each call can be undone at once.
 *
 * Other settings that name a task follow it: data.inputs gives up columns that become targets, and
 * training.monitor takes a task's new name, or its default when the task goes.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/task.h"
#include "ui/session.h"

/* At the end of the list, with an empty head. @name NULL or empty: after the first target. Returns
 * the task (borrowed). */
TdConfig *td_task_edit_add      (TdSession *session, const TdTaskKind *kind,
                                 const char *const *targets, const char *name);
void      td_task_edit_remove   (TdSession *session, guint position);
/* Weights, curves and colours stay with their task. Positions beyond the ends are those ends. */
void      td_task_edit_move     (TdSession *session, guint from, int to);
/* FALSE with a sentence when another task is called so, or it is no name. */
gboolean  td_task_edit_rename   (TdSession *session, TdConfig *task, const char *name,
                                 GError **error);
/* λ of each task is its training labels' part of all tasks'; FALSE: there are none. */
gboolean  td_task_edit_weigh    (TdSession *session);
void      td_task_edit_set_kind (TdSession *session, TdConfig *task, const TdTaskKind *kind);

/* Whether no other task of several is switched on. */
gboolean  td_task_edit_is_alone (TdSession *session, const char *id);
/* Switches all others off; all on, when it is alone already. Nothing without such a task. */
void      td_task_edit_train_alone (TdSession *session, const char *id);

/* Where @id stands among the tasks; -1: it is no task's. */
int       td_task_edit_find     (TdSession *session, const char *id);
