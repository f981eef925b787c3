/* window-drop.h — files dropped on a window: projects open, each in a window of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/window.h"

/* @area takes them, and has the style class "drop-area" to show it. */
void td_window_take_drops (TdWindow *self, GtkWidget *area);
