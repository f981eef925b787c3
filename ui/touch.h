/* touch.h — what gestures don't tell by themselves of the fingers that make them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gtk/gtk.h>

/* Between all fingers, in the widget's units; those on a touchpad are where the pointer is, and as
 * far from there as they moved. FALSE: there is none. */
gboolean td_touch_middle    (GtkGesture *gesture, double *x, double *y);
/* On a screen that is touched; else a mouse makes it. */
gboolean td_touch_is_finger (GtkGesture *gesture);
