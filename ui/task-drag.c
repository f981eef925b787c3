/* task-drag.c — see task-drag.h.
 *
 * What travels is the row itself, so a task can't be dropped on another document's list. A line
 * shows where it would go.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/task-drag.h"

#include "ui/task-edit.h"
#include "ui/touch.h"

#define EDGE 28 /* so near the end of what is visible the list scrolls, … */
#define STEP 12 /* … by so much for each motion */

/* A finger scrolls the list. Mutter 43 can't drag for it, and doesn't say so: the drag never ends. The
 * row's menu moves it. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, TdTaskRow *row)
{
  if (td_touch_is_finger (GTK_GESTURE (source)))
    return NULL;
  g_object_set_data (G_OBJECT (source), "td-x", GINT_TO_POINTER ((int) x));
  g_object_set_data (G_OBJECT (source), "td-y", GINT_TO_POINTER ((int) y));
  return gdk_content_provider_new_typed (TD_TYPE_TASK_ROW, row);
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag, TdTaskRow *row)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, picture,
                            GPOINTER_TO_INT (g_object_get_data (G_OBJECT (source), "td-x")),
                            GPOINTER_TO_INT (g_object_get_data (G_OBJECT (source), "td-y")));
  gtk_widget_add_css_class (GTK_WIDGET (row), "dragged");
}

static void
end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, TdTaskRow *row)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "dragged");
}

void
td_task_drag_add_source (TdTaskRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), row);
  g_signal_connect (source, "drag-end", G_CALLBACK (end_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
}

static int
count_rows (GtkListBox *list)
{
  int n = 0;

  while (gtk_list_box_get_row_at_index (list, n) != NULL)
    n++;
  return n;
}

/* The row that what is dropped at @y goes before; the number of rows: after the last. */
static int
find_gap (GtkListBox *list, double y)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (list, (int) y);
  double top = 0;

  if (row == NULL)
    return y <= 0 ? 0 : count_rows (list);
  gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (list), 0, 0, NULL, &top);
  return gtk_list_box_row_get_index (row)
         + (y > top + gtk_widget_get_height (GTK_WIDGET (row)) / 2.0 ? 1 : 0);
}

/* @gap -1: none. */
static void
mark_gap (GtkListBox *list, int gap)
{
  int n = count_rows (list);

  for (int i = 0; i < n; i++)
    {
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, i));

      gtk_widget_remove_css_class (row, "drop-before");
      gtk_widget_remove_css_class (row, "drop-after");
      if (i == gap)
        gtk_widget_add_css_class (row, "drop-before");
      else if (i == n - 1 && gap == n)
        gtk_widget_add_css_class (row, "drop-after");
    }
}

static void
scroll_near_edge (GtkListBox *list, double y)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double in_window = 0;

  if (window == NULL)
    return;
  gtk_widget_translate_coordinates (GTK_WIDGET (list), window, 0, y, NULL, &in_window);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  if (in_window < EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - STEP);
  else if (in_window > gtk_widget_get_height (window) - EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, GtkListBox *list)
{
  mark_gap (list, find_gap (list, y));
  scroll_near_edge (list, y);
  return GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target, GtkListBox *list)
{
  mark_gap (list, -1);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkListBox *list)
{
  GtkListBoxRow *row = g_value_get_object (value);
  int gap = find_gap (list, y), from;

  mark_gap (list, -1);
  if (row == NULL || gtk_widget_get_parent (GTK_WIDGET (row)) != GTK_WIDGET (list))
    return FALSE;
  from = gtk_list_box_row_get_index (row);
  td_task_edit_move (td_task_row_get_session (TD_TASK_ROW (row)), (guint) from,
                     gap > from ? gap - 1 : gap);
  return TRUE;
}

void
td_task_drag_add_target (GtkListBox *list)
{
  GtkDropTarget *target = gtk_drop_target_new (TD_TYPE_TASK_ROW, GDK_ACTION_MOVE);

  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), list);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), list);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), list);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
}
