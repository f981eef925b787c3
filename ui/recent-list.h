/* recent-list.h — recent projects to choose from, by name and folder.
 *
 * Choosing one activates the action win.open-path. Kept up to date while it is shown.
 *
 * Signals:
 *   chosen: one was chosen, and is being opened.
 * Properties: `empty` (boolean): there is nothing to choose.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_RECENT_LIST (td_recent_list_get_type ())
G_DECLARE_FINAL_TYPE (TdRecentList, td_recent_list, TD, RECENT_LIST, GtkWidget)
