/* window-curves.h — what a window can do with its curves: write them to a file, copy them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/curves-page.h"
#include "ui/window.h"

/* The actions "export-curves", "copy-curves" and "copy-values". */
void td_window_add_curves_actions (TdWindow *self, TdCurvesPage *page);
/* There is a session now. */
void td_window_follow_curves      (TdWindow *self);

/* As drawing, document, picture or table by @path's ending; says whether it is done. */
void td_window_export_curves      (TdWindow *self, TdCurvesPage *page, const char *path);
