/* window-pages.h — the pages below the network: Curves, Predictions, Gradients, Balance, What If.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

/* Before a template names them. */
void td_window_pages_ensure_types (void);
/* @pages: the stack as in window.ui. The tools of a page appear in @tools while it is shown. */
void td_window_pages_init         (GtkStack *pages, GtkBox *tools);
void td_window_pages_set_session  (GtkStack *pages, TdSession *session);
