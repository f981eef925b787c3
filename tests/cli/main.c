/* main.c — tests of tandem-cli, as the program that was built.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  add_verb_tests ();
  add_balance_tests ();
  add_train_tests ();
  add_continue_tests ();
  add_repeat_tests ();
  add_evaluate_tests ();
  add_predict_tests ();
  add_export_tests ();
  add_bad_input_tests ();
  add_bits_tests ();
  add_bench_tests ();
  add_trajectory_tests ();
  return g_test_run ();
}
