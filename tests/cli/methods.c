/* methods.c — how well the digits are learned under every way to share and to balance.
 *
 * One split of the rows; with "-m slow" three. What it says of each kind are rows of the tables in
 * docs/digits.md:
 *   test-methods -m slow | sed -n 's/^# |/|/p'
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include "core/balance/balancer.h"
#include "core/sharing/sharing.h"

#define LEAST_ACCURACY 0.94
#define LEAST_R2 0.7

typedef struct
{
  double accuracy, least_accuracy, least_r2;
} Quality;

/* One run of the project as it is, but for @setting and the split. */
static void
train_split (const char *setting, guint split, Quality *quality)
{
  g_autofree char *digits = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autofree char *seed = g_strdup_printf ("data.split.seed=%u", split);
  g_auto(Folder) folder = { 0 };
  double accuracy, r2;

  folder_init (&folder);
  CLI (result, &folder, "train", digits, "--json", "--set", setting, "--set", seed);
  assert_done (&result);
  accuracy = json_object_get_double_member (result.json, "mean_accuracy");
  r2 = json_object_get_double_member (result_task (&result, 3), "r2");
  quality->accuracy += accuracy;
  quality->least_accuracy = MIN (quality->least_accuracy, accuracy);
  quality->least_r2 = MIN (quality->least_r2, r2);
}

static void
check_kind (const char *path, const TdKind *kind)
{
  g_autofree char *setting = g_strdup_printf ("%s=%s", path, kind->id);
  guint n_splits = g_test_slow () ? 3 : 1;
  Quality quality = { .least_accuracy = 1, .least_r2 = 1 };

  for (guint split = 1; split <= n_splits; split++)
    train_split (setting, split, &quality);
  g_test_message ("| `%s` | %.3f | %.3f | %.3f |", kind->id, quality.accuracy / n_splits,
                  quality.least_accuracy, quality.least_r2);
  g_assert_cmpfloat (quality.least_accuracy, >=, LEAST_ACCURACY);
  g_assert_cmpfloat (quality.least_r2, >=, LEAST_R2);
}

static void
test_sharing (gconstpointer kind)
{
  check_kind ("network.sharing", kind);
}

static void
test_balancer (gconstpointer kind)
{
  check_kind ("training.balancer", kind);
}

static void
add_family (const TdFamily *family, GTestDataFunc test)
{
  for (guint i = 0; family->kinds[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/digits/%s/%s", family->id, family->kinds[i]->id);

      g_test_add_data_func (path, family->kinds[i], test);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_family (&td_sharings, test_sharing);
  add_family (&td_balancers, test_balancer);
  return g_test_run ();
}
