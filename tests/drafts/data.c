/* data.c — what saving does with data files: links that follow, copies inside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "../train/toy-project.h"

#include <glib/gstdio.h>

static TdConfig *
data_of (TdSession *session)
{
  return td_project_get_data (td_session_get_project (session));
}

static void
assert_path (TdSession *session, const char *expected)
{
  TdConfig *source = td_config_get_child (data_of (session), "source");
  g_autofree char *path = td_config_dup_value (source, "path");

  g_assert_cmpstr (path, ==, expected);
}

static TdSession *
reopen (const char *path)
{
  g_autoptr(GError) error = NULL;
  TdSession *session = td_session_open (path, &error);

  g_assert_no_error (error);
  return session;
}

static void
embed (TdSession *session)
{
  g_assert_true (td_config_set_number (data_of (session), "embed", TRUE, NULL));
}

static void
remove_table (Place *place)
{
  g_autofree char *csv = g_build_filename (place->folder, "toy.csv", NULL);

  g_assert_cmpint (g_remove (csv), ==, 0);
}

/* From the first save on the copy inside is the data: nothing more is asked of the file. */
static void
test_embed (void)
{
  Place place;
  g_autoptr(TdSession) again = NULL;
  TdDataset *data;

  place_open (&place);
  data = td_session_get_plan (place.session)->dataset;
  embed (place.session);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  assert_path (place.session, "[\"data/toy.csv\"]");
  g_assert_false (td_session_get_modified (place.session));
  remove_table (&place);
  wait_for (0.05);
  g_assert_true (td_session_get_plan (place.session)->dataset == data); /* not read again */
  g_assert_null (td_session_get_problem (place.session));
  edit_name (place.session, "Mine");
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  again = reopen (place.path);
  assert_path (again, "[\"data/toy.csv\"]");
  g_assert_null (td_session_get_notice (again));
  g_assert_true (td_session_can_train (again));
  place_close (&place);
}

/* An edit made while the file is written is kept, and the names inside are right all the same. */
static void
test_edit_meanwhile (void)
{
  Place place;

  place_open (&place);
  embed (place.session);
  td_session_save (place.session, place.path);
  edit_name (place.session, "Mine");
  while (td_session_is_saving (place.session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (td_session_get_modified (place.session));
  assert_path (place.session, "[\"data/toy.csv\"]");
  place_close (&place);
}

/* Links are relative to the file: in another folder they are others. */
static void
test_save_as (void)
{
  Place place;
  g_autofree char *below = NULL, *other = NULL, *csv = NULL, *expected = NULL;
  g_autoptr(TdSession) again = NULL;
  TdDataset *data;

  place_open (&place);
  below = g_build_filename (place.folder, "below", NULL);
  other = g_build_filename (below, "other.tandem", NULL);
  csv = g_build_filename (place.folder, "toy.csv", NULL);
  expected = g_strdup_printf ("[\"%s\"]", csv);
  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  data = td_session_get_plan (place.session)->dataset;
  edit_name (place.session, "Mine");
  g_assert_no_error (save_to (place.session, other, FALSE));
  assert_path (place.session, expected);
  g_assert_cmpstr (td_project_get_path (td_session_get_project (place.session)), ==, other);
  g_assert_false (td_session_get_modified (place.session));
  wait_for (0.05);
  g_assert_true (td_session_get_plan (place.session)->dataset == data);
  again = reopen (other);
  g_assert_true (td_session_can_train (again));
  g_assert_no_error (save_to (place.session, place.path, FALSE)); /* and back */
  wait_for (0.05);
  g_assert_null (td_session_get_problem (place.session));
  toy_folder_remove (g_steal_pointer (&below));
  place_close (&place);
}

typedef struct
{
  GAsyncResult *result;
  gboolean      done;
} Link;

static void
linked_cb (GObject *session, GAsyncResult *result, gpointer user_data)
{
  Link *link = user_data;

  link->result = g_object_ref (result);
  link->done = TRUE;
}

static gboolean
is_linked (gpointer link)
{
  return ((Link *) link)->done;
}

static gboolean
end_link (TdSession *session, Link *link, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  wait_until (is_linked, link);
  result = g_steal_pointer (&link->result);
  return td_session_link_data_finish (session, result, error);
}

static gboolean
link_data (TdSession *session, const char *place, gboolean may_write, GError **error)
{
  Link link = { NULL };

  td_session_link_data (session, place, may_write, linked_cb, &link);
  return end_link (session, &link, error);
}

/* Out again: to the file it was read from while that is the same, else to a copy where it does no
 * harm. */
static void
test_link (void)
{
  Place place;
  g_autofree char *csv = NULL, *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TdSession) again = NULL;
  gsize length;

  place_open (&place);
  csv = g_build_filename (place.folder, "toy.csv", NULL);
  g_assert_true (g_file_get_contents (csv, &text, &length, NULL));
  g_assert_false (td_session_has_data_inside (place.session));
  embed (place.session);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_true (td_session_has_data_inside (place.session));
  g_assert_true (link_data (place.session, "/nowhere", FALSE, &error));
  assert_path (place.session, "[\"toy.csv\"]");
  td_session_undo (place.session);
  assert_path (place.session, "[\"data/toy.csv\"]");

  g_assert_true (g_file_set_contents (csv, "a\n1\n", -1, NULL));
  g_assert_false (link_data (place.session, place.folder, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  remove_table (&place);
  g_assert_false (link_data (place.session, place.folder, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (link_data (place.session, place.folder, TRUE, &error));
  assert_path (place.session, "[\"toy.csv\"]");
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  again = reopen (place.path);
  g_assert_false (td_session_has_data_inside (again));
  g_assert_true (td_session_can_train (again));
  place_close (&place);
}

/* Nothing of the document waits for the files, and what is edited or saved meanwhile is kept. */
static void
test_link_meanwhile (void)
{
  Place place;
  Link link = { NULL };
  g_autoptr(GError) error = NULL;
  TdConfig *config;

  place_open (&place);
  config = td_project_get_config (td_session_get_project (place.session));
  embed (place.session);
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  remove_table (&place);
  td_session_link_data (place.session, place.folder, TRUE, linked_cb, &link);
  edit_name (place.session, "Mine");
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_true (end_link (place.session, &link, &error));
  g_assert_no_error (error);
  assert_path (place.session, "[\"toy.csv\"]");
  g_assert_cmpstr (td_config_get_text (config, "name"), ==, "Mine");
  td_session_undo (place.session);
  assert_path (place.session, "[\"data/toy.csv\"]");
  g_assert_cmpstr (td_config_get_text (config, "name"), ==, "Mine");
  place_close (&place);
}

void
add_data_tests (void)
{
  g_test_add_func ("/saving/data-inside-outlive-their-file", test_embed);
  g_test_add_func ("/saving/data-inside-and-an-edit-meanwhile", test_edit_meanwhile);
  g_test_add_func ("/saving/data-inside-come-out-again", test_link);
  g_test_add_func ("/saving/data-come-out-while-the-document-is-edited", test_link_meanwhile);
  g_test_add_func ("/saving/links-follow-into-another-folder", test_save_as);
}
