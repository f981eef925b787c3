/* evaluate.c — `tandem-cli evaluate`: the same numbers as after training, on any file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

static void
init_trained (Folder *folder)
{
  folder_init (folder);
  CLI (result, folder, "train", "toy.json", "--json", "-o", "toy.tandem");
  assert_done (&result);
  folder_write (folder, "trained.json", result.out, -1);
}

static void
test_same_numbers (void)
{
  static const char *const keys[] = { "mean_accuracy", "mean_log_loss", "tasks", "measured_on" };
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) trained = NULL;

  init_trained (&folder);
  path = folder_file (&folder, "trained.json");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  trained = json_from_string (text, NULL);
  CLI (result, &folder, "evaluate", "toy.tandem", "--json");
  assert_done (&result);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_node_equal (
      json_object_get_member (json_node_get_object (trained), keys[i]),
      json_object_get_member (result.json, keys[i])));
}

static void
test_table (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  CLI (result, &folder, "evaluate", "toy.tandem");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "Region"));
  g_assert_nonnull (strstr (result.out, "Mean accuracy"));
}

/* Columns may stand in another order, targets may be missing: null then. */
static void
test_other_data (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  folder_write (&folder, "new.csv", "sign,c,b,a\n1,0,50,40\n0,10,-30,-70\n,1,2,3\n", -1);
  CLI (result, &folder, "evaluate", "toy.tandem", "--data", "new.csv", "--json");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "rows"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (result_task (&result, 0), "accuracy"), ==, 1);
  g_assert_true (json_object_get_null_member (result_task (&result, 1), "loss"));
  g_assert_true (json_object_get_null_member (result_task (&result, 2), "r2"));
}

static void
test_without_own_data (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *csv = NULL;

  init_trained (&folder);
  csv = folder_file (&folder, "toy.csv");
  g_assert_cmpint (g_remove (csv), ==, 0);
  folder_write (&folder, "new.csv", "sign,c,b,a\n1,0,50,40\n", -1);
  CLI (other, &folder, "evaluate", "toy.tandem", "--data", "new.csv", "--json");
  assert_done (&other);
  CLI (own, &folder, "evaluate", "toy.tandem", "--json");
  assert_refused (&own, 1, "toy.csv");
  CLI (train, &folder, "train", "toy.tandem", "--epochs", "30", "-o", "out.tandem");
  assert_refused (&train, 1, "toy.csv");
  CLI (info, &folder, "info", "toy.tandem", "--json");
  assert_done (&info);
}

/* The training file isn't even looked at when another is measured: it may be large, or changed. */
static void
test_leaves_own_data_alone (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  folder_write (&folder, "new.csv", "sign,c,b,a\n1,0,50,40\n", -1);
  folder_write (&folder, "toy.csv", "\0\1\2", 3);
  CLI (other, &folder, "evaluate", "toy.tandem", "--data", "new.csv", "--json");
  assert_done (&other);
  g_assert_null (strstr (other.err, "toy.csv"));
  CLI (own, &folder, "evaluate", "toy.tandem", "--json");
  assert_refused (&own, 1, "toy.csv");
}

static void
test_refuses (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  folder_write (&folder, "narrow.csv", "a,b\n1,2\n", -1);
  CLI (untrained, &folder, "evaluate", "toy.json");
  assert_refused (&untrained, 1, "no weights yet");
  CLI (missing, &folder, "evaluate", "toy.tandem", "--data", "none.csv");
  assert_refused (&missing, 1, "none.csv");
  CLI (narrow, &folder, "evaluate", "toy.tandem", "--data", "narrow.csv");
  assert_refused (&narrow, 1, "c");
}

void
add_evaluate_tests (void)
{
  g_test_add_func ("/cli/evaluate/same-numbers-as-after-training", test_same_numbers);
  g_test_add_func ("/cli/evaluate/prints-a-table", test_table);
  g_test_add_func ("/cli/evaluate/takes-another-file", test_other_data);
  g_test_add_func ("/cli/evaluate/needs-no-data-of-its-own", test_without_own_data);
  g_test_add_func ("/cli/evaluate/leaves-its-own-data-alone", test_leaves_own_data_alone);
  g_test_add_func ("/cli/evaluate/refuses-what-it-cannot-measure", test_refuses);
}
