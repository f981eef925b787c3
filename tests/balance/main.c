/* main.c — tests of the balancers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer.h"
#include "tests/family-contract.h"

#include <locale.h>

static void
test_family (void)
{
  check_family (&td_balancers);
}

static void
test_equal (void)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) td_family_find (&td_balancers, "equal");
  TdBalancerStep step = { .n = 3 };
  double weights[] = { 0, 0, 0, 7 };

  g_assert_cmpint (kind->needs, ==, TD_NEEDS_NOTHING);
  kind->weigh (NULL, &step, NULL, weights);
  for (int k = 0; k < 3; k++)
    g_assert_cmpfloat (weights[k], ==, 1);
  g_assert_cmpfloat (weights[3], ==, 7);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/balancer/table-is-well-formed", test_family);
  g_test_add_func ("/balancer/equal-leaves-the-sum-alone", test_equal);
  return g_test_run ();
}
