/* window-run.h — what a window can do with its run: train, step, reset, speed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

/* @speed gets its menu, and a label that follows the choice. */
void td_window_add_run_actions    (TdWindow *self, GtkMenuButton *speed);
/* Enables what makes sense now. */
void td_window_update_run_actions (TdWindow *self);
