/* digits.c — tests of the example data, data/digits.csv.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/inputs.h"
#include "core/data/source.h"

#include <math.h>

static TdTable *
load (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", NULL);
  GError *error = NULL;
  TdTable *table = td_csv_load ("digits.csv", folder, &error);

  g_assert_no_error (error);
  return table;
}

static void
test_columns_say_what_the_readme_says (void)
{
  g_autoptr (TdTable) table = load ();
  const TdColumn *digit = td_table_find (table, "digit");
  const TdColumn *even = td_table_find (table, "even");
  const TdColumn *loop = td_table_find (table, "loop");
  const TdColumn *ink = td_table_find (table, "ink");

  g_assert_cmpuint (td_table_n_rows (table), ==, 1797);
  g_assert_cmpuint (td_table_n_columns (table), ==, 68);
  g_assert_cmpuint (loop->n_missing, ==, 599);
  for (gsize i = 0; i < 1797; i++)
    {
      int value = (int) digit->numbers[i];
      double sum = 0;
      for (guint c = 0; c < 64; c++)
        sum += td_table_column (table, c)->numbers[i];
      g_assert_cmpfloat (ink->numbers[i], ==, sum / 64);
      g_assert_cmpfloat (even->numbers[i], ==, value % 2 == 0);
      if (i % 3 == 2)
        g_assert_true (isnan (loop->numbers[i]));
      else
        g_assert_cmpfloat (loop->numbers[i], ==, value == 0 || value == 6 || value >= 8);
    }
}

static void
test_pixels_are_the_inputs (void)
{
  static const char *const targets[] = { "digit", "even", "loop", "ink", NULL };
  g_autoptr (TdTable) table = load ();
  g_autoptr (TdFit) fit = td_fit_new ();
  g_autofree guint32 *train = g_new (guint32, 1797);
  g_autofree float *matrix = NULL;
  g_auto (TdSpec) data = { 0 };
  TdInputNotes notes;
  GError *error = NULL;

  for (guint32 i = 0; i < 1797; i++)
    train[i] = i;
  data_settings_of ("{\"inputs\": \"pixel_*\", \"image\": {\"width\": 8, \"height\": 8}}", &data);
  g_assert_true (td_inputs_fit (fit, table, data.options, targets, train, 1797, &error));
  matrix = td_inputs_encode (fit, table, &notes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (td_fit_width (fit), ==, 64);
  g_assert_cmpuint (notes.n_blank + notes.n_unseen, ==, 0);
  g_assert_cmpstr (fit->inputs[9].column, ==, "pixel_1_1");
}

void
add_digits_tests (void)
{
  g_test_add_func ("/digits/columns-say-what-the-readme-says",
                   test_columns_say_what_the_readme_says);
  g_test_add_func ("/digits/pixels-are-the-inputs", test_pixels_are_the_inputs);
}
