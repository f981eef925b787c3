/* saver.h — writes project files in a thread of its own, while editing and training go on.
 *
 * What it is given is copied or referenced, so nothing is shared with the window but the history,
 * which has its own lock. One file is written at a time, in the order they were asked for.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/checkpoint.h"
#include "core/train/drafts.h"

typedef struct _TdSaverJob TdSaverJob;

/* @error NULL: the file is written. Comes exactly once; @job and @error go with its return. */
typedef void (*TdSaverCallback) (const TdSaverJob *job, const GError *error, gpointer user_data);

/* Filled in by the caller, who lets go of it with td_saver_add(). */
struct _TdSaverJob
{
  char       *path;
  TdSpec      project;
  TdSpec      run;      /* as TdCheckpointParts has it; kind NULL: none */
  TdFolder   *folder;   /* where the data files are found; afterwards: of what was written */
  gboolean    pack;     /* to td_project_pack() it for @path first; else only what is inside goes in */
  TdFit      *fit;      /* NULL: none */
  TdState    *state;    /* NULL: not trained */
  TdHistory  *history;  /* NULL: none */
  TdViewState     *view;     /* NULL: none */
  guint64     n_edits;  /* which moment of the document this is, for the caller */
  guint64     step;
  TdEdit     *edits;    /* how the run came to be, for the caller; NULL: not known */
  gint64      taken;    /* when it was so, on the monotonic clock */

  gboolean    careful;  /* to write only if @path is still as @mark says */
  TdFileMark  mark;     /* afterwards: of what was written */

  TdDraft    *draft;    /* borrowed; NULL: this is no draft and replaces none */
  TdDraftInfo info;     /* a draft: @path is the draft's; else its name is NULL, and the draft, now
                           older than the file, is discarded */

  TdSaverCallback callback;
  gpointer        user_data;
};

TdSaverJob *td_saver_job_new  (void);
void        td_saver_job_free (TdSaverJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdSaverJob, td_saver_job_free)

typedef struct _TdSaver TdSaver;

TdSaver *td_saver_new     (void);
void     td_saver_free    (TdSaver *self); /* finishes */
void     td_saver_add     (TdSaver *self, TdSaverJob *job);
gboolean td_saver_is_busy (TdSaver *self);
/* Blocks until all is written, and tells so, before it returns. What callbacks may let go of is
 * held by the caller. */
void     td_saver_finish  (TdSaver *self);
