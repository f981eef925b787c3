/* window-view.h — a window finds its panes, page, selection and speed as they were left.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/network-canvas.h"
#include "ui/panes.h"
#include "ui/window.h"

/* Once the window has its session. What the session's view says takes effect at once; when the
 * document is written, the view is told. */
void td_window_follow_view (TdWindow *self, TdPanes *panes, GtkStack *pages,
                            TdNetworkCanvas *canvas);
