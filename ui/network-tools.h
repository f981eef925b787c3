/* network-tools.h — the controls beside the network's title: how tasks share, and Add Layer.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/network-canvas.h"

/* Fills @box for the session that @canvas shows. */
void td_network_tools_add (GtkBox *box, TdNetworkCanvas *canvas, TdSession *session);
