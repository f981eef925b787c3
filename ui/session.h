/* session.h — an open document and its run: project, data, plan and trainer together.
 *
 * Knows nothing of widgets. Edits of the project become a new plan, applied to the trainer at
 * once; an edit that yields no valid plan leaves the old one in force and sets `problem`. What the
 * trainer does is seen by td_session_poll(), which its window calls from the frame clock.
 *
 * Main thread only.
 *
 * Properties, which all notify: `status` (guint, a TdRunStatus), `problem` (a sentence or NULL),
 * `modified` (the project has edits or the run has steps that no file holds), `saving`.
 * Signals:
 *   awake:    something was asked of the trainer: poll while td_session_is_busy().
 *   progress: the run moved; see td_session_get_progress().
 *   planned:  the plan was replaced.
 *   saved (const GError *error): a save has ended; NULL when the file is written.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/project.h"
#include "core/train/trainer.h"

#define TD_TYPE_SESSION (td_session_get_type ())
G_DECLARE_FINAL_TYPE (TdSession, td_session, TD, SESSION, GObject)

/* NULL with a sentence. @path may be a .tandem file or a bare project.json. */
TdSession *td_session_open (const char *path, GError **error);

TdProject        *td_session_get_project  (TdSession *self);
TdPlan           *td_session_get_plan     (TdSession *self);
TdHistory        *td_session_get_history  (TdSession *self);
const TdProgress *td_session_get_progress (TdSession *self);
TdRunStatus       td_session_get_status   (TdSession *self);
const char       *td_session_get_problem  (TdSession *self); /* NULL: none */
gboolean          td_session_get_modified (TdSession *self);
/* What to know about the opened file, a sentence: its data are missing, weights that didn't fit. */
const char       *td_session_get_notice   (TdSession *self); /* NULL: nothing */

/* Whether another step can be made; FALSE at the end of the epochs or without data. */
gboolean td_session_can_train (TdSession *self);
/* TRUE until all that was asked for has been seen by td_session_poll(). */
gboolean td_session_is_busy   (TdSession *self);

void     td_session_train     (TdSession *self);
void     td_session_pause     (TdSession *self);
void     td_session_step      (TdSession *self); /* one step, then pause */
void     td_session_reset     (TdSession *self);
/* 0: no limit. Takes effect at once. */
void     td_session_set_speed (TdSession *self, double steps_per_second, double epochs_per_second);
void     td_session_poll      (TdSession *self);

/* Starts writing; `saved` tells the end. One at a time. */
void     td_session_save      (TdSession *self, const char *path);
gboolean td_session_is_saving (TdSession *self);
