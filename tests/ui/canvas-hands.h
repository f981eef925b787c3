/* canvas-hands.h — looking at the network's picture of an open window, and building in it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "harness.h"

GtkWidget *td_hand_canvas  (TdWindow *window);
TdProject *td_hand_project (TdWindow *window);
/* The place with that name. */
GtkWidget *td_hand_stop    (TdWindow *window, const char *name);
/* An action of the canvas. */
void       td_hand_act     (TdWindow *window, const char *action, const char *target);
/* As the keyboard does; the form that comes with it goes again. */
void       td_hand_select  (TdWindow *window, const char *name);
/* As the gesture tells it; @keep: without letting go. */
void       td_hand_drag    (TdWindow *window, const char *from, const char *to, gboolean keep);
/* The gesture of the canvas that has this type. */
GtkGesture *td_hand_gesture (TdWindow *window, GType type);
graphene_point_t td_hand_middle (TdWindow *window, const char *name);

/* Until what was done is on screen: idle work comes before the next frame. */
void td_hand_settle (TdWindow *window);
/* The plan in force is of the document as it is. */
gboolean td_hand_is_planned     (gpointer window);
gboolean td_hand_has_no_popover (gpointer window);

/* The layers of the trunk, @task NULL, or of a head: "l1:dense l2:dropout ". */
void td_hand_assert_layers   (TdWindow *window, const char *task, const char *expected);
void td_hand_assert_selected (TdWindow *window, const char *id);
