/* session-drafts.h — when an open document is written to its draft.
 *
 * Three seconds after an edit; and while training so early that the next draft is complete thirty
 * seconds after the moment of the one before, if it takes no longer than twice the slowest of late
 * and six seconds. Not while a file is being saved, which makes the draft superfluous. A draft that
 * can't be written is tried again three seconds after the next edit, or after thirty.
 *
 * Belongs to a session, which says what happens to it. Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/saver.h"
#include "ui/session-save.h"

typedef struct _TdSessionDrafts TdSessionDrafts;

/* @draft is taken; it holds the session as it is now, or nothing yet. @timing NULL: as above, or as
 * the preferences say. */
TdSessionDrafts *td_session_drafts_new  (TdSession *session, TdSaver *saver, TdDraft *draft,
                                         const TdDraftTiming *timing);
/* The draft stays, if there is one. No job of the saver's is under way. */
void             td_session_drafts_free (TdSessionDrafts *self);

TdDraft *td_session_drafts_get_draft (TdSessionDrafts *self);
/* When the writing that is under way began, on the monotonic clock; 0: none is. */
gint64   td_session_drafts_get_began (TdSessionDrafts *self);

/* The session was edited, or its run was reset. */
void td_session_drafts_edited   (TdSessionDrafts *self);
/* Training began or ended. */
void td_session_drafts_trained  (TdSessionDrafts *self);
/* The document's file holds the session as of @job, with @n_edits, and the draft is gone. */
void td_session_drafts_saved    (TdSessionDrafts *self, const TdSaverJob *job,
                                     guint64 n_edits);
/* A save has failed, and what waited for it goes on. */
void td_session_drafts_go_on    (TdSessionDrafts *self);

/* What the session has for it. */
TdSessionDrafts *td_session_get_drafts   (TdSession *self); /* NULL: keeps none */
guint64          td_session_get_n_edits  (TdSession *self);
TdSaverJob      *td_session_collect      (TdSession *self); /* all there is to write, as of now */
void             td_session_tell_drafted (TdSession *self, const GError *error);
