/* window-new.h — new projects in a window: from a table, or as a copy of an example.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

/* The actions "new" and "open-template" (s: the template's file). */
void td_window_add_new_actions (TdWindow *self);
/* A project guessed from the table at @path, in @self when it is empty, else in a window of its
 * own; says what was guessed, or why it can't. */
void td_window_new_from_table  (TdWindow *self, const char *path);
