/* kind-choice.h — a drop-down of a family's kinds, bound to an option of a config.
 *
 * The list says of each kind what it does; a long one can be searched. Follows changes that come
 * from elsewhere. Its tooltip is the sentence of the kind in force.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

/* @option, of type TD_KIND, of @parent; accessible name @label. */
GtkWidget *td_kind_choice_new (TdConfig *parent, const TdOption *option, const char *label);
/* Whether there is anything to choose: a record that is always there has none. */
gboolean   td_kind_choice_has_choice (const TdOption *option);
/* The config whose kind is chosen; NULL: @drop_down is another one. */
TdConfig  *td_kind_choice_get_config (GtkWidget *drop_down);
/* What the absence of a kind is called. */
const char *td_kind_choice_absent    (const TdOption *option);
