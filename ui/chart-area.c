/* chart-area.c — a chart in a window.
 *
 * GTK keeps what a widget has drawn until that widget asks to be drawn again, so a layer is simply
 * a drawing area.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart-area.h"

#include "ui/style.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#define NATURAL_WIDTH 300
#define NATURAL_HEIGHT 240
#define MINIMUM_WIDTH 160
#define MINIMUM_HEIGHT 110

enum { AXES, LINES, HOVER, N_LAYERS };

struct _TdChartArea
{
  GtkWidget parent_instance;

  GtkWidget          *layers[N_LAYERS];
  const TdChartModel *model;
  TdChartView         view;
  TdChartFrame        frame;
  char               *title; /* as the axes layer shows it */
  gboolean            empty; /* likewise */
  gboolean            hovered;
  double              pointer_x;
};

G_DEFINE_FINAL_TYPE (TdChartArea, td_chart_area, GTK_TYPE_WIDGET)

static gboolean
is_empty (const TdChartModel *model)
{
  for (guint i = 0; i < model->n_series; i++)
    if (model->series[i].n > 0)
      return FALSE;
  return TRUE;
}

static void
measure_frame (TdChartArea *self, TdChartFrame *frame)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TdPalette palette = td_style_palette (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  memset (frame, 0, sizeof *frame);
  td_chart_measure (cr, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                    self->model, &self->view, &palette, frame);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Draws the axes again only when they differ from those shown. */
static void
update (TdChartArea *self)
{
  TdChartFrame frame;

  if (self->model == NULL || gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    return;
  measure_frame (self, &frame);
  if (memcmp (&frame, &self->frame, sizeof frame) != 0 || self->empty != is_empty (self->model)
      || g_strcmp0 (self->title, self->model->title) != 0)
    gtk_widget_queue_draw (self->layers[AXES]);
  if (g_strcmp0 (self->title, self->model->title) != 0)
    {
      g_free (self->title);
      self->title = g_strdup (self->model->title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->title != NULL ? self->title : "", -1);
    }
  self->empty = is_empty (self->model);
  self->frame = frame;
  gtk_widget_queue_draw (self->layers[LINES]);
  if (self->hovered)
    gtk_widget_queue_draw (self->layers[HOVER]);
}

static void
redraw (TdChartArea *self)
{
  memset (&self->frame, 0, sizeof self->frame);
  update (self);
}

/* Layers */

static void
draw_axes (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdChartArea *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  if (self->model != NULL)
    td_chart_draw_axes (cr, &self->frame, self->model, &palette);
}

static void
draw_lines (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdChartArea *self = user_data;

  if (self->model != NULL)
    td_chart_draw_lines (cr, &self->frame, self->model, &self->view);
}

static void
draw_hover (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdChartArea *self = user_data;
  const TdChartFrame *frame = &self->frame;
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  if (self->model == NULL || self->empty || !self->hovered || frame->width <= 0)
    return;
  td_chart_draw_hover (cr, frame, self->model, &palette,
                       frame->x0 + (self->pointer_x - frame->left) / frame->width
                                   * (frame->x1 - frame->x0));
}

static void
moved_cb (TdChartArea *self, double x, double y)
{
  const TdChartFrame *frame = &self->frame;

  self->hovered = x >= frame->left && x <= frame->left + frame->width && y >= frame->top
                  && y <= frame->top + frame->height;
  self->pointer_x = x;
  gtk_widget_queue_draw (self->layers[HOVER]);
}

static void
left_cb (TdChartArea *self)
{
  self->hovered = FALSE;
  gtk_widget_queue_draw (self->layers[HOVER]);
}

/* Widget */

static void
td_chart_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = horizontal ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = horizontal ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
td_chart_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdChartArea *self = TD_CHART_AREA (widget);
  GtkAllocation all = { 0, 0, width, height };

  for (guint i = 0; i < N_LAYERS; i++)
    gtk_widget_size_allocate (self->layers[i], &all, -1);
  update (self);
}

static void
td_chart_area_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (td_chart_area_parent_class)->css_changed (widget, change);
  if (TD_CHART_AREA (widget)->layers[AXES] != NULL)
    redraw (TD_CHART_AREA (widget));
}

static void
td_chart_area_dispose (GObject *object)
{
  TdChartArea *self = TD_CHART_AREA (object);

  for (guint i = 0; i < N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], gtk_widget_unparent);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (td_chart_area_parent_class)->dispose (object);
}

static void
td_chart_area_class_init (TdChartAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_chart_area_dispose;
  widget_class->measure = td_chart_area_measure;
  widget_class->size_allocate = td_chart_area_size_allocate;
  widget_class->css_changed = td_chart_area_css_changed;
  gtk_widget_class_set_css_name (widget_class, "tdchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
td_chart_area_init (TdChartArea *self)
{
  static const GtkDrawingAreaDrawFunc draw[N_LAYERS] = { draw_axes, draw_lines, draw_hover };
  GtkEventController *motion = gtk_event_controller_motion_new ();

  for (guint i = 0; i < N_LAYERS; i++)
    {
      self->layers[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "can-target", FALSE,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->layers[i]), draw[i], self, NULL);
      gtk_widget_set_parent (self->layers[i], GTK_WIDGET (self));
    }
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (redraw),
                           self, G_CONNECT_SWAPPED);
}

void
td_chart_area_set_model (TdChartArea *self, const TdChartModel *model)
{
  g_return_if_fail (TD_IS_CHART_AREA (self));

  self->model = model;
  update (self);
}

void
td_chart_area_set_view (TdChartArea *self, const TdChartView *view)
{
  g_return_if_fail (TD_IS_CHART_AREA (self));

  self->view = *view;
  update (self);
}
