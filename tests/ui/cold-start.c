/* cold-start.c — a task that joins a trained network: alone on a locked trunk, then all together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "canvas-hands.h"

#include "core/project/task.h"
#include "core/train/checkpoint.h"
#include "ui/network-canvas.h"
#include "ui/task-edit.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define LABELLED 6 /* of so many rows one has a label of the new task */

/* The digits in a folder of their own, with a column "small" that few rows have. Owned. */
static char *
make_project (const char *folder)
{
  g_autofree char *from = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.csv", NULL);
  g_autofree char *json = g_test_build_filename (G_TEST_DIST, "..", "data", "digits.json", NULL);
  g_autofree char *to = g_build_filename (folder, "digits.csv", NULL);
  g_autofree char *text = NULL;
  g_autofree char *project = NULL;
  g_auto(GStrv) lines = NULL;
  g_auto(GStrv) names = NULL;
  GString *table = g_string_new (NULL);
  guint digit = 0;
  char *path;

  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  names = g_strsplit (lines[0], ",", -1);
  while (!g_str_equal (names[digit], "digit"))
    digit++;
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto(GStrv) cells = g_strsplit (lines[i], ",", -1);
      const char *small = i % LABELLED != 1 ? "" : atoi (cells[digit]) < 5 ? "yes" : "no";

      g_string_append_printf (table, "%s,%s\n", lines[i], i == 0 ? "small" : small);
    }
  g_assert_true (g_file_set_contents (to, table->str, -1, NULL));
  g_assert_true (g_file_get_contents (json, &project, NULL, NULL));
  path = g_build_filename (folder, "digits.json", NULL);
  g_assert_true (g_file_set_contents (path, project, -1, NULL));
  g_string_free (table, TRUE);
  return path;
}

static const TdProgress *
progress_of (TdWindow *window)
{
  return td_session_get_progress (td_window_get_session (window));
}

typedef struct
{
  TdWindow *window;
  guint64   epoch;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;

  return progress_of (goal->window)->epoch >= goal->epoch;
}

static gboolean
is_still (gpointer window)
{
  TdSession *session = td_window_get_session (window);

  return td_session_get_status (session) != TD_RUN_TRAINING && !td_session_is_busy (session);
}

static void
train (TdWindow *window, guint64 epochs)
{
  Goal goal = { window, progress_of (window)->epoch + epochs };

  td_test_wait (td_hand_is_planned, window);
  td_test_act (window, "train", NULL);
  td_test_wait (is_reached, &goal);
  td_test_act (window, "train", NULL);
  td_test_wait (is_still, window);
}

/* What a tensor holds in the file that the window writes now. */
static GBytes *
read_tensor (TdWindow *window, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, "now.tandem", NULL);
  g_auto(TdCheckpoint) file = { 0 };
  const TdArray *array;
  GBytes *bytes;

  td_test_save (window, path);
  g_assert_true (td_checkpoint_load (path, &file, NULL));
  array = td_array_set_find (file.weights, name);
  g_assert_nonnull (array);
  bytes = g_bytes_new (array->data, array->n * sizeof (float));
  return bytes;
}

static void
press (TdWindow *window, const char *name)
{
  GtkWidget *button = td_test_find (GTK_WIDGET (window), name);

  g_assert_true (GTK_IS_BUTTON (button));
  g_signal_emit_by_name (button, "clicked");
  td_hand_settle (window);
}

static void
assert_undo (TdWindow *window, const char *label)
{
  g_assert_cmpstr (td_session_get_undo_label (td_window_get_session (window)), ==, label);
}

static char *
dup_told (TdWindow *window)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (td_hand_canvas (window)),
                                             GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static gboolean
is_enabled (TdWindow *window, const char *id)
{
  TdSession *session = td_window_get_session (window);
  TdConfigList *tasks = td_project_get_tasks (td_session_get_project (session));
  TdConfig *task = td_config_list_get (tasks, (guint) td_task_edit_find (session, id));

  return td_config_get_number (task, "enabled") != 0;
}

/* The line, from the window alone. */
static void
test_a_task_joins (void)
{
  static const char *const targets[] = { "small", NULL };
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = make_project (folder);
  g_autofree char *table = g_build_filename (folder, "digits.csv", NULL);
  g_autofree char *now = g_build_filename (folder, "now.tandem", NULL);
  TdWindow *window = td_test_open (path);
  TdSession *session = td_window_get_session (window);
  g_autoptr(GBytes) trunk = NULL;
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GBytes) rested = NULL;
  g_autoptr(GBytes) rested_head = NULL;
  g_autoptr(GBytes) moved = NULL;
  g_autofree char *told = NULL;

  td_config_set_number (td_project_get_training (td_hand_project (window)), "epochs", 0, NULL);
  td_test_act (window, "speed", "full");
  train (window, 10);
  td_task_edit_add (session, (const TdTaskKind *) td_family_find (&td_tasks, "yes-no"), targets,
                    "Small digit");
  td_test_wait (td_hand_is_planned, window);
  td_hand_act (window, "network.lock-trunk", NULL);
  assert_undo (window, "Lock trunk");
  td_test_act (window, "train-alone", "t5");
  assert_undo (window, "Train only Small digit");
  td_hand_settle (window);
  told = dup_told (window);
  g_assert_nonnull (strstr (told, "Shared trunk φ(x), locked"));
  g_assert_nonnull (strstr (told, "Head Digit (off)"));
  train (window, 1);
  trunk = read_tensor (window, folder, "trunk.0.weight");
  head = read_tensor (window, folder, "heads.0.0.weight");
  train (window, 15);
  g_assert_cmpfloat (progress_of (window)->tasks[4].loss, <, 0.4); /* guessing: 0.69 */
  rested = read_tensor (window, folder, "trunk.0.weight");
  rested_head = read_tensor (window, folder, "heads.0.0.weight");
  g_assert_true (g_bytes_equal (trunk, rested));
  g_assert_true (g_bytes_equal (head, rested_head));
  td_hand_act (window, "network.lock-trunk", NULL);
  assert_undo (window, "Unlock trunk");
  td_test_act (window, "train-alone", "t5");
  assert_undo (window, "Train all tasks");
  train (window, 3);
  moved = read_tensor (window, folder, "trunk.0.weight");
  g_assert_false (g_bytes_equal (trunk, moved));
  g_assert_true (is_enabled (window, "t1"));
  td_test_close (window);
  g_unlink (path);
  g_unlink (table);
  g_unlink (now);
  g_rmdir (folder);
}

/* The inspector's buttons do the same, and say what they would do next. */
static void
test_buttons (void)
{
  TdWindow *window = td_test_open_digits ();

  g_signal_emit_by_name (td_hand_canvas (window), "selected", "t2");
  td_test_settle ();
  press (window, "Train Only This Task");
  g_assert_true (is_enabled (window, "t2"));
  g_assert_false (is_enabled (window, "t1"));
  press (window, "Train All Tasks");
  g_assert_true (is_enabled (window, "t1"));
  td_test_act (window, "undo", NULL);
  td_hand_settle (window);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Train All Tasks"));
  td_test_act (window, "undo", NULL);
  td_hand_settle (window);
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Train Only This Task"));
  g_signal_emit_by_name (td_hand_canvas (window), "selected", NULL);
  td_test_settle ();
  press (window, "Lock Trunk");
  assert_undo (window, "Lock trunk");
  press (window, "Unlock Trunk");
  td_test_wait (td_hand_is_planned, window);
  td_test_close (window);
}

void
td_test_add_cold_start (void)
{
  g_test_add_func ("/ui/cold-start/a-task-joins", test_a_task_joins);
  g_test_add_func ("/ui/cold-start/buttons-say-what-they-do", test_buttons);
}
