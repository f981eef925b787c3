/* curves-page.c — the page "Curves".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/curves-page.h"

#include "ui/accessible.h"
#include "ui/chart-area.h"
#include "ui/legend.h"
#include "ui/style.h"
#include "ui/tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define STACK_BELOW 640
#define MARGIN 12
#define LOG "curves-log" /* in the view */
#define SMOOTHING "curves-smoothing"
#define LEGEND_HEIGHT 28 /* that a page has at least; more is scrolled */

struct _TdCurvesPage
{
  GtkWidget parent_instance;

  TdSession      *session;
  TdCurves       *curves;
  GtkWidget      *loss;
  GtkWidget      *accuracy;
  GtkWidget      *legend_scroll;
  TdLegend       *legend;
  GtkWidget      *tools;
  GtkWidget      *zoom_reset;
  GtkWidget      *export;
  GtkCheckButton *log;
  GtkScale       *smooth;
  guint           late; /* the tick that shows what is new */
  guint           n_late; /* charts that don't show it yet */
  gboolean        accuracy_next;
};

G_DEFINE_FINAL_TYPE (TdCurvesPage, td_curves_page, GTK_TYPE_WIDGET)

/* Lines are what costs a frame most: each chart is drawn in one of its own, and none in that in
 * which all else in the window changes. */
static gboolean
show_one_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TdCurvesPage *self = TD_CURVES_PAGE (widget);

  if (self->accuracy_next)
    td_chart_area_set_model (TD_CHART_AREA (self->accuracy), td_curves_accuracy (self->curves));
  else
    td_chart_area_set_model (TD_CHART_AREA (self->loss), td_curves_loss (self->curves));
  self->accuracy_next = !self->accuracy_next;
  if (--self->n_late > 0)
    return G_SOURCE_CONTINUE;
  self->late = 0;
  return G_SOURCE_REMOVE;
}

static void
show_models (TdCurvesPage *self)
{
  if (td_chart_area_get_model (TD_CHART_AREA (self->loss)) == NULL) /* the first picture is whole */
    {
      td_chart_area_set_model (TD_CHART_AREA (self->loss), td_curves_loss (self->curves));
      td_chart_area_set_model (TD_CHART_AREA (self->accuracy), td_curves_accuracy (self->curves));
      return;
    }
  self->n_late = 2;
  if (self->late == 0)
    self->late = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_one_cb, NULL, NULL);
}

static void
update (TdCurvesPage *self)
{
  const TdCurvesEntry *entries;
  guint n_entries;

  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (!td_curves_update (self->curves, td_session_get_history (self->session),
                         &td_session_get_plan (self->session)->project,
                         td_session_get_progress (self->session), td_style_is_dark ()))
    return;
  show_models (self);
  entries = td_curves_get_entries (self->curves, &n_entries);
  td_legend_set_entries (self->legend, entries, n_entries);
}

static void
toggled_cb (TdCurvesPage *self, const char *id, gboolean shown)
{
  td_curves_set_hidden (self->curves, id, !shown);
  update (self);
}

static void
only_cb (TdCurvesPage *self, const char *id)
{
  td_curves_show_only (self->curves, id);
  update (self);
}

static void
all_cb (TdCurvesPage *self)
{
  td_curves_show_all (self->curves);
  update (self);
}

/* Both charts have one crosshair, and show the same part of the run. */

static void
pointed_cb (TdCurvesPage *self, TdChartArea *area)
{
  double x = td_chart_area_get_pointed (area);

  td_chart_area_set_pointed (TD_CHART_AREA (self->loss), x);
  td_chart_area_set_pointed (TD_CHART_AREA (self->accuracy), x);
}

static void
show_zoom (TdCurvesPage *self)
{
  gboolean zoomed = td_chart_area_get_view (TD_CHART_AREA (self->loss))->zoomed
                    || td_chart_area_get_view (TD_CHART_AREA (self->accuracy))->zoomed;

  if (!zoomed && gtk_widget_has_focus (self->zoom_reset))
    gtk_widget_grab_focus (self->loss);
  gtk_widget_set_visible (self->zoom_reset, zoomed);
}

static void
zoomed_cb (TdCurvesPage *self, TdChartArea *area)
{
  GtkWidget *other = GTK_WIDGET (area) == self->loss ? self->accuracy : self->loss;
  TdChartView from = *td_chart_area_get_view (area);
  TdChartView view = *td_chart_area_get_view (TD_CHART_AREA (other));

  view.x0 = from.x0;
  view.x1 = from.x1;
  if (!from.zoomed)
    view.y0 = view.y1 = 0;
  view.zoomed = view.x1 > view.x0 || view.y1 > view.y0;
  td_chart_area_set_view (TD_CHART_AREA (other), &view);
  show_zoom (self);
}

static void
zoom_reset_cb (TdCurvesPage *self)
{
  TdChartView view = *td_chart_area_get_view (TD_CHART_AREA (self->loss));

  view.zoomed = FALSE;
  view.x0 = view.x1 = view.y0 = view.y1 = 0;
  td_chart_area_set_view (TD_CHART_AREA (self->loss), &view);
  zoomed_cb (self, TD_CHART_AREA (self->loss));
}

static void
view_cb (TdCurvesPage *self)
{
  TdChartView loss = *td_chart_area_get_view (TD_CHART_AREA (self->loss));
  TdChartView accuracy = *td_chart_area_get_view (TD_CHART_AREA (self->accuracy));

  loss.smoothing = accuracy.smoothing = gtk_range_get_value (GTK_RANGE (self->smooth));
  loss.log_y = gtk_check_button_get_active (self->log);
  td_chart_area_set_view (TD_CHART_AREA (self->loss), &loss);
  td_chart_area_set_view (TD_CHART_AREA (self->accuracy), &accuracy);
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
    *minimum = *natural = MAX (*natural, 2 * one_minimum + 2 * MARGIN + LEGEND_HEIGHT);
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
  gboolean stacked = width < STACK_BELOW;
  int legend, charts, least;

  gtk_widget_measure (self->loss, GTK_ORIENTATION_VERTICAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->legend), GTK_ORIENTATION_VERTICAL, inside, &legend, NULL,
                      NULL, NULL);
  legend = MIN (legend, MAX (height - 2 * MARGIN - (stacked ? 2 : 1) * least, LEGEND_HEIGHT));
  charts = height - legend - 2 * MARGIN;

  if (!stacked)
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
  place (self->legend_scroll, MARGIN, height - legend - MARGIN / 2, inside, legend);
}

static void
td_curves_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_curves_page_parent_class)->map (widget);
  update (TD_CURVES_PAGE (widget));
}

static void
td_curves_page_dispose (GObject *object)
{
  TdCurvesPage *self = TD_CURVES_PAGE (object);

  g_clear_object (&self->session);
  if (self->late != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->late);
  self->late = 0;
  g_clear_pointer (&self->loss, gtk_widget_unparent);
  g_clear_pointer (&self->accuracy, gtk_widget_unparent);
  g_clear_pointer (&self->legend_scroll, gtk_widget_unparent);
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
  g_type_ensure (TD_TYPE_LEGEND);
  object_class->dispose = td_curves_page_dispose;
  object_class->finalize = td_curves_page_finalize;
  widget_class->measure = td_curves_page_measure;
  widget_class->size_allocate = td_curves_page_size_allocate;
  widget_class->map = td_curves_page_map;
  gtk_widget_class_set_css_name (widget_class, "tdcurves");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/curves-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, loss);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, legend_scroll);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, legend);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, tools);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, zoom_reset);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, export);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, log);
  gtk_widget_class_bind_template_child (widget_class, TdCurvesPage, smooth);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, only_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
}

static void
td_curves_page_init (TdCurvesPage *self)
{
  self->curves = td_curves_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  td_accessible_set_menu_name (self->export, _("Export"));
  td_tooltip_yield (self->export);
  g_object_ref (self->tools); /* wherever the window puts them */
  view_cb (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
td_curves_page_set_session (TdCurvesPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_CURVES_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planned", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "looking", G_CALLBACK (looking_cb), self, G_CONNECT_SWAPPED);
  restore_view (self, td_session_get_view (session));
  update (self);
}

GtkWidget *
td_curves_page_get_tools (TdCurvesPage *self)
{
  g_return_val_if_fail (TD_IS_CURVES_PAGE (self), NULL);
  return self->tools;
}

TdCurves *
td_curves_page_new_curves (TdCurvesPage *self)
{
  TdCurves *curves;

  g_return_val_if_fail (TD_IS_CURVES_PAGE (self) && self->session != NULL, NULL);

  curves = td_curves_new ();
  td_curves_copy_hidden (curves, self->curves);
  td_curves_update (curves, td_session_get_history (self->session),
                    &td_session_get_plan (self->session)->project,
                    td_session_get_progress (self->session), FALSE);
  return curves;
}

TdCurvesLook
td_curves_page_get_look (TdCurvesPage *self)
{
  g_return_val_if_fail (TD_IS_CURVES_PAGE (self), TD_CURVES_LOOK);
  return (TdCurvesLook) { *td_chart_area_get_view (TD_CHART_AREA (self->loss)),
                          *td_chart_area_get_view (TD_CHART_AREA (self->accuracy)) };
}
