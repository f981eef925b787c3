/* network-canvas.h — the picture of the network, to look at and to select in.
 *
 * A click selects what it hits; arrow keys move the selection to the neighbour in their direction.
 *
 * Signals:
 *   selected (const char *id): a task's or layer's id; NULL: nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_NETWORK_CANVAS (td_network_canvas_get_type ())
G_DECLARE_FINAL_TYPE (TdNetworkCanvas, td_network_canvas, TD, NETWORK_CANVAS, GtkWidget)

void        td_network_canvas_set_session  (TdNetworkCanvas *self, TdSession *session);
/* Emits no signal. */
void        td_network_canvas_set_selected (TdNetworkCanvas *self, const char *id);
const char *td_network_canvas_get_selected (TdNetworkCanvas *self);
