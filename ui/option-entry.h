/* option-entry.h — a setting that is typed: a number with its unit and steps, a text, a list.
 *
 * What is typed is checked as it is typed and takes effect on Enter or when the entry is left; a
 * refused text stays, marked, with the reason. Escape brings the value in force back. Up, Down,
 * Page Up, Page Down, the wheel and the small buttons step numbers, with Ctrl in finer steps; each
 * step takes effect at once. A number with a special value ("Off") has a menu of usual ones.
 *
 * Properties: `problem` (string: why the text is refused, NULL when it isn't), notified.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/config.h"
#include <gtk/gtk.h>

#define TD_TYPE_OPTION_ENTRY (td_option_entry_get_type ())
G_DECLARE_FINAL_TYPE (TdOptionEntry, td_option_entry, TD, OPTION_ENTRY, GtkWidget)

/* @option: NUMBER, INTEGER, TEXT, TEXT_LIST or NUMBER_LIST. @title names it to assistive tools. */
GtkWidget *td_option_entry_new       (TdConfig *config, const TdOption *option, const char *title);
/* The GtkEntry inside: what is typed in, and what has the accessible name. */
GtkWidget *td_option_entry_get_entry (TdOptionEntry *self);
/* Whether it has a text that isn't the document's, or not yet. */
gboolean   td_option_entry_is_typed_in (TdOptionEntry *self);
/* Shows the value in force; what was typed and not entered is lost. */
void       td_option_entry_show      (TdOptionEntry *self);
