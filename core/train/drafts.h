/* drafts.h — unsaved work, kept where the next start finds it.
 *
 * In a folder of the program's own a draft is "<id>.tandem", a project file like any other, beside
 * "<id>.ini", which says where the document came from, and "<id>.lock", locked by the process that
 * has the document open. The system frees the lock when that process ends, however it ends: a
 * draft whose lock is free is abandoned, and offered.
 *
 * Each function may be called from any thread. Of one draft, td_draft_describe() and what follows
 * it (writing the project file) are one thread's work at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/file-mark.h"

typedef struct
{
  char      *id;      /* set by td_drafts_list() */
  char      *name;    /* of the document */
  char      *origin;  /* the file it was opened from or saved to; NULL: none yet */
  char      *folder;  /* where its relative data paths start */
  TdFileMark mark;    /* of @origin as it was then */
  guint64    epoch, step;
  gint64     written; /* when the draft was taken, in microseconds since 1970 */
  gint64     seen;    /* when there was last known to be work newer than the draft */
  char      *problem; /* why the record of the draft can't be read, a sentence; else NULL */
} TdDraftInfo;

void td_draft_info_clear (TdDraftInfo *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdDraftInfo, td_draft_info_clear)

/* $XDG_DATA_HOME/tandem/drafts */
char      *td_drafts_dup_folder (void);
/* The abandoned ones, TdDraftInfo, oldest first; without a folder there are none. Sweeps out the
 * locks and records of drafts that are gone. */
GPtrArray *td_drafts_list       (const char *folder);

typedef struct _TdDraft TdDraft;

/* Touches no file before td_draft_describe(). */
TdDraft    *td_draft_new        (const char *folder);
/* An abandoned one; NULL with G_IO_ERROR_BUSY when another process was faster. */
TdDraft    *td_draft_claim      (const char *folder, const char *id, GError **error);
/* What was written stays, abandoned from now on. */
void        td_draft_free       (TdDraft *self);

/* Where the project file goes. */
const char *td_draft_get_path   (TdDraft *self);
/* Writes the record and takes the lock; the project file is to be written next. */
gboolean    td_draft_describe   (TdDraft *self, const TdDraftInfo *info, GError **error);
/* There is work newer than the draft: remembers when. */
void        td_draft_see        (TdDraft *self);
/* Removes what was written. @self may be used for another. */
gboolean    td_draft_discard    (TdDraft *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdDraft, td_draft_free)
