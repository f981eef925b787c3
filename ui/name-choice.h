/* name-choice.h — a drop-down of what a text may be in its document, such as the names of tasks.
 *
 * The list is the option's (TdOption.suggest), asked again whenever the document changes. A value
 * that isn't in it stands at its end for as long as it is in force.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

/* @option, of type TEXT, of @config. */
GtkWidget *td_name_choice_new (TdConfig *config, const TdOption *option);
