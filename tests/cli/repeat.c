/* repeat.c — what is set on a file with weights is an edit of its run, which --restart repeats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <glib/gstdio.h>
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
assert_repeats (Folder *folder, const char *file, gboolean edits)
{
  CLI (again, folder, "train", file, "--restart", "--epochs", "8", "-o", "again.tandem");
  assert_done (&again);
  g_assert_cmpint (strstr (again.err, "Repeating the run") != NULL, ==, edits);
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
  assert_repeats (&folder, "b.tandem", TRUE);
  CLI (half, &folder, "train", "b.tandem", "--restart", "--epochs", "5", "-o", "c.tandem");
  assert_done (&half);
  assert_same_weights (&folder, "a.tandem", "c.tandem");
  CLI (other, &folder, "train", "b.tandem", "--restart", "--seed", "5", "-o", "d.tandem");
  assert_done (&other);
  g_assert_null (strstr (other.err, "Repeating the run"));
}

/* Texts and numbers in a list, and what is learned from the data. */
static void
test_of_the_data (void)
{
  static const char *const sets[] = { "data.inputs=[\"c\",\"b\",\"a\"]", "data.scaling=none",
                                      "tasks.0.positive=0" };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_auto(Folder) folder = { 0 };

      train_first (&folder);
      go_on (&folder, "a.tandem", sets[i], "b.tandem");
      assert_repeats (&folder, "b.tandem", TRUE);
    }
}

/* The weights of a file are found by the places of layers, those of a run by the layers. */
static void
test_other_layers (void)
{
  g_auto(Folder) folder = { 0 };

  train_first (&folder);
  go_on (&folder, "a.tandem", "network.trunk=[{\"id\":\"other\",\"kind\":\"dense\",\"units\":16}]",
         "b.tandem");
  CLI (again, &folder, "train", "b.tandem", "--restart", "--epochs", "8", "-o", "c.tandem");
  assert_done (&again);
  g_assert_null (strstr (again.err, "Repeating the run"));
}

/* Where the data lie is no edit: the run doesn't need the place that they have left. */
static void
test_moved_data (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  train_first (&folder);
  go_on (&folder, "a.tandem", "training.optimizer.learning-rate=0.003", "b.tandem");
  old = folder_file (&folder, "toy.csv");
  new = folder_file (&folder, "moved.csv");
  g_assert_cmpint (g_rename (old, new), ==, 0);
  go_on (&folder, "a.tandem", "data.source.path=moved.csv", "c.tandem");
  assert_repeats (&folder, "c.tandem", FALSE);
  go_on (&folder, "b.tandem", "data.source.path=moved.csv", "d.tandem");
  assert_repeats (&folder, "d.tandem", TRUE);
}

/* Other data are one. */
static void
test_other_data (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *rows = NULL;

  train_first (&folder);
  path = folder_file (&folder, "toy.csv");
  g_assert_true (g_file_get_contents (path, &rows, NULL, NULL));
  *strrchr (rows, '\n') = '\0';
  folder_write (&folder, "fewer.csv", rows, strrchr (rows, '\n') + 1 - rows);
  go_on (&folder, "a.tandem", "data.source.path=fewer.csv", "b.tandem");
  assert_repeats (&folder, "b.tandem", TRUE);
}

void
add_repeat_tests (void)
{
  g_test_add_func ("/cli/repeat/edits-where-they-were-made", test_edits);
  g_test_add_func ("/cli/repeat/edits-of-the-data", test_of_the_data);
  g_test_add_func ("/cli/repeat/not-after-other-layers", test_other_layers);
  g_test_add_func ("/cli/repeat/with-data-that-moved", test_moved_data);
  g_test_add_func ("/cli/repeat/with-other-data", test_other_data);
}
