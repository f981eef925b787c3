/* main.c — runs the tests of core/project in a folder of their own.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

char *test_folder;

const char example_json[] =
  "{\n"
  "  \"format\": \"tandem-project\", \"version\": 1, \"name\": \"Handwritten digits\",\n"
  "  \"data\": {\n"
  "    \"source\": { \"kind\": \"csv\", \"path\": \"digits.csv\" },\n"
  "    \"inputs\": [\"pixel_*\"], \"image\": { \"width\": 2, \"height\": 2, \"channels\": 1 },\n"
  "    \"scaling\": \"standard\",\n"
  "    \"split\": { \"train\": 0.7, \"validation\": 0.15, \"test\": 0.15, \"seed\": 1 }\n"
  "  },\n"
  "  \"tasks\": [\n"
  "    { \"id\": \"t1\", \"name\": \"Digit\", \"kind\": \"classes\", \"targets\": [\"digit\"], "
  "\"weight\": 1.0, \"enabled\": true, \"color\": \"#0072B2\",\n"
  "      \"loss\": \"softmax-cross-entropy\", \"head\": [ { \"id\": \"h1\", \"kind\": \"dense\", "
  "\"units\": 32, \"activation\": \"relu\" } ] },\n"
  "    { \"id\": \"t2\", \"name\": \"Is even\", \"kind\": \"yes-no\", \"targets\": [\"even\"] }\n"
  "  ],\n"
  "  \"network\": {\n"
  "    \"sharing\": \"hard\",\n"
  "    \"trunk\": [ { \"id\": \"l1\", \"kind\": \"dense\", \"units\": 128, "
  "\"activation\": \"relu\", \"initializer\": \"he-normal\" }, "
  "{ \"id\": \"l2\", \"kind\": \"dropout\", \"rate\": 0.1 } ]\n"
  "  },\n"
  "  \"training\": {\n"
  "    \"optimizer\": { \"kind\": \"adam\", \"learning-rate\": 0.001 },\n"
  "    \"schedule\": { \"kind\": \"cosine\" }, \"balancer\": { \"kind\": \"equal\" }, "
  "\"sampling\": { \"kind\": \"rows\", \"epoch\": \"all-rows\" },\n"
  "    \"batch-size\": 64, \"epochs\": 200, \"shuffle\": true, \"seed\": 1, \"workers\": 0,\n"
  "    \"l1\": 0.0, \"l2\": 0.0, \"clip-norm\": 0.0, \"early-stopping\": 0, \"monitor\": \"loss\"\n"
  "  }\n"
  "}\n";

char *
test_path (const char *name)
{
  return g_build_filename (test_folder, name, NULL);
}

void
write_text (const char *name,
            const char *text)
{
  g_autofree char *path = test_path (name);
  GError *error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

guint
count_files (void)
{
  g_autoptr(GDir) dir = g_dir_open (test_folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

void
assert_says (GError     *error,
             const char *part)
{
  g_assert_nonnull (error);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, part);
  if (!g_str_has_suffix (error->message, "."))
    g_error ("“%s” isn't a sentence", error->message);
  g_assert_null (strchr (error->message, '\n'));
  g_error_free (error);
}

char *
dup_example (const char *from,
             const char *to)
{
  g_auto(GStrv) parts = g_strsplit (example_json, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

void
parse_project (const char *text,
               TdSpec     *project)
{
  GError *error = NULL;

  td_document_parse (text, strlen (text), "test.json", project, &error);
  g_assert_no_error (error);
}

static void
remove_folder (void)
{
  g_autoptr(GDir) dir = g_dir_open (test_folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = test_path (name);

      g_remove (path);
    }
  g_rmdir (test_folder);
  g_free (test_folder);
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  test_folder = g_dir_make_tmp ("tandem-project-XXXXXX", NULL);
  g_assert_nonnull (test_folder);
  add_archive_tests ();
  add_catalogue_tests ();
  add_data_file_tests ();
  add_document_tests ();
  add_file_tests ();
  add_guess_tests ();
  add_metric_tests ();
  add_plan_tests ();
  add_project_tests ();
  add_safetensors_tests ();
  add_task_tests ();
  add_undo_tests ();
  add_view_tests ();
  status = g_test_run ();
  remove_folder ();
  return status;
}
