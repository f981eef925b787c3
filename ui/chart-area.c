/* chart-area.c — a chart in a window.
 *
 * GTK keeps what a widget has drawn until that widget asks to be drawn again, so a layer is simply
 * a drawing area.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart-area.h"

#include "ui/chart-input.h"
#include "ui/chart/frame.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>
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
  double              pointed; /* NaN: no crosshair */
  char               *told;    /* the description that assistive tools have */
  gboolean            selecting;
  graphene_rect_t     selection;
};

enum { POINTED, ZOOMED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TdChartArea, td_chart_area, GTK_TYPE_WIDGET)

static void
measure_frame (TdChartArea *self, const TdChartView *view, TdChartFrame *frame)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TdPalette palette = td_style_palette (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  memset (frame, 0, sizeof *frame);
  td_chart_measure (cr, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                    self->model, view, &palette, frame);
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
  measure_frame (self, &self->view, &frame);
  if (memcmp (&frame, &self->frame, sizeof frame) != 0 || self->empty != !td_chart_has_data (self->model)
      || g_strcmp0 (self->title, self->model->title) != 0)
    gtk_widget_queue_draw (self->layers[AXES]);
  if (g_strcmp0 (self->title, self->model->title) != 0)
    {
      g_free (self->title);
      self->title = g_strdup (self->model->title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->title != NULL ? self->title : "", -1);
    }
  self->empty = !td_chart_has_data (self->model);
  self->frame = frame;
  gtk_widget_queue_draw (self->layers[LINES]);
  if (!isnan (self->pointed))
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
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  if (self->model == NULL || self->empty || self->frame.width <= 0)
    return;
  td_chart_draw_hover (cr, &self->frame, self->model, &palette, self->pointed);
  if (self->selecting)
    td_chart_draw_selection (cr, self->selection.origin.x, self->selection.origin.y,
                             self->selection.size.width, self->selection.size.height, &palette);
}

/* What the crosshair says, for those who don't see it. */
static void
tell (TdChartArea *self)
{
  g_autofree char *text = NULL;

  if (self->model != NULL && !isnan (self->pointed))
    text = td_chart_describe (self->model, self->pointed);
  if (text == NULL)
    text = g_strdup (_("Left and Right read the values, + and − zoom, 0 shows everything"));
  if (g_strcmp0 (text, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_steal_pointer (&text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->told, -1);
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
  g_clear_pointer (&self->told, g_free);
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
  signals[POINTED] = g_signal_new ("pointed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ZOOMED] = g_signal_new ("zoomed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "tdchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
td_chart_area_init (TdChartArea *self)
{
  static const GtkDrawingAreaDrawFunc draw[N_LAYERS] = { draw_axes, draw_lines, draw_hover };

  self->pointed = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  for (guint i = 0; i < N_LAYERS; i++)
    {
      self->layers[i] = g_object_new (GTK_TYPE_DRAWING_AREA, "can-target", FALSE,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->layers[i]), draw[i], self, NULL);
      gtk_widget_set_parent (self->layers[i], GTK_WIDGET (self));
    }
  td_chart_input_add (self);
  tell (self);
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

const TdChartModel *
td_chart_area_get_model (TdChartArea *self)
{
  g_return_val_if_fail (TD_IS_CHART_AREA (self), NULL);
  return self->model;
}

void
td_chart_area_set_view (TdChartArea *self, const TdChartView *view)
{
  g_return_if_fail (TD_IS_CHART_AREA (self));

  self->view = *view;
  update (self);
}

const TdChartView *
td_chart_area_get_view (TdChartArea *self)
{
  g_return_val_if_fail (TD_IS_CHART_AREA (self), NULL);
  return &self->view;
}

void
td_chart_area_set_pointed (TdChartArea *self, double x)
{
  g_return_if_fail (TD_IS_CHART_AREA (self));

  if (x == self->pointed || (isnan (x) && isnan (self->pointed)))
    return;
  self->pointed = x;
  tell (self);
  gtk_widget_queue_draw (self->layers[HOVER]);
}

double
td_chart_area_get_pointed (TdChartArea *self)
{
  g_return_val_if_fail (TD_IS_CHART_AREA (self), NAN);
  return self->pointed;
}

void
td_chart_area_point (TdChartArea *self, double x)
{
  td_chart_area_set_pointed (self, x);
  g_signal_emit (self, signals[POINTED], 0);
}

void
td_chart_area_zoom (TdChartArea *self, const TdChartView *view)
{
  td_chart_area_set_view (self, view);
  g_signal_emit (self, signals[ZOOMED], 0);
}

void
td_chart_area_set_selection (TdChartArea *self, const graphene_rect_t *selection)
{
  g_return_if_fail (TD_IS_CHART_AREA (self));

  self->selecting = selection != NULL;
  if (selection != NULL)
    self->selection = *selection;
  gtk_widget_queue_draw (self->layers[HOVER]);
}

void
td_chart_area_get_frames (TdChartArea *self, TdChartFrame *shown, TdChartFrame *all)
{
  TdChartView view = self->view;

  g_return_if_fail (TD_IS_CHART_AREA (self));

  *shown = self->frame;
  view.zoomed = FALSE;
  if (all != NULL && self->model != NULL)
    measure_frame (self, &view, all);
  else if (all != NULL)
    *all = self->frame;
}
