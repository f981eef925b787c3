/* task-list.c — the project's tasks with their live figures.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-list.h"

#include "ui/task-row.h"

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)

struct _TdTaskList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  TdSession  *session;
  gint64      shown_at;
  gboolean    selecting; /* from outside */
};

G_DEFINE_FINAL_TYPE (TdTaskList, td_task_list, GTK_TYPE_WIDGET)

static guint selected_signal;

static TdTaskRow *
row_at (TdTaskList *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  return row != NULL ? TD_TASK_ROW (row) : NULL;
}

static void
show_progress (TdTaskList *self)
{
  const TdProgress *progress = td_session_get_progress (self->session);
  gint64 now = g_get_monotonic_time ();

  if (td_session_get_status (self->session) == TD_RUN_TRAINING
      && now - self->shown_at < REDRAW_INTERVAL)
    return;
  self->shown_at = now;
  for (guint i = 0; i < progress->n_tasks; i++)
    if (row_at (self, i) != NULL)
      td_task_row_show_metrics (row_at (self, i), &progress->tasks[i]);
}

static void
show_plan (TdTaskList *self)
{
  const TdPlan *plan = td_session_get_plan (self->session);
  double largest = 0;

  for (guint i = 0; i < plan->n_tasks; i++)
    largest = MAX (largest, td_task_options (td_plan_task (plan, i))->weight);
  for (guint i = 0; i < plan->n_tasks && row_at (self, i) != NULL; i++)
    {
      td_task_row_show_plan (row_at (self, i), plan);
      td_task_row_show_weight (row_at (self, i), td_task_options (td_plan_task (plan, i))->weight,
                               largest);
    }
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  return td_task_row_new (item);
}

static void
selected_cb (TdTaskList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!self->selecting)
    g_signal_emit (self, selected_signal, 0,
                   row != NULL ? td_task_row_get_id (TD_TASK_ROW (row)) : NULL);
}

static void
td_task_list_dispose (GObject *object)
{
  TdTaskList *self = TD_TASK_LIST (object);
  GtkWidget *child;

  self->selecting = TRUE;
  td_task_list_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_task_list_parent_class)->dispose (object);
}

static void
td_task_list_class_init (TdTaskListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_task_list_dispose;
  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdtasks");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/task-list.ui");
  gtk_widget_class_bind_template_child (widget_class, TdTaskList, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
td_task_list_init (TdTaskList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
td_task_list_set_session (TdTaskList *self, TdSession *session)
{
  g_return_if_fail (TD_IS_TASK_LIST (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  gtk_list_box_bind_model (self->list,
                           G_LIST_MODEL (td_project_get_tasks (td_session_get_project (session))),
                           make_row, NULL, NULL);
  g_signal_connect_swapped (session, "planned", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (session, "progress", G_CALLBACK (show_progress), self);
  show_plan (self);
  show_progress (self);
}

void
td_task_list_set_selected (TdTaskList *self, const char *id)
{
  TdTaskRow *row;

  g_return_if_fail (TD_IS_TASK_LIST (self));

  self->selecting = TRUE;
  gtk_list_box_unselect_all (self->list);
  for (guint i = 0; (row = row_at (self, i)) != NULL; i++)
    if (g_strcmp0 (td_task_row_get_id (row), id) == 0)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  self->selecting = FALSE;
}
