/* kind-choice.h — a drop-down of a family's kinds, bound to an option of a config.
 *
 * Follows changes that come from elsewhere. Its tooltip is the sentence of the kind in force.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

/* @option, of type TD_KIND, of @parent; accessible name @label. */
GtkWidget *td_kind_choice_new (TdConfig *parent, const TdOption *option, const char *label);
/* Whether there is anything to choose; FALSE too for a record. */
gboolean   td_kind_choice_has_choice (const TdOption *option);
/* The config whose kind is chosen; NULL: @drop_down is another one. */
TdConfig  *td_kind_choice_get_config (GtkWidget *drop_down);
