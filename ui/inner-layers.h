/* inner-layers.h — the buttons that build the layers inside a layer, such as a residual block's.
 *
 * Each press is one edit, which can be undone. They have widget names, by which who shows them anew
 * finds the one that had the focus.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

/* Adds a layer of a kind to choose, as the last of @block. */
GtkWidget *td_inner_layers_new_adder (TdSession *session, TdConfig *block);
/* The name of the adder of @block; owned. */
char      *td_inner_layers_dup_adder_name (TdConfig *block);
/* Moves and removes @layer, which stands at @position of @list. @title is what it is called. */
GtkWidget *td_inner_layers_new_tools (TdSession *session, TdConfigList *list, guint position,
                                      const char *title);
