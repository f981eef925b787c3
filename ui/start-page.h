/* start-page.h — what a window without a document shows: ways to begin.
 *
 * Open a project or make one from a table, examples as cards, and what was open lately; or, above
 * these, why a file couldn't be opened.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

#define TD_TYPE_START_PAGE (td_start_page_get_type ())
G_DECLARE_FINAL_TYPE (TdStartPage, td_start_page, TD, START_PAGE, GtkWidget)

/* @title and @sentence are plain. */
void td_start_page_show_error (TdStartPage *self, const char *title, const char *sentence);
/* In place of the invitation. */
void td_start_page_say        (TdStartPage *self, const char *sentence);
