/* session-parts.h — what session.c (the run), session-edits.c (undo), session-names.c,
 * session-open.c and session-save.c (the file) share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/undo.h"
#include "ui/session-drafts.h"

struct _TdSession
{
  GObject parent_instance;

  TdProject  *project;
  TdUndo     *undo;
  TdSpec      saved;  /* the document as its file holds it; kind NULL: not known */
  TdFolder   *folder; /* of the document, with the data files inside it */
  TdData     *data;
  TdPlan     *plan;
  TdTrainer  *trainer;
  TdObserver *observer;
  TdSaver    *saver;
  TdSessionDrafts *drafts; /* NULL: none are kept */
  TdViewState     *view;    /* as it was opened */
  TdFileMark  mark;        /* of the file as it was opened or saved */
  TdProgress  progress;
  TdRunLimits limits;
  TdRunStatus status;
  GHashTable *names;   /* of tasks, by id, as they were at the last change */
  char       *problem;
  char       *notice;
  guint       replan_source;
  guint       quiet_polls;
  guint64     saved_step;
  TdEdit     *saved_edits; /* of the run at that step; NULL: its file isn't known */
  guint64     n_edits;
  gboolean    stepping; /* the run under way is a single step */
  gboolean    modified;
  gboolean    saving;
};

/* From now on edits are recorded and reach the run; the project and its run are in place. */
void td_session_follow_edits (TdSession *self);
void td_session_end_edits    (TdSession *self);
/* From now on settings that name a task follow its name. */
void td_session_follow_names (TdSession *self);
/* After td_session_follow_edits(), of a document that was restored from @draft: what it has more
 * than its file is one entry, and unsaved. */
void td_session_follow_file  (TdSession *self, const TdCheckpoint *draft, const TdDraftInfo *info);
/* Edits that wait for the main loop to be idle reach the run at once. */
void td_session_flush_edits  (TdSession *self);

/* Something was asked of the trainer. */
void td_session_wake        (TdSession *self);
/* @problem is copied; NULL: none. */
void td_session_set_problem (TdSession *self, const char *problem);
/* The run of now is what the file holds. */
void td_session_note_run    (TdSession *self, guint64 step, TdEdit *edits);
/* After a change of what the project or the run holds, or their file. */
void td_session_update_modified (TdSession *self);
