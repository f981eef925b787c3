/* cold-start.c — see cold-start.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/cold-start.h"

#include "ui/accessible.h"
#include "ui/format.h"
#include "ui/structure.h"
#include "ui/task-edit.h"

#include <glib/gi18n.h>

#define TASK "td-task" /* data of a button: the id of its task; NULL: it is about the trunk */

void
td_cold_start_lock_trunk (TdSession *session)
{
  TdProject *project;
  gboolean locked;

  g_return_if_fail (TD_IS_SESSION (session));

  project = td_session_get_project (session);
  locked = td_structure_trunk_is_locked (project);
  td_session_begin_edit (session, locked ? _("Unlock trunk") : _("Lock trunk"));
  td_structure_lock_trunk (project, !locked);
  td_session_end_edit (session);
}

const char *
td_cold_start_task_label (TdSession *session, const char *task)
{
  return td_task_edit_is_alone (session, task) ? _("Train _All Tasks") : _("_Train Only This Task");
}

const char *
td_cold_start_trunk_label (TdSession *session)
{
  return td_structure_trunk_is_locked (td_session_get_project (session)) ? _("Un_lock Trunk")
                                                                         : _("_Lock Trunk");
}

/* One task is always alone, and an empty trunk has nothing to lock. */
static void
show_button (GtkButton *button, TdSession *session)
{
  const char *task = g_object_get_data (G_OBJECT (button), TASK);
  TdProject *project = td_session_get_project (session);
  GListModel *list = G_LIST_MODEL (task != NULL ? td_project_get_tasks (project)
                                                : td_structure_list (project, NULL));
  g_autofree char *label = td_format_label (task != NULL ? td_cold_start_task_label (session, task)
                                                         : td_cold_start_trunk_label (session));

  gtk_button_set_label (button, label);
  td_accessible_set_name (GTK_WIDGET (button), label);
  gtk_widget_set_sensitive (GTK_WIDGET (button),
                            g_list_model_get_n_items (list) > (task != NULL ? 1 : 0));
}

static void
edited_cb (GtkButton *button, TdProject *project)
{
  show_button (button, g_object_get_data (G_OBJECT (button), "td-session"));
}

static void
clicked_cb (GtkButton *button, TdSession *session)
{
  const char *task = g_object_get_data (G_OBJECT (button), TASK);

  if (task != NULL)
    td_task_edit_train_alone (session, task);
  else
    td_cold_start_lock_trunk (session);
}

static GtkWidget *
new_button (TdSession *session, const char *task, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  g_object_set_data_full (G_OBJECT (button), TASK, g_strdup (task), g_free);
  g_object_set_data_full (G_OBJECT (button), "td-session", g_object_ref (session), g_object_unref);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), session, 0);
  g_signal_connect_object (td_session_get_project (session), "edited", G_CALLBACK (edited_cb), button,
                           G_CONNECT_SWAPPED);
  show_button (GTK_BUTTON (button), session);
  return button;
}

GtkWidget *
td_cold_start_new_task_button (TdSession *session, const char *task)
{
  g_return_val_if_fail (TD_IS_SESSION (session), NULL);
  g_return_val_if_fail (task != NULL, NULL);

  return new_button (session, task, _("Switches the other tasks off; they keep their weights"));
}

GtkWidget *
td_cold_start_new_trunk_button (TdSession *session)
{
  g_return_val_if_fail (TD_IS_SESSION (session), NULL);

  return new_button (session, NULL,
                     _("Locks all layers that tasks share, or their copies: only heads learn then"));
}
