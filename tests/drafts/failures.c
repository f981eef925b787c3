/* failures.c — saving when the disk is full, the folder read-only, the file changed meanwhile: a
 * sentence, and the document still there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <utime.h>

static const char *
name_of (TdSession *session)
{
  return td_config_get_text (td_project_get_config (td_session_get_project (session)), "name");
}

/* The document is as it was, can be saved elsewhere, and the file in @place->path opens. */
static void
check_still_there (Place *place)
{
  g_autofree char *other = g_build_filename (place->folder, "other.tandem", NULL);
  g_autoptr(TdSession) session = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (name_of (place->session), ==, "Mine");
  g_assert_cmpstr (td_project_get_path (td_session_get_project (place->session)), ==,
                   place->path);
  g_assert_true (td_session_get_modified (place->session));
  g_assert_no_error (save_to (place->session, other, FALSE));
  g_assert_false (td_session_get_modified (place->session));
  session = td_session_open (other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name_of (session), ==, "Mine");
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
remember_cb (GError **error, const GError *outcome)
{
  if (*error == NULL && outcome != NULL)
    *error = g_error_copy (outcome);
}

static gboolean
is_set (gpointer pointer)
{
  return *(gpointer *) pointer != NULL;
}

/* Of the file and of the draft. */
static void
test_full_disk (void)
{
  Place place;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) draft_error = NULL;

  place_open (&place);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (remember_cb), &draft_error);
  edit_name (place.session, "Mine");
  limit_files (100);
  error = save_to (place.session, place.path, FALSE);
  wait_until (is_set, &draft_error);
  limit_files (RLIM_INFINITY);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "toy.tandem"));
  check_still_there (&place);
  place_close (&place);
}

static void
test_read_only_folder (void)
{
  Place place;
  g_autoptr(GError) error = NULL;

  place_open (&place);
  edit_name (place.session, "Mine");
  error = save_to (place.session, "/proc/self/toy.tandem", FALSE);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/proc/self/toy.tandem"));
  check_still_there (&place);
  place_close (&place);
}

static void
test_changed (void)
{
  Place place;
  g_autoptr(GError) error = NULL;

  place_open (&place);
  edit_name (place.session, "Mine");
  g_assert_true (g_file_set_contents (place.path, "theirs", -1, NULL));
  error = save_to (place.session, place.path, FALSE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_assert_cmpstr (error->message, ==, "toy.tandem was changed by another program; saving would "
                                       "overwrite its changes.");
  check_still_there (&place);
  place_close (&place);
}

/* A copy with the same size and time is another file all the same. */
static void
test_replaced (void)
{
  Place place;
  g_autofree char *other = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  TdFileMark mark;
  gsize length;

  place_open (&place);
  edit_name (place.session, "Mine");
  mark = td_file_mark_take (place.path);
  other = g_strconcat (place.path, ".new", NULL);
  g_assert_true (g_file_get_contents (place.path, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (other, bytes, length, NULL));
  g_assert_cmpint (g_rename (other, place.path), ==, 0);
  g_assert_false (td_file_mark_check (&mark, place.path, &error));
  g_clear_error (&error);
  error = save_to (place.session, place.path, FALSE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  place_close (&place);
}

/* The caller decides; from then on the file is known again. */
static void
test_removed (void)
{
  Place place;
  g_autoptr(GError) error = NULL;

  place_open (&place);
  edit_name (place.session, "Mine");
  g_assert_cmpint (g_unlink (place.path), ==, 0);
  error = save_to (place.session, place.path, FALSE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_assert_false (g_file_test (place.path, G_FILE_TEST_EXISTS));
  g_assert_true (td_session_get_modified (place.session));
  g_assert_no_error (save_to (place.session, place.path, TRUE));
  edit_name (place.session, "Mine, again");
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_false (td_session_get_modified (place.session));
  place_close (&place);
}

/* What a killed save left behind goes with the next one, when it is surely nobody's. */
static void
test_litter (void)
{
  Place place;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autofree char *other = NULL;

  place_open (&place);
  old = g_build_filename (place.folder, ".tandem-0123abcd.tmp", NULL);
  new = g_build_filename (place.folder, ".tandem-1123abcd.tmp", NULL);
  other = g_build_filename (place.folder, ".tandem-mine.tmp", NULL);
  g_assert_true (g_file_set_contents (old, "", 0, NULL));
  g_assert_true (g_file_set_contents (new, "", 0, NULL));
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  g_assert_cmpint (g_utime (old, &(struct utimbuf) { 1e9, 1e9 }), ==, 0);
  g_assert_cmpint (g_utime (other, &(struct utimbuf) { 1e9, 1e9 }), ==, 0);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (new, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  place_close (&place);
}

void
add_failure_tests (void)
{
  g_test_add_func ("/saving/full-disk", test_full_disk);
  g_test_add_func ("/saving/read-only-folder", test_read_only_folder);
  g_test_add_func ("/saving/file-changed-meanwhile", test_changed);
  g_test_add_func ("/saving/file-replaced-meanwhile", test_replaced);
  g_test_add_func ("/saving/file-removed-meanwhile", test_removed);
  g_test_add_func ("/saving/litter-of-killed-saves-goes", test_litter);
}
