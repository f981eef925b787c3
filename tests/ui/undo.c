/* undo.c — undoing and redoing from the window: buttons, keys, toasts, entries, selection.
 *
 * SPDX-License-Identifier: MIT
 */
#include "harness.h"

#include "ui/form-row.h"
#include "ui/inspector.h"

static TdConfig *
training_of (TdWindow *window)
{
  return td_project_get_training (td_session_get_project (td_window_get_session (window)));
}

static gboolean
is_enabled (TdWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static const char *
tooltip_of (TdWindow *window, const char *name)
{
  return gtk_widget_get_tooltip_text (td_test_find (GTK_WIDGET (window), name));
}

static void
set_batch_size (TdWindow *window, double value)
{
  g_assert_true (td_config_set_number (training_of (window), "batch-size", value, NULL));
  td_test_settle ();
}

static void
assert_batch_size (TdWindow *window, double value)
{
  g_assert_cmpfloat (td_config_get_number (training_of (window), "batch-size"), ==, value);
}

static void
test_buttons (void)
{
  TdWindow *window = td_test_open_digits ();

  g_assert_false (is_enabled (window, "undo"));
  g_assert_false (is_enabled (window, "redo"));
  g_assert_cmpstr (tooltip_of (window, "Undo"), ==, "Undo (Ctrl+Z)");
  set_batch_size (window, 32);
  g_assert_true (is_enabled (window, "undo"));
  g_assert_cmpstr (tooltip_of (window, "Undo"), ==, "Undo “Change batch size” (Ctrl+Z)");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "• Handwritten digits");
  g_signal_emit_by_name (td_test_find (GTK_WIDGET (window), "Undo"), "clicked");
  assert_batch_size (window, 64);
  g_assert_false (is_enabled (window, "undo"));
  g_assert_cmpstr (tooltip_of (window, "Redo"), ==, "Redo “Change batch size” (Ctrl+Shift+Z)");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Handwritten digits");
  g_signal_emit_by_name (td_test_find (GTK_WIDGET (window), "Redo"), "clicked");
  assert_batch_size (window, 32);
  g_assert_false (is_enabled (window, "redo"));
  td_test_close (window);
}

/* What the window does on @key before the focused widget gets it; FALSE: nothing. */
static gboolean
press (TdWindow *window, const char *key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr(GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (key);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) keys = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (keys), "edits") != 0)
        continue;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (keys), ==, GTK_PHASE_CAPTURE);
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (keys)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (window), NULL);
        }
    }
  return FALSE;
}

static void
test_keys (void)
{
  TdWindow *window = td_test_open_digits ();

  g_assert_false (press (window, "<Control>z"));
  set_batch_size (window, 32);
  g_assert_true (press (window, "<Control>z"));
  assert_batch_size (window, 64);
  g_assert_true (press (window, "<Control><Shift>z"));
  assert_batch_size (window, 32);
  td_test_close (window);
}

static GtkText *
text_of (GtkWidget *entry)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (entry)));
}

/* An entry undoes what is typed in it, but not what it has given to the document. */
static void
test_entries (void)
{
  TdWindow *window = td_test_open_digits ();
  GtkWidget *entry = td_test_find (GTK_WIDGET (window), "Batch size");
  GtkText *text = text_of (entry);
  int position = 2;

  g_assert_true (GTK_IS_ENTRY (entry));
  gtk_widget_grab_focus (entry);
  gtk_editable_insert_text (GTK_EDITABLE (text), "0", 1, &position);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "640");
  g_assert_false (press (window, "<Control>z"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (text), "text.undo", NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "64");
  g_assert_false (is_enabled (window, "undo"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "128");
  g_signal_emit_by_name (entry, "activate");
  td_test_settle ();
  assert_batch_size (window, 128);
  gtk_widget_activate_action (GTK_WIDGET (text), "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "128");
  g_assert_true (press (window, "<Control>z"));
  assert_batch_size (window, 64);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "64");
  td_test_close (window);
}

static gboolean
has_step (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step == 1
         && !td_session_is_busy (td_window_get_session (window));
}

static gboolean
is_fresh (gpointer window)
{
  return td_session_get_progress (td_window_get_session (window))->step == 0;
}

static gboolean
tells_reset (gpointer window)
{
  return td_test_find_text (window, "Run reset") != NULL;
}

static gboolean
tells_redone (gpointer window)
{
  return td_test_find_text (window, "Redone") != NULL;
}

static gboolean
tells_undone (gpointer window)
{
  return td_test_find_text (window, "Undone") != NULL;
}

static gboolean
is_silent (gpointer window)
{
  return !tells_reset (window) && !tells_undone (window) && !tells_redone (window);
}

static void
test_reset (void)
{
  TdWindow *window = td_test_open_digits ();

  td_test_act (window, "step", NULL);
  td_test_wait (has_step, window);
  td_test_act (window, "reset", NULL);
  td_test_wait (is_fresh, window);
  td_test_wait (tells_reset, window);
  td_test_act (window, "undo", NULL);
  td_test_wait (has_step, window);
  td_test_wait (is_silent, window);
  td_test_close (window);
}

/* What can't be seen is told. */
static void
test_toasts (void)
{
  TdWindow *window = td_test_open_digits ();
  TdConfig *project = td_project_get_config (td_session_get_project (td_window_get_session (window)));
  TdConfig *task = td_config_list_get (td_config_get_list (project, "tasks"), 2);
  TdConfig *optimizer = td_config_get_child (td_config_get_child (project, "training"),
                                             "optimizer");

  g_assert_true (td_config_set_number (optimizer, "learning-rate", 0.5, NULL));
  td_test_run (0.05);
  td_test_act (window, "undo", NULL);
  td_test_settle ();
  g_assert_true (is_silent (window));
  g_assert_true (td_config_set_number (task, "weight", 0.5, NULL));
  td_test_settle ();
  td_test_act (window, "undo", NULL);
  td_test_wait (tells_undone, window);
  g_assert_cmpstr (td_test_find_text (GTK_WIDGET (window), "Undone"), ==,
                   "Undone: Change weight λ");
  td_test_act (window, "redo", NULL);
  td_test_wait (tells_redone, window);
  td_test_act (window, "undo", NULL);
  td_test_act (window, "redo", NULL);
  td_test_act (window, "undo", NULL);
  td_test_wait (tells_undone, window);
  td_test_close (window);
}

static gboolean
is_inspected (TdWindow *window, TdConfig *config)
{
  GtkWidget *inspector = td_test_find_type (GTK_WIDGET (window), TD_TYPE_INSPECTOR);
  GtkWidget *row = td_test_find_type (inspector, TD_TYPE_FORM_ROW);

  return td_form_row_get_config (TD_FORM_ROW (row)) == config;
}

static void
test_selection (void)
{
  TdWindow *window = td_test_open_digits ();
  TdProject *project = td_session_get_project (td_window_get_session (window));
  TdConfigList *trunk = td_config_get_list (td_project_get_network (project), "trunk");
  TdInspector *inspector = TD_INSPECTOR (td_test_find_type (GTK_WIDGET (window), TD_TYPE_INSPECTOR));
  g_autofree char *id = g_strdup (td_config_get_text (td_config_list_get (trunk, 0), "id"));

  td_inspector_select (inspector, id);
  set_batch_size (window, 32);
  td_config_list_remove (td_project_get_tasks (project), 0);
  td_test_settle ();
  td_test_act (window, "undo", NULL);
  td_test_act (window, "undo", NULL);
  td_test_settle ();
  g_assert_true (is_inspected (window, td_config_list_get (trunk, 0)));
  /* What goes isn't shown any more, and is again when it comes back. */
  td_config_list_remove (trunk, 0);
  td_test_settle ();
  g_assert_null (td_test_find_text (GTK_WIDGET (inspector), "Dense layer"));
  td_test_act (window, "undo", NULL);
  td_test_settle ();
  g_assert_nonnull (td_test_find_text (GTK_WIDGET (inspector), "Dense layer"));
  g_assert_true (is_inspected (window, td_config_list_get (trunk, 0)));
  td_test_close (window);
}

void
td_test_add_undo (void)
{
  g_test_add_func ("/ui/undo/buttons-say-what-and-do-it", test_buttons);
  g_test_add_func ("/ui/undo/keys-do-the-same", test_keys);
  g_test_add_func ("/ui/undo/entries-undo-what-is-typed", test_entries);
  g_test_add_func ("/ui/undo/a-reset-offers-it", test_reset);
  g_test_add_func ("/ui/undo/what-cannot-be-seen-is-told", test_toasts);
  g_test_add_func ("/ui/undo/the-selection-stays", test_selection);
}
