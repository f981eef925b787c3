/* worst-list.h — the rows of the data that a task gets most wrong.
 *
 * Signal: chosen (guint64 row): the user wants to see more of it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/review.h"
#include <gtk/gtk.h>

#define TD_TYPE_WORST_LIST (td_worst_list_get_type ())
G_DECLARE_FINAL_TYPE (TdWorstList, td_worst_list, TD, WORST_LIST, GtkWidget)

/* @review NULL: none. Nothing of it is kept. */
void td_worst_list_show (TdWorstList *self, const TdReview *review);
