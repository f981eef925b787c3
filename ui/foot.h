/* foot.h — the line at the window's foot: how far, how fast, how long, and what to know.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_FOOT (td_foot_get_type ())
G_DECLARE_FINAL_TYPE (TdFoot, td_foot, TD, FOOT, GtkWidget)

/* Once. */
void td_foot_set_session (TdFoot *self, TdSession *session);
