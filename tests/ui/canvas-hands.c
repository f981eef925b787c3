/* canvas-hands.c — looking at the network's picture of an open window, and building in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "canvas-hands.h"

#include "ui/canvas-stop.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"

GtkWidget *
td_hand_canvas (TdWindow *window)
{
  return td_test_find (GTK_WIDGET (window), "Network");
}

TdProject *
td_hand_project (TdWindow *window)
{
  return td_session_get_project (td_window_get_session (window));
}

/* The kinds of the trunk's layers or of a head's, "dense dropout dense ". */
static char *
list_layers (TdWindow *window, const char *task)
{
  TdConfigList *list = td_structure_list (td_hand_project (window), task);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (text, "%s:%s ", td_config_get_text (td_config_list_get (list, i), "id"),
                            td_config_get_kind (td_config_list_get (list, i))->id);
  return g_string_free (text, FALSE);
}

void
td_hand_assert_layers (TdWindow *window, const char *task, const char *expected)
{
  g_autofree char *layers = list_layers (window, task);

  g_assert_cmpstr (layers, ==, expected);
}

void
td_hand_assert_selected (TdWindow *window, const char *id)
{
  g_assert_cmpstr (td_network_canvas_get_selected (TD_NETWORK_CANVAS (td_hand_canvas (window))), ==, id);
}

GtkWidget *
td_hand_stop (TdWindow *window, const char *name)
{
  GtkWidget *stop = td_test_find (td_hand_canvas (window), name);

  g_assert_true (TD_IS_CANVAS_STOP (stop));
  return stop;
}

void
td_hand_act (TdWindow *window, const char *action, const char *target)
{
  if (target != NULL)
    gtk_widget_activate_action (td_hand_canvas (window), action, "s", target);
  else
    gtk_widget_activate_action (td_hand_canvas (window), action, NULL);
}

typedef struct
{
  GdkFrameClock *clock;
  gint64         frame;
} Frame;

static gboolean
is_drawn (gpointer data)
{
  Frame *frame = data;

  gdk_frame_clock_request_phase (frame->clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  return gdk_frame_clock_get_frame_counter (frame->clock) >= frame->frame;
}

void
td_hand_settle (TdWindow *window)
{
  Frame frame = { .clock = gtk_widget_get_frame_clock (GTK_WIDGET (window)) };

  frame.frame = gdk_frame_clock_get_frame_counter (frame.clock) + 3;
  td_test_wait (is_drawn, &frame);
}

gboolean
td_hand_is_planned (gpointer window)
{
  TdSession *session = td_window_get_session (window);
  g_auto (TdSpec) document = { NULL };

  td_project_dup_spec (td_session_get_project (session), &document);
  return td_spec_equal (&document, &td_session_get_plan (session)->project);
}

gboolean
td_hand_has_no_popover (gpointer window)
{
  return !GTK_IS_POPOVER (gtk_widget_get_last_child (td_hand_canvas (window)));
}

void
td_hand_select (TdWindow *window, const char *name)
{
  GtkWidget *popover;

  gtk_widget_activate (td_hand_stop (window, name));
  popover = gtk_widget_get_last_child (td_hand_canvas (window));
  g_assert_true (GTK_IS_POPOVER (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  td_test_wait (td_hand_has_no_popover, window);
}

GtkGesture *
td_hand_gesture (TdWindow *window, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (td_hand_canvas (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkGesture) gesture = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (gesture, type))
        return gesture; /* the canvas holds it */
    }
  return NULL;
}

graphene_point_t
td_hand_middle (TdWindow *window, const char *name)
{
  graphene_rect_t bounds;

  graphene_point_t middle;

  g_assert_true (gtk_widget_compute_bounds (td_hand_stop (window, name), td_hand_canvas (window), &bounds));
  graphene_rect_get_center (&bounds, &middle);
  return middle;
}

void
td_hand_drag (TdWindow *window, const char *from, const char *to, gboolean keep)
{
  GtkGesture *gesture = td_hand_gesture (window, GTK_TYPE_GESTURE_DRAG);
  graphene_point_t start = td_hand_middle (window, from), end = td_hand_middle (window, to);
  double dx = end.x - start.x, dy = end.y - start.y;

  g_signal_emit_by_name (gesture, "drag-begin", (double) start.x, (double) start.y);
  g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (gesture, "drag-update", dx, dy);
  if (!keep)
    g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}
