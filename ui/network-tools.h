/* network-tools.h — the controls beside the network's title: how tasks share, Add Layer, and Fit.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/network-canvas.h"

/* Fills @box for the session that @canvas shows. */
void td_network_tools_add (GtkBox *box, TdNetworkCanvas *canvas, TdSession *session);
