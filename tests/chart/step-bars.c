/* step-bars.c — tests of what the step lab says of a trial in words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/chart/suites.h"
#include "ui/chart/step-bars.h"

#include <math.h>

/* The second task has λ = 0, the third no label in the batch. */
static void
test_what_is_not_known_has_a_dash (void)
{
  const char *const names[] = { "Digit", "Is even", "Ink" };
  const double weights[] = { 0.25, 0.75, NAN }, predicted[] = { -0.5, NAN, NAN };
  const double real[] = { -0.25, 0.125, NAN };
  const TdStepBars bars = { .n = 3, .names = names, .weights = weights, .predicted = predicted,
                            .real = real };
  g_autofree char *told = td_step_bars_read_weights (&bars);
  g_autofree char *changes = td_step_bars_read_changes (&bars);

  g_assert_cmpstr (told, ==, "Digit 0.25, Is even 0.75, Ink –");
  g_assert_cmpstr (changes, ==, "Digit: loss -0.25, predicted -0.5; Is even: loss +0.12, predicted –;"
                                " Ink: loss –, predicted –");
}

void
add_step_bars_tests (void)
{
  g_test_add_func ("/step-bars/what-is-not-known-has-a-dash", test_what_is_not_known_has_a_dash);
}
