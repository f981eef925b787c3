/* window-edits.h — how a window undoes and redoes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

/* The actions "undo" and "redo", on these buttons and with the usual keys. */
void td_window_add_edit_actions (TdWindow *self, GtkWidget *undo, GtkWidget *redo);
/* Shows what there is to undo in the session. */
void td_window_follow_edits     (TdWindow *self);
/* Says what was done last, with a button that undoes it; until something else is done. @text is
 * plain: "Dense 128 removed". */
void td_window_offer_undo       (TdWindow *self, const char *text);
