/* csv-bad.c — tests that bad files get one sentence with the place.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void
assert_refused (const char *text,
                gssize      length,
                const char *part)
{
  GError *error = NULL;

  write_file ("bad.csv", text, length);
  g_assert_null (td_csv_load ("bad.csv", test_folder, &error));
  assert_says (error, part);
}

static void
test_ragged_row_is_refused_with_its_line (void)
{
  assert_refused ("a,b,c\n1,2,3\n\n1,2\n", -1,
                  "bad.csv, line 4 has 2 fields where the header has 3;");
  assert_refused ("a,b\n1,2\n1,2,3,4\n", -1, "line 3 has 4 fields where the header has 2;");
  assert_refused ("1,2\n\"x\ny\",2\n3\n4,5\n", -1,
                  "line 4 has 1 fields where the first row has 2;");
}

static void
test_quotation_marks_must_match (void)
{
  assert_refused ("a,b\n1,2\n\"open,4\n5,6\n", -1,
                  "line 3 begins a row with a quotation mark that is never closed");
  assert_refused ("a,b\n1,2\n\"x\"y,4\n", -1, "line 3 has a stray quotation mark");
  assert_refused ("a,b\n1,5\" pipe\n", -1, "line 2 has a stray quotation mark");
}

static void
test_column_names_must_differ_and_be_there (void)
{
  assert_refused ("a,b,a\n1,2,3\n", -1, "columns 1 and 3 are both named “a”");
  assert_refused ("a,,c\n1,2,3\n", -1, "column 2 has no name");
}

static void
test_file_without_rows_is_refused (void)
{
  assert_refused ("", 0, "bad.csv is empty");
  assert_refused ("\xef\xbb\xbf", -1, "bad.csv is empty");
  assert_refused ("\n \r\n\n", -1, "holds only blank lines");
  assert_refused ("a,b\n", -1, "has a header but no rows");
}

static void
test_binary_is_refused (void)
{
  static const char zero[] = "a,b\n1,2\n3,\0\n";
  static const char picture[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

  assert_refused (zero, sizeof zero - 1, "isn't a text file: line 3 holds a zero byte");
  assert_refused (picture, sizeof picture - 1, "isn't a text file");
  assert_refused ("a,b\n1,2\n3,caf\xe9\n", -1, "isn't UTF-8 text at line 3");
  assert_refused ("\xff\xfe" "a", 3, "isn't UTF-8 text at line 1");
}

static void
test_every_prefix_of_a_file_is_read_or_refused (void)
{
  static const char text[] = "\xef\xbb\xbf\"a \"\"x\"\"\";b\r\n\"1,5\n\";\xe2\x82\xac\r\n2e5;?\r\n";

  for (gssize length = 0; length < (gssize) sizeof text; length++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TdTable) table = NULL;
      write_file ("bad.csv", text, length);
      table = td_csv_load ("bad.csv", test_folder, &error);
      g_assert_true ((table == NULL) == (error != NULL));
    }
}

static void
test_random_bytes_never_crash (void)
{
  static const char alphabet[] = "0123456789.,;\t| \"\"\"\n\n\r\nabe-+?";

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TdTable) table = NULL;
      char text[64];
      guint length = (guint) g_test_rand_int_range (0, sizeof text);
      for (guint j = 0; j < length; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      write_file ("bad.csv", text, length);
      table = td_csv_load ("bad.csv", test_folder, &error);
      g_assert_true ((table == NULL) == (error != NULL));
    }
}

static void
test_missing_file_and_folder_are_named (void)
{
  GError *error = NULL;

  g_assert_null (td_csv_load ("nowhere.csv", test_folder, &error));
  assert_says (error, "nowhere.csv can't be opened");
  error = NULL;
  g_assert_null (td_csv_load (test_folder, NULL, &error));
  assert_says (error, "isn't a file");
}

static void
test_too_large_is_refused_at_once (void)
{
  g_autofree char *path = g_build_filename (test_folder, "large.csv", NULL);
  int file = open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  GError *error = NULL;

  g_assert_cmpint (ftruncate (file, ((off_t) 1 << 31) + 1), ==, 0);
  g_assert_cmpint (close (file), ==, 0);
  g_assert_null (td_csv_load ("large.csv", test_folder, &error));
  assert_says (error, "is larger than 2 GiB");
  g_assert_cmpint (unlink (path), ==, 0);
}

static void
test_too_many_columns_are_refused (void)
{
  g_autofree char *text = g_strnfill (100001, ',');

  assert_refused (text, -1, "has more than 100000 columns");
}

/* 90,000 columns and 500,000 blank lines: room for every line would take 360 GB. */
static void
test_blank_lines_take_no_room (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 90000; i++)
    g_string_append_printf (text, "%u,", i);
  g_string_append (text, "x\n1\n");
  for (guint i = 0; i < 500000; i++)
    g_string_append_c (text, '\n');
  assert_refused (text->str, -1, "line 2 has 1 fields where the header has 90001");
}

static void
test_source_without_a_path_is_refused (void)
{
  g_auto (TdSpec) none = { 0 };
  g_auto (TdSpec) csv = { 0 };
  GError *error = NULL;

  g_assert_null (td_source_load (&none, NULL, &error));
  assert_says (error, "names no data");
  error = NULL;
  td_spec_init (&csv, td_family_find (&td_sources, "csv"));
  g_assert_null (td_source_load (&csv, NULL, &error));
  assert_says (error, "data.source.path");
}

void
add_csv_bad_tests (void)
{
  g_test_add_func ("/csv/ragged-row-is-refused-with-its-line",
                   test_ragged_row_is_refused_with_its_line);
  g_test_add_func ("/csv/quotation-marks-must-match", test_quotation_marks_must_match);
  g_test_add_func ("/csv/column-names-must-differ-and-be-there",
                   test_column_names_must_differ_and_be_there);
  g_test_add_func ("/csv/file-without-rows-is-refused", test_file_without_rows_is_refused);
  g_test_add_func ("/csv/binary-is-refused", test_binary_is_refused);
  g_test_add_func ("/csv/every-prefix-of-a-file-is-read-or-refused",
                   test_every_prefix_of_a_file_is_read_or_refused);
  g_test_add_func ("/csv/random-bytes-never-crash", test_random_bytes_never_crash);
  g_test_add_func ("/csv/missing-file-and-folder-are-named",
                   test_missing_file_and_folder_are_named);
  g_test_add_func ("/csv/too-large-is-refused-at-once", test_too_large_is_refused_at_once);
  g_test_add_func ("/csv/too-many-columns-are-refused", test_too_many_columns_are_refused);
  g_test_add_func ("/csv/blank-lines-take-no-room", test_blank_lines_take_no_room);
  g_test_add_func ("/csv/source-without-a-path-is-refused", test_source_without_a_path_is_refused);
}
