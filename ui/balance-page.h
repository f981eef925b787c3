/* balance-page.h — the page "Balance": what each task has weighed so far, and the step lab.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_BALANCE_PAGE (td_balance_page_get_type ())
G_DECLARE_FINAL_TYPE (TdBalancePage, td_balance_page, TD, BALANCE_PAGE, GtkWidget)

/* Once. */
void td_balance_page_set_session (TdBalancePage *self, TdSession *session);
