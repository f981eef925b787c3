/* option-values.h — a menu of usual values for a number that has a special one: "Off", 0.001, 0.01.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/kind.h"
#include <gtk/gtk.h>

/* A button whose items activate "option.set" with the value (a double). @title names the setting to
 * assistive tools. */
GtkWidget *td_option_values_new (const TdOption *option, const char *title);
