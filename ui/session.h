/* session.h — an open document and its run: project, data, plan and trainer together;
 * session-save.h brings it to a file.
 *
 * Knows nothing of widgets. Edits of the project are recorded to be undone and become a new plan,
 * applied to the trainer, as soon as the main loop is idle; an edit that yields no valid plan
 * leaves the old one in force and sets `problem`: a run that is under way goes on, but none begins
 * until the project makes sense again. What the trainer does is seen by td_session_poll(), which
 * its window calls from the frame clock.
 *
 * Main thread only.
 *
 * Properties, which all notify: `status` (guint, a TdRunStatus), `problem` (a sentence or NULL),
 * `modified` (the project has edits or the run has steps that no file holds), `saving`,
 * `can-undo`, `can-redo`, `undo-label` and `redo-label` ("Change learning rate"; NULL when there is
 * nothing).
 * Signals:
 *   awake:    something was asked of the trainer: poll while td_session_is_busy().
 *   progress: the run moved; see td_session_get_progress().
 *   observed: a job of the observer has a new result; td_job_take() has it.
 *   planned:  the plan was replaced.
 *   saved (const GError *error): a save has ended; NULL when the file is written.
 *   drafted (const GError *error): so has the writing of a draft.
 *   looking (TdViewState *view): the document is written to a file; who shows something of it says
 *            in @view how, and finds that in td_session_get_view() after opening it again.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/project.h"
#include "core/train/observer.h"
#include "core/train/trainer.h"
#include "ui/saver.h"

#define TD_TYPE_SESSION (td_session_get_type ())
G_DECLARE_FINAL_TYPE (TdSession, td_session, TD, SESSION, GObject)

/* NULL with a sentence. @path may be a .tandem file or a bare project.json. A document that makes
 * no plan opens with `problem` set. */
TdSession *td_session_open    (const char *path, GError **error);
/* The same without a place of its own: saving asks for one, and @path stays as it is. */
TdSession *td_session_open_copy (const char *path, GError **error);
/* A project to begin with, guessed from the table at @path (core/project/guess-project.h). */
TdSession *td_session_new_from_table (const char *path, GError **error);
/* What an abandoned draft holds, as unsaved changes of the file it came from. */
TdSession *td_session_restore (TdDraft *draft, const TdDraftInfo *info, GError **error);

TdProject        *td_session_get_project  (TdSession *self);
TdPlan           *td_session_get_plan     (TdSession *self);
TdHistory        *td_session_get_history  (TdSession *self);
const TdProgress *td_session_get_progress (TdSession *self);
TdRunStatus       td_session_get_status   (TdSession *self);
const char       *td_session_get_problem  (TdSession *self); /* NULL: none */
gboolean          td_session_get_modified (TdSession *self);
/* What to know about the opened file, a sentence: its data are missing, weights that didn't fit. */
const char       *td_session_get_notice   (TdSession *self); /* NULL: nothing */

/* The rows its source gives, whether or not they make a plan; NULL with a sentence. Owned. */
TdTable          *td_session_dup_table    (TdSession *self, GError **error);

/* How the document was shown when it was written last; may be empty. */
const TdViewState     *td_session_get_view     (TdSession *self);

/* Whether another step can be made; FALSE at the end of the epochs, without data, or with a
 * problem. */
gboolean td_session_can_train (TdSession *self);
/* TRUE until all that was asked for has been seen by td_session_poll(). */
gboolean td_session_is_busy   (TdSession *self);

void     td_session_train     (TdSession *self);
void     td_session_pause     (TdSession *self);
void     td_session_step      (TdSession *self); /* one step, then pause */
void     td_session_reset     (TdSession *self); /* can be undone */
/* For a run that diverged: halves the learning rate, and goes back to the newest epoch that was
 * good. Undone together; the run stands still then. */
void     td_session_go_back   (TdSession *self);
/* 0: no limit. Takes effect at once. */
void     td_session_set_speed (TdSession *self, double steps_per_second, double epochs_per_second);
void     td_session_poll      (TdSession *self);

/* Undo what was edited last, or a reset: tensors that it dropped come back as they were. */
void td_session_undo (TdSession *self);
void td_session_redo (TdSession *self);
/* Sets one weight of the run by hand, which can be undone under @label; again within a second is
 * the same edit. Nothing happens while the document makes no plan. */
void td_session_set_weight (TdSession *self, const TdWeightPlace *place, float value,
                            const char *label);
/* All edits in between are undone together, such as those of one drag; calls may be nested. They
 * are called @label, or NULL: after what was changed. They reach the run as they are made. Edits
 * of a single control within a second, or made without returning to the main loop, don't need
 * it. */
void td_session_begin_edit (TdSession *self, const char *label);
void td_session_end_edit   (TdSession *self);

gboolean    td_session_get_can_undo   (TdSession *self);
gboolean    td_session_get_can_redo   (TdSession *self);
const char *td_session_get_undo_label (TdSession *self);
const char *td_session_get_redo_label (TdSession *self);

/* td_observer_add() and td_job_ask() on the run, for pictures that somebody sees; `observed` tells
 * of results. Remove the job, with td_job_remove(), when nobody sees them and before the session
 * goes: for a widget watch.h sees to that. */
TdJob   *td_session_observe   (TdSession *self, const TdJobKind *kind, gpointer question);
void     td_session_ask       (TdSession *self, TdJob *job, gpointer question);
