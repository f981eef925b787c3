/* export.c — `tandem-cli export`, and data files inside a project file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include <glib/gstdio.h>
#include <string.h>

static GBytes *
read_bytes (Folder *folder, const char *name)
{
  g_autofree char *path = folder_file (folder, name);
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static void
assert_same (Folder *folder, const char *name, const char *file, const char *entry)
{
  g_autoptr(GBytes) a = read_bytes (folder, name);
  g_autoptr(GBytes) b = archive_entry (folder, file, entry);

  g_assert_true (g_bytes_equal (a, b));
}

static void
init_trained (Folder *folder)
{
  folder_init (folder);
  CLI (result, folder, "train", "toy.json", "--epochs", "5", "-o", "toy.tandem", "--log",
       "log.csv");
  assert_done (&result);
}

static void
test_weights (void)
{
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  CLI (result, &folder, "export", "toy.tandem", "--format", "safetensors", "-o", "w.safetensors");
  assert_done (&result);
  assert_same (&folder, "w.safetensors", "toy.tandem", "weights.safetensors");
  CLI (back, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--steps", "0", "-o",
       "back.tandem");
  assert_done (&back);
  assert_same_weights (&folder, "toy.tandem", "back.tandem");
}

static void
test_curves (void)
{
  g_auto(Folder) folder = { 0 };
  g_autoptr(GBytes) log = NULL;
  g_autoptr(GBytes) exported = NULL;

  init_trained (&folder);
  CLI (result, &folder, "export", "toy.tandem", "--format", "csv", "-o", "curves.csv");
  assert_done (&result);
  log = read_bytes (&folder, "log.csv");
  exported = read_bytes (&folder, "curves.csv");
  g_assert_true (g_bytes_equal (log, exported));
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *arguments[7];
    int         status;
    const char *part;
  } lines[] = {
    { { "export", "toy.tandem" }, 2, "--format safetensors, csv" },
    { { "export", "toy.tandem", "--format", "docx", "-o", "x" }, 2, "docx" },
    { { "export", "toy.tandem", "--format", "csv" }, 2, "-o FILE.csv" },
    { { "export", "toy.json", "--format", "csv", "-o", "x" }, 1, "no curves yet" },
    { { "export", "toy.json", "--format", "safetensors", "-o", "x" }, 1, "no weights yet" },
    { { "export", "toy.tandem", "--format", "csv", "-o", "no/x" }, 1, "no/x" },
  };
  g_auto(Folder) folder = { 0 };

  init_trained (&folder);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(Result) result = { 0 };

      result_init (&result, &folder, lines[i].arguments);
      assert_refused (&result, lines[i].status, lines[i].part);
    }
  g_assert_false (folder_has (&folder, "x"));
}

static void
make_folder (Folder *folder, const char *name)
{
  g_autofree char *path = folder_file (folder, name);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
remove_file (Folder *folder, const char *name)
{
  g_autofree char *path = folder_file (folder, name);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* The file is all there is; it trains, evaluates and is saved again without any other. */
static void
test_embedded (void)
{
  g_auto(Folder) folder = { 0 };
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;

  folder_init (&folder);
  make_folder (&folder, "sub");
  CLI (train, &folder, "train", "toy.json", "--epochs", "3", "--set", "data.embed=true", "-o",
       "sub/a.tandem");
  assert_done (&train);
  assert_same (&folder, "toy.csv", "sub/a.tandem", "data/toy.csv");
  before = archive_entry (&folder, "sub/a.tandem", "data/toy.csv");
  remove_file (&folder, "toy.csv");
  CLI (evaluate, &folder, "evaluate", "sub/a.tandem", "--json");
  assert_done (&evaluate);
  g_assert_cmpstr (evaluate.err, ==, "");
  CLI (more, &folder, "train", "sub/a.tandem", "--epochs", "4", "--set", "data.embed=false", "-o",
       "b.tandem");
  assert_done (&more);
  after = archive_entry (&folder, "b.tandem", "data/toy.csv"); /* there is no other copy */
  g_assert_true (g_bytes_equal (before, after));
  CLI (again, &folder, "train", "b.tandem", "--restart", "--epochs", "3", "-o", "c.tandem");
  assert_done (&again);
  assert_same_weights (&folder, "sub/a.tandem", "c.tandem");
  g_assert_cmpuint (folder_count (&folder), ==, 4); /* toy.json, b, c, sub: nothing was extracted */
}

/* Files of one name from two folders, and a test file. */
static void
test_several_embedded (void)
{
  static const char sources[] = "data.source.path=[\"toy.csv\", \"sub/toy.csv\"]";
  g_auto(Folder) folder = { 0 };
  g_autoptr(GBytes) csv = NULL;

  folder_init (&folder);
  make_folder (&folder, "sub");
  csv = read_bytes (&folder, "toy.csv");
  folder_write (&folder, "sub/toy.csv", g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  folder_write (&folder, "test.csv", g_bytes_get_data (csv, NULL), g_bytes_get_size (csv) / 2);
  CLI (bad, &folder, "train", "toy.json", "--epochs", "1", "--set", "data.embed=true", "--set",
       sources, "--set", "data.split.test-path=no.csv", "-o", "a.tandem");
  assert_refused (&bad, 1, "no.csv");
  folder_write (&folder, "test.csv", "a,b,c,sign,region,sum\n1,2,3,1,low,8\n", -1);
  CLI (train, &folder, "train", "toy.json", "--epochs", "1", "--set", "data.embed=true", "--set",
       sources, "--set", "data.split.test-path=test.csv", "-o", "a.tandem");
  assert_done (&train);
  assert_same (&folder, "toy.csv", "a.tandem", "data/toy.csv");
  assert_same (&folder, "sub/toy.csv", "a.tandem", "data/toy-2.csv");
  assert_same (&folder, "test.csv", "a.tandem", "data/test.csv");
  remove_file (&folder, "toy.csv");
  remove_file (&folder, "test.csv");
  remove_file (&folder, "sub/toy.csv");
  CLI (info, &folder, "info", "a.tandem", "--json");
  assert_done (&info);
  g_assert_cmpstr (info.err, ==, "");
}

void
add_export_tests (void)
{
  g_test_add_func ("/cli/export/weights-load-again", test_weights);
  g_test_add_func ("/cli/export/csv-is-the-log", test_curves);
  g_test_add_func ("/cli/export/refuses-in-one-sentence", test_refuses);
  g_test_add_func ("/cli/embed/the-file-is-all-there-is", test_embedded);
  g_test_add_func ("/cli/embed/several-files-keep-apart", test_several_embedded);
}
