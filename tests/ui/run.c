/* run.c — training from the window.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

static const TdProgress *
progress_of (TdWindow *window)
{
  return td_session_get_progress (td_window_get_session (window));
}

static gboolean
is_trained (gpointer window)
{
  return progress_of (window)->epoch >= 3;
}

static gboolean
is_still (gpointer window)
{
  return td_session_get_status (td_window_get_session (window)) != TD_RUN_TRAINING
         && !td_session_is_busy (td_window_get_session (window));
}

static gboolean
has_step (gpointer window)
{
  return progress_of (window)->step == 1;
}

static gboolean
is_fresh (gpointer window)
{
  return progress_of (window)->step == 0 && is_still (window);
}

static void
test_train (void)
{
  TdWindow *window = td_test_open_digits ();
  g_autofree char *text = NULL;

  g_assert_null (td_test_find (GTK_WIDGET (window), "Pause"));
  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Pause"));
  g_assert_null (td_test_find (GTK_WIDGET (window), "Train"));
  td_test_wait (is_trained, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Train"));
  text = g_strdup_printf ("Epoch %" G_GUINT64_FORMAT " / 200", progress_of (window)->epoch);
  g_assert_cmpstr (td_test_find_text (GTK_WIDGET (window), "Epoch "), ==, text);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "• "));
  td_test_close (window);
}

static void
test_step_and_reset (void)
{
  TdWindow *window = td_test_open_digits ();

  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "reset"));
  td_test_act (window, "step", NULL);
  td_test_wait (has_step, window);
  td_test_wait (is_still, window);
  g_assert_cmpuint (progress_of (window)->step, ==, 1);
  td_test_act (window, "reset", NULL);
  td_test_wait (is_fresh, window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Handwritten digits");
  td_test_close (window);
}

static gboolean
has_problem (gpointer window)
{
  return td_session_get_problem (td_window_get_session (window)) != NULL;
}

static gboolean
has_no_problem (gpointer window)
{
  return !has_problem (window);
}

/* An edit that can't be trained leaves the run as it is, and says why. */
static void
test_senseless_edit (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdConfig *training = td_project_get_training (td_session_get_project (session));
  TdPlan *plan = td_session_get_plan (session);

  td_test_act (window, "train", NULL);
  g_assert_true (td_config_set_text (training, "monitor", "no such task", NULL));
  td_test_wait (has_problem, window);
  g_assert_true (td_session_get_plan (session) == plan);
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), td_session_get_problem (session)));
  g_assert_cmpint (td_session_get_status (session), ==, TD_RUN_TRAINING);
  g_assert_true (td_config_set_text (training, "monitor", "loss", NULL));
  td_test_wait (has_no_problem, window);
  td_test_close (window);
}

/* A window that goes away in the middle of a run takes the trainer's thread with it. */
static void
test_close_while_training (void)
{
  TdWindow *window = td_test_open_digits ();

  td_test_act (window, "speed", "full");
  td_test_act (window, "train", NULL);
  td_test_run (0.1);
  td_test_close (window);
}

void
td_test_add_run (void)
{
  g_test_add_func ("/ui/run/training-moves-the-epoch", test_train);
  g_test_add_func ("/ui/run/step-makes-one-and-reset-none", test_step_and_reset);
  g_test_add_func ("/ui/run/senseless-edits-leave-it-alone", test_senseless_edit);
  g_test_add_func ("/ui/run/a-window-closes-while-it-trains", test_close_while_training);
}
