/* bits.c — same seed, same run: whoever computes it, however often it stops.
 *
 * On the digits, whose network has dropout, missing labels and a last short batch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include "core/optim/optimizer.h"

static char *
digits_path (void)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
}

/* @more: one more option and its value, or NULL. */
static void
train (Folder *folder, const char *project, const char *output, const char *epochs,
       const char *optimizer, const char *option, const char *value)
{
  g_autofree char *set = g_strdup_printf ("training.optimizer=%s", optimizer);

  CLI (result, folder, "train", project, "-o", output, "--epochs", epochs, "--set", set, option,
       value);
  assert_done (&result);
}

static void
test_workers (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();

  folder_init (&folder);
  train (&folder, digits, "1.tandem", "10", "adam", "--set", "training.workers=1");
  train (&folder, digits, "2.tandem", "10", "adam", "--set", "training.workers=2");
  train (&folder, digits, "3.tandem", "10", "adam", "--set", "training.workers=3");
  train (&folder, digits, "measured.tandem", "10", "adam", "--set", "training.workers=0");
  assert_same_weights (&folder, "1.tandem", "2.tandem");
  assert_same_weights (&folder, "1.tandem", "3.tandem");
  assert_same_weights (&folder, "1.tandem", "measured.tandem");
}

/* Large batches are cut into other parts than small ones. */
static void
test_workers_on_large_batches (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();
  static const char *const workers[] = { "1", "2" };

  folder_init (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    {
      g_autofree char *set = g_strdup_printf ("training.workers=%s", workers[i]);
      g_autofree char *output = g_strdup_printf ("%s.tandem", workers[i]);

      CLI (result, &folder, "train", digits, "-o", output, "--epochs", "5", "--set", set, "--set",
           "training.batch-size=1000", "--set", "network.trunk.0.units=400");
      assert_done (&result);
    }
  assert_same_weights (&folder, "1.tandem", "2.tandem");
}

static void
test_seeds_differ (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();
  g_autoptr(GBytes) one = NULL;
  g_autoptr(GBytes) two = NULL;

  folder_init (&folder);
  train (&folder, digits, "1.tandem", "2", "adam", "--seed", "1");
  train (&folder, digits, "2.tandem", "2", "adam", "--seed", "2");
  one = archive_entry (&folder, "1.tandem", "weights.safetensors");
  two = archive_entry (&folder, "2.tandem", "weights.safetensors");
  g_assert_false (g_bytes_equal (one, two));
}

/* Stops after whole epochs, and in the middle of one. */
static void
test_continue (gconstpointer data)
{
  const TdKind *kind = data;
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();

  folder_init (&folder);
  train (&folder, digits, "whole.tandem", "8", kind->id, NULL, NULL);
  train (&folder, digits, "a.tandem", "3", kind->id, NULL, NULL);
  CLI (middle, &folder, "train", "a.tandem", "-o", "b.tandem", "--steps", "93");
  assert_done (&middle);
  CLI (end, &folder, "train", "b.tandem", "-o", "c.tandem", "--epochs", "8");
  assert_done (&end);
  assert_same_weights (&folder, "whole.tandem", "c.tandem");
}

/* What a batch leaves behind beside the weights: running means, what the schedule waits for. Stops
 * after single steps, within epochs and between them. */
static void
test_continue_batch_norm (void)
{
  static const char trunk[] = "network.trunk=[{\"kind\":\"dense\",\"units\":32},{\"kind\":\"batch-norm\"},"
                              "{\"kind\":\"dropout\",\"rate\":0.2},{\"kind\":\"dense\",\"units\":16}]";
  static const char schedule[] = "training.schedule={\"kind\":\"plateau\",\"patience\":1}";
  static const char *const steps[] = { "1", "2", "19", "20", "21", "47", "93", "120" };
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();

  folder_init (&folder);
  CLI (whole, &folder, "train", digits, "-o", "whole.tandem", "--set", trunk, "--set", schedule,
       "--epochs", "8");
  assert_done (&whole);
  CLI (start, &folder, "train", digits, "-o", "part.tandem", "--set", trunk, "--set", schedule,
       "--steps", "0");
  assert_done (&start);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      CLI (part, &folder, "train", "part.tandem", "-o", "part.tandem", "--steps", steps[i]);
      assert_done (&part);
    }
  CLI (end, &folder, "train", "part.tandem", "-o", "part.tandem", "--epochs", "8");
  assert_done (&end);
  assert_same_weights (&folder, "whole.tandem", "part.tandem");
}

/* The state beside the weights too: what early stopping counts, and the best weights. */
static void
test_continue_early_stopping (void)
{
  static const char stop[] = "training.early-stopping=4";
  g_auto(Folder) folder = { 0 };
  g_autofree char *digits = digits_path ();

  folder_init (&folder);
  CLI (whole, &folder, "train", digits, "-o", "whole.tandem", "--set", stop, "--json");
  assert_done (&whole);
  g_assert_cmpint (json_object_get_int_member (whole.json, "epochs"), <, 200);
  CLI (part, &folder, "train", digits, "-o", "part.tandem", "--set", stop, "--epochs", "9");
  assert_done (&part);
  CLI (rest, &folder, "train", "part.tandem", "-o", "rest.tandem", "--json");
  assert_done (&rest);
  g_assert_cmpint (json_object_get_int_member (whole.json, "steps"), ==,
                   json_object_get_int_member (rest.json, "steps"));
  assert_same_weights (&folder, "whole.tandem", "rest.tandem");
}

void
add_bits_tests (void)
{
  g_test_add_func ("/cli/bits/any-number-of-workers-gives-the-same", test_workers);
  g_test_add_func ("/cli/bits/large-batches-too", test_workers_on_large_batches);
  g_test_add_func ("/cli/bits/another-seed-gives-another-run", test_seeds_differ);
  g_test_add_func ("/cli/bits/early-stopping-continues-too", test_continue_early_stopping);
  g_test_add_func ("/cli/bits/batch-norm-continues-too", test_continue_batch_norm);
  for (const TdKind *const *kind = td_optimizers.kinds; *kind != NULL; kind++)
    {
      g_autofree char *name
        = g_strdup_printf ("/cli/bits/stopping-and-continuing-changes-nothing/%s", (*kind)->id);

      g_test_add_data_func (name, *kind, test_continue);
    }
}
