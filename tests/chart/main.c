/* main.c — tests of charts and of the network's picture; no display needed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/suites.h"

#include <glib.h>
#include <locale.h>
#include <pango/pangocairo.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_color_tests ();
  add_agreement_tests ();
  add_tick_tests ();
  add_drawing_tests ();
  add_trace_tests ();
  add_curves_tests ();
  add_edit_tests ();
  add_zoom_tests ();
  add_network_tests ();
  add_map_tests ();
  add_schedule_tests ();
  add_step_bars_tests ();
  int result = g_test_run ();
  pango_cairo_font_map_set_default (NULL);
  return result;
}
