/* continue.c — training goes on from a file, or starts from given weights.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/cli/cli-run.h"

#include "core/project/archive.h"

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

/* A file as Python's safetensors writes it: names sorted, no spaces but padding, "format" as
 * metadata, data in the order of the names. @dtype is that of trunk.0.weight. */
static void
write_foreign_weights (Folder *folder, const char *name, const char *dtype, gsize size, gboolean extra)
{
  static const struct
  {
    const char *name, *shape;
    gsize       n;
  } tensors[] = {
    { "heads.0.0.bias", "[1]", 1 }, { "heads.0.0.weight", "[1,16]", 16 },
    { "heads.1.0.bias", "[3]", 3 }, { "heads.1.0.weight", "[3,16]", 48 },
    { "heads.2.0.bias", "[1]", 1 }, { "heads.2.0.weight", "[1,16]", 16 },
    { "trunk.0.bias", "[16]", 16 }, { "trunk.0.weight", "[16,3]", 48 },
  };
  g_autoptr(GString) header = g_string_new ("{\"__metadata__\":{\"format\":\"pt\"}");
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autofree guint8 *data = NULL;
  gsize begin = 0;
  guint64 length;

  for (guint i = 0; i < G_N_ELEMENTS (tensors); i++)
    {
      gboolean last = i + 1 == G_N_ELEMENTS (tensors);
      gsize end = begin + tensors[i].n * (last ? size : 4);

      g_string_append_printf (header, ",\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":"
                              "[%zu,%zu]}", tensors[i].name, last ? dtype : "F32",
                              tensors[i].shape, begin, end);
      begin = end;
    }
  if (extra)
    {
      g_string_append_printf (header, ",\"trunk.1.num_batches_tracked\":{\"dtype\":\"I64\","
                              "\"shape\":[],\"data_offsets\":[%zu,%zu]}", begin, begin + 8);
      begin += 8;
    }
  g_string_append_c (header, '}');
  while (header->len % 8 != 0)
    g_string_append_c (header, ' ');
  length = GUINT64_TO_LE (header->len);
  data = g_malloc0 (begin);
  g_byte_array_append (file, (const guint8 *) &length, sizeof length);
  g_byte_array_append (file, (const guint8 *) header->str, header->len);
  g_byte_array_append (file, data, begin);
  folder_write (folder, name, (const char *) file->data, file->len);
}

/* All zeros: every answer is the mean of the training part, every probability a half or a third. */
static void
test_foreign_weights (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  write_foreign_weights (&folder, "w.safetensors", "F32", 4, FALSE);
  CLI (result, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--steps", "0",
       "-o", "a.tandem");
  assert_done (&result);
  CLI (predict, &folder, "predict", "a.tandem", "--data", "toy.csv");
  assert_done (&predict);
  g_assert_nonnull (strstr (predict.out, "\n0,0.5,high,0.333333333,0.333333333,0.333333333,"));
}

static void
test_foreign_strangers (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  write_foreign_weights (&folder, "w.safetensors", "F32", 4, TRUE);
  CLI (strict, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "-o", "a.tandem");
  assert_refused (&strict, 1, "trunk.1.num_batches_tracked is not part of the network");
  CLI (partial, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "--partial",
       "--steps", "0", "--json");
  assert_done (&partial);
  g_assert_nonnull (strstr (partial.err, "left out: trunk.1.num_batches_tracked is not part"));
}

static void
test_foreign_types (void)
{
  static const struct
  {
    const char *dtype;
    gsize       size;
  } types[] = { { "F64", 8 }, { "F16", 2 }, { "BF16", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto(Folder) folder = { 0 };
      g_autofree char *part = g_strdup_printf ("trunk.0.weight holds %s numbers instead of F32",
                                               types[i].dtype);

      folder_init (&folder);
      write_foreign_weights (&folder, "w.safetensors", types[i].dtype, types[i].size, FALSE);
      CLI (strict, &folder, "train", "toy.json", "--load-weights", "w.safetensors", "-o", "a.tandem");
      assert_refused (&strict, 1, part);
    }
}

/* A trained file whose project was edited keeps what fits, and says once what doesn't. */
static void
test_edited_project (void)
{
  g_auto(Folder) folder = { 0 };

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  CLI (evaluate, &folder, "evaluate", "a.tandem", "--set", "network.trunk.0.units=8", "--json");
  assert_done (&evaluate);
  g_assert_nonnull (strstr (evaluate.err, "trunk.0.weight is (16, 3) instead of (8, 3)"));
  CLI (result, &folder, "train", "a.tandem", "--set", "tasks.1.head=[{\"kind\": \"dense\", "
       "\"units\": 4}]", "--epochs", "6", "-o", "b.tandem");
  assert_done (&result);
  g_assert_nonnull (strstr (result.err, "left out: heads.1.0.weight is (3, 16)"));
  g_assert_null (strstr (result.err, "trunk.0"));
  CLI (more, &folder, "train", "b.tandem", "--epochs", "7", "-o", "c.tandem");
  assert_done (&more);
  g_assert_null (strstr (more.err, "left out"));
}

/* The same when project.json was edited inside the archive. */
static void
test_edited_archive (void)
{
  g_auto(Folder) folder = { 0 };
  g_autofree char *path = NULL;
  g_autoptr(TdArchive) archive = NULL;
  g_autoptr(TdArchive) edited = td_archive_new ();

  folder_init (&folder);
  train_to (&folder, "a.tandem");
  path = folder_file (&folder, "a.tandem");
  archive = td_archive_read (path, NULL);
  for (guint i = 0; i < td_archive_n (archive); i++)
    {
      const char *name = td_archive_name (archive, i);
      GBytes *bytes = td_archive_get (archive, name);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto(GStrv) parts = g_strsplit (text, "\"units\": 16", -1);
      g_autofree char *new_text = g_strjoinv ("\"units\": 12", parts);
      g_autoptr(GBytes) new_bytes = g_bytes_new (new_text, strlen (new_text));

      td_archive_add (edited, name, g_str_equal (name, "project.json") ? new_bytes : bytes);
    }
  g_assert_true (td_archive_write (edited, path, NULL));
  CLI (evaluate, &folder, "evaluate", "a.tandem", "--json");
  assert_done (&evaluate);
  g_assert_nonnull (strstr (evaluate.err, "trunk.0.weight is (16, 3) instead of (12, 3)"));
  CLI (train, &folder, "train", "a.tandem", "--epochs", "6", "-o", "b.tandem");
  assert_done (&train);
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
  g_test_add_func ("/cli/continue/weights-made-elsewhere-load-by-name", test_foreign_weights);
  g_test_add_func ("/cli/continue/tensors-of-others-are-named", test_foreign_strangers);
  g_test_add_func ("/cli/continue/only-32-bit-floats-are-taken", test_foreign_types);
  g_test_add_func ("/cli/continue/edited-projects-keep-what-fits", test_edited_project);
  g_test_add_func ("/cli/continue/so-do-projects-edited-in-the-archive", test_edited_archive);
  g_test_add_func ("/cli/continue/bad-weight-files-are-refused", test_bad_weights);
}
