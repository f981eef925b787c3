/* main.c — tests of the balancers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/suites.h"
#include "tests/family-contract.h"

#include <locale.h>

static void
test_family (void)
{
  check_family (&td_balancers);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/balance/table-is-well-formed", test_family);
  add_value_tests ();
  add_loss_tests ();
  add_property_tests ();
  add_identity_tests ();
  add_state_tests ();
  add_toy_tests ();
  add_quadratics_tests ();
  return g_test_run ();
}
