/* idx.c — tests of the source "idx", on files made here, and on Debian's Fashion-MNIST.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/dataset.h"
#include "core/data/source.h"

#include <math.h>
#include <string.h>

#define FASHION "/usr/share/datasets/fashion-mnist/"

/* Three images of two rows and three columns: 0 … 17. */
static const char images[] = "\0\0\x08\x03\0\0\0\3\0\0\0\2\0\0\0\3"
                             "\0\1\2\3\4\5\6\7\x8\x9\xa\xb\xc\xd\xe\xf\x10\x11";
static const char labels[] = "\0\0\x08\x01\0\0\0\3\2\0\1";
static const char two_images[] = "\0\0\x08\x03\0\0\0\2\0\0\0\2\0\0\0\3"
                                 "\xff\xff\xff\xff\xff\xff\0\0\0\0\0\1";

static void
write_packed (const char *name,
              const char *bytes,
              gsize       length)
{
  g_autoptr (GConverter) packer =
    G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  char packed[1000];
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (packer, bytes, length, packed, sizeof packed,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL), ==,
                   G_CONVERTER_FINISHED);
  write_file (name, packed, (gssize) n_written);
}

static void
write_files (void)
{
  write_file ("images", images, sizeof images - 1);
  write_file ("labels", labels, sizeof labels - 1);
  write_packed ("images.gz", images, sizeof images - 1);
  write_packed ("two.gz", two_images, sizeof two_images - 1);
}

static TdTable *
try_load (const char *options,
          GError    **error)
{
  g_autofree char *json = g_strdup_printf ("{\"source\": {\"kind\": \"idx\", %s}}", options);
  g_autoptr (TdFolder) folder = td_folder_new (test_folder);
  g_auto (TdSpec) data = { 0 };

  data_settings_of (json, &data);
  return td_source_load (&((TdDataSettings *) data.options)->source, folder, error);
}

static TdTable *
load (const char *options)
{
  GError *error = NULL;
  TdTable *table = try_load (options, &error);

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

static void
test_pixels_labels_and_ink (void)
{
  static const char *const files[] = { "images", "images.gz" };

  write_files ();
  for (guint f = 0; f < G_N_ELEMENTS (files); f++)
    {
      g_autofree char *options = g_strdup_printf ("\"images\": \"%s\", \"labels\": [\"labels\","
                                                  " \"labels\"]", files[f]);
      g_autoptr (TdTable) table = load (options);
      g_autofree char *place = td_table_place (table, 2);

      g_assert_cmpuint (td_table_n_rows (table), ==, 3);
      g_assert_cmpuint (td_table_n_columns (table), ==, 6 + 2 + 1);
      g_assert_cmpuint (td_table_first_test_row (table), ==, 3);
      g_assert_cmpuint (td_table_n_files (table), ==, 3);
      g_assert_cmpfloat (number (table, "pixel_0_0", 0), ==, 0);
      g_assert_cmpfloat (number (table, "pixel_0_2", 1), ==, 8);
      g_assert_cmpfloat (number (table, "pixel_1_0", 2), ==, 15);
      g_assert_cmpfloat (number (table, "label", 0), ==, 2);
      g_assert_cmpfloat (number (table, "label_2", 2), ==, 1);
      g_assert_cmpfloat (number (table, "ink", 1), ==, 8.5);
      g_assert_true (g_str_has_suffix (place, "row 3"));
    }
}

static void
test_test_files_are_the_test_part (void)
{
  TdSplitSettings split = { .train = 0.5, .validation = 0.5, .column = (char *) "",
                            .test_path = (char *) "" };
  g_autoptr (TdTable) table = NULL;
  guint32 *rows[TD_N_PARTS];
  gsize n[TD_N_PARTS];
  GError *error = NULL;

  write_files ();
  table = load ("\"images\": \"images\", \"labels\": \"labels\", \"test-images\": \"two.gz\"");
  g_assert_cmpuint (td_table_n_rows (table), ==, 5);
  g_assert_cmpuint (td_table_first_test_row (table), ==, 3);
  g_assert_cmpfloat (number (table, "pixel_1_2", 4), ==, 1);
  g_assert_true (isnan (number (table, "label", 3)));
  g_assert_cmpuint (td_table_find (table, "label")->n_missing, ==, 2);

  td_split_rows (&split, table, td_table_first_test_row (table), rows, n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n[TD_PART_TEST], ==, 2);
  g_assert_cmpuint (rows[TD_PART_TEST][0], ==, 3);
  g_assert_cmpuint (n[TD_PART_TRAIN] + n[TD_PART_VALIDATION], ==, 3);
  for (guint p = 0; p < TD_N_PARTS; p++)
    g_free (rows[p]);
}

static void
test_labels_can_have_names (void)
{
  g_autoptr (TdTable) table = NULL;
  const TdColumn *label;

  write_files ();
  table = load ("\"images\": \"images\", \"labels\": \"labels\", \"names\": [\"a\", \"b\", \"c\"]");
  label = td_table_find (table, "label");
  g_assert_cmpuint (label->n_values, ==, 3);
  g_assert_cmpstr (label->values[label->codes[0]], ==, "c");
  g_assert_cmpstr (label->values[label->codes[1]], ==, "a");
}

/* A join turns bytes into numbers, as files of other kinds may follow. */
static void
test_bytes_can_be_joined (void)
{
  g_autoptr (TdTable) table = NULL, other = table_of ("ink,pixel_0_1\n3,2.5\n"), joined = NULL;

  write_files ();
  table = load ("\"images\": \"images\"");
  joined = td_table_join (table, other);
  g_assert_cmpfloat (number (joined, "pixel_0_1", 1), ==, 7);
  g_assert_cmpfloat (number (joined, "pixel_0_1", 3), ==, 2.5);
  g_assert_true (isnan (number (joined, "pixel_0_0", 3)));
}

typedef struct
{
  const char *options, *says;
} Fault;

static void
test_faults_are_told (void)
{
  static const Fault faults[] = {
    { "\"images\": \"\"", "data.source.images" },
    { "\"images\": \"none\"", "none can't be opened" },
    { "\"images\": \"/usr/share/datasets/nothing-mnist/train.gz\"",
      "install the package dataset-nothing-mnist" },
    { "\"images\": \"labels\"", "1 dimensions" },
    { "\"images\": \"images\", \"labels\": \"images\"", "3 dimensions" },
    { "\"images\": \"table.csv\"", "isn't an IDX file" },
    { "\"images\": \"floats\"", "0x0d" },
    { "\"images\": \"short\"", "shorter than its header says" },
    { "\"images\": \"header\"", "ends too early" },
    { "\"images\": \"long\"", "longer than its header says" },
    { "\"images\": \"empty\"", "can't be" },
    { "\"images\": \"huge\"", "2³¹" },
    { "\"images\": \"broken.gz\"", "can't be unpacked" },
    { "\"images\": \"trail.gz\"", "longer than its header says" },
    { "\"images\": \"two.gz\", \"labels\": \"labels\"", "3 labels" },
    { "\"images\": \"images\", \"test-labels\": \"labels\"", "test labels without images" },
    { "\"images\": \"images\", \"test-images\": \"two.gz\", \"test-labels\": \"labels\"", "labels" },
    { "\"images\": \"images\", \"test-images\": \"wide\"", "those of images are 3 x 2" },
    { "\"images\": \"images\", \"labels\": \"labels\", \"names\": [\"a\", \"b\"]", "label 2" },
    { "\"images\": \"images\", \"labels\": \"labels\", \"names\": [\"a\", \"?\"]", "names[1]" },
  };
  g_autofree char *packed = NULL;
  gsize length;
  g_autofree char *path = g_build_filename (test_folder, "images.gz", NULL);

  write_files ();
  write_file ("table.csv", "a,b\n1,2\n3,4\n5,6\n", -1);
  write_file ("floats", "\0\0\x0d\3\0\0\0\1\0\0\0\1\0\0\0\1....", 20);
  write_file ("short", images, sizeof images - 2);
  write_file ("header", images, 9);
  write_file ("long", images, sizeof images);
  write_file ("empty", "\0\0\x08\3\0\0\0\0\0\0\0\1\0\0\0\1", 16);
  write_file ("huge", "\0\0\x08\3\xff\xff\xff\xff\0\0\x40\0\0\0\x40\0", 16);
  write_file ("wide", "\0\0\x08\3\0\0\0\1\0\0\0\1\0\0\0\2ab", 18);
  g_assert_true (g_file_get_contents (path, &packed, &length, NULL));
  packed = g_realloc (packed, length + 4);
  memset (packed + length, 'x', 4);
  write_file ("trail.gz", packed, (gssize) length + 4);
  memset (packed + 10, 0xff, 6); /* a block of no known kind */
  write_file ("broken.gz", packed, (gssize) length);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      GError *error = NULL;

      g_assert_null (try_load (faults[i].options, &error));
      assert_says (error, faults[i].says);
    }
}

static void
test_every_cut_is_told (void)
{
  g_autofree char *path = g_build_filename (test_folder, "images.gz", NULL);
  g_autofree char *packed = NULL;
  gsize length;

  write_files ();
  g_assert_true (g_file_get_contents (path, &packed, &length, NULL));
  for (gsize n = 0; n < length; n++)
    {
      GError *error = NULL;

      write_file ("cut", packed, (gssize) n);
      g_assert_null (try_load ("\"images\": \"cut\"", &error));
      assert_says (error, "cut");
    }
}

/* The package is among those that ./check installs. */
static void
test_fashion (void)
{
  g_autoptr (TdTable) table =
    load ("\"images\": \"" FASHION "t10k-images-idx3-ubyte.gz\","
          " \"labels\": \"" FASHION "t10k-labels-idx1-ubyte.gz\"");
  gsize counts[10] = { 0 };

  g_assert_cmpuint (td_table_n_rows (table), ==, 10000);
  g_assert_cmpuint (td_table_n_columns (table), ==, 28 * 28 + 2);
  for (gsize row = 0; row < 10000; row++)
    counts[(guint) number (table, "label", row)]++;
  for (guint class = 0; class < 10; class++)
    g_assert_cmpuint (counts[class], ==, 1000);
}

void
add_idx_tests (void)
{
  g_test_add_func ("/idx/pixels-labels-and-ink", test_pixels_labels_and_ink);
  g_test_add_func ("/idx/test-files-are-the-test-part", test_test_files_are_the_test_part);
  g_test_add_func ("/idx/labels-can-have-names", test_labels_can_have_names);
  g_test_add_func ("/idx/bytes-can-be-joined", test_bytes_can_be_joined);
  g_test_add_func ("/idx/faults-are-told", test_faults_are_told);
  g_test_add_func ("/idx/every-cut-is-told", test_every_cut_is_told);
  g_test_add_func ("/idx/fashion-has-a-thousand-of-each", test_fashion);
}
