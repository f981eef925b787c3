/* continue.c — training goes on from a file, or starts from given weights.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

static void
train_to (Folder *folder, const char *output)
{
  CLI (result, folder, "train", "toy.json", "--epochs", "5", "-o", output);
  assert_done (&result);
}

static void
extract_weights (Folder *folder, const char *file, const char *name)
{
  g_autoptr(GBytes) bytes = archive_entry (folder, file, "weights.safetensors");

  folder_write (folder, name, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
test_continues (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  CLI (result, &folder, "train", "a.tandem", "--epochs", "8", "--json", "-o", "b.tandem");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "epochs"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 48);
  CLI (info, &folder, "info", "b.tandem", "--json");
  assert_done (&info);
  g_assert_cmpint (json_object_get_int_member (info.json, "steps"), ==, 48);
}

static void
test_done_is_done (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  CLI (result, &folder, "train", "a.tandem", "--epochs", "5", "--json", "-o", "b.tandem");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 30);
  assert_same_weights (&folder, "a.tandem", "b.tandem");
}

static void
test_restart (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  CLI (result, &folder, "train", "a.tandem", "--restart", "--epochs", "5", "--json", "-o",
       "b.tandem");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 30);
  assert_same_weights (&folder, "a.tandem", "b.tandem");
}

/* The data file is found from wherever the result is saved, and from wherever it is read. */
static void
test_elsewhere (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *below = NULL;

  folder_init (&folder);
  below = folder_file (&folder, "below");
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  train_to (&folder, "below/a.tandem");
  CLI (result, &folder, "train", "below/a.tandem", "--epochs", "6", "--json", "-o", "b.tandem");
  assert_done (&result);
  CLI (again, &folder, "train", "b.tandem", "--epochs", "7", "--json");
  assert_done (&again);
  g_assert_cmpint (json_object_get_int_member (again.json, "epochs"), ==, 7);
}

static void
test_load_weights (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  extract_weights (&folder, "a.tandem", "w.safetensors");
  CLI (result, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--steps", "0",
       "-o", "b.tandem", "--json");
  assert_done (&result);
  g_assert_cmpint (json_object_get_int_member (result.json, "steps"), ==, 0);
  assert_same_weights (&folder, "a.tandem", "b.tandem");
}

static void
test_weights_must_fit (void)
{
  static const char more[] = "network.trunk=[{\"kind\": \"dense\", \"units\": 16}, "
                             "{\"kind\": \"dense\", \"units\": 8}]";
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  extract_weights (&folder, "a.tandem", "w.safetensors");
  CLI (strict, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--set", more);
  assert_refused (&strict, 1, "trunk.1.weight");
  CLI (partial, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--set", more,
       "--partial", "--epochs", "1", "--json");
  assert_done (&partial);
  g_assert_nonnull (strstr (partial.err, "trunk.1.weight"));
}

static void
test_bad_weights (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  folder_write (&folder, "w.safetensors", "\377\377\377\377\377\377\377\177{}", 10);
  CLI (broken, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "-o", "o.tandem");
  assert_refused (&broken, 1, "w.safetensors");
  CLI (missing, &folder, "train", "toy.json", "--load-weights", "none.safetensors", "-o",
       "o.tandem");
  assert_refused (&missing, 1, "none.safetensors");
  g_assert_false (folder_has (&folder, "o.tandem"));
}

void
add_continue_tests (void)
{
  g_test_add_func ("/cli/continue/a-file-with-weights-goes-on-from-its-step", test_continues);
  g_test_add_func ("/cli/continue/what-is-done-stays-done", test_done_is_done);
  g_test_add_func ("/cli/continue/restart-forgets-the-weights", test_restart);
  g_test_add_func ("/cli/continue/data-are-found-from-another-folder", test_elsewhere);
  g_test_add_func ("/cli/continue/weights-can-be-loaded", test_load_weights);
  g_test_add_func ("/cli/continue/loaded-weights-must-fit-unless-partial", test_weights_must_fit);
  g_test_add_func ("/cli/continue/bad-weight-files-are-refused", test_bad_weights);
}
