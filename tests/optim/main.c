/* main.c — tests of optimizers and schedules.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suites.h"

#include <glib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_optimizer_tests ();
  add_schedule_tests ();
  add_trajectory_tests ();
  return g_test_run ();
}
