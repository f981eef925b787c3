/* diverge.c — what the window offers a run that diverges, and tasks of unequal size.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/data-dialog.h"

#include <glib/gstdio.h>

static TdSession *
session_of (TdWindow *window)
{
  return td_window_get_session (window);
}

static TdConfig *
optimizer_of (TdWindow *window)
{
  return td_config_get_child (td_project_get_training (td_session_get_project (session_of (window))),
                              "optimizer");
}

static double
rate_of (TdWindow *window)
{
  return td_config_get_number (optimizer_of (window), "learning-rate");
}

static gboolean
has_diverged (gpointer window)
{
  return td_session_get_status (session_of (window)) == TD_RUN_DIVERGED;
}

static gboolean
has_epochs (gpointer window)
{
  return td_session_get_progress (session_of (window))->epoch >= 2;
}

static gboolean
is_settled (gpointer window)
{
  return !td_session_is_busy (session_of (window));
}

static GtkWidget *
find_button (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Halve the Learning Rate and Go Back");
}

static void
diverge (TdWindow *window)
{
  td_session_set_speed (session_of (window), 0, 20);
  td_session_train (session_of (window));
  td_test_wait (has_epochs, window);
  td_session_pause (session_of (window));
  td_test_wait (is_settled, window);
  td_config_set_kind (optimizer_of (window), td_family_find (&td_optimizers, "sgd"));
  td_config_set_number (optimizer_of (window), "learning-rate", 1000, NULL);
  td_session_train (session_of (window));
  td_test_wait (has_diverged, window);
  td_test_wait (is_settled, window);
}

/* One click, one entry; and undone it is the run that had diverged. */
static void
test_go_back (void)
{
  TdWindow *window = td_test_open_digits ();
  guint64 step, epoch;

  diverge (window);
  g_assert_nonnull (find_button (window));
  g_assert_true (gtk_widget_get_mapped (find_button (window)));
  step = td_session_get_progress (session_of (window))->step;
  epoch = td_session_get_progress (session_of (window))->back_epoch;
  g_assert_cmpuint (epoch, >=, 2);
  g_signal_emit_by_name (find_button (window), "clicked");
  td_test_wait (is_settled, window);
  g_assert_cmpfloat (rate_of (window), ==, 500);
  g_assert_cmpuint (td_session_get_progress (session_of (window))->epoch, ==, epoch);
  g_assert_cmpuint (td_session_get_progress (session_of (window))->batch, ==, 0);
  g_assert_cmpint (td_session_get_status (session_of (window)), ==, TD_RUN_IDLE);
  g_assert_cmpstr (td_session_get_undo_label (session_of (window)), ==,
                   "Halve the learning rate and go back");

  td_session_undo (session_of (window));
  td_test_wait (is_settled, window);
  g_assert_cmpfloat (rate_of (window), ==, 1000);
  g_assert_cmpuint (td_session_get_progress (session_of (window))->step, ==, step);
  td_session_redo (session_of (window));
  td_test_wait (is_settled, window);
  g_assert_cmpfloat (rate_of (window), ==, 500);
  g_assert_cmpuint (td_session_get_progress (session_of (window))->epoch, ==, epoch);
  td_test_close (window);
}

static double
weight_of (TdWindow *window, guint task)
{
  TdProject *project = td_session_get_project (session_of (window));

  return td_config_get_number (td_config_list_get (td_project_get_tasks (project), task), "weight");
}

static void
test_weigh (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *button = td_test_find (GTK_WIDGET (window), "Weight Tasks by Their Labels");
  double sum = 0;

  g_signal_emit_by_name (button, "clicked");
  for (guint i = 0; i < 4; i++)
    sum += weight_of (window, i);
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  g_assert_cmpfloat (weight_of (window, 0), >, 1.4 * weight_of (window, 2)); /* a third is blank */
  td_session_undo (session_of (window));
  g_assert_cmpfloat (weight_of (window, 0), ==, 1);
  td_test_close (window);
}

/* A second file brings rows, and a column to predict that the first hasn't. */
static void
test_add_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tandem-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "more.csv", NULL);
  TdWindow *window = td_test_open_digits ();
  GtkWidget *dialog = td_data_dialog_new (GTK_WINDOW (window), session_of (window));
  g_autoptr(TdTable) table = NULL;

  g_assert_true (g_file_set_contents (path, "pixel_0_0,digit,mood\n1,2,3\n4,5,6\n", -1, NULL));
  td_data_dialog_add_file (TD_DATA_DIALOG (dialog), path);
  table = td_session_dup_table (session_of (window), NULL);
  g_assert_nonnull (table);
  g_assert_cmpuint (td_table_n_rows (table), ==, 1799);
  g_assert_cmpuint (td_table_find (table, "mood")->n_missing, ==, 1797);
  g_assert_cmpuint (td_table_find (table, "even")->n_missing, ==, 2);
  g_assert_null (td_session_get_problem (session_of (window)));
  td_session_undo (session_of (window));
  g_assert_cmpuint (td_session_get_plan (session_of (window))->dataset->n_rows, ==, 1797);
  gtk_window_destroy (GTK_WINDOW (dialog));
  td_test_close (window);
  g_remove (path);
  g_rmdir (folder);
}

void
td_test_add_diverge (void)
{
  g_test_add_func ("/ui/diverge/one-click-goes-back", test_go_back);
  g_test_add_func ("/ui/tasks/weighed-by-their-labels", test_weigh);
  g_test_add_func ("/ui/data/a-second-file-is-added", test_add_file);
}
