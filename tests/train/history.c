/* history.c — tests of the bounded history.
 *
 * SPDX-License-Identifier: MIT
 */
#include "suite.h"
#include "toy-project.h"

#include "core/train/history.h"

#include <math.h>

static void
append (TdHistory *history, double x, double value)
{
  td_history_append (history, &(TdMoment) { x, 20 * x, x / 10, 0.001 }, &value, 1);
}

static void
test_rows_come_back (void)
{
  g_autoptr (TdHistory) history = td_history_new ();
  TdHistoryView view = { 0 };

  g_assert_cmpuint (td_history_column (history, "t1/train_loss"), ==, 0);
  for (guint i = 1; i <= 1000; i++)
    append (history, i, 1.0 / i);
  g_assert_true (td_history_view_update (&view, history));
  g_assert_false (td_history_view_update (&view, history));
  g_assert_cmpuint (view.n_rows, ==, 1000);
  g_assert_cmpfloat (view.x[41], ==, 42);
  g_assert_cmpfloat (view.moments[41].step, ==, 840);
  g_assert_cmpfloat (view.cells[0][41].mean, ==, (float) (1.0 / 42));
  append (history, 1001, 5);
  g_assert_true (td_history_view_update (&view, history));
  g_assert_cmpfloat (view.cells[0][1000].max, ==, 5);
  td_history_view_clear (&view);
}

/* A picture's worth: from the first row to the last, and all of a short one. */
static void
test_samples (void)
{
  g_autoptr (TdHistory) history = td_history_new ();
  float values[5];

  g_assert_cmpuint (td_history_sample (history, "value", values, 5), ==, 0);
  td_history_column (history, "value");
  g_assert_cmpuint (td_history_sample (history, "value", values, 5), ==, 0);
  for (guint i = 1; i <= 3; i++)
    append (history, i, i);
  g_assert_cmpuint (td_history_sample (history, "value", values, 5), ==, 3);
  g_assert_cmpfloat (values[0], ==, 1);
  g_assert_cmpfloat (values[2], ==, 3);
  for (guint i = 4; i <= 101; i++)
    append (history, i, i);
  g_assert_cmpuint (td_history_sample (history, "value", values, 5), ==, 5);
  g_assert_cmpfloat (values[0], ==, 1);
  g_assert_cmpfloat (values[2], ==, 51);
  g_assert_cmpfloat (values[4], ==, 101);
  g_assert_cmpuint (td_history_sample (history, "value", values, 1), ==, 1);
  g_assert_cmpfloat (values[0], ==, 101);
  g_assert_cmpuint (td_history_sample (history, "other", values, 5), ==, 0);
}

static void
test_never_grows_beyond_its_bound (void)
{
  g_autoptr (TdHistory) history = td_history_new ();
  TdHistoryView view = { 0 };
  gsize n = 5 * TD_HISTORY_MAX_ROWS + 3;

  td_history_column (history, "value");
  for (gsize i = 1; i <= n; i++)
    {
      append (history, i, i % 1000);
      if (i % 50000 == 0)
        td_history_view_update (&view, history);
    }
  td_history_view_update (&view, history);
  g_assert_cmpuint (view.n_rows, <=, TD_HISTORY_MAX_ROWS);
  g_assert_cmpuint (view.n_rows, >, TD_HISTORY_MAX_ROWS / 2);
  g_assert_cmpfloat (view.x[view.n_rows - 1], ==, n);
  for (gsize row = 1; row < view.n_rows; row++)
    {
      const TdCell *cell = &view.cells[0][row];

      g_assert_cmpfloat (view.x[row], >, view.x[row - 1]);
      g_assert_cmpfloat (cell->min, <=, cell->mean);
      g_assert_cmpfloat (cell->mean, <=, cell->max);
    }
  /* Rows 1 … 8 were appended with values 1 … 8. */
  g_assert_cmpfloat (view.cells[0][0].min, ==, 1);
  g_assert_cmpfloat (view.cells[0][0].max, ==, 8);
  g_assert_cmpfloat_with_epsilon (view.cells[0][0].mean, 4.5, 1e-6);
  td_history_view_clear (&view);
}

static void
test_later_columns_start_empty (void)
{
  g_autoptr (TdHistory) history = td_history_new ();
  TdHistoryView view = { 0 };
  double both[2] = { 3, 4 };

  td_history_column (history, "first");
  append (history, 1, 1);
  td_history_view_update (&view, history);
  g_assert_cmpuint (td_history_column (history, "second"), ==, 1);
  g_assert_cmpuint (td_history_column (history, "second"), ==, 1);
  td_history_append (history, &(TdMoment) { 2, 40, 0.2, 0.001 }, both, 2);
  td_history_view_update (&view, history);
  g_assert_cmpint (td_history_view_find (&view, "second"), ==, 1);
  g_assert_cmpint (td_history_view_find (&view, "third"), ==, -1);
  g_assert_true (isnan (view.cells[1][0].mean));
  g_assert_cmpfloat (view.cells[1][1].mean, ==, 4);
  td_history_view_clear (&view);
}

static void
test_truncate_forgets_later_rows (void)
{
  g_autoptr (TdHistory) history = td_history_new ();
  TdHistoryView view = { 0 };

  td_history_column (history, "value");
  for (guint i = 1; i <= 10; i++)
    append (history, i, i);
  td_history_view_update (&view, history);
  td_history_truncate (history, 4);
  append (history, 5, 50);
  td_history_view_update (&view, history);
  g_assert_cmpuint (view.n_rows, ==, 5);
  g_assert_cmpfloat (view.cells[0][4].mean, ==, 50);
  td_history_truncate (history, -1);
  g_assert_cmpuint (td_history_n_rows (history), ==, 0);
  td_history_view_clear (&view);
}

/* The mean of a column's only epoch; NaN: nobody recorded it. */
static double
recorded (const char *folder, const char *setting, const char *name)
{
  const char *settings[] = { "training.batch-size=30", "training.epochs=1", setting, NULL };
  g_autoptr (TdPlan) plan = toy_plan (folder, settings);
  g_autoptr (TdTrainer) trainer = td_trainer_new (plan, NULL, NULL);
  float value = NAN;
  guint n;

  td_trainer_run (trainer, &(TdRunLimits) { .epochs = 1 });
  g_assert_true (td_trainer_wait (trainer, -1));
  n = td_history_sample (td_trainer_get_history (trainer), name, &value, 1);
  return n == 1 ? value : NAN;
}

/* Every third row has no flag. */
static void
test_labels_of_batches_are_recorded (void)
{
  char *folder = toy_folder_new (300);
  double n = recorded (folder, "tasks.0.weight=1", "t1/labels");

  g_assert_cmpfloat_with_epsilon (recorded (folder, "tasks.0.weight=1", "t2/labels"), n * 2 / 3, 1.5);
  g_assert_cmpfloat_with_epsilon (recorded (folder, "training.sampling=equal", "t2/labels"), 10, 0.5);
  g_assert_cmpfloat (recorded (folder, "training.sampling=one-task", "t3/labels"), >, 5);
  g_assert_true (isnan (recorded (folder, "tasks=[{\"id\":\"t1\",\"kind\":\"classes\","
                                          "\"name\":\"Class\",\"targets\":[\"class\"]}]",
                                  "t1/labels"))); /* all rows have it */
  toy_folder_remove (folder);
}

void
add_history_tests (void)
{
  g_test_add_func ("/history/rows-come-back-as-they-were", test_rows_come_back);
  g_test_add_func ("/history/a-few-values-stand-for-all", test_samples);
  g_test_add_func ("/history/never-grows-beyond-its-bound", test_never_grows_beyond_its_bound);
  g_test_add_func ("/history/later-columns-start-empty", test_later_columns_start_empty);
  g_test_add_func ("/history/truncate-forgets-later-rows", test_truncate_forgets_later_rows);
  g_test_add_func ("/history/labels-of-batches-are-recorded", test_labels_of_batches_are_recorded);
}
