/* network-canvas.h — the picture of the network, to look at and to build in.
 *
 * Mouse: a click selects, a second click opens the form of a layer or a task, a plus sign
 * inserts, dragging a layer moves it within its stack or across the fork; the right button opens a
 * menu. Keyboard: Tab enters, arrows move from place to place, Enter or Space activates, Delete
 * removes, Alt with arrows moves the layer, the menu key opens the menu; plus and minus zoom, 0
 * fits all of it in. The wheel scrolls, with Ctrl it zooms. Every place is a child widget with a
 * name and a description for screen readers.
 *
 * Actions on the selected layer: network.insert-before, network.insert-after, network.move-back,
 * network.move-on, network.move-up, network.move-down, network.move-to (s: a task's id, empty for
 * the trunk), network.lock, network.remove. Others: network.insert-into (s), network.lock-trunk,
 * network.menu, network.zoom-in, network.zoom-out, network.fit.
 *
 * Signals:
 *   selected (const char *id): a task's or layer's id; NULL: nothing.
 *   removed (const char *text): a layer, in words: "Dense 128 removed".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_NETWORK_CANVAS (td_network_canvas_get_type ())
G_DECLARE_FINAL_TYPE (TdNetworkCanvas, td_network_canvas, TD, NETWORK_CANVAS, GtkWidget)

/* Once. */
void        td_network_canvas_set_session  (TdNetworkCanvas *self, TdSession *session);
/* Emits no signal. */
void        td_network_canvas_set_selected (TdNetworkCanvas *self, const char *id);
const char *td_network_canvas_get_selected (TdNetworkCanvas *self);
/* After the selected layer, at the end of the selected task's head, or else of the trunk. */
void        td_network_canvas_add_layer    (TdNetworkCanvas *self, const TdKind *kind);
