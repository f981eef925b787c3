/* window-file.h — what a window can do with files: open, save, and ask before it closes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

void     td_window_add_file_actions (TdWindow *self);
/* Closes without a question, and without a draft. */
void     td_window_discard          (TdWindow *self);
/* Shows how saves of the session end. */
void     td_window_follow_saves     (TdWindow *self);
/* FALSE: there are unsaved changes, which are asked about now; closes itself after the answer. */
gboolean td_window_may_close        (TdWindow *self);

/* Opens @path in @self when it is empty, else in a window of its own; says so when it can't. A file
 * that is open already is shown instead; a table makes a new project (window-new.h). */
void     td_window_open_path        (TdWindow *self, const char *path);
/* Shows the window that has @path open; FALSE: none has. */
gboolean td_window_present_open     (GtkApplication *application, const char *path);
/* Shows @session, with drafts, in @self when it is empty, else in a window of its own: in which
 * one.
 */
TdWindow *td_window_show_session    (TdWindow *self, TdSession *session);
/* On the page of an empty window, else in a dialog. */
void     td_window_say_cannot_open  (TdWindow *self, const char *path, const GError *error);
