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

static const char *
title_at (GtkDropDown *drop_down, guint position)
{
  GtkStringList *titles = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));

  return gtk_string_list_get_string (titles, position);
}

/* What has to improve is chosen from what there is, and follows the names of tasks. */
static void
test_monitor (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdProject *project = td_session_get_project (session);
  TdConfig *training = td_project_get_training (project);
  GtkDropDown *monitor = GTK_DROP_DOWN (td_test_find (GTK_WIDGET (window), "Monitor"));
  TdConfig *task = td_config_list_get (td_project_get_tasks (project), 1);

  g_assert_cmpstr (title_at (monitor, 0), ==, "Loss");
  g_assert_cmpstr (title_at (monitor, 1), ==, "Mean accuracy");
  g_assert_cmpstr (title_at (monitor, 3), ==, "Is even");
  g_assert_cmpuint (gtk_drop_down_get_selected (monitor), ==, 0);
  gtk_drop_down_set_selected (monitor, 3);
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Is even");
  td_test_settle ();

  g_assert_true (td_config_set_text (task, "name", "Odd", NULL));
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Odd");
  g_assert_cmpstr (title_at (monitor, gtk_drop_down_get_selected (monitor)), ==, "Odd");
  td_test_settle ();
  g_assert_null (td_session_get_problem (session));
  td_session_undo (session);
  g_assert_cmpstr (td_config_get_text (training, "monitor"), ==, "Is even");
  g_assert_cmpstr (td_config_get_text (task, "name"), ==, "Is even");
  g_assert_cmpuint (gtk_drop_down_get_selected (monitor), ==, 3);

  g_assert_true (td_config_set_text (training, "monitor", "nobody", NULL));
  g_assert_cmpstr (title_at (monitor, gtk_drop_down_get_selected (monitor)), ==, "nobody");
  gtk_drop_down_set_selected (monitor, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (monitor)), ==, 6);
  td_test_close (window);
}

static void
press (GtkWidget *entry, guint key, GdkModifierType state)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (entry);
  g_autoptr(GtkEventController) keys = g_list_model_get_item (controllers, 0);
  gboolean handled = FALSE;

  for (guint i = 1; !handled && keys != NULL; i++)
    {
      if (GTK_IS_EVENT_CONTROLLER_KEY (keys))
        g_signal_emit_by_name (keys, "key-pressed", key, 0, state, &handled);
      g_set_object (&keys, NULL);
      keys = g_list_model_get_item (controllers, i);
    }
  g_assert_true (handled);
}

static gboolean
has_trained (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step > 0;
}

static gboolean
trains_at_new_rate (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->learning_rate == 0.002;
}

/* The run goes on at the new rate. */
static void
test_step_while_training (void)
{
  TdWindow *window = td_test_open_digits ();
  TdSession *session = td_window_get_session (window);
  TdConfig *training = td_project_get_training (td_session_get_project (session));
  GtkWidget *entry = td_test_find (GTK_WIDGET (window), "Learning rate");
  guint64 step;

  g_assert_true (td_config_set_value (training, "schedule", "constant", NULL));
  g_assert_true (td_config_set_number (training, "epochs", 0, NULL));
  td_test_act (window, "train", NULL);
  td_test_wait (has_trained, window);
  step = td_session_get_progress (session)->step;
  press (entry, GDK_KEY_Up, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.002");
  td_test_wait (trains_at_new_rate, window);
  g_assert_cmpuint (td_session_get_status (session), ==, TD_RUN_TRAINING);
  g_assert_cmpuint (td_session_get_progress (session)->step, >=, step);
  press (entry, GDK_KEY_Down, GDK_CONTROL_MASK);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.0019");
  td_test_close (window);
}

static gboolean
has_focus (GtkWidget *window, GtkWidget *entry)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (focus == entry || gtk_widget_is_ancestor (focus, entry));
}

/* Who is in a row stays with the option, or comes to the choice of kinds. */
static void
test_focus (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *root = GTK_WIDGET (window);

  gtk_widget_grab_focus (td_test_find (root, "Learning rate"));
  td_config_set_kind (optimizer_of (window), td_family_find (&td_optimizers, "sgd"));
  g_assert_true (has_focus (root, td_test_find (root, "Learning rate")));
  gtk_widget_grab_focus (td_test_find (root, "Momentum"));
  td_config_set_kind (optimizer_of (window), td_family_find (&td_optimizers, "adam"));
  g_assert_true (has_focus (root, td_test_find (root, "Method")));
  td_test_close (window);
}

/* A layer says what the project's penalty is, and follows it. */
static void
test_inherited (void)
{
  TdWindow *window = td_test_open_digits ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfig *layer = td_config_list_get (td_config_get_list (td_project_get_network (project),
                                                            "trunk"), 0);
  GtkWidget *entry;

  g_signal_emit_by_name (td_test_find (GTK_WIDGET (window), "Network"), "selected",
                         td_config_get_text (layer, "id"));
  entry = td_test_find (GTK_WIDGET (window), "L2 penalty");
  td_config_set_number (td_project_get_training (project), "l2", 0.25, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "As project (0.25)");
  type (entry, "0");
  g_assert_cmpfloat (td_config_get_number (layer, "l2"), ==, 0);
  gtk_widget_activate_action (entry, "option.set", "d", -1.0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "As project (0.25)");
  td_test_close (window);
}

static void
test_search (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *search, *epochs, *header;

  epochs = td_test_find (GTK_WIDGET (window), "Epochs");
  header = td_test_find (GTK_WIDGET (window), "Optimizer");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (header), FALSE);
  g_assert_false (gtk_widget_get_mapped (td_test_find (GTK_WIDGET (window), "Beta 1")));
  td_test_act (window, "find-setting", NULL);
  search = td_test_find (GTK_WIDGET (window), "Search settings");
  gtk_editable_set_text (GTK_EDITABLE (search), "BETA");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (gtk_widget_get_mapped (td_test_find (GTK_WIDGET (window), "Beta 1")));
  g_assert_false (gtk_widget_get_mapped (td_test_find (GTK_WIDGET (window), "Epsilon")));
  g_assert_false (gtk_widget_get_mapped (epochs));
  gtk_editable_set_text (GTK_EDITABLE (search), "quux");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (window), "No setting"));
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_true (gtk_widget_get_mapped (epochs));
  g_assert_false (gtk_widget_get_mapped (td_test_find (GTK_WIDGET (window), "Beta 1")));
  td_test_close (window);
}

void
td_test_add_form (void)
{
  g_test_add_func ("/ui/form/a-rate-takes-effect-at-once", test_rate);
  g_test_add_func ("/ui/form/what-makes-no-sense-is-refused-in-place", test_refused);
  g_test_add_func ("/ui/form/a-kind-brings-its-rows", test_kind);
  g_test_add_func ("/ui/form/a-chosen-task-is-shown", test_selection);
  g_test_add_func ("/ui/form/the-monitor-is-chosen-by-name", test_monitor);
  g_test_add_func ("/ui/form/steps-act-on-the-run", test_step_while_training);
  g_test_add_func ("/ui/form/the-focus-stays", test_focus);
  g_test_add_func ("/ui/form/a-layer-says-what-it-inherits", test_inherited);
  g_test_add_func ("/ui/form/settings-are-found", test_search);
}
