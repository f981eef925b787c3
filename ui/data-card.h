/* data-card.h — the data set in brief: file, size, and how its rows are split.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"
#include <gtk/gtk.h>

#define TD_TYPE_DATA_CARD (td_data_card_get_type ())
G_DECLARE_FINAL_TYPE (TdDataCard, td_data_card, TD, DATA_CARD, GtkWidget)

void td_data_card_show (TdDataCard *self, const TdPlan *plan);
