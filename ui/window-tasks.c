/* window-tasks.c — see window-tasks.h.
 *
 * The dialogs undo and redo with the window's keys.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/window-tasks.h"

#include "ui/add-task.h"
#include "ui/data-dialog.h"
#include "ui/task-edit.h"

#include <glib/gi18n.h>

#define LIST "td-task-list" /* data of a window: its list of tasks */

static void
present (TdWindow *self, GtkWidget *dialog)
{
  gtk_widget_insert_action_group (dialog, "win", G_ACTION_GROUP (self));
  gtk_window_set_application (GTK_WINDOW (dialog),
                              gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
added_cb (TdWindow *self, const char *id)
{
  td_task_list_focus (TD_TASK_LIST (g_object_get_data (G_OBJECT (self), LIST)), id);
}

static void
add_task_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  TdWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TdTable) table = td_session_dup_table (td_window_get_session (self), &error);
  GtkWidget *dialog;

  if (table == NULL)
    {
      td_window_toast (self, error->message);
      return;
    }
  dialog = td_add_task_new (GTK_WINDOW (self), td_window_get_session (self), table);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  present (self, dialog);
}

static void
change_data_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present (user_data, td_data_dialog_new (user_data, td_window_get_session (user_data)));
}

static void
weigh_tasks_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (!td_task_edit_weigh (td_window_get_session (user_data)))
    td_window_toast (user_data, _("There are no labels to weigh the tasks by."));
}

static void
train_alone_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  td_task_edit_train_alone (td_window_get_session (user_data),
                            g_variant_get_string (parameter, NULL));
}

static void
enable (TdWindow *self, gboolean enabled)
{
  static const char *const names[] = { "add-task", "change-data", "weigh-tasks", "train-alone" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])), enabled);
}

void
td_window_add_task_actions (TdWindow *self, TdTaskList *list)
{
  static const GActionEntry entries[] = {
    { "add-task", add_task_cb },
    { "change-data", change_data_cb },
    { "weigh-tasks", weigh_tasks_cb },
    { "train-alone", train_alone_cb, "s" },
  };

  g_return_if_fail (TD_IS_WINDOW (self));

  g_object_set_data (G_OBJECT (self), LIST, list);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  enable (self, FALSE);
}

void
td_window_follow_tasks (TdWindow *self)
{
  g_return_if_fail (TD_IS_WINDOW (self));
  enable (self, TRUE);
}
