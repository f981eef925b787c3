/* preferences-window.h — the window in which people change preferences.h.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <adwaita.h>

/* Writes the preferences when it closes. */
GtkWidget *td_preferences_window_new (GtkWindow *parent);
