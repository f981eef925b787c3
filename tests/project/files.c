/* files.c — files that are replaced whole or not at all.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/project/archive.h"
#include "core/project/atomic-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_replaces (void)
{
  g_autofree char *path = test_path ("replaced.txt");
  GError *error = NULL;
  struct stat info;
  guint before;

  write_text ("replaced.txt", "old");
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  before = count_files ();
  g_assert_true (td_write_file (path, "new", 3, &error));
  g_assert_no_error (error);
  assert_content (path, "new");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpuint (count_files (), ==, before);
}

static void
test_not_committed (void)
{
  g_autofree char *path = test_path ("kept.txt");
  GError *error = NULL;
  TdAtomicFile *file;
  guint before;

  write_text ("kept.txt", "old");
  before = count_files ();
  file = td_atomic_file_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (td_atomic_file_write (file, "new", 3, &error));
  g_assert_cmpuint (count_files (), ==, before + 1);
  assert_content (path, "old");
  td_atomic_file_free (file);
  assert_content (path, "old");
  g_assert_cmpuint (count_files (), ==, before);
}

static void
test_link (void)
{
  g_autofree char *path = test_path ("target.txt");
  g_autofree char *link_path = test_path ("link.txt");
  GError *error = NULL;

  write_text ("target.txt", "old");
  g_assert_cmpint (symlink ("target.txt", link_path), ==, 0);
  g_assert_true (td_write_file (link_path, "new", 3, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  assert_content (path, "new");
}

/* Saving to /dev/null as root must not replace the device. */
static void
test_device (void)
{
  GError *error = NULL;
  struct stat info;

  g_assert_true (td_write_file ("/dev/null", "x", 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
}

static void
assert_write_fails (const char *path)
{
  g_autoptr(TdArchive) archive = td_archive_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  GError *error = NULL;

  g_assert_false (td_write_file (path, "x", 1, &error));
  assert_says (error, path);
  td_archive_add (archive, "project.json", bytes);
  error = NULL;
  g_assert_false (td_archive_write (archive, path, &error));
  assert_says (error, path);
}

static void
test_impossible_paths (void)
{
  g_autofree char *below_file = test_path ("replaced.txt/x.tandem");
  g_autofree char *nowhere = test_path ("no-such-folder/x.tandem");
  guint before;

  write_text ("replaced.txt", "old");
  before = count_files ();
  assert_write_fails ("/proc/x.tandem");
  assert_write_fails (nowhere);
  assert_write_fails (below_file);
  assert_write_fails (test_folder);
  g_assert_cmpuint (count_files (), ==, before);
}

/* A limit on file sizes stands for a full disk. */
static void
test_full_disk (void)
{
  g_autofree char *path = test_path ("full.tandem");
  g_autofree char *noise = g_malloc (1 << 20);
  g_autoptr(TdArchive) archive = td_archive_new ();
  g_autoptr(GBytes) bytes = NULL;
  struct rlimit before, limit;
  GError *error = NULL;
  guint files;
  gboolean written;

  for (guint i = 0; i < 1 << 20; i++)
    noise[i] = (char) (i * 2654435761u >> 24);
  bytes = g_bytes_new (noise, 1 << 20);
  td_archive_add (archive, "weights.safetensors", bytes);
  write_text ("full.tandem", "old");
  files = count_files ();

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 64 << 10;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  written = td_archive_write (archive, path, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (written);
  assert_says (error, "full.tandem");
  assert_content (path, "old");
  g_assert_cmpuint (count_files (), ==, files);
}

void
add_file_tests (void)
{
  g_test_add_func ("/file/it-is-replaced-and-keeps-its-mode", test_replaces);
  g_test_add_func ("/file/without-commit-nothing-happened", test_not_committed);
  g_test_add_func ("/file/a-link-stays-a-link", test_link);
  g_test_add_func ("/file/a-device-stays-a-device", test_device);
  g_test_add_func ("/file/impossible-paths-leave-nothing-behind", test_impossible_paths);
  g_test_add_func ("/file/a-full-disk-leaves-the-old-file", test_full_disk);
}
