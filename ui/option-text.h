/* option-text.h — settings as people read and type them: "Off" for 0, "a, b" for a list.
 *
 * Files and `--set` have the exact form (td_config_dup_value()); this one is for forms. What is
 * shown can always be typed back.
 *
 * Main thread only, as TdConfig is.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"

/* The value of any option that is typed, shown as text. */
char    *td_option_dup_shown   (TdConfig *config, const TdOption *option);
/* What was typed, in the form td_config_set_value() reads; it need not be right. */
char    *td_option_read_typed  (const TdOption *option, const char *typed);
/* A number of a NUMBER or INTEGER as it would be shown, its unit aside. */
char    *td_option_dup_number  (const TdOption *option, double number);
/* A value of a CHOICE or TEXT as it stands in a list: "Mean accuracy" for an id, names as they
 * are. */
char    *td_option_dup_title   (const TdOption *option, const char *text);

/* A name or a file has nothing to go back to. */
gboolean td_option_has_default (const TdOption *option);
gboolean td_option_is_default  (TdConfig *config, const TdOption *option);
/* "0.001", "Adam", "Off". */
char    *td_option_dup_default (const TdOption *option);
void     td_option_reset       (TdConfig *config, const TdOption *option);
