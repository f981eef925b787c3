/* cell.c — tests of reading a number, exactly.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/cell.h"

#include <math.h>
#include <string.h>

static void
assert_number (const char *text,
               char        decimal,
               double      expected)
{
  double number = NAN;

  g_assert_cmpint (td_cell_read (text, strlen (text), decimal, &number), ==, TD_CELL_NUMBER);
  g_assert_cmpmem (&number, sizeof number, &expected, sizeof expected);
}

static void
test_numbers_read_to_the_last_bit (void)
{
  static const char *const texts[] = {
    "0", "-0", "1", "+7", "42", "007", "1.5", ".5", "5.", "-2.25", "1e3", "1E-3", "1e+22", "1e23",
    "123456789012345678", "9007199254740993", "0.1", "0.30000000000000004",
    "2.2250738585072014e-308",
    "4.9406564584124654e-324", "1.7976931348623157e308", "0.038075906433423026", "1e-400", "-1e-22",
    "179769313486231580793728971405301e276", "8.5e-23", "0.000000000000000000000000000000001",
    "100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *comma = g_strdelimit (g_strdup (texts[i]), ".", ',');
      assert_number (texts[i], '.', g_ascii_strtod (texts[i], NULL));
      assert_number (comma, ',', g_ascii_strtod (texts[i], NULL));
    }
}

static void
test_random_numbers_read_to_the_last_bit (void)
{
  static const char *const formats[] = { "%.3f", "%.6g", "%.15g", "%.17g", "%.12e" };

  for (guint i = 0; i < 20000; i++)
    {
      double value = (g_test_rand_double () - 0.5) * pow (10, g_test_rand_int_range (-30, 30));
      char text[512];
      g_ascii_formatd (text, sizeof text, formats[i % G_N_ELEMENTS (formats)], value);
      assert_number (text, '.', g_ascii_strtod (text, NULL));
    }
}

static void
test_overflow_and_inf_are_infinite (void)
{
  assert_number ("1e400", '.', INFINITY);
  assert_number ("-1e999999999999999999999", '.', -INFINITY);
  assert_number ("inf", '.', INFINITY);
  assert_number ("-Infinity", '.', -INFINITY);
}

static void
test_missing_has_five_spellings (void)
{
  static const char *const texts[] = { "", "NA", "na", "NaN", "nan", "?", "null", "NULL" };
  double number = 3;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpint (td_cell_read (texts[i], strlen (texts[i]), '.', &number), ==,
                       TD_CELL_MISSING);
      g_assert_true (td_text_is_missing (texts[i]));
    }
  g_assert_false (td_text_is_missing ("nano"));
  g_assert_false (td_text_is_missing ("0"));
}

static void
test_the_rest_is_text (void)
{
  static const char *const texts[] = {
    "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "1 ", " 1", "1_000", "--1", "12a",
    "infinite", "+-inf", "١", "1e5.5", "nan0", "N/A", "1.e", "-.",
  };
  double number;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (td_cell_read (texts[i], strlen (texts[i]), '.', &number), ==, TD_CELL_TEXT);
}

void
add_cell_tests (void)
{
  g_test_add_func ("/cell/numbers-read-to-the-last-bit", test_numbers_read_to_the_last_bit);
  g_test_add_func ("/cell/random-numbers-read-to-the-last-bit",
                   test_random_numbers_read_to_the_last_bit);
  g_test_add_func ("/cell/overflow-and-inf-are-infinite", test_overflow_and_inf_are_infinite);
  g_test_add_func ("/cell/missing-has-five-spellings", test_missing_has_five_spellings);
  g_test_add_func ("/cell/the-rest-is-text", test_the_rest_is_text);
}
