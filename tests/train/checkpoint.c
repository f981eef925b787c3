/* checkpoint.c — tests of project files with everything that belongs to them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/optim/schedule.h"
#include "core/project/archive.h"
#include "core/project/document.h"
#include "core/train/checkpoint.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const TdRunLimits to_the_end = { 0 };

/* Trains the toy to @steps and saves it; returns the path. */
static char *
save_trained (const char *folder, const char *const *settings, guint64 steps, TdState **state)
{
  char *path = g_build_filename (folder, "toy.tandem", NULL);
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  g_autoptr (GError) error = NULL;

  td_trainer_run (trainer, &(TdRunLimits) { .steps = steps });
  g_assert_true (td_trainer_wait (trainer, -1));
  *state = td_trainer_snapshot (trainer);
  td_checkpoint_save (path, &plan->project, plan->fit, *state, td_trainer_get_history (trainer),
                      &error);
  g_assert_no_error (error);
  return path;
}

static TdState *
load (const char *path, const char *folder, TdCheckpoint *checkpoint, TdPlan **plan, TdFit *fit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TdData) data = NULL;
  g_autofree char *unfit = NULL;
  TdState *state;

  td_checkpoint_load (path, checkpoint, &error);
  g_assert_no_error (error);
  data = td_data_new (folder, checkpoint->fit);
  *plan = td_plan_new (&checkpoint->project, data, &error);
  g_assert_no_error (error);
  state = td_checkpoint_state (checkpoint, *plan, &unfit, &error);
  g_assert_no_error (error);
  g_assert_null (unfit);
  return state;
}

/* "training.optimizer={…}"; a kind that has patience is short of it. */
static char *
setting_of (const char *option, const TdKind *kind)
{
  gboolean patient = td_kind_find_option (kind, "patience") != NULL;

  return g_strdup_printf ("training.%s={\"kind\":\"%s\"%s}", option, kind->id,
                          patient ? ",\"patience\":1" : "");
}

static void
check_going_on (const char *option, const TdFamily *family)
{
  char *folder = toy_folder_new (300);

  for (const TdKind *const *kind = family->kinds; *kind != NULL; kind++)
    {
      g_autofree char *setting = setting_of (option, *kind);
      const char *settings[] = { setting, "training.monitor=mean-accuracy", NULL };
      g_autoptr (TdPlan) plan = toy_plan (folder, settings);
      g_autoptr (TdState) whole = toy_train (plan, NULL, &to_the_end);
      g_autoptr (TdState) half = NULL;
      g_autofree char *path = save_trained (folder, settings, 14, &half);
      g_auto (TdCheckpoint) checkpoint = { 0 };
      g_autoptr (TdPlan) again = NULL;
      g_autoptr (TdState) loaded = load (path, folder, &checkpoint, &again, NULL);
      g_autoptr (TdState) rest = NULL;

      toy_assert_same_state (half, loaded);
      rest = toy_train (again, loaded, &to_the_end);
      toy_assert_same_state (whole, rest);
    }
  toy_folder_remove (folder);
}

/* In the middle of an epoch, with every optimizer and every schedule. */
static void
test_going_on_from_a_file (void)
{
  check_going_on ("optimizer", &td_optimizers);
  check_going_on ("schedule", &td_schedules);
}

/* Stopped and taken up again at every step of two epochs. */
static void
check_steps_apart (const char *folder, const char *optimizer, const char *schedule)
{
  const char *settings[] = { optimizer, schedule, "training.monitor=mean-accuracy",
                             "network.trunk.1={\"id\":\"l2\",\"kind\":\"batch-norm\"}",
                             "tasks.0.head=[\"dropout\"]", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  guint64 n_steps = 2 * td_plan_steps_per_epoch (plan);
  g_autoptr (TdState) whole = toy_train (plan, NULL, &(TdRunLimits) { .steps = n_steps });
  TdState *state = NULL;

  g_test_message ("%s %s", optimizer, schedule);
  for (guint64 step = 1; step <= n_steps; step++)
    {
      TdState *next = toy_train (plan, state, &(TdRunLimits) { .steps = step });

      g_assert_cmpuint (next->step, ==, step);
      g_clear_pointer (&state, td_state_unref);
      state = next;
    }
  toy_assert_same_state (whole, state);
  td_state_unref (state);
}

static void
test_going_on_at_any_step (void)
{
  char *folder = toy_folder_new (120);

  for (const TdKind *const *optimizer = td_optimizers.kinds; *optimizer != NULL; optimizer++)
    for (const TdKind *const *schedule = td_schedules.kinds; *schedule != NULL; schedule++)
      {
        g_autofree char *first = setting_of ("optimizer", *optimizer);
        g_autofree char *second = setting_of ("schedule", *schedule);

        check_steps_apart (folder, first, second);
      }
  toy_folder_remove (folder);
}

static void
test_history_survives (void)
{
  char *folder = toy_folder_new (300);
  const char *settings[] = { "tasks.0.name=Class, \"quoted\"", NULL };
  g_autoptr (TdState) state = NULL;
  g_autofree char *path = save_trained (folder, settings, 1000, &state);
  g_auto (TdCheckpoint) checkpoint = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  g_autoptr (TdHistory) again = NULL;
  TdHistoryView view = { 0 };

  td_checkpoint_load (path, &checkpoint, &error);
  g_assert_no_error (error);
  g_assert_nonnull (checkpoint.history);
  td_history_view_update (&view, checkpoint.history);
  g_assert_cmpuint (view.n_rows, ==, 6);
  g_assert_cmpfloat (view.moments[5].step, ==, state->step);
  g_assert_false (isnan (view.cells[td_history_view_find (&view, "t1/train_loss")][5].mean));
  once = td_history_to_csv (checkpoint.history, &checkpoint.project);
  g_assert_true (g_str_has_prefix (once, "epoch,step,seconds,learning_rate,"
                                         "\"Class, \"\"quoted\"\"/train_loss\","));
  again = td_history_from_csv (once, strlen (once), &checkpoint.project, &error);
  g_assert_no_error (error);
  twice = td_history_to_csv (again, &checkpoint.project);
  g_assert_cmpstr (once, ==, twice);
  td_history_view_clear (&view);
  toy_folder_remove (folder);
}

/* Without data a run holds its state, and says why it doesn't go on. */
static void
check_idle_run (TdPlan *plan, TdState *state)
{
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, state, NULL);
  g_autoptr (TdState) held = NULL;
  TdProgress progress = { 0 };

  td_trainer_run (trainer, &to_the_end);
  g_assert_true (td_trainer_wait (trainer, 10));
  g_assert_true (td_trainer_get_progress (trainer, &progress));
  g_assert_cmpint (progress.status, ==, TD_RUN_IDLE);
  g_assert_cmpstr (progress.message, ==, plan->missing);
  g_assert_cmpuint (progress.step, ==, state->step);
  held = td_trainer_snapshot (trainer);
  toy_assert_same_state (state, held);
  td_progress_clear (&progress);
}

static void
test_predicts_without_its_table (void)
{
  char *folder = toy_folder_new (300);
  g_autoptr (TdState) state = NULL;
  g_autofree char *path = save_trained (folder, NULL, 50, &state);
  g_autofree char *table = g_build_filename (folder, "toy.csv", NULL);
  g_auto (TdCheckpoint) checkpoint = { 0 };
  g_autoptr (TdPlan) plan = NULL;
  g_autoptr (TdState) loaded = NULL;

  g_unlink (table);
  loaded = load (path, folder, &checkpoint, &plan, NULL);
  g_assert_null (plan->dataset);
  g_assert_nonnull (strstr (plan->missing, "toy.csv"));
  toy_assert_same_state (state, loaded);
  check_idle_run (plan, loaded);
  toy_folder_remove (folder);
}

static void
test_edited_network_loads_what_fits (void)
{
  char *folder = toy_folder_new (300);
  g_autoptr (TdState) state = NULL;
  g_autofree char *path = save_trained (folder, NULL, 50, &state);
  const char *settings[] = { "network.trunk.2.units=9", NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_auto (TdCheckpoint) checkpoint = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *unfit = NULL;
  g_autoptr (TdState) loaded = NULL;

  g_assert_true (td_checkpoint_load (path, &checkpoint, &error));
  loaded = td_checkpoint_state (&checkpoint, plan, &unfit, &error);
  g_assert_no_error (error);
  g_assert_nonnull (loaded);
  g_assert_nonnull (strstr (unfit, "trunk.2.weight is (8, 16) instead of (9, 16)"));
  g_assert_null (strstr (unfit, "trunk.0"));
  toy_folder_remove (folder);
}

/* A field that begins with a space is read without it unless it is quoted. */
static void
test_history_finds_names_with_spaces (void)
{
  static const char text[] = "epoch,\" Class /weight\"\n1,0.5\n";
  const char *settings[] = { "tasks.0.name=\" Class \"", NULL };
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdHistory) history = NULL;
  g_autoptr (TdHistory) again = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  toy_project (&project, settings);
  history = td_history_from_csv (text, strlen (text), &project, NULL);
  once = td_history_to_csv (history, &project);
  g_assert_nonnull (strstr (once, ",0.5"));
  again = td_history_from_csv (once, strlen (once), &project, NULL);
  twice = td_history_to_csv (again, &project);
  g_assert_cmpstr (once, ==, twice);
}

/* What was read can be written and read again, whatever the epochs. */
static void
test_history_keeps_close_epochs_apart (void)
{
  static const char text[] = "epoch,step\n0.1,1\n0.10000000000000002,1e300\n";
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdHistory) history = NULL;
  g_autoptr (TdHistory) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;

  toy_project (&project, NULL);
  history = td_history_from_csv (text, strlen (text), &project, &error);
  g_assert_no_error (error);
  once = td_history_to_csv (history, &project);
  again = td_history_from_csv (once, strlen (once), &project, &error);
  g_assert_no_error (error);
  twice = td_history_to_csv (again, &project);
  g_assert_cmpstr (once, ==, twice);
}

static void
check_history_refused (const TdSpec *project, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (td_history_from_csv (text, strlen (text), project, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "history.csv"));
}

static void
test_hostile_history (void)
{
  g_auto (TdSpec) project = { NULL };
  g_autoptr (TdHistory) empty = NULL;

  toy_project (&project, NULL);
  check_history_refused (&project, "epoch,step\n1,2\n1,3\n");
  check_history_refused (&project, "epoch,step\n1\n");
  check_history_refused (&project, "epoch,step\nnan,1\n");
  check_history_refused (&project, "epoch,step\n1,\"2\n");
  empty = td_history_from_csv ("", 0, &project, NULL);
  g_assert_nonnull (empty);
}

static void
add_entry (TdArchive *archive, const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  td_archive_add (archive, name, bytes);
}

/* How a window was left travels with the project, and never keeps it from opening. */
static void
test_view (void)
{
  static const struct
  {
    const char *text;
    guint       n_values;
  } views[] = {
    { "{ \"page\": \"curves\", \"of-a-later-version\": 1 }", 2 }, { "{ \"page\": 7, }", 0 },
    { "", 0 }, { "\x00\x01", 0 }, { "[[[[", 0 }, { "{ \"page\": [], \"height\": 5 }", 1 },
  };
  char *folder = toy_folder_new (60);
  g_autofree char *path = g_build_filename (folder, "toy.tandem", NULL);
  g_auto (TdSpec) project = { NULL };
  g_autofree char *document = NULL;

  toy_project (&project, NULL);
  document = td_document_write (&project, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (TdArchive) archive = td_archive_new ();
      g_auto (TdCheckpoint) first = { 0 }, second = { 0 };
      TdCheckpointParts parts;
      g_autoptr (GError) error = NULL;

      add_entry (archive, "project.json", document);
      add_entry (archive, "view.json", views[i].text);
      g_assert_true (td_archive_write (archive, path, &error));
      td_checkpoint_load (path, &first, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (td_view_state_n (first.view), ==, views[i].n_values);
      parts = (TdCheckpointParts) { .project = &first.project, .view = first.view };
      td_checkpoint_save_parts (path, &parts, &error);
      g_assert_no_error (error);
      td_checkpoint_load (path, &second, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (td_view_state_n (second.view), ==, views[i].n_values);
    }
  toy_folder_remove (folder);
}

/* Any byte changed, any length cut: a sentence or a project, never a crash. */
static void
test_damaged_files (void)
{
  char *folder = toy_folder_new (60);
  g_autoptr (TdState) state = NULL;
  g_autofree char *path = save_trained (folder, NULL, 3, &state);
  g_autofree char *damaged = g_build_filename (folder, "damaged.tandem", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  for (gsize i = 0; i < length; i += MAX (length / 150, 1))
    {
      g_autofree char *copy = g_memdup2 (bytes, length);
      g_autoptr (GError) error = NULL;
      g_auto (TdCheckpoint) checkpoint = { 0 };

      copy[i] ^= 0x55;
      g_assert_true (g_file_set_contents (damaged, copy, length, NULL));
      if (!td_checkpoint_load (damaged, &checkpoint, &error))
        g_assert_cmpuint (strlen (error->message), >, 10);
    }
  for (gsize i = 0; i < length; i += MAX (length / 100, 1))
    {
      g_autoptr (GError) error = NULL;
      g_auto (TdCheckpoint) checkpoint = { 0 };

      g_assert_true (g_file_set_contents (damaged, bytes, i, NULL));
      g_assert_false (td_checkpoint_load (damaged, &checkpoint, &error));
      g_assert_nonnull (error);
    }
  toy_folder_remove (folder);
}

void
add_checkpoint_tests (void)
{
  g_test_add_func ("/checkpoint/going-on-from-a-file-changes-nothing", test_going_on_from_a_file);
  g_test_add_func ("/checkpoint/going-on-at-any-step-changes-nothing", test_going_on_at_any_step);
  g_test_add_func ("/checkpoint/history-survives", test_history_survives);
  g_test_add_func ("/checkpoint/history-keeps-close-epochs-apart",
                   test_history_keeps_close_epochs_apart);
  g_test_add_func ("/checkpoint/history-finds-names-with-spaces",
                   test_history_finds_names_with_spaces);
  g_test_add_func ("/checkpoint/opens-without-its-table", test_predicts_without_its_table);
  g_test_add_func ("/checkpoint/an-edited-network-loads-what-fits",
                   test_edited_network_loads_what_fits);
  g_test_add_func ("/checkpoint/hostile-history-is-refused", test_hostile_history);
  g_test_add_func ("/checkpoint/views-come-back-or-are-left-out", test_view);
  g_test_add_func ("/checkpoint/damaged-files-are-refused-or-read", test_damaged_files);
}
