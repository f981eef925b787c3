/* ticks.c — tests of ui/chart/ticks.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/ticks.h"
#include "tests/chart/suites.h"

#include <math.h>

static void
assert_labels (const TdTicks *ticks, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < ticks->n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", ticks->labels[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_steps_are_one_two_five (void)
{
  g_assert_cmpfloat_with_epsilon (td_ticks_step (200, 6, FALSE), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_ticks_step (1, 5, FALSE), 0.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_ticks_step (1, 5, TRUE), 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (td_ticks_step (9e-7, 4, FALSE), 5e-7, 1e-12);
  g_assert_cmpfloat (td_ticks_step (0, 4, FALSE), >, 0);
  g_assert_cmpfloat (td_ticks_step (NAN, 4, FALSE), >, 0);
}

static void
test_linear_labels_are_plain (void)
{
  TdTicks ticks;
  td_ticks_linear (&ticks, 0, 200, 6, FALSE);
  assert_labels (&ticks, "0 50 100 150 200");
  td_ticks_linear (&ticks, 0, 1, 6, TRUE);
  assert_labels (&ticks, "0% 25% 50% 75% 100%");
  td_ticks_linear (&ticks, 0.93, 0.97, 4, TRUE);
  assert_labels (&ticks, "93% 94% 95% 96% 97%");
  td_ticks_linear (&ticks, -0.1, 0.3, 4, FALSE);
  assert_labels (&ticks, "−0.1 0 0.1 0.2 0.3");
}

static void
test_log_labels_are_one_and_three (void)
{
  TdTicks ticks;
  td_ticks_log (&ticks, log10 (0.02), log10 (3), 9);
  assert_labels (&ticks, "0.03 0.1 0.3 1 3");
  td_ticks_log (&ticks, -2, 3, 6);
  assert_labels (&ticks, "0.01 0.1 1 10 100 1000");
  td_ticks_log (&ticks, -12, 0, 5);
  g_assert_cmpuint (ticks.n, >=, 2);
  g_assert_cmpuint (ticks.n, <=, 6);
}

static void
test_any_range_has_ticks_inside_it (void)
{
  TdTicks ticks;
  for (double low = -9; low < 9; low += 0.37)
    for (double range = 0.05; range < 20; range *= 1.7)
      for (double parts = 1; parts < 40; parts += 3)
        {
          td_ticks_log (&ticks, low, low + range, parts);
          g_assert_cmpuint (ticks.n, >=, 1);
          for (guint i = 0; i < ticks.n; i++)
            {
              g_assert_cmpfloat (ticks.values[i], >=, low - 1e-5);
              g_assert_cmpfloat (ticks.values[i], <=, low + range + 1e-5);
              g_assert_true (i == 0 || ticks.values[i] > ticks.values[i - 1]);
              g_assert_true (i == 0 || g_strcmp0 (ticks.labels[i], ticks.labels[i - 1]) != 0);
            }
        }
}

static void
test_rounded_ranges_hold_the_data_and_stand_still (void)
{
  double low = -1.23, high = 0.41;
  td_ticks_round_log (&low, &high);
  g_assert_cmpfloat_with_epsilon (low, log10 (0.05), 1e-6);
  g_assert_cmpfloat_with_epsilon (high, log10 (3), 1e-6);
  td_ticks_round_log (&low, &high); /* a round range is its own rounding */
  g_assert_cmpfloat_with_epsilon (low, log10 (0.05), 1e-6);
  g_assert_cmpfloat_with_epsilon (high, log10 (3), 1e-6);
  low = 0;
  high = 2.31;
  td_ticks_round (&low, &high, 8);
  g_assert_cmpfloat (low, ==, 0);
  g_assert_cmpfloat_with_epsilon (high, 2.5, 1e-9);
}

void
add_tick_tests (void)
{
  g_test_add_func ("/chart/ticks/steps-are-one-two-five", test_steps_are_one_two_five);
  g_test_add_func ("/chart/ticks/linear-labels-are-plain", test_linear_labels_are_plain);
  g_test_add_func ("/chart/ticks/log-labels-are-one-and-three",
                   test_log_labels_are_one_and_three);
  g_test_add_func ("/chart/ticks/any-range-has-ticks-inside-it",
                   test_any_range_has_ticks_inside_it);
  g_test_add_func ("/chart/ticks/rounded-ranges-hold-the-data-and-stand-still",
                   test_rounded_ranges_hold_the_data_and_stand_still);
}
