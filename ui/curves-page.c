/* curves-page.c — the page "Curves".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/curves-page.h"

#include "ui/chart-area.h"
#include "ui/chart/curves.h"
#include "ui/style.h"

#include <adwaita.h>

#define STACK_BELOW 640
#define MARGIN 12
#define LOG "curves-log" /* in the view */
#define SMOOTHING "curves-smoothing"

struct _TdCurvesPage
{
  GtkWidget parent_instance;

  TdSession      *session;
  TdCurves       *curves;
  GtkWidget      *loss;
  GtkWidget      *accuracy;
  GtkWidget      *legend;
  GtkWidget      *tools;
  GtkCheckButton *log;
  GtkScale       *smooth;
  guint           n_named; /* names in the legend when it was laid out */
};

G_DEFINE_FINAL_TYPE (TdCurvesPage, td_curves_page, GTK_TYPE_WIDGET)

/* The mean, for one, has a line only once there is something to average. */
static void
update_legend (TdCurvesPage *self)
{
  guint n = td_curves_legend (self->curves)->n_series;

  if (n == self->n_named)
    return;
  self->n_named = n;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (self->legend);
}

static void
update (TdCurvesPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!td_curves_update (self->curves, td_session_get_history (self->session),
                         &td_session_get_plan (self->session)->project,
                         td_session_get_progress (self->session), td_style_is_dark ()))
    return;
  td_chart_area_set_model (TD_CHART_AREA (self->loss), td_curves_loss (self->curves));
  td_chart_area_set_model (TD_CHART_AREA (self->accuracy), td_curves_accuracy (self->curves));
  update_legend (self);
}

static void
restyle (TdCurvesPage *self)
{
  self->n_named = 0; /* names and colours may differ as well */
  update (self);
}

static void
view_cb (TdCurvesPage *self)
{
  TdChartView view = { 0 };

  view.smoothing = gtk_range_get_value (GTK_RANGE (self->smooth));
  td_chart_area_set_view (TD_CHART_AREA (self->accuracy), &view);
  view.log_y = gtk_check_button_get_active (self->log);
  td_chart_area_set_view (TD_CHART_AREA (self->loss), &view);
}

static void
looking_cb (TdCurvesPage *self, TdViewState *view)
{
  td_view_state_set_boolean (view, LOG, gtk_check_button_get_active (self->log));
  td_view_state_set_number (view, SMOOTHING, gtk_range_get_value (GTK_RANGE (self->smooth)));
}

static void
restore_view (TdCurvesPage *self, const TdViewState *view)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self->smooth));
  gboolean log;
  double smoothing;

  if (td_view_state_get_boolean (view, LOG, &log))
    gtk_check_button_set_active (self->log, log);
  if (td_view_state_get_number (view, SMOOTHING, gtk_adjustment_get_lower (adjustment),
                          gtk_adjustment_get_upper (adjustment), &smoothing))
    gtk_adjustment_set_value (adjustment, smoothing);
}

static void
draw_legend (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdCurvesPage *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  if (self->session != NULL)
    td_chart_draw_legend (cr, 0, 0, width, td_curves_legend (self->curves), &palette);
}

static int
legend_height (TdCurvesPage *self, int width)
{
  TdPalette palette = td_style_palette (GTK_WIDGET (self));

  if (self->session == NULL)
    return 0;
  return (int) td_chart_draw_legend (NULL, 0, 0, width, td_curves_legend (self->curves),
                                     &palette) + 1;
}

/* Widget */

static void
td_curves_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  TdCurvesPage *self = TD_CURVES_PAGE (widget);
  int one_minimum, one_natural;

  gtk_widget_measure (self->loss, orientation, -1, &one_minimum, &one_natural, NULL, NULL);
  *minimum = one_minimum + 2 * MARGIN;
  *natural = one_natural + 2 * MARGIN;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural += one_natural;
  else
    *minimum = *natural = MAX (*natural, 2 * one_minimum + 3 * MARGIN);
}

static void
place (GtkWidget *widget, int x, int y, int width, int height)
{
  GtkAllocation area = { x, y, MAX (width, 0), MAX (height, 0) };
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  area.width = MAX (area.width, minimum);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, area.width, &minimum, NULL, NULL, NULL);
  area.height = MAX (area.height, minimum);
  gtk_widget_size_allocate (widget, &area, -1);
}

static void
td_curves_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdCurvesPage *self = TD_CURVES_PAGE (widget);
  int inside = width - 2 * MARGIN;
  int legend = legend_height (self, inside);
  int charts = height - legend - 2 * MARGIN;

  if (width >= STACK_BELOW)
    {
      int each = (inside - MARGIN) / 2;

      place (self->loss, MARGIN, MARGIN / 2, each, charts);
      place (self->accuracy, MARGIN + each + MARGIN, MARGIN / 2, each, charts);
    }
  else
    {
      place (self->loss, MARGIN, MARGIN / 2, inside, charts / 2);
      place (self->accuracy, MARGIN, MARGIN / 2 + charts / 2, inside, charts / 2);
    }
  place (self->legend, MARGIN, height - legend - MARGIN / 2, inside, legend);
}

static void
td_curves_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_curves_page_parent_class)->map (widget);
  restyle (TD_CURVES_PAGE (widget));
}

static void
td_curves_page_dispose (GObject *object)
{
  TdCurvesPage *self = TD_CURVES_PAGE (object);

  td_curves_page_set_session (self, NULL);
  g_clear_pointer (&self->loss, gtk_widget_unparent);
  g_clear_pointer (&self->accuracy, gtk_widget_unparent);
  g_clear_pointer (&self->legend, gtk_widget_unparent);
  g_clear_object (&self->tools);
  G_OBJECT_CLASS (td_curves_page_parent_class)->dispose (object);
}

static void
td_curves_page_finalize (GObject *object)
{
  td_curves_free (TD_CURVES_PAGE (object)->curves);
  G_OBJECT_CLASS (td_curves_page_parent_class)->finalize (object);
}

static void
td_curves_page_class_init (TdCurvesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_CHART_AREA);
  object_class->dispose = td_curves_page_dispose;
  object_class->finalize = td_curves_page_finalize;
  widget_class->measure = td_curves_page_measure;
  widget_class->size_allocate = td_curves_page_size_allocate;
  widget_class->map = td_curves_page_map;
  gtk_widget_class_set_css_name (widget_class, "tdcurves");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/curves-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, loss);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, legend);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, log);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, smooth);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
}

static void
td_curves_page_init (TdCurvesPage *self)
{
  self->curves = td_curves_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->tools); /* wherever the window puts them */
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->legend), draw_legend, self, NULL);
  view_cb (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
}

void
td_curves_page_set_session (TdCurvesPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_CURVES_PAGE (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "progress", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "planned", G_CALLBACK (restyle), self);
  g_signal_connect_swapped (session, "looking", G_CALLBACK (looking_cb), self);
  restore_view (self, td_session_get_view (session));
  restyle (self);
}

GtkWidget *
td_curves_page_get_tools (TdCurvesPage *self)
{
  g_return_val_if_fail (TD_IS_CURVES_PAGE (self), NULL);
  return self->tools;
}
