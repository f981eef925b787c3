/* inputs.c — tests of choosing, coding and scaling inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/inputs.h"

#include <math.h>

static const char *const no_targets[] = { NULL };

/* Learns from all rows but those from @n_train on; NULL with @error. */
static TdFit *
fit_of (const TdTable     *table,
        const char        *json,
        const char *const *targets,
        gsize              n_train,
        GError           **error)
{
  g_autoptr (TdFit) fit = td_fit_new ();
  g_autofree guint32 *train = g_new (guint32, n_train);
  g_auto (TdSpec) data = { 0 };

  for (gsize i = 0; i < n_train; i++)
    train[i] = (guint32) i;
  data_settings_of (json, &data);
  return td_inputs_fit (fit, table, data.options, targets, train, n_train, error)
           ? g_steal_pointer (&fit) : NULL;
}

static void
assert_columns (const char        *json,
                const char *const *targets,
                const char        *expected)
{
  g_autoptr (TdTable) table = table_of ("a_1,b,a_2,y,part\n1,2,3,4,train\n5,6,7,8,test\n");
  GError *error = NULL;
  g_autoptr (TdFit) fit = fit_of (table, json, targets, 2, &error);
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < fit->n_inputs; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", fit->inputs[i].column);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_names_choose_columns (void)
{
  static const char *const targets[] = { "y", NULL };

  assert_columns ("{\"inputs\": [\"*\"]}", targets, "a_1 b a_2 part");
  assert_columns ("{\"inputs\": []}", targets, "a_1 b a_2 part");
  assert_columns ("{\"inputs\": \"a_*\"}", targets, "a_1 a_2");
  assert_columns ("{\"inputs\": [\"a_2\", \"*a*\", \"b\"]}", targets, "a_2 a_1 part b");
  assert_columns ("{\"inputs\": [\"*_*2\", \"**\"]}", no_targets, "a_2 a_1 b y part");
  assert_columns ("{\"inputs\": \"*\", \"split\": {\"column\": \"part\"}}", targets, "a_1 b a_2");
}

static void
assert_refused (const char        *text,
                const char        *json,
                const char *const *targets,
                const char        *part)
{
  g_autoptr (TdTable) table = table_of (text);
  GError *error = NULL;

  g_assert_null (fit_of (table, json, targets, td_table_n_rows (table), &error));
  assert_says (error, part);
}

static void
test_wrong_names_are_refused (void)
{
  static const char *const targets[] = { "y", NULL };

  assert_refused ("a,y\n1,2\n", "{\"inputs\": \"x\"}", targets, "no column “x”");
  assert_refused ("a,y\n1,2\n", "{\"inputs\": \"x*\"}", targets, "matches “x*”");
  assert_refused ("a,y\n1,2\n", "{\"inputs\": \"y*\"}", targets, "matches “y*”");
  assert_refused ("a,y\n1,2\n", "{\"inputs\": [\"a\", \"y\"]}", targets,
                  "“y” is an input and also");
  assert_refused ("a,y\ntrain,2\n", "{\"inputs\": \"a\", \"split\": {\"column\": \"a\"}}", targets,
                  "“a” is an input and also");
  assert_refused ("y\n1\n", "{}", targets, "matches “*”");
}

static void
test_too_many_patterns_are_refused (void)
{
  g_autoptr (GString) json = g_string_new ("{\"inputs\": [\"*\"");

  for (guint i = 0; i < 1000; i++)
    g_string_append (json, ",\"*\"");
  g_string_append (json, "]}");
  assert_refused ("a,y\n1,2\n", json->str, no_targets, "more than 1000 names with *");
}

static void
test_standard_scaling_gives_mean_0_and_deviation_1 (void)
{
  g_autoptr (TdTable) table = table_of ("a,b\n1,1000\n2,-5000\n4,1e6\n8,1e-3\n");
  GError *error = NULL;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 4, &error);
  g_autofree float *matrix = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (fit->inputs[0].mean, ==, 3.75);
  g_assert_cmpfloat_with_epsilon (fit->inputs[0].scale, sqrt (28.75 / 4), 1e-15);
  matrix = td_inputs_encode (fit, table, NULL, &error);
  g_assert_no_error (error);
  for (guint c = 0; c < 2; c++)
    {
      double sum = 0, squares = 0;
      for (guint i = 0; i < 4; i++)
        {
          sum += (double) matrix[2 * i + c];
          squares += (double) matrix[2 * i + c] * (double) matrix[2 * i + c];
        }
      g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
      g_assert_cmpfloat_with_epsilon (squares / 4, 1, 1e-6);
    }
}

static void
test_only_training_rows_are_learned_from (void)
{
  g_autoptr (TdTable) table = table_of ("a,t\n1,x\n3,y\n1000,z\n");
  GError *error = NULL;
  TdInputNotes notes;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 2, &error);
  g_autofree float *matrix = td_inputs_encode (fit, table, &notes, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (fit->inputs[0].mean, ==, 2);
  g_assert_cmpuint (td_fit_width (fit), ==, 3);
  g_assert_cmpfloat (matrix[6], ==, 998);
  g_assert_cmpfloat (matrix[7], ==, 0);
  g_assert_cmpfloat (matrix[8], ==, 0);
  g_assert_cmpuint (notes.n_unseen, ==, 1);
}

static void
test_constant_and_blank_columns_are_zero (void)
{
  g_autoptr (TdTable) table = table_of ("a,b,c\n0.1,,1\n0.1,NA,2\n0.1,?,3\n");
  GError *error = NULL;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 3, &error);
  g_autofree float *matrix = td_inputs_encode (fit, table, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (matrix[3 * i], 0, 1e-15);
      g_assert_cmpfloat (matrix[3 * i + 1], ==, 0);
    }
  g_assert_cmpfloat (fit->inputs[0].scale, ==, 1);
  g_assert_cmpfloat (fit->inputs[1].scale, ==, 1);
}

static void
test_blanks_take_the_training_mean (void)
{
  g_autoptr (TdTable) table = table_of ("a,t\n1,x\n3,\n,x\n");
  GError *error = NULL;
  TdInputNotes notes;
  g_autoptr (TdFit) scaled = fit_of (table, "{}", no_targets, 3, &error);
  g_autoptr (TdFit) plain = fit_of (table, "{\"scaling\": \"none\"}", no_targets, 3, &error);
  g_autofree float *a = td_inputs_encode (scaled, table, &notes, &error);
  g_autofree float *b = td_inputs_encode (plain, table, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (a[4], ==, 0);
  g_assert_cmpfloat (a[0], ==, -1);
  g_assert_cmpuint (notes.n_blank, ==, 2);
  g_assert_cmpfloat (b[4], ==, 2);
  g_assert_cmpfloat (b[2], ==, 3);
}

static void
test_texts_become_one_hot (void)
{
  g_autoptr (TdTable) table = table_of ("t\nred\nblue\n\n?\nred\n10\n");
  g_autoptr (TdTable) numbers = table_of ("t,u\n10,1\n11,2\n,3\n");
  GError *error = NULL;
  TdInputNotes notes;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 5, &error);
  g_autofree float *matrix = td_inputs_encode (fit, table, &notes, &error);
  g_autofree float *others = NULL;
  static const float expected[] = { 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0 };

  g_assert_no_error (error);
  g_assert_cmpstr (fit->inputs[0].categories[0], ==, "10");
  g_assert_cmpstr (fit->inputs[0].categories[1], ==, "blue");
  g_assert_cmpmem (matrix, sizeof expected, expected, sizeof expected);
  g_assert_cmpuint (notes.n_blank, ==, 1);
  others = td_inputs_encode (fit, numbers, &notes, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (others[0], ==, 1);
  g_assert_cmpfloat (others[3], ==, 0);
  g_assert_cmpuint (notes.n_unseen, ==, 1);
  g_assert_cmpuint (notes.n_blank, ==, 1);
}

static void
test_fifty_categories_are_the_most (void)
{
  g_autoptr (GString) text = g_string_new ("t,u\n");
  g_autoptr (TdTable) table = NULL;
  GError *error = NULL;

  for (guint i = 0; i < 51; i++)
    g_string_append_printf (text, "v%u,1\n", i);
  table = table_of (text->str);
  for (guint n = 50; n <= 51; n++)
    {
      g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, n, &error);
      g_assert_true ((fit != NULL) == (n == 50));
    }
  assert_says (error, "Input column “t” holds more than 50 different texts, such as “v50”");
}

static void
test_numbers_beyond_float_name_row_and_column (void)
{
  g_autoptr (TdTable) table = table_of ("a,b\n1,2\n2,1e39\n");
  g_autoptr (TdTable) tiny = table_of ("a,b\n0,1\n1e-30,2\n1e30,3\n");
  GError *error = NULL;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 1, &error);
  g_autoptr (TdFit) tiny_fit = fit_of (tiny, "{}", no_targets, 2, &error);

  assert_refused ("a,b\n1,2\n2,inf\n", "{}", no_targets,
                  "table.csv, row 2, column “b”: inf is too");
  assert_refused ("a,b\n1,2\n-1e39,4\n", "{}", no_targets, "row 2, column “a”: -1e+39 is too");
  g_assert_no_error (error);
  g_assert_null (td_inputs_encode (fit, table, NULL, &error));
  assert_says (error, "row 2, column “b”: 1e+39 is too large");
  error = NULL;
  g_assert_null (td_inputs_encode (tiny_fit, tiny, NULL, &error));
  assert_says (error, "row 3, column “a”: 1e+30 is too large");
}

static void
test_other_tables_must_fit (void)
{
  g_autoptr (TdTable) table = table_of ("a,b\n1,2\n3,4\n");
  g_autoptr (TdTable) lacking = table_of ("a,c\n1,2\n");
  g_autoptr (TdTable) text = table_of ("b,a\n1,2\n7,3\n?,1\noops,4\n");
  GError *error = NULL;
  g_autoptr (TdFit) fit = fit_of (table, "{}", no_targets, 2, &error);

  g_assert_null (td_inputs_encode (fit, lacking, NULL, &error));
  assert_says (error, "no column “b”");
  error = NULL;
  g_assert_null (td_inputs_encode (fit, text, NULL, &error));
  assert_says (error, "row 4, column “b”: “oops” isn't a number");
}

void
add_inputs_tests (void)
{
  g_test_add_func ("/inputs/names-choose-columns", test_names_choose_columns);
  g_test_add_func ("/inputs/wrong-names-are-refused", test_wrong_names_are_refused);
  g_test_add_func ("/inputs/too-many-patterns-are-refused", test_too_many_patterns_are_refused);
  g_test_add_func ("/inputs/standard-scaling-gives-mean-0-and-deviation-1",
                   test_standard_scaling_gives_mean_0_and_deviation_1);
  g_test_add_func ("/inputs/only-training-rows-are-learned-from",
                   test_only_training_rows_are_learned_from);
  g_test_add_func ("/inputs/constant-and-blank-columns-are-zero",
                   test_constant_and_blank_columns_are_zero);
  g_test_add_func ("/inputs/blanks-take-the-training-mean", test_blanks_take_the_training_mean);
  g_test_add_func ("/inputs/texts-become-one-hot", test_texts_become_one_hot);
  g_test_add_func ("/inputs/fifty-categories-are-the-most", test_fifty_categories_are_the_most);
  g_test_add_func ("/inputs/numbers-beyond-float-name-row-and-column",
                   test_numbers_beyond_float_name_row_and_column);
  g_test_add_func ("/inputs/other-tables-must-fit", test_other_tables_must_fit);
}
