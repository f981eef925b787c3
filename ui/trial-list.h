/* trial-list.h — the step lab: what each way of balancing would do with one batch.
 *
 * A row for every balancer there is: its weights, how each task's loss would change, and a button
 * that switches the run to it, as Enter does. The batch is frozen when the list is shown first, and
 * again on demand.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_TRIAL_LIST (td_trial_list_get_type ())
G_DECLARE_FINAL_TYPE (TdTrialList, td_trial_list, TD, TRIAL_LIST, GtkWidget)

/* Once. */
void td_trial_list_set_session (TdTrialList *self, TdSession *session);
