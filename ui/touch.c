/* touch.c — what gestures don't tell by themselves of the fingers that make them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/touch.h"

/* GTK's own middle, of a bounding box in whole pixels, makes what follows it tremble. */
gboolean
td_touch_middle (GtkGesture *gesture, double *x, double *y)
{
  g_autoptr(GList) fingers = gtk_gesture_get_sequences (gesture);
  guint n = g_list_length (fingers);

  *x = *y = 0;
  for (GList *finger = fingers; finger != NULL; finger = finger->next)
    {
      double finger_x, finger_y;

      gtk_gesture_get_point (gesture, finger->data, &finger_x, &finger_y);
      *x += finger_x / n;
      *y += finger_y / n;
    }
  return n > 0;
}

gboolean
td_touch_is_finger (GtkGesture *gesture)
{
  return gtk_gesture_get_last_updated_sequence (gesture) != NULL;
}
