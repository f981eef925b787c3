/* gradients-page.h — the page "Gradients": how far the tasks agree on where to go.
 *
 * Cosines of the tasks' gradients on what they share, now and over time, in all or in one layer,
 * and their lengths. The observer computes them on one batch while the page is shown, whatever
 * balances the run.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_GRADIENTS_PAGE (td_gradients_page_get_type ())
G_DECLARE_FINAL_TYPE (TdGradientsPage, td_gradients_page, TD, GRADIENTS_PAGE, GtkWidget)

/* Once. */
void td_gradients_page_set_session (TdGradientsPage *self, TdSession *session);
