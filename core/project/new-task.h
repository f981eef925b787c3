/* new-task.h — tasks that a window adds, renames and makes another kind of.
 *
 * Pure functions on specs; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/settings.h"
#include "core/project/task.h"

/* A task that @project could get at its end: @id, @targets, no layer of its own, a name and a
 * colour that no other task has. @name NULL or empty: after the first target. Initialises @task. */
void td_new_task     (const TdSpec *project, const TdTaskKind *kind, const char *id,
                      const char *const *targets, const char *name, TdSpec *task);
/* The same task as another kind: all that both have stays. Initialises @converted. */
void td_convert_task (const TdSpec *task, const TdTaskKind *kind, TdSpec *converted);

/* Whether the task @id (NULL: one to be) may be called so; else FALSE with a sentence. */
gboolean td_check_task_name (const TdSpecList *tasks, const char *id, const char *name,
                             GError **error);
