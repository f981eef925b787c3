/* task-list.c — the project's tasks with their live figures.
 *
 * A task that moves gets a new row from the list box. So that nothing is seen of that, what the run
 * last said of each task is kept by its id, and focus and selection follow it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-list.h"

#include "ui/task-drag.h"
#include "ui/task-edit.h"
#include "ui/task-row.h"

#include <glib/gi18n.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)

struct _TdTaskList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  TdSession  *session;
  GHashTable *metrics;   /* task id to TdTaskMetrics */
  guint       tick;      /* 0: nothing new to show */
  gint64      shown_at;
  gboolean    selecting; /* from outside */
};

G_DEFINE_FINAL_TYPE (TdTaskList, td_task_list, GTK_TYPE_WIDGET)

enum { SELECTED, REMOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static TdTaskRow *
row_at (TdTaskList *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  return row != NULL ? TD_TASK_ROW (row) : NULL;
}

static TdTaskRow *
find_row (TdTaskList *self, const char *id)
{
  TdTaskRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (g_strcmp0 (td_task_row_get_id (row), id) == 0)
      return row;
  return NULL;
}

static void
keep_metrics (TdTaskList *self, const char *id, const TdTaskMetrics *metrics)
{
  g_hash_table_replace (self->metrics, g_strdup (id), g_memdup2 (metrics, sizeof *metrics));
}

static void
show_progress (TdTaskList *self)
{
  const TdProgress *progress = td_session_get_progress (self->session);
  const TdPlan *plan = td_session_get_plan (self->session);

  if (progress->n_tasks != plan->n_tasks) /* the run hasn't got the latest edit yet */
    return;
  for (guint i = 0; i < plan->n_tasks; i++)
    {
      const char *id = td_task_options (td_plan_task (plan, i))->id;
      TdTaskRow *row = find_row (self, id);

      keep_metrics (self, id, &progress->tasks[i]);
      if (row == NULL)
        continue;
      td_task_row_show_metrics (row, &progress->tasks[i]);
      td_task_row_show_step (row, progress->training[i].n_labels / MAX (progress->batches, 1),
                             progress->active_task == i);
    }
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TdTaskList *self = TD_TASK_LIST (widget);

  self->tick = 0;
  show_progress (self);
  return G_SOURCE_REMOVE;
}

/* In the next frame, as this one has the charts to draw; at most ten times a second, but what an
 * idle run says is shown for sure. */
static void
progress_cb (TdTaskList *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->tick != 0 || (td_session_get_status (self->session) == TD_RUN_TRAINING
                          && now - self->shown_at < REDRAW_INTERVAL))
    return;
  self->shown_at = now;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
show_plan (TdTaskList *self)
{
  TdTaskRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    td_task_row_show_plan (row);
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  TdTaskList *self = user_data;
  GtkWidget *row = td_task_row_new (self->session, item);
  const TdTaskMetrics *metrics
    = g_hash_table_lookup (self->metrics, td_task_row_get_id (TD_TASK_ROW (row)));

  td_task_drag_add_source (TD_TASK_ROW (row));
  td_task_row_show_plan (TD_TASK_ROW (row));
  if (metrics != NULL)
    td_task_row_show_metrics (TD_TASK_ROW (row), metrics);
  return row;
}

static void
selected_cb (TdTaskList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (!self->selecting)
    g_signal_emit (self, signals[SELECTED], 0,
                   row != NULL ? td_task_row_get_id (TD_TASK_ROW (row)) : NULL);
}

/* Editing */

static void
focus_row (TdTaskList *self, int position)
{
  TdTaskRow *row = row_at (self, position);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
remove_task (TdTaskList *self, const char *id)
{
  TdTaskRow *row = find_row (self, id);
  g_autofree char *text = NULL;
  int position;

  if (row == NULL)
    return;
  text = g_strdup_printf (_("%s removed"),
                          td_config_get_text (td_task_row_get_task (row), "name"));
  position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  td_task_edit_remove (self->session, (guint) position);
  focus_row (self, row_at (self, position) != NULL ? position : position - 1);
  g_signal_emit (self, signals[REMOVED], 0, text);
}

static void
move_task (TdTaskList *self, const char *id, int by)
{
  TdTaskRow *row = find_row (self, id);
  int from;

  if (row == NULL)
    return;
  from = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  if (row_at (self, from + by) == NULL || from + by < 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (row));
      return;
    }
  td_task_edit_move (self->session, (guint) from, from + by);
  focus_row (self, from + by);
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  remove_task (TD_TASK_LIST (widget), g_variant_get_string (parameter, NULL));
}

static void
move_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_task (TD_TASK_LIST (widget), g_variant_get_string (parameter, NULL),
             g_str_equal (name, "tasks.move-up") ? -1 : 1);
}

static gboolean
key_cb (TdTaskList *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  g_autofree char *id = NULL;

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  id = g_strdup (td_task_row_get_id (TD_TASK_ROW (row)));
  if ((keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && modifiers == 0)
    remove_task (self, id);
  else if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && modifiers == GDK_ALT_MASK)
    move_task (self, id, -1);
  else if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && modifiers == GDK_ALT_MASK)
    move_task (self, id, 1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
td_task_list_dispose (GObject *object)
{
  TdTaskList *self = TD_TASK_LIST (object);
  GtkWidget *child;

  self->selecting = TRUE;
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->session != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_task_list_parent_class)->dispose (object);
}

static void
td_task_list_finalize (GObject *object)
{
  g_hash_table_unref (TD_TASK_LIST (object)->metrics);
  G_OBJECT_CLASS (td_task_list_parent_class)->finalize (object);
}

static void
td_task_list_class_init (TdTaskListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_task_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_task_list_finalize;
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdtasks");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/task-list.ui");
  gtk_widget_class_bind_template_child (widget_class, TdTaskList, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "tasks.remove", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "tasks.move-up", "s", move_cb);
  gtk_widget_class_install_action (widget_class, "tasks.move-down", "s", move_cb);
}

static void
td_task_list_init (TdTaskList *self)
{
  self->metrics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  td_task_drag_add_target (self->list);
}

void
td_task_list_set_session (TdTaskList *self, TdSession *session)
{
  g_return_if_fail (TD_IS_TASK_LIST (self) && self->session == NULL);

  self->session = g_object_ref (session);
  gtk_list_box_bind_model (self->list,
                           G_LIST_MODEL (td_project_get_tasks (td_session_get_project (session))),
                           make_row, self, NULL);
  g_signal_connect_object (session, "planned", G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  show_progress (self);
}

void
td_task_list_set_selected (TdTaskList *self, const char *id)
{
  TdTaskRow *row;

  g_return_if_fail (TD_IS_TASK_LIST (self));

  row = find_row (self, id);
  self->selecting = TRUE;
  gtk_list_box_unselect_all (self->list);
  if (row != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  self->selecting = FALSE;
}

void
td_task_list_focus (TdTaskList *self, const char *id)
{
  TdTaskRow *row;

  g_return_if_fail (TD_IS_TASK_LIST (self));

  row = find_row (self, id);
  if (row != NULL)
    focus_row (self, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
}
