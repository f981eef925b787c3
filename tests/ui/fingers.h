/* fingers.h — fingers on a screen that can be touched: Mutter's, told over D-Bus.
 *
 * The window fills the screen, so that its places are the screen's. Those below are in a widget's
 * units.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "harness.h"

/* Once; needs a Mutter of this process's session bus. */
void td_fingers_start (void);
/* Fills the screen. */
TdWindow *td_fingers_open_digits (void);

void td_finger_down   (guint finger, GtkWidget *widget, double x, double y);
void td_finger_move   (guint finger, GtkWidget *widget, double x, double y);
void td_finger_up     (guint finger);
/* Down, and up again. */
void td_finger_tap    (GtkWidget *widget, double x, double y);
void td_finger_tap_twice (GtkWidget *widget, double x, double y);
/* Stays until @owner has a menu, which stays when the finger goes. */
void td_finger_hold   (GtkWidget *widget, double x, double y, GtkWidget *owner);

/* The first @n_fingers, from where to where (x, y of each), in steps as a hand takes them; they
 * are down already. */
void td_fingers_glide (GtkWidget *widget, guint n_fingers, const double (*from)[2],
                       const double (*to)[2]);
/* Puts two fingers down as well, and leaves them there. */
void td_fingers_pinch (GtkWidget *widget, const double (*from)[2], const double (*to)[2]);
/* Both of them. */
void td_fingers_lift  (void);

void td_touch_add_canvas (void);
void td_touch_add_chart  (void);
void td_touch_add_parts  (void);
