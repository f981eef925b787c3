/* canvas-view.c — how the network's picture is looked at: zoom, pan, and the way back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "ui/touch.h"

#include <math.h>

#define STEP 1.25
#define LARGEST 4.0
#define SMALLEST 0.05
#define KEPT 60.0    /* pixels of the picture that stay in sight */
#define MARGIN 12.0  /* around what is brought into sight */
#define SCROLL 40.0  /* pixels for one notch of a wheel */
#define GRADUAL 0.01 /* of a notch for each pixel that a touchpad scrolls */

/* From now on the view stays as it is, wherever it was. */
static void
set_free (TdNetworkCanvas *self)
{
  if (self->view.free)
    return;
  self->view.free = TRUE;
  self->view.scale = self->layout.scale;
  self->view.dx = self->layout.dx;
  self->view.dy = self->layout.dy;
}

static double
keep_in_sight (double offset, double picture, double widget)
{
  double kept = MIN (KEPT, MIN (picture, widget));

  return CLAMP (offset, kept - picture, widget - kept);
}

static void
use (TdNetworkCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->view.dx = keep_in_sight (self->view.dx, self->layout.width * self->view.scale,
                                 gtk_widget_get_width (widget));
  self->view.dy = keep_in_sight (self->view.dy, self->layout.height * self->view.scale,
                                 gtk_widget_get_height (widget));
  td_canvas_arrange (self);
}

void
td_canvas_zoom (TdNetworkCanvas *self, double factor, double x, double y)
{
  double scale;

  set_free (self);
  scale = CLAMP (self->view.scale * factor, SMALLEST, LARGEST);
  factor = scale / self->view.scale;
  self->view.scale = scale;
  self->view.dx = x - (x - self->view.dx) * factor;
  self->view.dy = y - (y - self->view.dy) * factor;
  use (self);
}

void
td_canvas_pan (TdNetworkCanvas *self, double dx, double dy)
{
  set_free (self);
  self->view.dx += dx;
  self->view.dy += dy;
  use (self);
}

static double
bring_in (double start, double size, double widget)
{
  if (start < MARGIN)
    return MARGIN - start;
  return MIN (0, MAX (widget - MARGIN - start - size, MARGIN - start));
}

void
td_canvas_show_place (TdNetworkCanvas *self, gint place)
{
  cairo_rectangle_t area = td_network_layout_area (&self->layout, (guint) place);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  if (area.x >= 0 && area.y >= 0 && area.x + area.width <= width
      && area.y + area.height <= height)
    return;
  td_canvas_pan (self, bring_in (area.x, area.width, width),
                 bring_in (area.y, area.height, height));
}

/* Wheels give notches, touchpads pixels. */
static gboolean
scrolled_cb (TdNetworkCanvas *self, double dx, double dy, GtkEventControllerScroll *scroll)
{
  GdkModifierType keys = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (scroll));
  gboolean notches = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;

  if (self->session == NULL || self->marks.dragging)
    return GDK_EVENT_PROPAGATE;
  if ((keys & GDK_CONTROL_MASK) != 0)
    td_canvas_zoom (self, pow (STEP, -dy * (notches ? 1 : GRADUAL)), self->pointer_x,
                    self->pointer_y);
  else if ((keys & GDK_SHIFT_MASK) != 0 && dx == 0)
    td_canvas_pan (self, -dy * (notches ? SCROLL : 1), 0);
  else
    td_canvas_pan (self, -dx * (notches ? SCROLL : 1), -dy * (notches ? SCROLL : 1));
  return GDK_EVENT_STOP;
}

/* Reckoned from how it was when it began: so the picture is under the fingers again as soon as no
 * limit holds it back. */
static void
pinched_cb (TdNetworkCanvas *self, double scale, GtkGesture *pinch)
{
  const TdNetworkView *from = &self->pinched;
  double x, y;

  if (self->session == NULL || !td_touch_middle (pinch, &x, &y))
    return;
  self->view = *from;
  self->view.scale = CLAMP (from->scale * scale, SMALLEST, LARGEST);
  self->view.dx = x - (self->pinch_x - from->dx) * self->view.scale / from->scale;
  self->view.dy = y - (self->pinch_y - from->dy) * self->view.scale / from->scale;
  use (self);
}

static void
pinch_began_cb (TdNetworkCanvas *self, GdkEventSequence *sequence, GtkGesture *pinch)
{
  td_canvas_cancel_drag (self);
  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
  set_free (self);
  self->pinched = self->view;
  td_touch_middle (pinch, &self->pinch_x, &self->pinch_y);
}

/* Around what has the focus, else around the middle. */
static void
zoom_here (TdNetworkCanvas *self, double factor)
{
  gint focus = td_canvas_get_focus (self);
  cairo_rectangle_t area = { 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                             gtk_widget_get_height (GTK_WIDGET (self)) };

  if (focus >= 0)
    area = td_network_layout_area (&self->layout, (guint) focus);
  td_canvas_zoom (self, factor, area.x + area.width / 2, area.y + area.height / 2);
  if (focus >= 0)
    td_canvas_show_place (self, focus);
}

static void
zoom_in_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_here (TD_NETWORK_CANVAS (widget), STEP);
}

static void
zoom_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zoom_here (TD_NETWORK_CANVAS (widget), 1 / STEP);
}

/* All of it, however small. */
static void
fit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  self->view = (TdNetworkView){ .free = FALSE };
  td_canvas_arrange (self);
}

void
td_canvas_class_add_view (GtkWidgetClass *klass)
{
  static const guint in[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  static const guint out[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };
  static const guint fit[] = { GDK_KEY_0, GDK_KEY_KP_0 };

  gtk_widget_class_install_action (klass, "network.zoom-in", NULL, zoom_in_cb);
  gtk_widget_class_install_action (klass, "network.zoom-out", NULL, zoom_out_cb);
  gtk_widget_class_install_action (klass, "network.fit", NULL, fit_cb);
  for (guint i = 0; i < G_N_ELEMENTS (in); i++)
    td_canvas_class_bind (klass, in[i], 0, "network.zoom-in");
  for (guint i = 0; i < G_N_ELEMENTS (out); i++)
    td_canvas_class_bind (klass, out[i], 0, "network.zoom-out");
  for (guint i = 0; i < G_N_ELEMENTS (fit); i++)
    td_canvas_class_bind (klass, fit[i], 0, "network.fit");
}

void
td_canvas_add_view (TdNetworkCanvas *self, GtkGesture *drag)
{
  GtkEventController *scroll
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->view.least = TD_NETWORK_LEAST_SCALE;
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_began_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinched_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_gesture_group (pinch, drag); /* a second finger may come while the first is dragging */
}
