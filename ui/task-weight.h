/* task-weight.h — a task's λ: a slider from 0 to 10 with 1 in the middle, and the number beside it.
 *
 * The number takes what the slider can't reach. A change acts at once; a drag is undone as one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/session.h"
#include <gtk/gtk.h>

#define TD_TYPE_TASK_WEIGHT (td_task_weight_get_type ())
G_DECLARE_FINAL_TYPE (TdTaskWeight, td_task_weight, TD, TASK_WEIGHT, GtkWidget)

/* Once. */
void td_task_weight_set_task  (TdTaskWeight *self, TdSession *session, TdConfig *task);
/* Of the filled part of the slider. */
void td_task_weight_set_color (TdTaskWeight *self, const GdkRGBA *color);

/* Where on the slider, 0 … 1, a weight stands, and back: 0 is 0, a half is 1, and 1 is 10. */
double td_task_weight_to_position   (double weight);
double td_task_weight_from_position (double position);
