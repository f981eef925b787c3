/* chart-input.c — what pointer, fingers and keys do in a chart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart-input.h"

#include "ui/chart/frame.h"
#include "ui/chart/zoom.h"
#include "ui/touch.h"

#include <math.h>

#define WHEEL 1.25       /* what a notch of the wheel, or a key, zooms by */
#define FINGER 40.0      /* pixels of a touchpad that make a notch */
#define NUDGE 0.1        /* of the plot, by which a key moves it */
#define FAR (G_MAXINT / 4)

typedef struct
{
  TdChartArea *area;
  GtkGesture  *drag;
  gboolean     selecting, moving, pinching;
  double       x, y;           /* the pointer */
  TdZoomHold   held;           /* by two fingers, when they came down */
  double       start_x, start_y; /* of the drag; of what is moved, the place up to now */
} Input;

static gboolean
is_in_plot (const TdChartFrame *frame, double x, double y)
{
  return frame->width > 0 && x >= frame->left && x <= frame->left + frame->width
         && y >= frame->top && y <= frame->top + frame->height;
}

static TdChartFrame
frame_of (Input *self)
{
  TdChartFrame shown;

  td_chart_area_get_frames (self->area, &shown, NULL);
  return shown;
}

static void
scale (Input *self, TdZoomAxes axes, double x, double y, double factor)
{
  TdChartView view = *td_chart_area_get_view (self->area);
  TdChartFrame shown, all;

  td_chart_area_get_frames (self->area, &shown, &all);
  if (shown.width <= 0)
    return;
  td_zoom_scale (&view, &shown, &all, axes, x, y, factor);
  td_chart_area_zoom (self->area, &view);
}

static void
move (Input *self, double dx, double dy)
{
  TdChartView view = *td_chart_area_get_view (self->area);
  TdChartFrame shown, all;

  td_chart_area_get_frames (self->area, &shown, &all);
  if (shown.width <= 0)
    return;
  td_zoom_move (&view, &shown, &all, dx, dy);
  td_chart_area_zoom (self->area, &view);
}

static void
show_all (Input *self)
{
  TdChartView view = *td_chart_area_get_view (self->area);

  view.zoomed = FALSE;
  view.x0 = view.x1 = view.y0 = view.y1 = 0;
  td_chart_area_zoom (self->area, &view);
}

/* Pointer */

static gboolean
is_busy (Input *self)
{
  return self->selecting || self->moving || self->pinching;
}

static void
moved_cb (Input *self, double x, double y)
{
  TdChartFrame frame = frame_of (self);

  self->x = x;
  self->y = y;
  if (!is_busy (self))
    td_chart_area_point (self->area,
                         is_in_plot (&frame, x, y) ? td_frame_x_at (&frame, x) : NAN);
}

static void
left_cb (Input *self)
{
  if (!is_busy (self))
    td_chart_area_point (self->area, NAN);
}

static gboolean
scroll_cb (Input *self, double dx, double dy, GtkEventControllerScroll *controller)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  gboolean fingers = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE;
  TdChartFrame frame = frame_of (self);
  double amount = shift && dy == 0 ? dx : dy; /* some systems turn the wheel sideways themselves */

  if (!is_in_plot (&frame, self->x, self->y))
    return GDK_EVENT_PROPAGATE;
  if (amount != 0)
    scale (self, shift ? TD_ZOOM_Y : TD_ZOOM_X, self->x, self->y,
           pow (WHEEL, fingers ? amount / FINGER : amount));
  if (dx != 0 && !shift)
    move (self, -dx * (fingers ? 1 : FINGER), 0);
  return GDK_EVENT_STOP;
}

static void
select_to (Input *self, double x, double y)
{
  TdChartFrame frame = frame_of (self);
  TdZoomAxes axes = td_zoom_axes (self->start_x, self->start_y, x, y);
  double right = frame.left + frame.width, bottom = frame.top + frame.height;
  graphene_rect_t selection;

  x = CLAMP (x, frame.left, right);
  y = CLAMP (y, frame.top, bottom);
  graphene_rect_init (&selection, (float) self->start_x, (float) self->start_y,
                      (float) (x - self->start_x), (float) (y - self->start_y));
  graphene_rect_normalize (&selection);
  if ((axes & TD_ZOOM_X) == 0)
    graphene_rect_init (&selection, (float) frame.left, selection.origin.y, (float) frame.width,
                        selection.size.height);
  if ((axes & TD_ZOOM_Y) == 0)
    graphene_rect_init (&selection, selection.origin.x, (float) frame.top, selection.size.width,
                        (float) frame.height);
  td_chart_area_set_selection (self->area, axes != 0 ? &selection : NULL);
}

static void
drag_begin_cb (Input *self, double x, double y)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (self->drag));
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (self->drag));
  TdChartFrame frame = frame_of (self);

  gtk_widget_grab_focus (GTK_WIDGET (self->area));
  if (td_touch_is_finger (self->drag))
    moved_cb (self, x, y); /* no motion comes before it, and no leaving after */
  if (!is_in_plot (&frame, x, y) || button == GDK_BUTTON_SECONDARY)
    return;
  self->moving = button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) != 0;
  self->selecting = !self->moving;
  self->start_x = x;
  self->start_y = y;
}

static void
drag_update_cb (Input *self, double offset_x, double offset_y)
{
  double x, y;

  if (!gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (self->drag), &x, &y))
    return;
  x += offset_x;
  y += offset_y;
  if (self->moving)
    {
      gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
      move (self, x - self->start_x, y - self->start_y);
      self->start_x = x;
      self->start_y = y;
    }
  else if (self->selecting)
    {
      if (td_zoom_axes (self->start_x, self->start_y, x, y) != 0)
        {
          /* From the window's panes, which are swiped in and out. */
          gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_CLAIMED);
          td_chart_area_point (self->area, NAN);
        }
      select_to (self, x, y);
    }
}

static void
stop_dragging (Input *self)
{
  self->selecting = self->moving = FALSE;
  td_chart_area_set_selection (self->area, NULL);
}

static void
drag_end_cb (Input *self, double offset_x, double offset_y)
{
  TdChartView view = *td_chart_area_get_view (self->area);
  TdChartFrame shown, all;
  gboolean selecting = self->selecting;

  stop_dragging (self);
  if (!selecting)
    return;
  td_chart_area_get_frames (self->area, &shown, &all);
  if (td_zoom_to (&view, &shown, &all, self->start_x, self->start_y, self->start_x + offset_x,
                  self->start_y + offset_y))
    td_chart_area_zoom (self->area, &view);
}

static void
pressed_cb (Input *self, int n_press)
{
  if (n_press == 2)
    show_all (self);
}

/* Two fingers, along both axes. */

static void
pinch_began_cb (Input *self, GdkEventSequence *finger, GtkGesture *pinch)
{
  stop_dragging (self);
  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinching = td_touch_middle (pinch, &self->held.x, &self->held.y);
  self->held.frame = frame_of (self);
  td_chart_area_point (self->area, NAN);
}

static void
pinched_cb (Input *self, double amount, GtkGesture *pinch)
{
  TdChartView view = *td_chart_area_get_view (self->area);
  TdChartFrame shown, all;
  double x, y;

  if (!td_touch_middle (pinch, &x, &y) || amount <= 0 || self->held.frame.width <= 0)
    return;
  for (guint i = 0; i < 2; i++) /* labels of another width have moved the plot */
    {
      td_chart_area_get_frames (self->area, &shown, &all);
      if (shown.width <= 0)
        return;
      td_zoom_pinch (&view, &self->held, &shown, &all, x, y, 1 / amount);
      td_chart_area_set_view (self->area, &view);
    }
  td_chart_area_zoom (self->area, &view);
}

static void
pinch_ended_cb (Input *self)
{
  self->pinching = FALSE;
}

/* Keys */

typedef void (*KeyFunc) (Input *self, double amount);

/* The crosshair, by so many points; the part that is shown goes with it. */
static void
step (Input *self, double amount)
{
  const TdChartModel *model = td_chart_area_get_model (self->area);
  TdChartView view = *td_chart_area_get_view (self->area);
  TdChartFrame shown, all;
  double x = NAN;

  if (model != NULL)
    x = td_chart_step (model, td_chart_area_get_pointed (self->area), (int) amount);
  if (isnan (x))
    return;
  td_chart_area_get_frames (self->area, &shown, &all);
  td_zoom_show (&view, &shown, &all, x);
  if (view.x0 != td_chart_area_get_view (self->area)->x0)
    td_chart_area_zoom (self->area, &view);
  td_chart_area_point (self->area, x);
}

static void
leave (Input *self, double amount)
{
  stop_dragging (self);
  td_chart_area_point (self->area, NAN);
}

/* Around the crosshair where there is one. */
static void
scale_x (Input *self, double amount)
{
  TdChartFrame frame = frame_of (self);
  double pointed = td_chart_area_get_pointed (self->area);
  double x = isnan (pointed) ? frame.left + frame.width / 2 : td_frame_x (&frame, pointed);

  scale (self, TD_ZOOM_X, x, 0, pow (WHEEL, amount));
}

static void
scale_y (Input *self, double amount)
{
  TdChartFrame frame = frame_of (self);

  scale (self, TD_ZOOM_Y, 0, frame.top + frame.height / 2, pow (WHEEL, amount));
}

static void
move_x (Input *self, double amount)
{
  move (self, amount * NUDGE * frame_of (self).width, 0);
}

static void
reset (Input *self, double amount)
{
  show_all (self);
}

typedef struct
{
  guint           key;
  GdkModifierType state; /* of Ctrl and, where it doesn't make the character itself, Shift */
  KeyFunc         function;
  double          amount;
} Key;

static const Key keys[] = {
  { GDK_KEY_Left, 0, step, -1 },
  { GDK_KEY_KP_Left, 0, step, -1 },
  { GDK_KEY_Right, 0, step, 1 },
  { GDK_KEY_KP_Right, 0, step, 1 },
  { GDK_KEY_Left, GDK_CONTROL_MASK, step, -10 },
  { GDK_KEY_Right, GDK_CONTROL_MASK, step, 10 },
  { GDK_KEY_Home, 0, step, -FAR },
  { GDK_KEY_KP_Home, 0, step, -FAR },
  { GDK_KEY_End, 0, step, FAR },
  { GDK_KEY_KP_End, 0, step, FAR },
  { GDK_KEY_Escape, 0, leave, 0 },
  { GDK_KEY_plus, 0, scale_x, -1 },
  { GDK_KEY_equal, 0, scale_x, -1 },
  { GDK_KEY_KP_Add, 0, scale_x, -1 },
  { GDK_KEY_minus, 0, scale_x, 1 },
  { GDK_KEY_KP_Subtract, 0, scale_x, 1 },
  { GDK_KEY_Up, GDK_SHIFT_MASK, scale_y, -1 },
  { GDK_KEY_Down, GDK_SHIFT_MASK, scale_y, 1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, move_x, 1 },
  { GDK_KEY_Right, GDK_SHIFT_MASK, move_x, -1 },
  { GDK_KEY_0, 0, reset, 0 },
  { GDK_KEY_KP_0, 0, reset, 0 },
};

static gboolean
key_cb (Input *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (gdk_keyval_to_unicode (keyval) > ' ')
    state &= ~(GdkModifierType) GDK_SHIFT_MASK;
  state &= gtk_accelerator_get_default_mod_mask ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == keyval && keys[i].state == state)
      {
        keys[i].function (self, keys[i].amount);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static GtkEventController *
add (Input *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self->area), controller);
  return controller;
}

void
td_chart_input_add (TdChartArea *area)
{
  Input *self = g_new0 (Input, 1);
  GtkEventController *motion, *scroll, *key, *drag, *pinch, *click;

  /* Freed after the widget has let go of its controllers. */
  g_object_set_data_full (G_OBJECT (area), "td-chart-input", self, g_free);
  self->area = area;
  motion = add (self, gtk_event_controller_motion_new ());
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  scroll = add (self, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  key = add (self, gtk_event_controller_key_new ());
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  drag = add (self, gtk_gesture_drag_new ());
  self->drag = GTK_GESTURE (drag);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  gtk_gesture_single_set_exclusive (GTK_GESTURE_SINGLE (drag), TRUE); /* the first finger's */
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (stop_dragging), self);
  pinch = add (self, gtk_gesture_zoom_new ());
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_began_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  g_signal_connect_swapped (pinch, "end", G_CALLBACK (pinch_ended_cb), self);
  gtk_gesture_group (GTK_GESTURE (pinch), self->drag); /* may begin while a finger is dragging */
  click = add (self, gtk_gesture_click_new ());
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
}
