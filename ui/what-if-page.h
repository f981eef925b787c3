/* what-if-page.h — the page "What If": give the model an input and see every task's answer, live.
 *
 * An input starts as a row of the data, and is changed by sliders, choices, or by drawing where the
 * inputs are a picture. A page that isn't shown asks nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_WHAT_IF_PAGE (td_what_if_page_get_type ())
G_DECLARE_FINAL_TYPE (TdWhatIfPage, td_what_if_page, TD, WHAT_IF_PAGE, GtkWidget)

/* Once. */
void td_what_if_page_set_session (TdWhatIfPage *self, TdSession *session);
/* As if row @row, from 0, had been chosen. */
void td_what_if_page_show_row    (TdWhatIfPage *self, gsize row);
