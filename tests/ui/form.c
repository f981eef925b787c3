/* form.c — settings through the rows of the inspector.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "core/optim/optimizer.h"

static TdConfig *
optimizer_of (TdWindow *window)
{
  TdProject *project = td_session_get_project (td_window_get_session (window));

  return td_config_get_child (td_project_get_training (project), "optimizer");
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static double
planned_rate (TdWindow *window)
{
  const TdPlan *plan = td_session_get_plan (td_window_get_session (window));
  const TdOptimizerOptions *options = td_training_of (&plan->project)->optimizer.options;

  return options->learning_rate;
}

static gboolean
has_new_rate (gpointer window)
{
  return planned_rate (window) == 0.02;
}

static void
test_rate (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *entry = td_test_find (GTK_WIDGET (window), "Learning rate");

  g_assert_true (GTK_IS_ENTRY (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.001");
  td_test_act (window, "train", NULL);
  type (entry, "2e-2");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.02");
  td_test_wait (has_new_rate, window);
  g_assert_true (td_config_set_number (optimizer_of (window), "learning-rate", 0.5, NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.5");
  td_test_close (window);
}

static void
test_refused (void)
{
  static const char *const bad[] = { "fast", "-1", "0.1x", "", "1e999" };
  TdWindow *window = td_test_open_digits ();
  GtkWidget *entry = td_test_find (GTK_WIDGET (window), "Learning rate");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type (entry, bad[i]);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, bad[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_nonnull (gtk_widget_get_tooltip_text (entry));
      g_assert_cmpfloat (td_config_get_number (optimizer_of (window), "learning-rate"), ==, 0.001);
    }
  type (entry, "0.002");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpfloat (td_config_get_number (optimizer_of (window), "learning-rate"), ==, 0.002);
  td_test_close (window);
}

static void
test_kind (void)
{
  TdWindow *window = td_test_open_digits ();
  const TdKind *sgd = td_family_find (&td_optimizers, "sgd");

  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Beta 1"));
  g_assert_null (td_test_find (GTK_WIDGET (window), "Momentum"));
  td_config_set_kind (optimizer_of (window), sgd);
  g_assert_null (td_test_find (GTK_WIDGET (window), "Beta 1"));
  g_assert_nonnull (td_test_find (GTK_WIDGET (window), "Momentum"));
  td_test_close (window);
}

/* Choosing a task shows it in the inspector; every kind of row is made for it and its head. */
static void
test_selection (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *list = td_test_find (GTK_WIDGET (window), "Tasks");
  GtkWidget *entry;

  gtk_list_box_select_row (GTK_LIST_BOX (list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  entry = td_test_find (GTK_WIDGET (window), "Name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Is even");
  type (entry, "Even or odd");
  g_assert_nonnull (td_test_find_text (list, "Even or odd"));
  td_test_close (window);
}

void
td_test_add_form (void)
{
  g_test_add_func ("/ui/form/a-rate-takes-effect-at-once", test_rate);
  g_test_add_func ("/ui/form/what-makes-no-sense-is-refused-in-place", test_refused);
  g_test_add_func ("/ui/form/a-kind-brings-its-rows", test_kind);
  g_test_add_func ("/ui/form/a-chosen-task-is-shown", test_selection);
}
