/* touch-parts.c — what else in the window is dragged by a finger, in spite of its panes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fingers.h"

#include "ui/drawing-pad.h"

static double
ink_at (TdDrawingPad *pad, guint row, guint column)
{
  return td_drawing_pad_get_pixels (pad)[8 * row + column];
}

/* Of the first row, in its place. */
static gboolean
has_picture (gpointer pad)
{
  double ink = 0;

  for (guint i = 0; i < 64; i++)
    ink += td_drawing_pad_get_pixels (pad)[i];
  return ink > 0 && gtk_widget_get_width (pad) > 0;
}

/* Across a picture of 8 by 8. */
static void
test_a_finger_draws (void)
{
  TdWindow *window = td_fingers_open_digits ();
  GtkWidget *pad;
  double side, left, right, row;

  gtk_widget_activate (td_test_find (GTK_WIDGET (window), "What If"));
  td_test_run (0.5);
  pad = td_test_find_type (GTK_WIDGET (window), TD_TYPE_DRAWING_PAD);
  td_test_wait (has_picture, pad);
  td_drawing_pad_clear (TD_DRAWING_PAD (pad));
  side = MIN (gtk_widget_get_width (pad), gtk_widget_get_height (pad));
  left = gtk_widget_get_width (pad) / 2.0 - 0.4 * side;
  right = left + 0.8 * side;
  row = gtk_widget_get_height (pad) / 2.0 + side / 16;
  td_finger_down (0, pad, left, row);
  td_fingers_glide (pad, 1, &(const double[2]){ left, row }, &(const double[2]){ right, row });
  td_finger_up (0);
  for (guint column = 2; column < 6; column++)
    g_assert_cmpfloat (ink_at (TD_DRAWING_PAD (pad), 4, column), >, 0.5);
  td_test_close (window);
}

/* No drag that a finger can't end, and no renaming before it is lifted; the menu moves tasks. */
static void
test_a_finger_on_a_task (void)
{
  TdWindow *window = td_fingers_open_digits ();
  GtkListBox *list = GTK_LIST_BOX (td_test_find (GTK_WIDGET (window), "Tasks"));
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1));
  double x = gtk_widget_get_width (row) / 2.0;
  const double from[][2] = { { x, 12 } }, to[][2] = { { x, 90 } };

  td_finger_tap (row, x, 12);
  td_finger_down (0, row, x, 12);
  td_fingers_glide (row, 1, from, to);
  td_finger_up (0);
  g_assert_false (gtk_widget_has_css_class (row, "dragged"));
  g_assert_false (GTK_IS_TEXT (gtk_window_get_focus (GTK_WINDOW (window)))); /* to rename it */
  td_finger_hold (row, x, 12, row);
  td_test_close (window);
}

void
td_touch_add_parts (void)
{
  g_test_add_func ("/touch/parts/a-finger-draws", test_a_finger_draws);
  g_test_add_func ("/touch/parts/a-finger-on-a-task", test_a_finger_on_a_task);
}
