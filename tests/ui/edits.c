/* edits.c — undo and redo of what is edited and trained in a session.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/session-drafts.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static TdSession *
open_digits (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autoptr(GError) error = NULL;
  TdSession *session = td_session_open (path, &error);

  g_assert_no_error (error);
  return session;
}

static TdConfig *
training_of (TdSession *session)
{
  return td_project_get_training (td_session_get_project (session));
}

static TdConfigList *
tasks_of (TdSession *session)
{
  return td_project_get_tasks (td_session_get_project (session));
}

static TdConfigList *
trunk_of (TdSession *session)
{
  return td_config_get_list (td_project_get_network (td_session_get_project (session)), "trunk");
}

static guint
length (TdConfigList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static double
batch_size (TdSession *session)
{
  return td_config_get_number (training_of (session), "batch-size");
}

static gboolean
is_settled (gpointer session)
{
  td_session_poll (session);
  return !td_session_is_busy (session);
}

static gboolean
has_trained (gpointer session)
{
  td_session_poll (session);
  return td_session_get_progress (session)->step > 25;
}

/* All edits have reached the run, and it stands still. */
static void
settle (TdSession *session)
{
  td_test_settle ();
  td_test_wait (is_settled, session);
}

static void
train_a_little (TdSession *session)
{
  td_session_train (session);
  td_test_wait (has_trained, session);
  td_session_pause (session);
  settle (session);
}

static TdState *
state_of (TdSession *session)
{
  g_autoptr(TdSaverJob) job = td_session_collect (session);

  g_assert_nonnull (job->state);
  return td_state_ref (job->state);
}

static void
assert_same_tensors (const TdState *a, const TdState *b)
{
  gsize bytes = a->layout->n_weights * sizeof (float);
  gsize slot_bytes = a->layout->n_parameters * sizeof (float);

  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpuint (a->layout->n_weights, ==, b->layout->n_weights);
  g_assert_cmpuint (a->n_slots, ==, b->n_slots);
  g_assert_cmpmem (a->parameters, bytes, b->parameters, bytes);
  for (guint s = 0; s < a->n_slots; s++)
    g_assert_cmpmem (a->slots[s], slot_bytes, b->slots[s], slot_bytes);
}

static void
assert_same (const TdState *a, const TdState *b)
{
  g_assert_cmpuint (a->epoch, ==, b->epoch);
  assert_same_tensors (a, b);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_labels (void)
{
  g_autoptr(TdSession) session = open_digits ();
  guint n_notified = 0;

  g_signal_connect_swapped (session, "notify::undo-label", G_CALLBACK (count_cb), &n_notified);
  g_assert_false (td_session_get_can_undo (session));
  g_assert_null (td_session_get_undo_label (session));
  td_config_set_number (training_of (session), "batch-size", 32, NULL);
  settle (session);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (td_session_get_can_undo (session));
  g_assert_true (td_session_get_modified (session));
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Change batch size");
  td_session_undo (session);
  g_assert_false (td_session_get_can_undo (session));
  g_assert_true (td_session_get_can_redo (session));
  g_assert_cmpstr (td_session_get_redo_label (session), ==, "Change batch size");
  g_assert_cmpfloat (batch_size (session), ==, 64);
  g_assert_false (td_session_get_modified (session)); /* as the file has it */
  td_session_redo (session);
  g_assert_cmpfloat (batch_size (session), ==, 32);
  g_assert_cmpfloat (td_training_of (&td_session_get_plan (session)->project)->batch_size, ==, 32);
  g_assert_true (td_session_get_modified (session));
  /* What hasn't reached the run yet can be undone as well. */
  td_config_set_number (training_of (session), "epochs", 7, NULL);
  td_session_undo (session);
  g_assert_cmpfloat (td_config_get_number (training_of (session), "epochs"), !=, 7);
  g_assert_cmpfloat (batch_size (session), ==, 32);
}

static void
test_drag (void)
{
  g_autoptr(TdSession) session = open_digits ();
  TdConfig *task = td_config_list_get (tasks_of (session), 0);

  train_a_little (session);
  td_session_begin_edit (session, "Drag");
  for (int i = 1; i <= 5; i++)
    {
      td_config_set_number (task, "weight", i / 10.0, NULL);
      td_test_settle ();
    }
  td_session_end_edit (session);
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Drag");
  td_config_set_number (task, "weight", 0.75, NULL);
  settle (session);
  td_session_undo (session);
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 0.5);
  td_session_undo (session);
  g_assert_cmpfloat (td_config_get_number (task, "weight"), ==, 1);
  g_assert_false (td_session_get_can_undo (session));
  settle (session);
}

/* In the inspector, one after the other. */
static void
test_steps_are_one_entry (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  GtkWidget *more = td_test_find (GTK_WIDGET (window), "Increase Batch size");

  for (guint i = 0; i < 5; i++)
    {
      g_signal_emit_by_name (more, "clicked");
      td_test_settle ();
    }
  g_assert_cmpfloat (batch_size (session), >, 64);
  td_session_undo (session);
  g_assert_cmpfloat (batch_size (session), ==, 64);
  g_assert_false (td_session_get_can_undo (session));
  td_test_close (window);
}

static gboolean
has_metrics (gpointer session)
{
  td_session_poll (session);
  return isfinite (td_session_get_progress (session)->tasks[0].accuracy);
}

static void
test_reset (void)
{
  g_autoptr(TdSession) session = open_digits ();
  g_autoptr(TdState) before = NULL, after = NULL;
  gsize n_rows;

  train_a_little (session);
  before = state_of (session);
  n_rows = td_history_n_rows (td_session_get_history (session));
  td_session_reset (session);
  settle (session);
  g_assert_cmpuint (td_session_get_progress (session)->step, ==, 0);
  g_assert_cmpuint (td_history_n_rows (td_session_get_history (session)), ==, 0);
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Reset");
  td_session_undo (session);
  settle (session);
  after = state_of (session);
  assert_same (before, after);
  g_assert_cmpuint (td_session_get_progress (session)->step, ==, before->step);
  td_test_wait (has_metrics, session);
  g_assert_cmpuint (td_history_n_rows (td_session_get_history (session)), ==, n_rows);
  td_session_redo (session);
  settle (session);
  g_assert_cmpuint (td_session_get_progress (session)->step, ==, 0);
}

/* Of a run at rest, each edit, undone, leaves no trace in any tensor. */
static void
test_tensors (void)
{
  g_autoptr(TdSession) session = open_digits ();
  g_autoptr(TdState) before = NULL;

  train_a_little (session);
  before = state_of (session);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(TdState) after = NULL;

      if (i == 0)
        td_config_list_remove (trunk_of (session), 0);
      else if (i == 1)
        td_config_list_remove (tasks_of (session), 1);
      else if (i == 2)
        td_config_set_value (td_project_get_network (td_session_get_project (session)), "sharing",
                             "separate", NULL);
      else
        td_config_set_value (training_of (session), "optimizer", "sgd", NULL);
      settle (session);
      g_assert_null (td_session_get_problem (session));
      g_assert_true (td_session_get_can_undo (session));
      td_session_undo (session);
      settle (session);
      after = state_of (session);
      assert_same (before, after);
      g_assert_false (td_session_get_can_undo (session));
    }
}

static void
test_no_plan (void)
{
  g_autoptr(TdSession) session = open_digits ();
  g_autoptr(TdState) before = NULL, after = NULL;
  guint n = length (tasks_of (session));

  train_a_little (session);
  before = state_of (session);
  td_session_begin_edit (session, "Remove all tasks");
  while (length (tasks_of (session)) > 0)
    td_config_list_remove (tasks_of (session), 0);
  td_session_end_edit (session);
  g_assert_nonnull (td_session_get_problem (session));
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Remove all tasks");
  td_session_undo (session);
  g_assert_null (td_session_get_problem (session));
  g_assert_cmpuint (length (tasks_of (session)), ==, n);
  settle (session);
  after = state_of (session);
  assert_same (before, after);
}

/* With the trainer at work all the time, nothing is lost and nothing hangs. */
static void
test_while_training (void)
{
  g_autoptr(TdSession) session = open_digits ();
  guint n_layers = length (trunk_of (session)), n_tasks = length (tasks_of (session));

  td_config_set_number (training_of (session), "epochs", 0, NULL);
  td_test_settle ();
  td_session_train (session);
  td_test_wait (has_trained, session);
  for (guint i = 0; i < 8; i++)
    {
      td_config_list_remove (trunk_of (session), i % n_layers);
      td_test_settle ();
      td_config_list_remove (tasks_of (session), i % n_tasks);
      td_test_settle ();
      td_session_undo (session);
      td_test_settle ();
      td_session_undo (session);
      td_session_poll (session);
      g_assert_cmpuint (length (trunk_of (session)), ==, n_layers);
      g_assert_cmpuint (length (tasks_of (session)), ==, n_tasks);
      g_assert_cmpint (td_session_get_status (session), ==, TD_RUN_TRAINING);
    }
  g_assert_cmpstr (td_session_get_undo_label (session), ==, "Change epochs");
}

static gboolean
is_saved (gpointer session)
{
  return !td_session_is_saving (session);
}

static TdState *
load_state (const char *path)
{
  g_auto(TdCheckpoint) file = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(TdData) data = NULL;
  g_autoptr(TdPlan) plan = NULL;
  TdState *state;

  td_checkpoint_load (path, &file, &error);
  g_assert_no_error (error);
  data = td_data_new_in (file.folder, file.fit);
  plan = td_plan_new (&file.project, data, &error);
  g_assert_no_error (error);
  state = td_checkpoint_state (&file, plan, NULL, &error);
  g_assert_no_error (error);
  return state;
}

/* `train FILE --restart`, up to @step. */
static void
train_again (const char *path, guint64 step, const char *out)
{
  g_autofree char *steps = g_strdup_printf ("%" G_GUINT64_FORMAT, step);
  const char *const command[] = { g_getenv ("TANDEM_CLI"), "train", path, "--restart", "--steps",
                                  steps, "-o", out, NULL };
  g_autofree char *errors = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", error->message, errors);
}

/* Some steps with the edit before. */
static void
train_on (void)
{
  td_test_settle ();
  td_test_run (0.03);
}

/* Everything a person may do to a run under way. */
static void
edit_while_training (TdSession *session)
{
  TdConfig *network = td_project_get_network (td_session_get_project (session));
  TdConfig *optimizer = td_config_get_child (training_of (session), "optimizer");

  td_config_set_number (optimizer, "learning-rate", 0.002, NULL);
  train_on ();
  td_config_list_remove (trunk_of (session), 2);
  train_on ();
  td_session_undo (session);
  train_on ();
  td_config_list_remove (tasks_of (session), 2);
  td_config_set_number (training_of (session), "batch-size", 32, NULL);
  train_on ();
  td_session_undo (session);
  td_session_undo (session);
  td_session_redo (session);
  train_on ();
  td_config_set_value (network, "sharing", "separate", NULL);
  train_on ();
  td_session_undo (session);
  train_on ();
}

/* What was done in the window is done again without one, to the last bit. */
static void
test_replay (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.tandem", NULL);
  g_autofree char *out = g_build_filename (folder, "again.tandem", NULL);
  g_autoptr(TdSession) session = open_digits ();
  g_autoptr(TdState) here = NULL, saved = NULL, again = NULL;

  td_config_set_number (training_of (session), "epochs", 0, NULL);
  td_test_settle ();
  train_a_little (session);
  td_session_reset (session); /* an earlier run, which is none of this one's business */
  settle (session);
  td_session_train (session);
  td_test_wait (has_trained, session);
  edit_while_training (session);
  td_session_pause (session);
  settle (session);
  here = state_of (session);
  td_session_save (session, path);
  td_test_wait (is_saved, session);
  saved = load_state (path);
  assert_same (here, saved);
  train_again (path, here->step, out);
  again = load_state (out);
  /* A pause may come after an epoch's last step and before it is evaluated, a limit doesn't. */
  assert_same_tensors (here, again);
  g_remove (path);
  g_remove (out);
  g_rmdir (folder);
}

void
td_test_add_edits (void)
{
  g_test_add_func ("/ui/edits/labels-and-the-unsaved-mark-follow", test_labels);
  g_test_add_func ("/ui/edits/a-drag-is-one-entry", test_drag);
  g_test_add_func ("/ui/edits/steps-within-a-second-are-one-entry", test_steps_are_one_entry);
  g_test_add_func ("/ui/edits/a-reset-is-undone", test_reset);
  g_test_add_func ("/ui/edits/tensors-come-back-bit-for-bit", test_tensors);
  g_test_add_func ("/ui/edits/what-makes-no-plan-is-undone", test_no_plan);
  g_test_add_func ("/ui/edits/a-saved-run-is-repeated-to-the-bit", test_replay);
  g_test_add_func ("/ui/edits/training-goes-on-meanwhile", test_while_training);
}
