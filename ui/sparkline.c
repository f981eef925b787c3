/* sparkline.c — see sparkline.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/sparkline.h"

#include <math.h>
#include <string.h>

#define LINE 1.5
#define END 2.0           /* radius of the dot at the latest value */
#define LEAST_RANGE 0.005 /* of values near 1: what is flatter is drawn flat */

struct _TdSparkline
{
  GtkWidget parent_instance;

  guint   n;
  float   values[TD_SPARKLINE_POINTS];
  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (TdSparkline, td_sparkline, GTK_TYPE_WIDGET)

static void
find_range (TdSparkline *self, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < self->n; i++)
    if (isfinite (self->values[i]))
      {
        *low = MIN (*low, self->values[i]);
        *high = MAX (*high, self->values[i]);
      }
  if (*high - *low >= LEAST_RANGE)
    return;
  *low = (*low + *high - LEAST_RANGE) / 2;
  *high = *low + LEAST_RANGE;
}

static void
draw (TdSparkline *self, cairo_t *cr, double width, double height)
{
  double low, high, x = 0, y = 0;
  gboolean any = FALSE, connected = FALSE;

  find_range (self, &low, &high);
  for (guint i = 0; i < self->n; i++)
    {
      gboolean there = isfinite (self->values[i]);

      if (there)
        {
          x = END + (width - 2 * END) * (self->n > 1 ? (double) i / (self->n - 1) : 1);
          y = END + (height - 2 * END) * (high - self->values[i]) / (high - low);
          if (connected)
            cairo_line_to (cr, x, y);
          else
            cairo_move_to (cr, x, y);
        }
      connected = there;
      any = any || there;
    }
  gdk_cairo_set_source_rgba (cr, &self->color);
  cairo_set_line_width (cr, LINE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  if (!any)
    return;
  cairo_arc (cr, x, y, END, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
td_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdSparkline *self = TD_SPARKLINE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  cairo_t *cr;

  if (self->n == 0 || width <= 2 * END || height <= 2 * END)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  draw (self, cr, width, height);
  cairo_destroy (cr);
}

static void
td_sparkline_class_init (TdSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = td_sparkline_snapshot;
  gtk_widget_class_set_css_name (widget_class, "tdsparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
td_sparkline_init (TdSparkline *self)
{
}

void
td_sparkline_show (TdSparkline *self, const float *values, guint n, const GdkRGBA *color)
{
  g_return_if_fail (TD_IS_SPARKLINE (self));

  n = MIN (n, TD_SPARKLINE_POINTS);
  if (n == self->n && gdk_rgba_equal (color, &self->color)
      && (n == 0 || memcmp (values, self->values, n * sizeof *values) == 0))
    return;
  self->n = n;
  self->color = *color;
  if (n > 0)
    memcpy (self->values, values, n * sizeof *values);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
