/* predict.c — `tandem-cli predict`: answers for rows of any file, in the user's terms.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const char header[] =
  "Sign,Sign:p,Region,Region:high,Region:low,Region:middle,Sum";

static void
init_trained (Folder *folder)
{
  folder_init (folder);
  CLI (result, folder, "train", "toy.json", "-o", "toy.tandem");
  assert_done (&result);
}

static char *
read_text (Folder *folder, const char *name)
{
  g_autofree char *path = folder_file (folder, name);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static double
cell (char **lines, guint row, guint column)
{
  g_auto(GStrv) cells = g_strsplit (lines[row], ",", -1);

  g_assert_cmpuint (column, <, g_strv_length (cells));
  return g_ascii_strtod (cells[column], NULL);
}

static void
remove_file (Folder *folder, const char *name)
{
  g_autofree char *path = folder_file (folder, name);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Neither target columns nor the training data are there; columns stand in another order. */
static void
test_answers (void)
{
  g_auto(Folder) folder = { 0 };
  g_auto(GStrv) lines = NULL;

  init_trained (&folder);
  remove_file (&folder, "toy.csv");
  folder_write (&folder, "new.csv", "c,b,a\n-90,80,90\n90,-80,-90\n0,50,70\n", -1);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "new.csv");
  assert_done (&result);
  g_assert_cmpstr (result.err, ==, "");
  lines = g_strsplit (result.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  g_assert_cmpstr (lines[0], ==, header);
  g_assert_true (g_str_has_prefix (lines[1], "1,"));
  g_assert_nonnull (strstr (lines[1], ",low,"));
  g_assert_true (g_str_has_prefix (lines[2], "0,"));
  g_assert_nonnull (strstr (lines[2], ",high,"));
  for (guint row = 1; row <= 3; row++)
    {
      double p = cell (lines, row, 1);

      g_assert_cmpint (cell (lines, row, 0), ==, p > 0.5);
      g_assert_cmpfloat_with_epsilon (cell (lines, row, 3) + cell (lines, row, 4)
                                        + cell (lines, row, 5), 1, 1e-6);
    }
  g_assert_cmpfloat (cell (lines, 1, 6), >, 50); /* 90 + 2 · 80 + 90 in the file's units */
  g_assert_cmpfloat (cell (lines, 2, 6), <, -50);
}

/* What the evaluation measures on the training file is what the predictions say. */
static void
test_agrees_with_evaluate (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *data = NULL;
  g_auto(GStrv) rows = NULL, lines = NULL;
  double n_right = 0, error2 = 0;
  guint n;

  init_trained (&folder);
  CLI (measured, &folder, "evaluate", "toy.tandem", "--data", "toy.csv", "--json");
  assert_done (&measured);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "toy.csv");
  assert_done (&result);
  data = read_text (&folder, "toy.csv");
  rows = g_strsplit (g_strchomp (data), "\n", -1);
  lines = g_strsplit (result.out, "\n", -1);
  n = g_strv_length (rows) - 1;
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  for (guint row = 1; row <= n; row++)
    {
      n_right += cell (rows, row, 3) == cell (lines, row, 0);
      error2 += pow (cell (rows, row, 5) - cell (lines, row, 6), 2);
    }
  g_assert_cmpfloat_with_epsilon (
    json_object_get_double_member (result_task (&measured, 0), "accuracy"), n_right / n, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    json_object_get_double_member (result_task (&measured, 2), "rmse"), sqrt (error2 / n), 1e-4);
}

/* More rows than a chunk holds: every row has the answer it has alone. */
static void
test_large_file (void)
{
  g_auto(Folder) folder = { 0 };
  g_autoptr(GString) csv = g_string_new ("a,b,c\n");
  g_auto(GStrv) lines = NULL;

  init_trained (&folder);
  for (guint row = 0; row < 6001; row++)
    g_string_append_printf (csv, "%u,%d,1\n", row % 100, 50 - (int) (row % 100));
  folder_write (&folder, "large.csv", csv->str, -1);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "large.csv");
  assert_done (&result);
  lines = g_strsplit (result.out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 6001 + 2);
  for (guint row = 101; row <= 6001; row++)
    g_assert_cmpfloat_with_epsilon (cell (lines, row, 6), cell (lines, row - 100, 6), 1e-3);
}

static void
test_output_file (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *text = NULL;

  init_trained (&folder);
  CLI (printed, &folder, "predict", "toy.tandem", "--data", "toy.csv");
  assert_done (&printed);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "toy.csv", "-o", "out.csv");
  assert_done (&result);
  g_assert_cmpstr (result.out, ==, "");
  text = read_text (&folder, "out.csv");
  g_assert_cmpstr (text, ==, printed.out);
}

static void
test_quotes (void)
{
  static const char rename[] = "tasks.0.name=\"Sign, or “\\\"sign\\\"”\"";
  g_auto(Folder) folder = { 0 };
  g_autofree char *csv = NULL;
  g_auto(GStrv) parts = NULL;

  folder_init (&folder);
  csv = read_text (&folder, "toy.csv");
  parts = g_strsplit (csv, "middle", -1);
  g_free (csv);
  csv = g_strjoinv ("\"so, \"\"so\"\"\"", parts);
  folder_write (&folder, "toy.csv", csv, -1);
  CLI (train, &folder, "train", "toy.json", "--set", rename, "-o", "toy.tandem");
  assert_done (&train);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "toy.csv");
  assert_done (&result);
  g_assert_true (g_str_has_prefix (result.out, "\"Sign, or “\"\"sign\"\"”\","
                                               "\"Sign, or “\"\"sign\"\"”:p\",Region"));
  g_assert_nonnull (strstr (result.out, ",\"Region:so, \"\"so\"\"\","));
  g_assert_nonnull (strstr (result.out, ",\"so, \"\"so\"\"\","));
}

static void
test_tasks_switched_off (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (train, &folder, "train", "toy.json", "--set", "tasks.1.enabled=false", "-o", "toy.tandem");
  assert_done (&train);
  CLI (result, &folder, "predict", "toy.tandem", "--data", "toy.csv");
  assert_done (&result);
  g_assert_true (g_str_has_prefix (result.out, "Sign,Sign:p,Sum\n"));
}

static void
test_refuses (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  folder_write (&folder, "narrow.csv", "a,x\n1,2\n", -1);
  folder_write (&folder, "text.csv", "a,b,c\n1,2,3\n1,two,3\n", -1);
  CLI (untrained, &folder, "predict", "toy.json", "--data", "toy.csv");
  assert_refused (&untrained, 1, "no weights yet");
  CLI (missing, &folder, "predict", "toy.tandem", "--data", "none.csv");
  assert_refused (&missing, 1, "none.csv");
  CLI (narrow, &folder, "predict", "toy.tandem", "--data", "narrow.csv", "-o", "out.csv");
  assert_refused (&narrow, 1, "2 of the 3 input columns: “b”, “c”.");
  CLI (text, &folder, "predict", "toy.tandem", "--data", "text.csv", "-o", "out.csv");
  assert_refused (&text, 1, "text.csv, row 2, column “b”: “two”");
  CLI (nowhere, &folder, "predict", "toy.tandem", "--data", "toy.csv", "-o", "no/out.csv");
  assert_refused (&nowhere, 1, "no/out.csv");
  CLI (usage, &folder, "predict", "toy.tandem");
  assert_refused (&usage, 2, "--data");
  g_assert_false (folder_has (&folder, "out.csv"));
}

void
add_predict_tests (void)
{
  g_test_add_func ("/cli/predict/answers-without-targets-or-training-data", test_answers);
  g_test_add_func ("/cli/predict/agrees-with-evaluate", test_agrees_with_evaluate);
  g_test_add_func ("/cli/predict/large-files-go-in-chunks", test_large_file);
  g_test_add_func ("/cli/predict/writes-a-file", test_output_file);
  g_test_add_func ("/cli/predict/quotes-what-needs-it", test_quotes);
  g_test_add_func ("/cli/predict/leaves-out-tasks-that-are-off", test_tasks_switched_off);
  g_test_add_func ("/cli/predict/refuses-in-one-sentence", test_refuses);
}
