/* session-parts.h — what session.c (the run) and session-save.c (the file) share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"

struct _TdSession
{
  GObject parent_instance;

  TdProject  *project;
  TdFolder   *folder; /* of the document, with the data files inside it */
  TdData     *data;
  TdPlan     *plan;
  TdTrainer  *trainer;
  TdSaver    *saver;
  TdSessionDrafts *drafts; /* NULL: none are kept */
  TdFileMark  mark;        /* of the file as it was opened or saved */
  TdProgress  progress;
  TdRunLimits limits;
  TdRunStatus status;
  char       *problem;
  char       *notice;
  guint       replan_source;
  guint       quiet_polls;
  guint64     saved_step;
  guint64     n_edits;
  gboolean    stepping; /* the run under way is a single step */
  gboolean    modified;
  gboolean    saving;
};

/* After a change of what the project or the run holds, or their file. */
void td_session_update_modified (TdSession *self);
