/* main.c — runs the tests of core/data in a folder of their own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

char *test_folder;

void
write_file (const char *name,
            const char *text,
            gssize      length)
{
  g_autofree char *path = g_build_filename (test_folder, name, NULL);
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  FILE *file = g_fopen (path, "wb"); /* g_file_set_contents() waits for the disk */

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

TdTable *
table_of (const char *text)
{
  GError *error = NULL;
  TdTable *table;

  write_file ("table.csv", text, -1);
  table = td_csv_load ("table.csv", test_folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (table);
  return table;
}

void
assert_says (GError     *error,
             const char *part)
{
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, part);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
  g_error_free (error);
}

void
data_settings_of (const char *json,
                  TdSpec     *data)
{
  GError *error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "settings", &error);

  g_assert_no_error (error);
  td_spec_from_json (data, &td_data_settings, NULL, node, "data", &error);
  g_assert_no_error (error);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) folder = g_dir_open (test_folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (test_folder, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (test_folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  test_folder = g_dir_make_tmp ("tandem-data-XXXXXX", NULL);
  g_assert_nonnull (test_folder);
  add_cell_tests ();
  add_csv_tests ();
  add_csv_bad_tests ();
  add_table_tests ();
  add_split_tests ();
  add_inputs_tests ();
  add_fit_tests ();
  add_sampling_tests ();
  add_generator_tests ();
  add_digits_tests ();
  add_idx_tests ();
  add_format_tests ();
  status = g_test_run ();
  remove_folder ();
  g_free (test_folder);
  return status;
}
