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
 * that is open already is shown instead. */
void     td_window_open_path        (TdWindow *self, const char *path);
/* Shows the window that has @path open; FALSE: none has. */
gboolean td_window_present_open     (GtkApplication *application, const char *path);
/* The example that comes with the program; NULL when it isn't there. */
char    *td_window_dup_example      (void);
