/* csv.c — tests of reading good CSV files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"

#include <math.h>
#include <string.h>

static void
assert_numbers (const TdTable *table,
                const char    *name,
                const double  *expected)
{
  const TdColumn *column = td_table_find (table, name);

  g_assert_nonnull (column);
  g_assert_nonnull (column->numbers);
  for (gsize i = 0; i < td_table_n_rows (table); i++)
    if (isnan (expected[i]))
      g_assert_true (isnan (column->numbers[i]));
    else
      g_assert_cmpfloat (column->numbers[i], ==, expected[i]);
}

static void
assert_texts (const TdTable     *table,
              const char        *name,
              const char *const *expected) /* NULL: missing */
{
  const TdColumn *column = td_table_find (table, name);

  g_assert_nonnull (column);
  g_assert_nonnull (column->codes);
  for (gsize i = 0; i < td_table_n_rows (table); i++)
    {
      guint32 code = column->codes[i];
      g_assert_cmpstr (code == TD_MISSING ? NULL : column->values[code], ==, expected[i]);
    }
  g_assert_null (column->values[column->n_values]);
}

static void
test_numbers_texts_and_blanks (void)
{
  g_autoptr (TdTable) table = table_of ("a,b,c\n1,x,\n2.5,?,NA\n,y,7\n-3e2,x,null\n");

  g_assert_cmpuint (td_table_n_rows (table), ==, 4);
  g_assert_cmpuint (td_table_n_columns (table), ==, 3);
  assert_numbers (table, "a", (double[]) { 1, 2.5, NAN, -300 });
  assert_texts (table, "b", (const char *[]) { "x", NULL, "y", "x" });
  assert_numbers (table, "c", (double[]) { NAN, NAN, 7, NAN });
  g_assert_cmpuint (td_table_find (table, "a")->n_missing, ==, 1);
  g_assert_cmpuint (td_table_find (table, "b")->n_missing, ==, 1);
  g_assert_cmpuint (td_table_find (table, "b")->n_values, ==, 2);
  g_assert_cmpuint (td_table_find (table, "c")->n_missing, ==, 3);
}

static void
test_one_late_text_makes_a_text_column (void)
{
  g_autoptr (TdTable) table = table_of ("a,b\n1,1\n,2\n01,3\n1.0,4\nlast,5\n");

  assert_texts (table, "a", (const char *[]) { "1", NULL, "01", "1.0", "last" });
  assert_numbers (table, "b", (double[]) { 1, 2, 3, 4, 5 });
}

static void
test_quoted_fields_hold_anything (void)
{
  g_autoptr (TdTable) table =
    table_of ("\"first, name\",\"n\"\r\n\"say \"\"hi\"\"\",\"1\"\r\n\"two\nlines\",2\r\n\r\n"
              "\"a,b\",\"3\"");

  g_assert_cmpuint (td_table_n_rows (table), ==, 3);
  assert_texts (table, "first, name", (const char *[]) { "say \"hi\"", "two\nlines", "a,b" });
  assert_numbers (table, "n", (double[]) { 1, 2, 3 });
}

static void
test_line_ends_may_be_of_any_system (void)
{
  static const char *const texts[] = {
    "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\r1,2\r3,4",
    "\n\na,b\n\n1,2\n   \n3,4\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TdTable) table = table_of (texts[i]);
      g_assert_cmpuint (td_table_n_rows (table), ==, 2);
      assert_numbers (table, "a", (double[]) { 1, 3 });
      assert_numbers (table, "b", (double[]) { 2, 4 });
    }
}

static void
test_delimiter_and_decimal_are_found_out (void)
{
  static const char *const texts[] = {
    "a,b,t\n1.5,2,x y\n-3.25,4,z\n",
    "a;b;t\n1,5;2;x, y\n-3,25;4;z\n",
    "a;b;t\n1.5;2;x, y\n-3.25;4;z\n",
    "a\tb\tt\n1,5\t2\tx;y\n-3,25\t4\tz\n",
    "a|b|t\n1.5|2|x;y\n-3.25|4|z\n",
    "  a  b t\n 1.5  2 x\n-3.25 4 z  \n",
    "\"a\";\"b\";\"t\"\n\"1,5\";\"2\";\"x;\ny\"\n\"-3,25\";\"4\";\"z\"\n",
    "\xef\xbb\xbf" "a;b;t\n1.5;2;x\n-3.25;4;z\n",
    "a,b,t\n1.5,2,\"1,5\"\n-3.25,4,\"3,25\"\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TdTable) table = table_of (texts[i]);
      g_assert_cmpuint (td_table_n_columns (table), ==, 3);
      assert_numbers (table, "a", (double[]) { 1.5, -3.25 });
      assert_numbers (table, "b", (double[]) { 2, 4 });
      g_assert_nonnull (td_table_find (table, "t")->codes);
    }
}

static void
test_numbers_alone_tell_the_delimiter (void)
{
  static const char *const texts[] = { "1,5;2,5\n3;4\n", "1.5;2.5\n3;4\n", "1.5,2.5\n3,4\n",
                                       "1,5 2,5\n3 4\n", "1.5, 2.5\n3, 4\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (TdTable) table = table_of (texts[i]);
      g_assert_cmpuint (td_table_n_columns (table), ==, 2);
      assert_numbers (table, "column_1", (double[]) { 1.5, 3 });
      assert_numbers (table, "column_2", (double[]) { 2.5, 4 });
    }
}

static void
test_header_is_there_unless_the_first_row_is_numbers (void)
{
  g_autoptr (TdTable) without = table_of ("1,,NA,4e5\n1,2,3,4\n");
  g_autoptr (TdTable) with = table_of ("1,2,x\n1,2,3\n");

  g_assert_cmpuint (td_table_n_rows (without), ==, 2);
  g_assert_cmpstr (td_table_column (without, 3)->name, ==, "column_4");
  g_assert_cmpuint (td_table_n_rows (with), ==, 1);
  g_assert_nonnull (td_table_find (with, "2"));
}

static TdTable *
load_with (const char *json)
{
  GError *error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "source", &error);
  g_auto (TdSpec) source = { 0 };
  g_autoptr (TdFolder) folder = td_folder_new (test_folder);
  TdTable *table;

  g_assert_no_error (error);
  td_spec_from_json (&source, &td_sources, NULL, node, "data.source", &error);
  g_assert_no_error (error);
  table = td_source_load (&source, folder, &error);
  g_assert_no_error (error);
  return table;
}

static void
test_options_overrule_what_is_found_out (void)
{
  g_autoptr (TdTable) header = NULL, no_header = NULL, comma = NULL, tab = NULL;

  write_file ("o.csv", "1;2,5\n3;4,5\n", -1);
  write_file ("tab.csv", "a\tb\n1\t2\n", -1);
  header = load_with ("{\"kind\": \"csv\", \"path\": \"o.csv\", \"header\": \"yes\"}");
  no_header = load_with ("{\"kind\": \"csv\", \"path\": [\"o.csv\"], \"header\": \"no\"}");
  comma = load_with ("{\"kind\": \"csv\", \"path\": \"o.csv\", \"delimiter\": \";\", "
                     "\"decimal\": \".\"}");
  tab = load_with ("{\"kind\": \"csv\", \"path\": \"tab.csv\", \"delimiter\": \"tab\"}");
  g_assert_cmpuint (td_table_n_rows (header), ==, 1);
  g_assert_nonnull (td_table_find (header, "2,5"));
  g_assert_cmpuint (td_table_n_rows (no_header), ==, 2);
  g_assert_nonnull (td_table_find (comma, "2,5")->codes);
  assert_numbers (tab, "b", (double[]) { 2 });
}

static void
test_several_files_are_joined_by_rows (void)
{
  g_autoptr (TdTable) table = NULL;
  g_autofree char *place = NULL;

  write_file ("one.csv", "x,a\n1,10\n2,20\n", -1);
  write_file ("two.csv", "b;x\nyes;3,5\n", -1);
  table = load_with ("{\"kind\": \"csv\", \"path\": [\"one.csv\", \"two.csv\"]}");
  g_assert_cmpuint (td_table_n_rows (table), ==, 3);
  assert_numbers (table, "x", (double[]) { 1, 2, 3.5 });
  assert_numbers (table, "a", (double[]) { 10, 20, NAN });
  assert_texts (table, "b", (const char *[]) { NULL, NULL, "yes" });
  g_assert_cmpuint (td_table_n_files (table), ==, 2);
  place = td_table_place (table, 2);
  g_assert_cmpstr (place, ==, "two.csv, row 1");
}

/* Rows that end in different ways need as much room as any others. */
static void
test_line_ends_may_be_mixed (void)
{
  g_autoptr (TdTable) table = table_of ("1\r2\n3\r4\n5\r6\n7\r\n8\n9\r10");

  g_assert_cmpuint (td_table_n_rows (table), ==, 10);
  for (gsize row = 0; row < 10; row++)
    g_assert_cmpfloat (td_table_column (table, 0)->numbers[row], ==, row + 1);
}

/* "path" naming @n files: one, two, one, two, … */
static char *
source_of_files (guint n)
{
  GString *json = g_string_new ("{\"kind\": \"csv\", \"path\": [");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (json, "%s\"%s.csv\"", i > 0 ? ", " : "", i % 2 == 0 ? "one" : "two");
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}

static void
test_many_files_keep_their_order (void)
{
  g_autofree char *json = source_of_files (999);
  g_autoptr (TdTable) table = NULL;

  write_file ("one.csv", "x,a\n1,10\n2,20\n", -1);
  write_file ("two.csv", "b;x\nyes;3,5\n", -1);
  table = load_with (json);
  g_assert_cmpuint (td_table_n_files (table), ==, 999);
  g_assert_cmpuint (td_table_n_rows (table), ==, 1499);
  g_assert_cmpuint (td_table_n_columns (table), ==, 3);
  for (gsize row = 0; row < 1499; row++)
    {
      static const double x[] = { 1, 2, 3.5 };

      g_assert_cmpfloat (td_table_find (table, "x")->numbers[row], ==, x[row % 3]);
      g_assert_cmpuint (td_table_find (table, "b")->codes[row], ==, row % 3 < 2 ? TD_MISSING : 0);
    }
}

static void
test_too_many_files_are_refused (void)
{
  g_autofree char *json = source_of_files (1001);
  GError *error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "source", &error);
  g_auto (TdSpec) source = { 0 };

  td_spec_from_json (&source, &td_sources, NULL, node, "data.source", &error);
  g_assert_no_error (error);
  g_assert_null (td_source_load (&source, NULL, &error));
  assert_says (error, "more than 1000 files");
}

static void
test_fingerprint_is_of_the_file (void)
{
  g_autoptr (TdTable) table = table_of ("a,b\n1,2\n");
  const TdTableFile *file = td_table_file (table, 0);
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a,b\n1,2\n", -1);

  g_assert_cmpstr (file->sha256, ==, expected);
  g_assert_cmpstr (file->path, ==, "table.csv");
  g_assert_cmpuint (file->n_rows, ==, 1);
  g_assert_cmpuint (file->n_columns, ==, 2);
}

static void
test_many_different_texts (void)
{
  g_autoptr (GString) text = g_string_new ("id,n\n");
  g_autoptr (TdTable) table = NULL;
  const TdColumn *column;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "key %u,%u\n", i % 15000, i);
  table = table_of (text->str);
  column = td_table_find (table, "id");
  g_assert_cmpuint (column->n_values, ==, 15000);
  g_assert_cmpstr (column->values[14999], ==, "key 14999");
  g_assert_cmpuint (column->codes[19999], ==, 4999);
}

static void
test_many_columns (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (TdTable) table = NULL;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "%sc%u", i > 0 ? "," : "", i);
  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "%c%u", i > 0 ? ',' : '\n', i);
  table = table_of (text->str);
  g_assert_cmpuint (td_table_n_columns (table), ==, 30000);
  g_assert_cmpfloat (td_table_find (table, "c29999")->numbers[0], ==, 29999);
}

void
add_csv_tests (void)
{
  g_test_add_func ("/csv/numbers-texts-and-blanks", test_numbers_texts_and_blanks);
  g_test_add_func ("/csv/one-late-text-makes-a-text-column",
                   test_one_late_text_makes_a_text_column);
  g_test_add_func ("/csv/quoted-fields-hold-anything", test_quoted_fields_hold_anything);
  g_test_add_func ("/csv/line-ends-may-be-of-any-system", test_line_ends_may_be_of_any_system);
  g_test_add_func ("/csv/line-ends-may-be-mixed", test_line_ends_may_be_mixed);
  g_test_add_func ("/csv/delimiter-and-decimal-are-found-out",
                   test_delimiter_and_decimal_are_found_out);
  g_test_add_func ("/csv/numbers-alone-tell-the-delimiter", test_numbers_alone_tell_the_delimiter);
  g_test_add_func ("/csv/header-is-there-unless-the-first-row-is-numbers",
                   test_header_is_there_unless_the_first_row_is_numbers);
  g_test_add_func ("/csv/options-overrule-what-is-found-out",
                   test_options_overrule_what_is_found_out);
  g_test_add_func ("/csv/several-files-are-joined-by-rows", test_several_files_are_joined_by_rows);
  g_test_add_func ("/csv/many-files-keep-their-order", test_many_files_keep_their_order);
  g_test_add_func ("/csv/too-many-files-are-refused", test_too_many_files_are_refused);
  g_test_add_func ("/csv/fingerprint-is-of-the-file", test_fingerprint_is_of_the_file);
  g_test_add_func ("/csv/many-different-texts", test_many_different_texts);
  g_test_add_func ("/csv/many-columns", test_many_columns);
}
