/* schedule-curve.h — a picture of the learning rate over the session's run, and where it stands.
 *
 * Follows edits and training.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_SCHEDULE_CURVE (td_schedule_curve_get_type ())
G_DECLARE_FINAL_TYPE (TdScheduleCurve, td_schedule_curve, TD, SCHEDULE_CURVE, GtkWidget)

GtkWidget *td_schedule_curve_new (TdSession *session);
