/* predictions-page.h — the page "Predictions": a task's answers against the labels of a part of the
 * data, live, and where it is most wrong.
 *
 * A page that isn't shown computes nothing. Signal: row (guint64 row): the user wants to try a row.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_PREDICTIONS_PAGE (td_predictions_page_get_type ())
G_DECLARE_FINAL_TYPE (TdPredictionsPage, td_predictions_page, TD, PREDICTIONS_PAGE, GtkWidget)

/* Once. */
void td_predictions_page_set_session (TdPredictionsPage *self, TdSession *session);
