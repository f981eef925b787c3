/* harness.c — a program under test.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/application.h"
#include "ui/window-file.h"

#define PATIENCE (60 * G_USEC_PER_SEC) /* sanitizers on a busy machine */
/* What counts of one turn of the main loop: a machine may stand still, or be too busy to take
 * one. */
#define TURN (G_USEC_PER_SEC / 4)
#define SHORT_TURN (G_USEC_PER_SEC / 50)

GtkApplication *
td_test_application (void)
{
  static TdApplication *application;

  if (application == NULL)
    {
      application = td_application_new (G_APPLICATION_NON_UNIQUE);
      g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
      /* GTK 4.8 loses a date whenever it looks for files that were used too long ago. */
      g_object_set (gtk_settings_get_default (), "gtk-recent-files-max-age", -1, NULL);
    }
  return GTK_APPLICATION (application);
}

/* One turn of the main loop; answers how long it took, but no more than @most. */
static gint64
turn (gint64 most)
{
  gint64 start = g_get_monotonic_time ();

  g_main_context_iteration (NULL, FALSE);
  g_usleep (500);
  return MIN (g_get_monotonic_time () - start, most);
}

void
td_test_wait (TdTestCondition condition, gpointer data)
{
  for (gint64 waited = 0; !condition (data); waited += turn (TURN))
    g_assert_cmpint (waited, <, PATIENCE);
}

void
td_test_run (double seconds)
{
  for (gint64 left = (gint64) (seconds * G_USEC_PER_SEC); left > 0;)
    left -= turn (SHORT_TURN);
}

static gboolean
set_true_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

void
td_test_settle (void)
{
  gboolean done = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &done, NULL);
  td_test_wait (is_true, &done);
}

static gboolean
is_shown (gpointer data)
{
  return td_window_get_session (data) != NULL && gtk_widget_get_mapped (data)
         && gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (data)) > 0;
}

void
td_test_show (TdWindow *window, const char *path)
{
  gtk_window_present (GTK_WINDOW (window));
  td_window_open_path (window, path);
  td_test_wait (is_shown, window);
}

TdWindow *
td_test_open (const char *path)
{
  TdWindow *window = td_window_new (td_test_application ());

  td_test_show (window, path);
  return window;
}

TdWindow *
td_test_open_digits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);

  return td_test_open (path);
}

static gboolean
is_saved (gpointer session)
{
  return !td_session_is_saving (session);
}

static void
fail_cb (gpointer nothing, const GError *error)
{
  g_assert_no_error (error);
}

void
td_test_save (TdWindow *window, const char *path)
{
  TdSession *session = td_window_get_session (window);
  gulong handler = g_signal_connect_swapped (session, "saved", G_CALLBACK (fail_cb), NULL);

  td_session_save (session, path);
  td_test_wait (is_saved, session);
  g_signal_handler_disconnect (session, handler);
}

void
td_test_forget_drafts (void)
{
  g_autofree char *folder = td_drafts_dup_folder ();
  g_autoptr(GPtrArray) drafts = td_drafts_list (folder);

  for (guint i = 0; i < drafts->len; i++)
    {
      g_autoptr(TdDraft) draft
        = td_draft_claim (folder, ((TdDraftInfo *) drafts->pdata[i])->id, NULL);

      g_assert_true (td_draft_discard (draft, NULL));
    }
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
td_test_close (TdWindow *window)
{
  TdSession *session = td_window_get_session (window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  gtk_window_destroy (GTK_WINDOW (window));
  td_test_wait (is_null, &window);
  td_test_wait (is_null, &session);
}

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *other = NULL;

  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return FALSE;
  other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                              GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return other == NULL;
}

GtkWidget *
td_test_find (GtkWidget *root, const char *name)
{
  if (!GTK_IS_LABEL (root) && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (root))
      && is_named (root, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = td_test_find (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
td_test_find_type (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = td_test_find_type (child, type);
  return found;
}

const char *
td_test_find_text (GtkWidget *root, const char *prefix)
{
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), prefix))
    return gtk_label_get_text (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *found = td_test_find_text (child, prefix);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
td_test_act (TdWindow *window, const char *action, const char *target)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action,
                                  target != NULL ? g_variant_new_string (target) : NULL);
}
