/* verbs.c — help, list, info and plot, and what every verb refuses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <string.h>

static const char *const verbs[] = { "train", "evaluate", "predict", "info", "export", "list",
                                     "plot", "balance" };

static void
test_help (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "--help");
  assert_done (&result);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_assert_nonnull (strstr (result.out, verbs[i]));
  g_assert_cmpstr (result.err, ==, "");
}

static void
test_verb_help (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *usage = g_strdup_printf ("tandem-cli %s", verbs[i]);

      CLI (result, &folder, verbs[i], "--help");
      assert_done (&result);
      g_assert_nonnull (strstr (result.out, usage));
    }
}

static void
test_version (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "--version");
  assert_done (&result);
  g_assert_true (g_str_has_prefix (result.out, "tandem-cli "));
}

static void
test_wrong_lines (void)
{
  static const struct
  {
    const char *arguments[5];
    const char *part;
  } lines[] = {
    { { NULL }, "--help" },
    { { "trian", "toy.json" }, "trian" },
    { { "train" }, "PROJECT" },
    { { "train", "toy.json", "toy.json" }, "too many" },
    { { "train", "toy.json", "--colour" }, "--colour" },
    { { "train", "toy.json", "--epochs", "many" }, "many" },
    { { "train", "toy.json", "--epochs", "-3" }, "--epochs" },
    { { "train", "toy.json", "--partial" }, "--load-weights" },
    { { "train", "toy.json", "--seed", "x" }, "training.seed" },
    { { "info" }, "PROJECT" },
    { { "evaluate" }, "PROJECT" },
    { { "plot", "toy.json" }, "-o" },
    { { "list", "gearboxes" }, "gearboxes" },
    { { "list", "optimizers", "adamant" }, "adamant" },
  };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(Result) result = { 0 };

      result_init (&result, &folder, lines[i].arguments);
      assert_refused (&result, 2, lines[i].part);
    }
}

static void
test_list (void)
{
  static const char *const kinds[] = { "optimizers", "adamw", "schedules", "cosine", "layers",
                                       "dropout", "yes-no", "he-normal", "equal", "separate" };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "list");
  assert_done (&result);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_nonnull (strstr (result.out, kinds[i]));
}

static void
test_list_family (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "list", "optimizers");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "rmsprop"));
  g_assert_null (strstr (result.out, "dropout"));
}

static void
test_list_kind (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "list", "optimizers", "adam");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "learning-rate"));
  g_assert_nonnull (strstr (result.out, "0.999"));
  g_assert_nonnull (strstr (result.out, "arXiv:1412.6980"));
}

static void
test_info (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "info", "toy.json");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "Toy"));
  g_assert_nonnull (strstr (result.out, "toy.csv"));
  g_assert_nonnull (strstr (result.out, "Region"));
}

/* 3 inputs, 16 units; heads of 1, 3 and 1 outputs. */
static void
test_info_json (void)
{
  g_auto(Folder) folder = { 0 };
  JsonObject *data;

  folder_init (&folder);
  CLI (result, &folder, "info", "toy.json", "--json");
  assert_done (&result);
  data = json_object_get_object_member (result.json, "data");
  g_assert_cmpint (json_object_get_int_member (data, "rows"), ==, 240);
  g_assert_cmpint (json_object_get_int_member (data, "training"), ==, 168);
  g_assert_cmpint (json_object_get_int_member (data, "validation"), ==, 36);
  g_assert_cmpint (json_object_get_int_member (data, "test"), ==, 36);
  g_assert_cmpint (json_object_get_int_member (result.json, "shared_parameters"), ==, 4 * 16);
  g_assert_cmpint (json_object_get_int_member (result.json, "parameters"), ==, 4 * 16 + 5 * 17);
  g_assert_cmpint (json_object_get_int_member (result_task (&result, 1), "parameters"), ==, 3 * 17);
  g_assert_cmpint (json_object_get_int_member (result_task (&result, 1), "outputs"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (result_task (&result, 2), "labels"), ==, 240);
  g_assert_true (json_object_has_member (result.json, "blas_kernel"));
}

static void
test_info_takes_set (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "info", "toy.json", "--json", "--set", "network.trunk.0.units=8");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "shared_parameters"), ==, 4 * 8);
}

static void
assert_starts_with (Folder *folder, const char *name, const char *magic)
{
  g_autofree char *path = folder_file (folder, name);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >, 1000);
  g_assert_nonnull (g_strstr_len (contents, 100, magic));
}

static void
test_plot (void)
{
  static const char *const pictures[][2] = {
    { "curves.svg", "<svg" }, { "curves.png", "PNG" }, { "curves.pdf", "%PDF" }
  };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (trained, &folder, "train", "toy.json", "-o", "toy.tandem");
  assert_done (&trained);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      CLI (result, &folder, "plot", "toy.tandem", "-o", pictures[i][0]);
      assert_done (&result);
      assert_starts_with (&folder, pictures[i][0], pictures[i][1]);
    }
}

static void
test_plot_refuses (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (untrained, &folder, "plot", "toy.json", "-o", "curves.svg");
  assert_refused (&untrained, 1, "no curves yet");
  g_assert_false (folder_has (&folder, "curves.svg"));

  CLI (trained, &folder, "train", "toy.json", "--epochs", "2", "-o", "toy.tandem");
  assert_done (&trained);
  CLI (unknown, &folder, "plot", "toy.tandem", "-o", "curves.gif");
  assert_refused (&unknown, 1, "curves.gif");
  CLI (nowhere, &folder, "plot", "toy.tandem", "-o", "/proc/none/curves.svg");
  assert_refused (&nowhere, 1, "/proc/none/curves.svg");
}

static void
test_wrong_blas (void)
{
  static const char *const lines[][5] = {
    { "train", "toy.json", "--epochs", "1" }, { "evaluate", "toy.tandem" },
    { "predict", "toy.tandem", "--data", "toy.csv" }, { "bench", "--help" },
    { "balance", "--help" },
  };
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (trained, &folder, "train", "toy.json", "--epochs", "1", "-o", "toy.tandem");
  assert_done (&trained);
  g_assert_null (strstr (trained.err, "OPENBLAS_CORETYPE"));
  g_setenv ("TANDEM_TEST_WRONG_BLAS", "1", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(Result) result = { 0 };

      result_init (&result, &folder, lines[i]);
      assert_done (&result);
      g_assert_nonnull (strstr (result.err, "wrong matrix products"));
      g_assert_nonnull (strstr (result.err, "OPENBLAS_CORETYPE"));
    }
  CLI (list, &folder, "list");
  assert_done (&list);
  g_assert_null (strstr (list.err, "OPENBLAS_CORETYPE"));
  g_unsetenv ("TANDEM_TEST_WRONG_BLAS");
}

void
add_verb_tests (void)
{
  g_test_add_func ("/cli/help-lists-every-verb", test_help);
  g_test_add_func ("/cli/every-verb-that-computes-tells-of-a-wrong-blas", test_wrong_blas);
  g_test_add_func ("/cli/every-verb-has-help", test_verb_help);
  g_test_add_func ("/cli/version-is-told", test_version);
  g_test_add_func ("/cli/wrong-command-lines-end-in-2", test_wrong_lines);
  g_test_add_func ("/cli/list-names-every-family", test_list);
  g_test_add_func ("/cli/list-takes-a-family", test_list_family);
  g_test_add_func ("/cli/list-tells-a-kinds-options", test_list_kind);
  g_test_add_func ("/cli/info-tells-data-and-tasks", test_info);
  g_test_add_func ("/cli/info-json-counts", test_info_json);
  g_test_add_func ("/cli/info-takes-set", test_info_takes_set);
  g_test_add_func ("/cli/plot-draws-three-formats", test_plot);
  g_test_add_func ("/cli/plot-refuses-what-it-cannot-draw", test_plot_refuses);
}
