/* archive.c — ZIP in and out, and what people or accidents do to it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>

static void
add (TdArchive  *archive,
     const char *name,
     const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  td_archive_add (archive, name, bytes);
}

static TdArchive *
new_small (void)
{
  TdArchive *archive = td_archive_new ();

  add (archive, "project.json", "{ \"name\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" }");
  add (archive, "weights.safetensors", "0123456789");
  add (archive, "runs/12/history.csv", "");
  add (archive, "data/größe.csv", "a,b\n1,2\n");
  return archive;
}

static void
assert_same (TdArchive  *archive,
             TdArchive  *expected,
             const char *name)
{
  GBytes *bytes = td_archive_get (archive, name);

  if (bytes != NULL)
    g_assert_true (g_bytes_equal (bytes, td_archive_get (expected, name)));
}

static TdArchive *
read_bytes (const char *data,
            gsize       length,
            GError    **error)
{
  g_autofree char *path = test_path ("read.tandem");
  FILE *file;

  /* Thousands of these: a new file each time, as ext4 flushes what is overwritten. */
  g_remove (path);
  file = g_fopen (path, "wb");
  g_assert_cmpuint (fwrite (data, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
  return td_archive_read (path, error);
}

static char *
dup_small (gsize *length)
{
  g_autoptr(TdArchive) archive = new_small ();
  g_autofree char *path = test_path ("small.tandem");
  GError *error = NULL;
  char *data;

  td_archive_write (archive, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

static void
test_round_trip (void)
{
  static const char *const names[] = { "project.json", "weights.safetensors",
                                       "runs/12/history.csv", "data/größe.csv" };
  g_autoptr(TdArchive) archive = new_small ();
  gsize length;
  g_autofree char *data = dup_small (&length);
  GError *error = NULL;
  g_autoptr(TdArchive) back = read_bytes (data, length, &error);
  g_autofree char *path = test_path ("read.tandem");

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_nonnull (td_archive_get (back, names[i]));
      assert_same (back, archive, names[i]);
    }
  g_assert_null (td_archive_get (back, "fit.json"));
  g_assert_true (td_archive_is_archive (path));
  write_text ("plain.json", "{}");
  g_free (path);
  path = test_path ("plain.json");
  g_assert_false (td_archive_is_archive (path));
}

static void
test_deterministic (void)
{
  gsize length, second_length;
  g_autofree char *first = dup_small (&length);
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  g_autofree char *second = NULL;

  g_setenv ("TZ", "Pacific/Kiritimati", TRUE);
  second = dup_small (&second_length);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
  g_assert_cmpmem (first, length, second, second_length);
}

static void
test_truncated (void)
{
  gsize length;
  g_autofree char *data = dup_small (&length);

  for (gsize n = 0; n < length; n++)
    {
      GError *error = NULL;

      g_assert_null (read_bytes (data, n, &error));
      assert_says (error, "read.tandem");
    }
}

/* What a flipped bit lets through is what was saved; the rest is refused. A changed name is
 * one that isn't read. */
static void
test_flipped_bits (void)
{
  g_autoptr(TdArchive) archive = new_small ();
  gsize length;
  g_autofree char *data = dup_small (&length);

  for (gsize i = 0; i < length * 8; i++)
    {
      GError *error = NULL;
      g_autoptr(TdArchive) back = NULL;

      data[i / 8] ^= 1 << i % 8;
      back = read_bytes (data, length, &error);
      data[i / 8] ^= 1 << i % 8;
      if (back == NULL)
        {
          assert_says (error, "read.tandem");
          continue;
        }
      assert_same (back, archive, "project.json");
      assert_same (back, archive, "weights.safetensors");
      assert_same (back, archive, "data/größe.csv");
    }
}

typedef struct archive Zip;

static Zip *
zip_open (const char *path)
{
  Zip *zip = archive_write_new ();

  g_assert_cmpint (archive_write_set_format_zip (zip), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_open_filename (zip, path), ==, ARCHIVE_OK);
  return zip;
}

static void
zip_add (Zip        *zip,
         const char *name,
         const char *data,
         gsize       length,
         gsize       times)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, length * times);
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  for (gsize i = 0; i < times; i++)
    g_assert_cmpint (archive_write_data (zip, data, length), ==, length);
  archive_entry_free (entry);
}

static void
zip_close (Zip *zip)
{
  g_assert_cmpint (archive_write_free (zip), ==, ARCHIVE_OK);
}

static void
test_other_names (void)
{
  static const char *const names[] = {
    "../project.json", "/etc/passwd", "runs/../../x", "runs/1/../project.json",
    "runs/0/history.csv",
    "runs/01/history.csv", "runs/1/else", "data/", "data/../x", "data/a/b", "data/..", "data/.x",
    "data/a\\b", "data/a\nb", "weights", "Project.json", "project.json/",
  };
  g_autofree char *path = test_path ("names.tandem");
  Zip *zip = zip_open (path);
  g_autoptr(TdArchive) archive = NULL;
  GError *error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!g_str_has_suffix (names[i], "/"))
      zip_add (zip, names[i], "evil", 4, 1);
  zip_add (zip, "project.json", "{}", 2, 1);
  zip_close (zip);
  archive = td_archive_read (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (td_archive_get (archive, "project.json"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (td_archive_get (archive, names[i]));
}

static void
assert_zip_refused (const char *path,
                    const char *says)
{
  GError *error = NULL;

  g_assert_null (td_archive_read (path, &error));
  assert_says (error, says);
}

static void
test_bombs (void)
{
  g_autofree char *zeros = g_malloc0 (1 << 20);
  g_autofree char *path = test_path ("bomb.tandem");
  Zip *zip = zip_open (path);

  zip_add (zip, "project.json", zeros, 1 << 20, 64);
  zip_close (zip);
  assert_zip_refused (path, "compressed");

  for (guint i = 0; i < 5000; i++)
    zeros[i] = i * i * 31 >> 3; /* some 480 to 1 */
  zip = zip_open (path);
  zip_add (zip, "project.json", zeros, 1 << 20, 32);
  zip_close (zip);
  assert_zip_refused (path, "compressed");

  zip = zip_open (path);
  for (guint i = 0; i < 10001; i++)
    {
      g_autofree char *name = g_strdup_printf ("junk-%u", i);

      zip_add (zip, name, "", 0, 1);
    }
  zip_add (zip, "project.json", "{}", 2, 1);
  zip_close (zip);
  assert_zip_refused (path, "10000");
}

static void
test_oddities (void)
{
  g_autofree char *path = test_path ("odd.tandem");
  Zip *zip = zip_open (path);
  struct archive_entry *entry = archive_entry_new ();

  zip_add (zip, "project.json", "{}", 2, 1);
  zip_add (zip, "project.json", "{}", 2, 1);
  zip_close (zip);
  assert_zip_refused (path, "twice");

  zip = zip_open (path);
  zip_add (zip, "fit.json", "{}", 2, 1);
  zip_close (zip);
  assert_zip_refused (path, "no project.json");

  zip = zip_open (path);
  archive_entry_set_pathname (entry, "project.json");
  archive_entry_set_filetype (entry, AE_IFLNK);
  archive_entry_set_symlink (entry, "/etc/passwd");
  g_assert_cmpint (archive_write_header (zip, entry), ==, ARCHIVE_OK);
  archive_entry_free (entry);
  zip_close (zip);
  assert_zip_refused (path, "plain file");
}

static void
test_not_there (void)
{
  g_autofree char *path = test_path ("nowhere.tandem");

  assert_zip_refused (path, "nowhere.tandem");
  assert_zip_refused (test_folder, "can't be opened");
  g_assert_false (td_archive_is_archive (path));
  g_assert_false (td_archive_is_archive (test_folder));
}

void
add_archive_tests (void)
{
  g_test_add_func ("/archive/written-and-read-it-is-the-same", test_round_trip);
  g_test_add_func ("/archive/the-same-content-gives-the-same-bytes", test_deterministic);
  g_test_add_func ("/archive/truncated-anywhere-it-is-refused", test_truncated);
  g_test_add_func ("/archive/flipped-bits-are-refused-or-harmless", test_flipped_bits);
  g_test_add_func ("/archive/names-that-lead-elsewhere-are-not-read", test_other_names);
  g_test_add_func ("/archive/bombs-are-refused", test_bombs);
  g_test_add_func ("/archive/links-and-duplicates-are-refused", test_oddities);
  g_test_add_func ("/archive/what-is-not-there-is-said", test_not_there);
}
