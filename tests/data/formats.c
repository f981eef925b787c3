/* formats.c — tests of the sources "npy", "arff" and "multi-fashion".
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"

#include <math.h>
#include <string.h>

static TdTable *
try_load (const char *source,
          GError    **error)
{
  g_autofree char *json = g_strdup_printf ("{\"source\": %s}", source);
  g_autoptr (TdFolder) folder = td_folder_new (test_folder);
  g_auto (TdSpec) data = { 0 };

  data_settings_of (json, &data);
  return td_source_load (&((TdDataSettings *) data.options)->source, folder, error);
}

static TdTable *
load (const char *source)
{
  GError *error = NULL;
  TdTable *table = try_load (source, &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
  return table;
}

static double
number (const TdTable *table,
        const char    *name,
        gsize          row)
{
  const TdColumn *column = td_table_find (table, name);

  g_assert_nonnull (column);
  return td_column_number (column, row);
}

typedef struct
{
  const char *content; /* of the file "bad.npy" or "bad.arff" */
  const char *says;
} Fault;

/* NumPy: @version 1 or 2. */
static void
write_array (const char   *name,
             guint8        version,
             const char   *header,
             gconstpointer numbers,
             gsize         length)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gsize n = strlen (header);
  guint8 size[4] = { n & 0xff, n >> 8 & 0xff, 0, 0 };

  g_byte_array_append (file, (const guint8 *) "\x93NUMPY", 6);
  g_byte_array_append (file, &version, 1);
  g_byte_array_append (file, (const guint8 *) "", 1);
  g_byte_array_append (file, size, version == 1 ? 2 : 4);
  g_byte_array_append (file, (const guint8 *) header, n);
  g_byte_array_append (file, numbers, length);
  write_file (name, (const char *) file->data, (gssize) file->len);
}

static void
test_arrays_become_columns (void)
{
  static const float x[6] = { 1, 2, 3, 4, NAN, 6 };
  static const gint64 y[3] = { 7, -8, 9 };
  static const double two[6] = { .5, 1.5, 2.5, 3.5, 4.5, 5.5 };
  static const guint8 image[12] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255 };
  g_autoptr (TdTable) table = NULL, images = NULL;

  write_array ("x.npy", 1, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }  \n", x,
               sizeof x);
  write_array ("y.npy", 2, "{'descr': '<i8', 'fortran_order': False, 'shape': (3,)}", y, sizeof y);
  write_array ("two.npy", 1, "{\"shape\": (3, 2), \"descr\": \"<f8\", \"fortran_order\": False}",
               two, sizeof two);
  write_array ("image.npy", 1, "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2, 2), }",
               image, sizeof image);
  table = load ("{\"kind\": \"npy\", \"inputs\": \"x.npy\", \"targets\": [\"y.npy\", \"two.npy\"]}");
  g_assert_cmpuint (td_table_n_rows (table), ==, 3);
  g_assert_cmpuint (td_table_n_columns (table), ==, 5);
  g_assert_cmpfloat (number (table, "x1", 1), ==, 3);
  g_assert_true (isnan (number (table, "x1", 2)));
  g_assert_cmpuint (td_table_find (table, "x1")->n_missing, ==, 1);
  g_assert_cmpfloat (number (table, "y", 1), ==, -8);
  g_assert_cmpfloat (number (table, "two_2", 2), ==, 5.5);
  images = load ("{\"kind\": \"npy\", \"inputs\": \"image.npy\", \"targets\": \"y.npy\"}");
  g_assert_cmpfloat (number (images, "pixel_1_0", 1), ==, 6);
  g_assert_cmpfloat (number (images, "pixel_1_1", 2), ==, 255);
}

static void
test_bad_arrays_are_told (void)
{
  static const Fault faults[] = {
    { "", "isn't a NumPy array" },
    { "{'descr': '<f4', 'fortran_order': False}", "isn't a NumPy array" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "isn't a NumPy array" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} }", "isn't a NumPy array" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1", "isn't a NumPy array" },
    { "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}", "“>f4”" },
    { "{'descr': '<\x86" "8', 'fortran_order': False, 'shape': (1,)}", "isn't a NumPy array" },
    { "{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "“|O”" },
    { "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "Fortran" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "shorter or longer" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "0 dimensions" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1)}", "4 dimensions" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 1)}", "empty" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967295, 4294967295)}", "too large" },
    { "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536)}", "" },
  };
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      write_array ("bad.npy", 1, faults[i].content, "1234", 4);
      error = NULL;
      g_assert_null (try_load ("{\"kind\": \"npy\", \"inputs\": \"bad.npy\"}", &error));
      assert_says (error, faults[i].says);
    }
  error = NULL;
  write_array ("a.npy", 1, "{'descr': '|u1', 'fortran_order': False, 'shape': (4,)}", "1234", 4);
  write_array ("b.npy", 1, "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}", "123", 3);
  g_assert_null (try_load ("{\"kind\": \"npy\", \"inputs\": \"a.npy\", \"targets\": \"b.npy\"}",
                           &error));
  assert_says (error, "b.npy has 3 rows, but a.npy has 4");
  error = NULL;
  g_assert_null (try_load ("{\"kind\": \"npy\", \"inputs\": \"a.npy\","
                           " \"targets\": [\"a.npy\", \"a.npy\"]}", &error));
  assert_says (error, "“a”");
}

static void
test_arff_says_what_columns_hold (void)
{
  g_autoptr (TdTable) table = NULL;
  const TdColumn *outlook;

  write_file ("weather.arff",
              "% The weather.\n@RELATION 'the weather'\r\n\n"
              "@attribute outlook {sunny, 'over cast', rainy}\n"
              "@attribute 'the temperature' REAL\n@attribute humidity numeric\n"
              "@attribute note string\n@attribute play { yes,no }\n\n@data\n"
              "sunny, 85.5 ,85,'it\\'s, hot',no\n% nobody\n'over cast',?,6e1,\"\",?\n"
              "rainy,-1,+2,plain words,yes", -1);
  table = load ("{\"kind\": \"arff\", \"path\": \"weather.arff\"}");
  g_assert_cmpuint (td_table_n_rows (table), ==, 3);
  g_assert_cmpuint (td_table_n_columns (table), ==, 5);
  outlook = td_table_find (table, "outlook");
  g_assert_cmpstr (outlook->values[outlook->codes[1]], ==, "over cast");
  g_assert_true (isnan (number (table, "the temperature", 1)));
  g_assert_cmpfloat (number (table, "humidity", 1), ==, 60);
  g_assert_cmpstr (td_table_find (table, "note")->values[0], ==, "it's, hot");
  g_assert_cmpuint (td_table_find (table, "play")->codes[1], ==, TD_MISSING);
  g_assert_cmpuint (td_table_find (table, "play")->n_missing, ==, 1);
}

static void
test_bad_arff_is_told (void)
{
  static const Fault faults[] = {
    { "a,b\n1,2\n", "line 1: it should be @relation" },
    { "@relation r\n@data\n1\n", "no @attribute" },
    { "@attribute a numeric\n@attribute a real\n@data\n1,2\n", "second attribute “a”" },
    { "@attribute a date 'yyyy'\n@data\n1\n", "must be numeric" },
    { "@attribute a {x, y\n@data\nx\n", "braces" },
    { "@attribute a {x, y} z\n@data\nx\n", "braces" },
    { "@attribute a {x, y}\n@data\nz\n", "none of the values" },
    { "@attribute a numeric\n@data\nx\n", "isn't a number" },
    { "@attribute a numeric\n@attribute b numeric\n@data\n1\n", "line 4: every row" },
    { "@attribute a numeric\n@data\n1,2\n", "every row" },
    { "@attribute a numeric\n@data\n{0 1}\n", "sparse" },
    { "@attribute a string\n@data\n'x\n", "never closed" },
    { "@attribute a string\n@data\n'x' y\n", "every row" },
    { "@attribute\n@data\n1\n", "no name" },
    { "@attribute a numeric\n@data\n", "without a row" },
    { "@attribute a numeric\n", "without a row" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      GError *error = NULL;

      write_file ("bad.arff", faults[i].content, -1);
      g_assert_null (try_load ("{\"kind\": \"arff\", \"path\": \"bad.arff\"}", &error));
      assert_says (error, faults[i].says);
    }
}

/* Other files than CSV are known by their names, for test-path and --data. */
static void
test_names_tell_kinds (void)
{
  g_assert_cmpstr (td_source_kind_for_file ("a/B.ARFF")->id, ==, "arff");
  g_assert_cmpstr (td_source_kind_for_file ("x.npy")->id, ==, "npy");
  g_assert_cmpstr (td_source_kind_for_file ("t10k-images-idx3-ubyte.gz")->id, ==, "idx");
  g_assert_cmpstr (td_source_kind_for_file ("anything")->id, ==, "csv");
}

static void
test_composites_are_of_two_images (void)
{
  g_autoptr (TdTable) few = load ("{\"kind\": \"multi-fashion\", \"share\": 0.001}");
  g_autoptr (TdTable) more = load ("{\"kind\": \"multi-fashion\", \"share\": 0.002}");
  g_autoptr (TdTable) other = load ("{\"kind\": \"multi-fashion\", \"share\": 0.001, \"seed\": 2}");
  guint n_different = 0;

  g_assert_cmpuint (td_table_n_rows (few), ==, 120 + 20);
  g_assert_cmpuint (td_table_first_test_row (few), ==, 120);
  g_assert_cmpuint (td_table_n_columns (few), ==, 36 * 36 + 2);
  for (guint row = 0; row < 120; row++)
    for (guint c = 0; c < 36 * 36 + 2; c++)
      {
        const char *name = td_table_column (few, c)->name;

        g_assert_cmpfloat (number (few, name, row), ==, number (more, name, row));
        n_different += number (few, name, row) != number (other, name, row);
      }
  g_assert_cmpuint (n_different, >, 10000);
  for (guint row = 0; row < 140; row += 2) /* each image is the upper left of two */
    g_assert_cmpfloat (number (few, "upper_left", row), ==, number (few, "upper_left", row + 1));
}

void
add_format_tests (void)
{
  g_test_add_func ("/npy/arrays-become-columns", test_arrays_become_columns);
  g_test_add_func ("/npy/faults-are-told", test_bad_arrays_are_told);
  g_test_add_func ("/arff/says-what-columns-hold", test_arff_says_what_columns_hold);
  g_test_add_func ("/arff/faults-are-told", test_bad_arff_is_told);
  g_test_add_func ("/source/names-tell-kinds", test_names_tell_kinds);
  g_test_add_func ("/multi-fashion/composites-are-of-two-images", test_composites_are_of_two_images);
}
