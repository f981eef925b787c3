/* repeat.c — what is set on a file with weights is an edit of its run, which --restart repeats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <string.h>

static void
train_first (Folder *folder)
{
  folder_init (folder);
  CLI (result, folder, "train", "toy.json", "--epochs", "5", "-o", "a.tandem");
  assert_done (&result);
}

/* From @file to 8 epochs with another setting. */
static void
go_on (Folder *folder, const char *file, const char *set, const char *output)
{
  CLI (result, folder, "train", file, "--set", set, "--epochs", "8", "-o", output);
  assert_done (&result);
}

static void
assert_repeats (Folder *folder, const char *file)
{
  CLI (again, folder, "train", file, "--restart", "--epochs", "8", "-o", "again.tandem");
  assert_done (&again);
  g_assert_nonnull (strstr (again.err, "Repeating the run"));
  assert_same_weights (folder, file, "again.tandem");
}

/* Edits are made again where they were made. */
static void
test_edits (void)
{
  g_auto(Folder) folder = { 0 };

  train_first (&folder);
  CLI (edited, &folder, "train", "a.tandem", "--set", "training.optimizer.learning-rate=0.003",
       "--set", "training.optimizer.beta1=0.5", "--epochs", "8", "-o", "b.tandem");
  assert_done (&edited);
  assert_repeats (&folder, "b.tandem");
  CLI (half, &folder, "train", "b.tandem", "--restart", "--epochs", "5", "-o", "c.tandem");
  assert_done (&half);
  assert_same_weights (&folder, "a.tandem", "c.tandem");
  CLI (other, &folder, "train", "b.tandem", "--restart", "--seed", "5", "-o", "d.tandem");
  assert_done (&other);
  g_assert_null (strstr (other.err, "Repeating the run"));
}

/* What is learned from the data is learned anew, then and again. */
static void
test_of_the_data (void)
{
  g_auto(Folder) folder = { 0 };

  train_first (&folder);
  go_on (&folder, "a.tandem", "data.scaling=none", "b.tandem");
  assert_repeats (&folder, "b.tandem");
}

void
add_repeat_tests (void)
{
  g_test_add_func ("/cli/repeat/edits-where-they-were-made", test_edits);
  g_test_add_func ("/cli/repeat/edits-of-the-data", test_of_the_data);
}
