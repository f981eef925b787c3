/* window.h — the workbench: one window for one document, or the invitation to open one.
 *
 * Signals of the session come in here and go to the widgets that show them; what people ask for
 * comes in as actions (window-file.h, window-run.h).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <adwaita.h>

#define TD_TYPE_WINDOW (td_window_get_type ())
G_DECLARE_FINAL_TYPE (TdWindow, td_window, TD, WINDOW, AdwApplicationWindow)

TdWindow  *td_window_new         (GtkApplication *application);
/* Takes the place of the empty state; a window shows one document in its life. */
void       td_window_set_session (TdWindow *self, TdSession *session);
TdSession *td_window_get_session (TdWindow *self); /* NULL: empty */
/* A file that can't be opened, in an empty window. */
void       td_window_show_error  (TdWindow *self, const char *title, const char *sentence);
/* That the document isn't as its file, but as a draft; NULL: no longer worth a word. */
void       td_window_show_restored (TdWindow *self, const char *text);
/* Something that happened; @text is plain. */
void       td_window_toast       (TdWindow *self, const char *text);
/* The same, or under the invitation to open a project where there is none yet. */
void       td_window_say         (TdWindow *self, const char *text);
/* For one with a button or to be dismissed; taken. */
void       td_window_add_toast   (TdWindow *self, AdwToast *toast);
