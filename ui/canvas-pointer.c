/* canvas-pointer.c — the network canvas for mouse and finger: selecting, dragging, the menu.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "ui/touch.h"
#include "ui/weight-editor.h"

#define EDGE_REACH 3.0 /* how near to a line the pointer is at it; in pixels */
#define UNIT_REACH 6.0 /* and to the middle of a unit */
#define SCROLL_EDGE 28.0 /* pixels from the edge, where a dragged layer scrolls */
#define SCROLL_STEP 9.0  /* pixels a frame */
#define REACH 70.0 /* how near to a slot a layer is dropped; in pixels */

static gboolean
is_same_edge (const TdNetworkEdge *a, const TdNetworkEdge *b)
{
  return a->place == b->place && a->from == b->from && a->to == b->to;
}

static void
set_hovered (TdNetworkCanvas *self, gint place, TdNetworkEdge edge)
{
  const TdNetworkPlace *at = td_canvas_place (self, place);
  gboolean useful = at != NULL && (at->id != NULL || at->kind == TD_PLACE_SLOT);

  if (self->marks.hovered == place && is_same_edge (&self->marks.edge, &edge))
    return;
  self->marks.hovered = place;
  self->marks.edge = edge;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), useful ? "pointer" : NULL);
  td_canvas_hover (self, place);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Plus signs and cards lie on top of lines. */
static TdNetworkEdge
edge_at (TdNetworkCanvas *self, double x, double y)
{
  const TdNetworkPlace *at = td_canvas_place (self, td_network_layout_hit (&self->layout, x, y));

  if (at != NULL && (at->kind == TD_PLACE_SLOT || at->kind == TD_PLACE_HEAD))
    return td_no_network_marks.edge;
  return td_network_layout_edge (&self->layout, &self->model, x, y, EDGE_REACH);
}

static void
moved_cb (TdNetworkCanvas *self, double x, double y)
{
  if (x == self->pointer_x && y == self->pointer_y) /* the picture moved, not the pointer */
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (!self->marks.dragging)
    set_hovered (self, td_network_layout_hit (&self->layout, x, y), edge_at (self, x, y));
}

static void
left_cb (TdNetworkCanvas *self)
{
  set_hovered (self, -1, td_no_network_marks.edge);
}

/* Dragging */

/* What was pressed. */
static void
take (TdNetworkCanvas *self)
{
  const TdNetworkPlace *at = td_canvas_place (self, self->pressed);

  if (self->taken)
    return;
  self->taken = TRUE;
  if (at == NULL || at->kind == TD_PLACE_TRUNK)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  else
    td_canvas_set_focus (self, self->pressed);
  if (at == NULL || at->kind != TD_PLACE_SLOT)
    td_canvas_select (self, at != NULL ? at->id : NULL);
}

static void
start_drag (TdNetworkCanvas *self)
{
  take (self);
  self->marks.dragging = TRUE;
  self->marks.dragged = self->pressed;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

gboolean
td_canvas_cancel_drag (TdNetworkCanvas *self)
{
  gboolean was = self->marks.dragging;

  self->holding = FALSE;
  self->pressed = -1;
  self->marks.dragging = FALSE;
  self->marks.dragged = self->marks.target = -1;
  if (was)
    {
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return was;
}

/* A finger may be the first of two: it takes nothing before it does something by itself. */
static void
pressed_cb (TdNetworkCanvas *self, double x, double y, GtkGesture *drag)
{
  self->holding = TRUE;
  self->pressed = td_network_layout_hit (&self->layout, x, y);
  self->press_x = x;
  self->press_y = y;
  self->panned_x = self->panned_y = 0;
  self->taken = FALSE;
  td_canvas_hover (self, -1);
  if (!td_touch_is_finger (drag))
    take (self);
}

/* What is empty is taken hold of to move everything. */
static void
pan_to (TdNetworkCanvas *self, double dx, double dy, GtkGesture *drag)
{
  if (self->panned_x == 0 && self->panned_y == 0
      && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;
  gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_CLAIMED);
  td_canvas_pan (self, dx - self->panned_x, dy - self->panned_y);
  self->panned_x = dx;
  self->panned_y = dy;
}

/* A head takes a layer at its end, wherever its card is met. */
static gint
find_target (TdNetworkCanvas *self, double x, double y)
{
  const TdNetworkPlace *at = td_canvas_place (self, td_network_layout_hit (&self->layout, x, y));
  TdGap gap;

  if (at == NULL || at->kind != TD_PLACE_HEAD)
    return td_network_layout_slot (&self->layout, x, y, REACH);
  gap = (TdGap){ at->id, self->model.heads[at->head].n_layers };
  return td_canvas_find_slot (self, &gap);
}

static void
follow_drag (TdNetworkCanvas *self)
{
  double x = self->press_x + self->drag_dx, y = self->press_y + self->drag_dy;

  self->marks.x = (x - self->layout.dx) / self->layout.scale;
  self->marks.y = (y - self->layout.dy) / self->layout.scale;
  self->marks.target = find_target (self, x, y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far the picture moves in a frame when a layer is held at an edge behind which there is
 * more. */
static double
scroll_by (double at, double offset, double picture, double widget)
{
  if (at < SCROLL_EDGE && offset < 0)
    return MIN (SCROLL_STEP, -offset);
  if (at > widget - SCROLL_EDGE && offset + picture > widget)
    return MAX (-SCROLL_STEP, widget - offset - picture);
  return 0;
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  const TdNetworkLayout *layout = &self->layout;
  double dx = scroll_by (self->press_x + self->drag_dx, layout->dx, layout->width * layout->scale,
                         gtk_widget_get_width (widget));
  double dy = scroll_by (self->press_y + self->drag_dy, layout->dy, layout->height * layout->scale,
                         gtk_widget_get_height (widget));

  if (!self->marks.dragging)
    {
      self->drag_tick = 0;
      return G_SOURCE_REMOVE;
    }
  if (dx != 0 || dy != 0)
    {
      td_canvas_pan (self, dx, dy);
      follow_drag (self);
    }
  return G_SOURCE_CONTINUE;
}

/* The window's panes are dragged by fingers as well, but not by those that drag something here. */
static void
dragged_cb (TdNetworkCanvas *self, double dx, double dy, GtkGesture *drag)
{
  const TdNetworkPlace *at = td_canvas_place (self, self->pressed);
  double x = self->press_x + dx, y = self->press_y + dy;

  if (!self->holding)
    return;
  if (at == NULL || at->kind != TD_PLACE_LAYER)
    {
      if (at == NULL || at->kind == TD_PLACE_TRUNK || at->kind == TD_PLACE_INPUT)
        pan_to (self, dx, dy, drag);
      return;
    }
  if (!self->marks.dragging)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->press_x, (int) self->press_y,
                                     (int) x, (int) y))
        return;
      gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_CLAIMED);
      start_drag (self);
    }
  self->drag_dx = dx;
  self->drag_dy = dy;
  follow_drag (self);
  if (self->drag_tick == 0)
    self->drag_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* Lines are clicked between boxes, units anywhere; what else a box shows is for selecting it. */
static gboolean
click_weight (TdNetworkCanvas *self)
{
  TdNetworkEdge edge = edge_at (self, self->press_x, self->press_y);
  const TdNetworkPlace *at = td_canvas_place (self, self->pressed);
  guint unit;
  gint place = td_network_layout_unit (&self->layout, self->press_x, self->press_y, UNIT_REACH,
                                       &unit);

  if (place >= 0 && td_canvas_place (self, place)->kind == TD_PLACE_LAYER)
    td_canvas_edit_weight (self, place, TD_WEIGHT_BIAS, unit);
  else if (edge.place >= 0 && (at == NULL || at->kind == TD_PLACE_TRUNK))
    td_canvas_edit_weight (self, edge.place, edge.from, edge.to);
  else
    return FALSE;
  return TRUE;
}

static void
released_cb (TdNetworkCanvas *self, double dx, double dy)
{
  gboolean still = self->holding && self->panned_x == 0 && self->panned_y == 0;
  const TdNetworkPlace *at = td_canvas_place (self, self->pressed);
  const TdNetworkPlace *target = td_canvas_place (self, self->marks.target);
  gint pressed = self->pressed;

  if (still)
    take (self);
  if (!self->marks.dragging && still && click_weight (self))
    td_canvas_cancel_drag (self);
  else if (td_canvas_cancel_drag (self))
    {
      if (target != NULL)
        td_canvas_drop (self, at, target);
    }
  else if (at != NULL && at->kind == TD_PLACE_SLOT)
    td_canvas_activate (self, pressed);
}

/* The second click of two opens a form. */
static void
clicked_cb (TdNetworkCanvas *self, int n_press, double x, double y)
{
  gint place = td_network_layout_hit (&self->layout, x, y);

  if (n_press != 2 || td_canvas_place (self, place) == NULL
      || td_canvas_place (self, place)->id == NULL)
    return;
  take (self); /* before the form has the focus */
  td_canvas_activate (self, place);
}

static void
menu_pressed_cb (TdNetworkCanvas *self, int n_press, double x, double y)
{
  gint place = td_network_layout_hit (&self->layout, x, y);

  td_canvas_set_focus (self, place);
  td_canvas_open_menu (self, place);
}

static void
long_pressed_cb (TdNetworkCanvas *self, double x, double y, GtkGesture *hold)
{
  td_canvas_cancel_drag (self);
  gtk_gesture_set_state (hold, GTK_EVENT_SEQUENCE_CLAIMED);
  menu_pressed_cb (self, 1, x, y);
}

static gboolean
key_cb (TdNetworkCanvas *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if (td_canvas_cancel_drag (self))
    return GDK_EVENT_STOP;
  if (self->selected == NULL)
    return GDK_EVENT_PROPAGATE;
  td_canvas_select (self, NULL);
  return GDK_EVENT_STOP;
}

GtkGesture *
td_canvas_add_pointer (TdNetworkCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new (), *hold = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_exclusive (GTK_GESTURE_SINGLE (drag), TRUE); /* the first finger's */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (td_canvas_cancel_drag), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (long_pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (hold));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  return drag;
}
