/* timing.c — when drafts are written, and what they bring back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"

#include "ui/preferences.h"

#include <glib/gstdio.h>

static const TdDraftTiming at_once = { .after_edit = 0.01, .while_training = 30, .seeing = 1 };

static void
count_cb (guint *n, const GError *error)
{
  g_assert_no_error (error);
  ++*n;
}

static gboolean
is_drafted (gpointer n)
{
  return *(guint *) n > 0;
}

static gboolean
is_drafted_thrice (gpointer n)
{
  return *(guint *) n > 2;
}

/* As a kill leaves it: the draft stays. */
static void
abandon (Place *place)
{
  g_clear_object (&place->session);
}

static TdSession *
restore (Place *place, TdDraftInfo *info)
{
  g_autoptr(TdDraft) draft = place_claim (place, info);
  g_autoptr(GError) error = NULL;
  TdSession *session = td_session_restore (draft, info, &error);

  g_assert_no_error (error);
  td_session_keep_drafts (session, g_steal_pointer (&draft), NULL);
  return session;
}

static const char *
name_of (TdSession *session)
{
  return td_config_get_text (td_project_get_config (td_session_get_project (session)), "name");
}

/* Two edits, one draft; and the file it came from gets it in the end. */
static void
test_edit (void)
{
  Place place;
  g_auto(TdDraftInfo) info = { 0 };
  g_autoptr(GPtrArray) drafts = NULL;
  guint n = 0;

  place_open (&place);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  edit_name (place.session, "First");
  edit_name (place.session, "Second");
  wait_until (is_drafted, &n);
  wait_for (0.1);
  g_assert_cmpuint (n, ==, 1);
  abandon (&place);
  place.session = restore (&place, &info);
  g_assert_cmpstr (info.name, ==, "Second");
  g_assert_cmpstr (info.origin, ==, place.path);
  g_assert_cmpstr (name_of (place.session), ==, "Second");
  g_assert_cmpstr (td_project_get_path (td_session_get_project (place.session)), ==, place.path);
  g_assert_true (td_session_get_modified (place.session));
  g_assert_true (td_session_can_train (place.session)); /* toy.csv was found */
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_false (td_session_get_modified (place.session));
  abandon (&place);
  drafts = td_drafts_list (place.drafts);
  g_assert_cmpuint (drafts->len, ==, 0);
  place_close (&place);
}

static void
test_training (void)
{
  Place place;
  g_auto(TdDraftInfo) info = { 0 };
  g_autoptr(TdSession) session = NULL;
  guint n = 0;

  place_open (&place);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  td_session_set_speed (place.session, 200, 0);
  td_session_train (place.session);
  wait_until (is_drafted_thrice, &n);
  abandon (&place);
  session = restore (&place, &info);
  g_assert_cmpuint (info.step, >, 0);
  g_assert_cmpuint (td_session_get_progress (session)->step, ==, info.step);
  g_assert_cmpint (info.seen, >=, info.written);
  g_clear_object (&session);
  place_close (&place);
}

/* Data inside the file are inside the draft. */
static void
test_embedded_data (void)
{
  Place place;
  g_auto(TdDraftInfo) info = { 0 };
  g_autofree char *table = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  place_open (&place);
  table = g_build_filename (place.folder, "toy.csv", NULL);
  g_assert_true (td_config_set_value (
    td_project_get_data (td_session_get_project (place.session)), "embed", "true", NULL));
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_clear_object (&place.session);
  g_assert_cmpint (g_unlink (table), ==, 0);
  place.session = td_session_open (place.path, &error);
  g_assert_no_error (error);
  td_session_keep_drafts (place.session, td_draft_new (place.drafts), &at_once);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  edit_name (place.session, "Within");
  wait_until (is_drafted, &n);
  abandon (&place);
  place.session = restore (&place, &info);
  g_assert_true (td_session_can_train (place.session));
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_true (td_session_can_train (place.session));
  place_close (&place);
}

static gboolean
has_problem (gpointer session)
{
  return td_session_get_problem (session) != NULL;
}

/* An edit that can't be trained comes back as it was, with its sentence. */
static void
test_senseless_edit (void)
{
  Place place;
  g_auto(TdDraftInfo) info = { 0 };
  TdProject *project;
  guint n = 0;

  place_open (&place);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  project = td_session_get_project (place.session);
  g_assert_true (td_config_set_text (td_project_get_config (project), "name", "Odd", NULL));
  {
    g_auto(TdSpec) spec = { 0 };

    td_project_dup_spec (project, &spec);
    g_assert_true (td_spec_set_path (&spec, "tasks.0.targets", "nothing", NULL));
    td_config_apply_spec (td_project_get_config (project), &spec);
  }
  wait_until (has_problem, place.session);
  wait_until (is_drafted, &n);
  abandon (&place);
  place.session = restore (&place, &info);
  g_assert_cmpstr (name_of (place.session), ==, "Odd");
  wait_until (has_problem, place.session);
  place_close (&place);
}

/* What nobody wants isn't offered, even while it is being written. */
static void
test_drop (void)
{
  Place place;
  g_autoptr(GPtrArray) drafts = NULL;

  place_open (&place);
  edit_name (place.session, "Unwanted");
  td_session_train (place.session);
  wait_for (0.035);
  td_session_drop_draft (place.session);
  edit_name (place.session, "Unwanted as well");
  wait_for (0.1);
  abandon (&place);
  drafts = td_drafts_list (place.drafts);
  g_assert_cmpuint (drafts->len, ==, 0);
  place_close (&place);
}

/* A document that never had a file: its data stay within reach, it has no path. */
static void
test_without_a_file (void)
{
  Place place;
  g_auto(TdDraftInfo) info = { 0 };
  guint n = 0;

  place_open (&place);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  edit_name (place.session, "Homeless");
  wait_until (is_drafted, &n);
  abandon (&place);
  {
    g_autoptr(TdDraft) draft = place_claim (&place, &info);
    g_autoptr(GError) error = NULL;

    g_clear_pointer (&info.origin, g_free);
    place.session = td_session_restore (draft, &info, &error);
    g_assert_no_error (error);
  }
  g_assert_null (td_project_get_path (td_session_get_project (place.session)));
  g_assert_true (td_session_can_train (place.session));
  g_assert_no_error (save_to (place.session, place.path, FALSE));
  g_assert_cmpstr (td_project_get_path (td_session_get_project (place.session)), ==, place.path);
  place_close (&place);
}

/* Files kept a row beyond their weights when they were saved between the two. */
static void
test_history_agrees (void)
{
  Place place;
  TdSession *session;

  place_open (&place);
  td_session_train (place.session);
  wait_for (0.1);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_no_error (save_to (place.session, place.path, FALSE));
      session = td_session_open (place.path, &error);
      g_assert_no_error (error);
      g_clear_object (&place.session);
      place.session = session;
      td_session_train (session);
      wait_for (0.05);
    }
  place_close (&place);
}

/* Switched off, nothing is written; switched on again, what waited is. */
static void
test_preferences (void)
{
  Place place;
  g_autoptr(GError) error = NULL;
  TdConfig *preferences = td_preferences_get ();
  guint n = 0;

  place_open (&place);
  g_clear_object (&place.session);
  place.session = td_session_open (place.path, &error);
  g_assert_no_error (error);
  td_session_keep_drafts (place.session, td_draft_new (place.drafts), NULL);
  g_signal_connect_swapped (place.session, "drafted", G_CALLBACK (count_cb), &n);
  td_config_set_number (preferences, "drafts", FALSE, NULL);
  edit_name (place.session, "Waits");
  wait_for (3.2); /* an edit is worth a draft after three seconds */
  g_assert_cmpuint (n, ==, 0);
  td_config_set_number (preferences, "drafts", TRUE, NULL);
  wait_until (is_drafted, &n);
  place_close (&place);
}

void
add_timing_tests (void)
{
  g_test_add_func ("/drafts/can-be-switched-off", test_preferences);
  g_test_add_func ("/drafts/an-edit-comes-back", test_edit);
  g_test_add_func ("/drafts/training-comes-back", test_training);
  g_test_add_func ("/drafts/data-inside-come-back", test_embedded_data);
  g_test_add_func ("/drafts/a-senseless-edit-comes-back", test_senseless_edit);
  g_test_add_func ("/drafts/what-was-dropped-stays-away", test_drop);
  g_test_add_func ("/drafts/a-document-without-a-file-comes-back", test_without_a_file);
  g_test_add_func ("/drafts/saved-while-training-opens-again-and-again", test_history_agrees);
}
