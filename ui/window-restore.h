/* window-restore.h — offers what was open and unsaved when a Tandem ended without being asked.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

/* Opens a window for each abandoned draft. */
void td_window_restore_drafts     (GtkApplication *application);
/* The action "discard-restored": the document is opened anew, as its file holds it. */
void td_window_add_restore_action (TdWindow *self);
