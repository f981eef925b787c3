/* digits.c — how good and how fast the digits are, over five splits.
 *
 * The numbers are the project's promise; PyTorch reaches 0.959 to 0.991 on the same network.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#define N_SPLITS 5
#define SECONDS 2.0

typedef struct
{
  double accuracy, r2, seconds;
} Quality;

static Quality
train_split (Folder *folder, guint split)
{
  g_autofree char *digits = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autofree char *set = g_strdup_printf ("data.split.seed=%u", split);
  Quality quality;

  CLI (result, folder, "train", digits, "--json", "--set", set);
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "epochs"), ==, 200);
  quality.accuracy = json_object_get_double_member (result.json, "mean_accuracy");
  quality.r2 = json_object_get_double_member (result_task (&result, 3), "r2");
  quality.seconds = json_object_get_double_member (result.json, "seconds");
  g_test_message ("split %u: mean accuracy %.4f, R² of ink %.4f, %.2f s", split, quality.accuracy,
                  quality.r2, quality.seconds);
  return quality;
}

static void
test_five_splits (void)
{
  g_auto(Folder) folder = { 0 };
  double sum = 0, fastest = G_MAXDOUBLE;

  folder_init (&folder);
  for (guint split = 1; split <= N_SPLITS; split++)
    {
      Quality quality = train_split (&folder, split);

      g_assert_cmpfloat (quality.accuracy, >=, 0.945);
      g_assert_cmpfloat (quality.r2, >=, 0.95);
      sum += quality.accuracy;
      fastest = MIN (fastest, quality.seconds);
    }
  g_assert_cmpfloat (sum / N_SPLITS, >=, 0.965);
  g_assert_cmpfloat (fastest, <=, SECONDS); /* the fastest: other programs may take their share */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digits/five-splits-are-learned-well-and-fast", test_five_splits);
  return g_test_run ();
}
