/* main.c — tests of core/train.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"

#include <glib.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_history_tests ();
  add_engine_tests ();
  add_gradient_tests ();
  add_gram_tests ();
  add_balancing_tests ();
  add_image_tests ();
  add_cold_start_tests ();
  add_trainer_tests ();
  add_go_back_tests ();
  add_checkpoint_tests ();
  add_undo_tests ();
  add_edits_tests ();
  add_observer_tests ();
  add_step_lab_tests ();
  add_schedule_tests ();
  add_review_tests ();
  add_sharing_tests ();
  add_sharing_gradient_tests ();
  add_sharing_image_tests ();
  return g_test_run ();
}
