/* touch.c — the window by fingers, on Wayland; tests/touch.sh runs it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "fingers.h"

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  td_test_application ();
  td_fingers_start ();
  td_touch_add_canvas ();
  td_touch_add_chart ();
  td_touch_add_parts ();
  return g_test_run ();
}
