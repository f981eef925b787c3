/* drawing-pad.c — a small picture to be drawn by hand.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/drawing-pad.h"

#include "ui/accessible.h"
#include "ui/chart/color.h"
#include "ui/style.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define BRUSH 0.055   /* radius, of the picture's side, and at least a little more than a pixel */
#define LEAST_BRUSH 0.85
#define MINIMUM 120
#define NATURAL 200

struct _TdDrawingPad
{
  GtkWidget parent_instance;

  guint    width, height; /* 0: none */
  double  *pixels;        /* (height, width) */
  int      column, row;   /* of the keyboard's mark */
  double   last_x, last_y;
  gboolean rubbing;
};

G_DEFINE_FINAL_TYPE (TdDrawingPad, td_drawing_pad, GTK_TYPE_WIDGET)

static guint drawn_signal;

static double
cell_size (TdDrawingPad *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  return MIN (width / MAX (self->width, 1), height / MAX (self->height, 1));
}

/* The left and upper edge of the picture. */
static void
origin (TdDrawingPad *self, double *x, double *y)
{
  double size = cell_size (self);

  *x = (gtk_widget_get_width (GTK_WIDGET (self)) - size * self->width) / 2;
  *y = (gtk_widget_get_height (GTK_WIDGET (self)) - size * self->height) / 2;
}

static void
tell (TdDrawingPad *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, drawn_signal, 0);
}

/* One touch of the brush, in pixels of the picture. */
static void
touch (TdDrawingPad *self, double x, double y)
{
  double radius = MAX (LEAST_BRUSH, BRUSH * MAX (self->width, self->height));

  for (guint row = 0; row < self->height; row++)
    for (guint column = 0; column < self->width; column++)
      {
        double *pixel = &self->pixels[row * self->width + column];
        double ink = 1.5 - hypot (column + 0.5 - x, row + 0.5 - y) / radius;

        ink = CLAMP (ink, 0, 1);
        *pixel = self->rubbing ? MIN (*pixel, 1 - ink) : MAX (*pixel, ink);
      }
}

static void
draw_to (TdDrawingPad *self, double x, double y)
{
  double size = cell_size (self), left, top, steps;

  if (self->pixels == NULL || size <= 0)
    return;
  origin (self, &left, &top);
  x = (x - left) / size;
  y = (y - top) / size;
  steps = MAX (ceil (2 * hypot (x - self->last_x, y - self->last_y)), 1);
  for (double i = 1; i <= steps; i++)
    touch (self, self->last_x + (x - self->last_x) * i / steps,
           self->last_y + (y - self->last_y) * i / steps);
  self->last_x = x;
  self->last_y = y;
  tell (self);
}

static void
begin_cb (TdDrawingPad *self, double x, double y, GtkGestureSingle *gesture)
{
  double size = cell_size (self), left, top;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED); /* no swipe of panes */
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->rubbing = gtk_gesture_single_get_current_button (gesture) != GDK_BUTTON_PRIMARY;
  origin (self, &left, &top);
  self->last_x = (x - left) / size;
  self->last_y = (y - top) / size;
  draw_to (self, x, y);
}

static void
update_cb (TdDrawingPad *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (gesture, &x, &y))
    draw_to (self, x + dx, y + dy);
}

static void
touch_mark (TdDrawingPad *self, gboolean rubbing)
{
  double *pixel = &self->pixels[(guint) self->row * self->width + (guint) self->column];

  *pixel = rubbing ? 0 : 1;
  tell (self);
}

static gboolean
key_cb (TdDrawingPad *self, guint key)
{
  int dx = (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
           - (key == GDK_KEY_Left || key == GDK_KEY_KP_Left);
  int dy = (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
           - (key == GDK_KEY_Up || key == GDK_KEY_KP_Up);
  gboolean rub = key == GDK_KEY_BackSpace || key == GDK_KEY_Delete;

  if (self->pixels == NULL)
    return GDK_EVENT_PROPAGATE;
  if (rub || key == GDK_KEY_space || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    touch_mark (self, rub);
  else if (dx == 0 && dy == 0)
    return GDK_EVENT_PROPAGATE;
  self->column = CLAMP (self->column + dx, 0, (int) self->width - 1);
  self->row = CLAMP (self->row + dy, 0, (int) self->height - 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

/* Widget */

static void
draw_pixels (TdDrawingPad *self, cairo_t *cr, const TdPalette *palette)
{
  double size = cell_size (self), left, top;

  origin (self, &left, &top);
  for (guint row = 0; row < self->height; row++)
    for (guint column = 0; column < self->width; column++)
      {
        double ink = self->pixels[row * self->width + column];
        double x = floor (left + column * size), y = floor (top + row * size);

        if (ink <= 0)
          continue;
        td_rgba_set (td_rgba_fade (palette->foreground, ink), cr);
        cairo_rectangle (cr, x, y, floor (left + (column + 1) * size) - x,
                         floor (top + (row + 1) * size) - y);
        cairo_fill (cr);
      }
}

static void
draw_mark (TdDrawingPad *self, cairo_t *cr, const TdPalette *palette)
{
  double size = cell_size (self), left, top;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  origin (self, &left, &top);
  td_rgba_set (td_rgba_accent (palette->dark), cr);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, left + self->column * size, top + self->row * size, size, size);
  cairo_stroke (cr);
}

static void
td_drawing_pad_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdDrawingPad *self = TD_DRAWING_PAD (widget);
  TdPalette palette = td_style_palette (widget);
  double size = cell_size (self), left, top;
  cairo_t *cr;

  if (self->pixels == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                       (float) gtk_widget_get_height (widget)));
  origin (self, &left, &top);
  td_rgba_set (td_rgba_fade (palette.foreground, 0.05), cr);
  cairo_rectangle (cr, left, top, size * self->width, size * self->height);
  cairo_fill (cr);
  draw_pixels (self, cr, &palette);
  td_rgba_set (td_rgba_fade (palette.foreground, 0.3), cr);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, left + 0.5, top + 0.5, size * self->width - 1, size * self->height - 1);
  cairo_stroke (cr);
  draw_mark (self, cr, &palette);
  cairo_destroy (cr);
}

static void
td_drawing_pad_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = MINIMUM;
  *natural = NATURAL;
}

static void
td_drawing_pad_finalize (GObject *object)
{
  g_free (TD_DRAWING_PAD (object)->pixels);
  G_OBJECT_CLASS (td_drawing_pad_parent_class)->finalize (object);
}

static void
td_drawing_pad_class_init (TdDrawingPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = td_drawing_pad_finalize;
  widget_class->snapshot = td_drawing_pad_snapshot;
  widget_class->measure = td_drawing_pad_measure;
  gtk_widget_class_set_css_name (widget_class, "tdpad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  drawn_signal = g_signal_new ("drawn", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
td_drawing_pad_init (TdDrawingPad *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  td_accessible_set_name (GTK_WIDGET (self), _("Picture"));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

void
td_drawing_pad_set_size (TdDrawingPad *self, guint width, guint height)
{
  g_return_if_fail (TD_IS_DRAWING_PAD (self));

  self->width = width;
  self->height = height;
  self->column = self->row = 0;
  g_free (self->pixels);
  self->pixels = width * height > 0 ? g_new0 (double, width * height) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
td_drawing_pad_set_pixels (TdDrawingPad *self, const double *pixels)
{
  g_return_if_fail (TD_IS_DRAWING_PAD (self));

  for (guint i = 0; i < self->width * self->height; i++)
    self->pixels[i] = CLAMP (pixels[i], 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const double *
td_drawing_pad_get_pixels (TdDrawingPad *self)
{
  g_return_val_if_fail (TD_IS_DRAWING_PAD (self), NULL);
  return self->pixels;
}

void
td_drawing_pad_clear (TdDrawingPad *self)
{
  g_return_if_fail (TD_IS_DRAWING_PAD (self));

  if (self->pixels == NULL)
    return;
  memset (self->pixels, 0, self->width * self->height * sizeof (double));
  tell (self);
}

void
td_drawing_pad_centre (TdDrawingPad *self)
{
  g_autofree double *shifted = NULL;
  double ink = 0, x = 0, y = 0;
  int dx, dy;

  g_return_if_fail (TD_IS_DRAWING_PAD (self));

  for (guint i = 0; i < self->width * self->height; i++)
    {
      ink += self->pixels[i];
      x += self->pixels[i] * (i % self->width);
      y += self->pixels[i] * (i / self->width);
    }
  if (ink <= 0)
    return;
  dx = (int) round ((self->width - 1.0) / 2 - x / ink);
  dy = (int) round ((self->height - 1.0) / 2 - y / ink);
  shifted = g_new0 (double, self->width * self->height);
  for (int row = 0; row < (int) self->height; row++)
    for (int column = 0; column < (int) self->width; column++)
      if (row + dy >= 0 && row + dy < (int) self->height && column + dx >= 0
          && column + dx < (int) self->width)
        shifted[(row + dy) * (int) self->width + column + dx]
          = self->pixels[row * (int) self->width + column];
  memcpy (self->pixels, shifted, self->width * self->height * sizeof (double));
  tell (self);
}
