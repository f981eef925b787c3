/* balance.c — `tandem-cli balance`, and the page of the manual made from the balancers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer.h"
#include "tests/cli/cli-run.h"

#include <math.h>
#include <string.h>

static void
folder_with_matrix (Folder *folder)
{
  folder_init (folder);
  folder_write (folder, "j.csv", "-4,1,1\n6,1,1\n", -1);
}

static double
number (const Result *self, const char *list, guint i)
{
  JsonArray *array = json_object_get_array_member (self->json, list);

  g_assert_nonnull (array);
  return json_array_get_double_element (array, i);
}

static void
test_values (void)
{
  g_auto(Folder) folder = { 0 };

  folder_with_matrix (&folder);
  CLI (result, &folder, "balance", "--method", "upgrad", "--json", "j.csv");
  assert_done (&result);
  g_assert_cmpstr (result.err, ==, "");
  g_assert_cmpfloat_with_epsilon (number (&result, "weights", 0), 10. / 9, 1e-12);
  g_assert_cmpfloat_with_epsilon (number (&result, "combined", 2), 325. / 171, 1e-12);
}

static void
test_options (void)
{
  g_auto(Folder) folder = { 0 };

  folder_with_matrix (&folder);
  CLI (result, &folder, "balance", "--method", "cagrad", "--set", "c=0.4", "--json", "j.csv");
  assert_done (&result);
  g_assert_cmpfloat_with_epsilon (number (&result, "weights", 0), .66329932, 1e-8);
  CLI (losses, &folder, "balance", "--method", "gls", "--losses", "1, 4", "--json", "j.csv");
  assert_done (&losses);
  g_assert_cmpstr (losses.err, ==, "");
  g_assert_cmpfloat_with_epsilon (number (&losses, "weights", 1), .25, 1e-12);
}

static void
test_text (void)
{
  g_auto(Folder) folder = { 0 };

  folder_with_matrix (&folder);
  CLI (result, &folder, "balance", "--method", "equal", "j.csv");
  assert_done (&result);
  g_assert_cmpstr (result.out, ==, "Weights: 1, 1\nCombined: 2, 2, 2\n");
}

/* Every balancer answers, with finite numbers; what a matrix can't tell is said on stderr. */
static void
test_every_kind (void)
{
  g_auto(Folder) folder = { 0 };

  folder_with_matrix (&folder);
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      guint silent = ((const TdBalancerKind *) *kind)->needs
                     & (TD_NEEDS_LOSSES | TD_NEEDS_BATCHES_3 | TD_NEEDS_EPOCH_MEANS);

      CLI (result, &folder, "balance", "--method", (*kind)->id, "--json", "j.csv");
      assert_done (&result);
      for (guint i = 0; i < 3; i++)
        g_assert_true (isfinite (number (&result, "combined", i)));
      g_assert_cmpint (silent != 0, ==, strstr (result.err, (*kind)->id) != NULL);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *arguments[8];
    int         status;
    const char *part;
  } lines[] = {
    { { "balance", "j.csv" }, 2, "--method" },
    { { "balance", "--method", "fairest", "j.csv" }, 2, "upgrad" },
    { { "balance", "--method", "cagrad", "--set", "c=-1", "j.csv" }, 2, "c" },
    { { "balance", "--method", "cagrad", "--set", "d=1", "j.csv" }, 2, "d" },
    { { "balance", "--method", "cagrad", "--set", "c", "j.csv" }, 2, "OPTION=VALUE" },
    { { "balance", "--method", "gls", "--losses", "1", "j.csv" }, 2, "2 rows" },
    { { "balance", "--method", "gls", "--losses", "1,x", "j.csv" }, 2, "x" },
    { { "balance", "--method", "gls", "--losses", "1,-2", "j.csv" }, 2, "-2" },
    { { "balance", "--method", "mgda" }, 2, "FILE.csv" },
    { { "balance", "--method", "mgda", "gone.csv" }, 1, "gone.csv" },
    { { "balance", "--method", "mgda", "empty.csv" }, 1, "empty" },
    { { "balance", "--method", "mgda", "ragged.csv" }, 1, "line 2 has 3" },
    { { "balance", "--method", "mgda", "words.csv" }, 1, "line 1, column 2" },
    { { "balance", "--method", "mgda", "infinite.csv" }, 1, "line 2, column 1" },
    { { "balance", "--method", "mgda", "binary.csv" }, 1, "text file" },
  };
  g_auto(Folder) folder = { 0 };

  folder_with_matrix (&folder);
  folder_write (&folder, "empty.csv", "\n\n", -1);
  folder_write (&folder, "ragged.csv", "1,2\n1,2,3\n", -1);
  folder_write (&folder, "words.csv", "1,two\n", -1);
  folder_write (&folder, "infinite.csv", "1\n1e999\n", -1);
  folder_write (&folder, "binary.csv", "1\0002", 3);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(Result) result = { 0 };

      result_init (&result, &folder, lines[i].arguments);
      assert_refused (&result, lines[i].status, lines[i].part);
    }
}

static void
test_list (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  CLI (result, &folder, "list", "balancers", "mgda");
  assert_done (&result);
  g_assert_nonnull (strstr (result.out, "argmin |Σ_k w_k g_k|²"));
  g_assert_nonnull (strstr (result.out, "products of gradients"));
  g_assert_nonnull (strstr (result.out, "sum to about one"));
  g_assert_nonnull (strstr (result.out, "inverts a task's weight"));
}

/* The page is written by the program; it must be written again when a kind changes. */
static void
test_manual (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "methods.md", NULL);
  g_autofree char *page = NULL;
  g_autoptr(GError) error = NULL;

  folder_init (&folder);
  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  CLI (result, &folder, "list", "--markdown");
  assert_done (&result);
  if (strcmp (page, result.out) != 0)
    g_test_message ("docs/methods.md is out of date: tandem-cli list --markdown > docs/methods.md");
  g_assert_true (strcmp (page, result.out) == 0);
}

void
add_balance_tests (void)
{
  g_test_add_func ("/cli/balance/prints-weights-and-update", test_values);
  g_test_add_func ("/cli/balance/takes-options-and-losses", test_options);
  g_test_add_func ("/cli/balance/reads-as-text", test_text);
  g_test_add_func ("/cli/balance/knows-every-kind", test_every_kind);
  g_test_add_func ("/cli/balance/refuses-in-one-sentence", test_refused);
  g_test_add_func ("/cli/list/says-what-a-balancer-does", test_list);
  g_test_add_func ("/cli/list/manual-is-up-to-date", test_manual);
}
