/* restore.c — what a Tandem finds that an earlier one left behind.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/window-file.h"
#include "ui/window-restore.h"

#include <glib/gstdio.h>

static const TdDraftTiming at_once = { .after_edit = 0.01, .while_training = 30, .seeing = 1 };

static void
count_cb (guint *n, const GError *error)
{
  g_assert_no_error (error);
  ++*n;
}

static gboolean
is_positive (gpointer n)
{
  return *(guint *) n > 0;
}

static char *
dup_digits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);

  return g_canonicalize_filename (path, NULL);
}

/* As a kill would leave the digits under another name. */
static void
leave_draft (void)
{
  g_autofree char *path = dup_digits ();
  g_autofree char *folder = td_drafts_dup_folder ();
  g_autoptr(GError) error = NULL;
  g_autoptr(TdSession) session = td_session_open (path, &error);
  guint n = 0;

  g_assert_no_error (error);
  td_session_keep_drafts (session, td_draft_new (folder), &at_once);
  g_signal_connect_swapped (session, "drafted", G_CALLBACK (count_cb), &n);
  td_config_set_text (td_project_get_config (td_session_get_project (session)), "name", "Mine",
                      NULL);
  td_test_wait (is_positive, &n);
}

static TdWindow *
find_window (const char *title)
{
  for (GList *i = gtk_application_get_windows (td_test_application ()); i != NULL; i = i->next)
    if (g_strcmp0 (gtk_window_get_title (i->data), title) == 0)
      return i->data;
  return NULL;
}

static guint
count_drafts (void)
{
  g_autofree char *folder = td_drafts_dup_folder ();
  g_autoptr(GPtrArray) drafts = td_drafts_list (folder);

  return drafts->len;
}

static void
test_restore_and_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.tandem", NULL);
  g_autofree char *origin = dup_digits ();
  TdWindow *window;

  td_test_forget_drafts ();
  leave_draft ();
  td_window_restore_drafts (td_test_application ());
  window = find_window ("• Mine");
  g_assert_nonnull (window);
  td_test_run (0.1);
  g_assert_cmpstr (td_test_find_text (GTK_WIDGET (window), "Restored"), ==,
                   "Restored: Mine, as it was at the end");
  g_assert_cmpstr (td_project_get_path (td_session_get_project (td_window_get_session (window))),
                   ==, origin);
  g_assert_cmpuint (count_drafts (), ==, 0); /* claimed */
  td_test_save (window, path);
  td_test_close (window);
  g_assert_cmpuint (count_drafts (), ==, 0); /* gone */
  g_remove (path);
  g_rmdir (folder);
}

static void
test_discard (void)
{
  TdWindow *window;

  td_test_forget_drafts ();
  leave_draft ();
  td_window_restore_drafts (td_test_application ());
  window = find_window ("• Mine");
  g_assert_nonnull (window);
  td_test_run (0.1);
  td_test_act (window, "discard-restored", NULL);
  td_test_run (0.1);
  g_assert_null (find_window ("• Mine"));
  g_assert_cmpuint (count_drafts (), ==, 0);
  window = find_window ("Handwritten digits");
  g_assert_nonnull (window);
  td_test_close (window);
}

static void
test_undo (void)
{
  TdWindow *window;
  TdSession *session;

  td_test_forget_drafts ();
  leave_draft ();
  td_window_restore_drafts (td_test_application ());
  window = find_window ("• Mine");
  g_assert_nonnull (window);
  session = td_window_get_session (window);
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Restored changes");
  td_test_act (window, "undo", NULL);
  td_test_settle ();
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Handwritten digits");
  g_assert_false (td_session_get_can_undo (session));
  td_test_act (window, "redo", NULL);
  td_test_settle ();
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "• Mine");
  td_session_drop_draft (session);
  td_test_close (window);
}

static void
test_broken_draft (void)
{
  g_autofree char *folder = td_drafts_dup_folder ();
  g_autofree char *path
    = g_build_filename (folder, "44444444-4444-4444-8444-444444444444.tandem", NULL);
  GList *windows;

  td_test_forget_drafts ();
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "PK", -1, NULL));
  td_window_restore_drafts (td_test_application ());
  td_test_run (0.1);
  windows = gtk_application_get_windows (td_test_application ());
  g_assert_cmpuint (g_list_length (windows), ==, 1);
  g_assert_null (td_window_get_session (windows->data));
  g_assert_cmpuint (count_drafts (), ==, 0); /* a dialog has it */
  gtk_window_destroy (windows->data);
  td_test_run (0.1);
  g_assert_cmpuint (count_drafts (), ==, 1);
  td_test_forget_drafts ();
}

void
td_test_add_restore (void)
{
  g_test_add_func ("/ui/restore/a-draft-comes-back-and-is-saved", test_restore_and_save);
  g_test_add_func ("/ui/restore/a-draft-is-discarded", test_discard);
  g_test_add_func ("/ui/restore/what-was-restored-is-undone", test_undo);
  g_test_add_func ("/ui/restore/a-broken-draft-is-kept", test_broken_draft);
}
