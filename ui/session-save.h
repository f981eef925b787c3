/* session-save.h — how an open document gets to its file and to its draft.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"

/* The first data file that was to go inside with the last save and couldn't be read, so that the
 * file on disk is still needed; NULL: there is none. Owned. */
char *td_session_dup_left_outside (TdSession *self);

/* Seconds. */
typedef struct
{
  double after_edit;
  double while_training; /* at most, from one draft to the end of writing the next */
  double seeing;         /* between notes that there is work newer than the draft */
} TdDraftTiming;

/* Starts writing; `saved` tells the end. One at a time. A file that another program changed or
 * removed since it was opened or saved here is left alone: G_IO_ERROR_WRONG_ETAG. */
void     td_session_save      (TdSession *self, const char *path);
/* The same whatever has become of the file. */
void     td_session_overwrite (TdSession *self, const char *path);
gboolean td_session_is_saving (TdSession *self);

/* Whether data files are inside the project file, as it was opened or saved last. */
gboolean td_session_has_data_inside (TdSession *self);
/* Starts an edit that names files on disk instead, see td_project_unpack(); files are read and
 * written in a thread. On an error the document is as it was. */
void     td_session_link_data        (TdSession *self, const char *place, gboolean may_write,
                                      GAsyncReadyCallback callback, gpointer user_data);
gboolean td_session_link_data_finish (TdSession *self, GAsyncResult *result, GError **error);

/* From now on unsaved work is kept in @draft (taken), which is new or the one that was restored.
 * @timing NULL: the usual. */
void     td_session_keep_drafts (TdSession *self, TdDraft *draft, const TdDraftTiming *timing);
/* Unsaved work isn't wanted: ends what td_session_keep_drafts() began and removes the draft. */
void     td_session_drop_draft  (TdSession *self);
