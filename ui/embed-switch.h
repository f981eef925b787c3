/* embed-switch.h — whether a project file keeps a copy of its data inside.
 *
 * Switched off while the copy is all there is, it asks where the data shall lie instead. Hidden
 * where data come from no file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_EMBED_SWITCH (td_embed_switch_get_type ())
G_DECLARE_FINAL_TYPE (TdEmbedSwitch, td_embed_switch, TD, EMBED_SWITCH, GtkWidget)

/* Once. */
void td_embed_switch_set_session (TdEmbedSwitch *self, TdSession *session);
