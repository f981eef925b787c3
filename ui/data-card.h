/* data-card.h — the data set in brief: file, size, and how its rows are split.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_DATA_CARD (td_data_card_get_type ())
G_DECLARE_FINAL_TYPE (TdDataCard, td_data_card, TD, DATA_CARD, GtkWidget)

/* Once; then td_data_card_show() each of its plans. */
void td_data_card_set_session (TdDataCard *self, TdSession *session);
void td_data_card_show        (TdDataCard *self, const TdPlan *plan);
