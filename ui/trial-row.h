/* trial-row.h — a row of the step lab: one way of balancing.
 *
 * Signals:
 *   use: the run is to be balanced so.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/step-lab.h"
#include <gtk/gtk.h>

#define TD_TYPE_TRIAL_ROW (td_trial_row_get_type ())
G_DECLARE_FINAL_TYPE (TdTrialRow, td_trial_row, TD, TRIAL_ROW, GtkListBoxRow)

/* @titles: of all rows' titles, to be equally wide. */
GtkWidget            *td_trial_row_new      (const TdBalancerKind *kind, GtkSizeGroup *titles);
/* What stands in the columns of the rows. */
GtkWidget            *td_trial_row_new_headings (GtkSizeGroup *titles);
const TdBalancerKind *td_trial_row_get_kind (TdTrialRow *self);
/* Shows trial @position of @lab, which is borrowed until the next call; NULL: nothing yet. */
void                  td_trial_row_show     (TdTrialRow *self, const TdStepLab *lab, guint position);
/* Whether it is how the run is balanced. */
void                  td_trial_row_set_used (TdTrialRow *self, gboolean used);
