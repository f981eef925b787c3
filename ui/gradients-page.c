/* gradients-page.c — the page "Gradients".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradients-page.h"

#include "core/balance/balancer.h"
#include "ui/accessible.h"
#include "ui/chart-area.h"
#include "ui/chart/agreement.h"
#include "ui/format.h"
#include "ui/gradient-trail.h"
#include "ui/offer.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define FAR_APART 10 /* lengths of gradients: then some methods follow the longest alone */
#define MOST_TOLD 12 /* tasks whose pairs are told one by one */

struct _TdGradientsPage
{
  GtkWidget parent_instance;

  GtkDropDown    *layer;
  GtkDropDown    *task;
  GtkDrawingArea *matrix;
  GtkLabel       *summary;
  TdChartArea    *chart;
  GtkLabel       *norms;
  GtkLabel       *hint;

  TdSession       *session;
  TdJob           *job;       /* NULL: the page isn't shown */
  TdGradients     *gradients; /* the newest; NULL: none yet */
  TdGradientTrail *trail;
  GArray          *tasks;     /* guint: the plan's places of those on offer, which are switched on */
  GArray          *colors;    /* TdRgba of these, as the next ones */
  GPtrArray       *names;     /* borrowed from @gradients' plan */
  double          *cosines;
  GArray          *series;    /* TdSeries */
  TdChartModel     model;
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (TdGradientsPage, td_gradients_page, GTK_TYPE_WIDGET)

/* What is shown. "All layers" stands first on offer, and last in TdGradients. */
static guint
shown_layer (TdGradientsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->layer);

  return selected == 0 || selected > self->gradients->n_layers ? self->gradients->n_layers
                                                               : selected - 1;
}

static guint
shown_task (TdGradientsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->task);

  return selected < self->tasks->len ? selected : 0;
}

static guint
task_at (TdGradientsPage *self, guint position)
{
  return g_array_index (self->tasks, guint, position);
}

static gboolean
has_picture (TdGradientsPage *self)
{
  return self->gradients != NULL && self->gradients->n_layers > 0 && self->tasks->len > 0;
}

static TdAgreement
agreement_of (TdGradientsPage *self)
{
  return (TdAgreement) { .n = self->tasks->len,
                         .names = (const char *const *) self->names->pdata,
                         .colors = (const TdRgba *) (gconstpointer) self->colors->data,
                         .cosines = self->cosines,
                         .chosen = (gint) shown_task (self) };
}

/* Tasks, their colours and names, and the cosines between them. */

static void
collect (TdGradientsPage *self)
{
  const TdGradients *gradients = self->gradients;
  guint layer = shown_layer (self);

  g_array_set_size (self->tasks, 0);
  g_array_set_size (self->colors, 0);
  g_ptr_array_set_size (self->names, 0);
  for (guint k = 0; k < gradients->n_tasks; k++)
    {
      const TdTaskOptions *options = td_task_options (td_plan_task (gradients->plan, k));
      TdRgba color = td_task_color (options->color, td_style_is_dark ());

      if (!options->enabled)
        continue;
      g_array_append_val (self->tasks, k);
      g_array_append_val (self->colors, color);
      g_ptr_array_add (self->names, options->name);
    }
  self->cosines = g_renew (double, self->cosines, MAX (self->tasks->len * self->tasks->len, 1));
  for (guint a = 0; a < self->tasks->len; a++)
    for (guint b = 0; b < self->tasks->len; b++)
      self->cosines[a * self->tasks->len + b]
        = td_gradients_cosine (gradients, layer, task_at (self, a), task_at (self, b));
}

/* The line of each other task with the chosen one. */
static void
draw_lines (TdGradientsPage *self)
{
  guint chosen = shown_task (self), layer = shown_layer (self);

  g_array_set_size (self->series, 0);
  for (guint i = 0; i < self->tasks->len; i++)
    {
      gsize stride;
      const float *cosines = td_gradient_trail_get_cosines (self->trail, layer,
                                                            task_at (self, chosen),
                                                            task_at (self, i), &stride);
      TdSeries series = { .label = self->names->pdata[i],
                          .color = g_array_index (self->colors, TdRgba, i),
                          .n = td_gradient_trail_get_n (self->trail),
                          .x = td_gradient_trail_get_x (self->trail),
                          .mean = cosines, .stride = stride, .tip_x = NAN, .tip_y = NAN };

      if (i != chosen && cosines != NULL)
        g_array_append_val (self->series, series);
    }
}

static void
show_lines (TdGradientsPage *self)
{
  self->model = (TdChartModel) {
    .title = _("Cosine over time"),
    .x_label = _("epoch"),
    .now = NAN,
    .empty = has_picture (self) ? _("The cosines of two tasks are drawn here while you look.")
                                : _("Train to see how the tasks' gradients move."),
  };
  g_array_set_size (self->series, 0);
  if (has_picture (self))
    draw_lines (self);
  self->model.series = (const TdSeries *) (gconstpointer) self->series->data;
  self->model.n_series = self->series->len;
  td_chart_area_set_model (self->chart, &self->model);
}

/* Words */

static void
show_summary (TdGradientsPage *self)
{
  double conflict = has_picture (self) ? td_gradients_conflict (self->gradients, shown_layer (self))
                                       : NAN;
  g_autofree char *share = td_format_percent (conflict);
  g_autofree char *text = NULL;

  if (self->gradients == NULL)
    text = g_strdup (_("There are no rows to train on."));
  else if (!has_picture (self))
    text = g_strdup (_("No weights are shared by two tasks, so there is nothing to compare."));
  else if (isnan (conflict))
    text = g_strdup (_("Only one task has a gradient."));
  else
    text = g_strdup_printf (_("%s of pairs conflict"), share);
  gtk_label_set_text (self->summary, text);
}

static void
tell_pairs (TdGradientsPage *self)
{
  TdAgreement chart = agreement_of (self);
  GString *text = g_string_new (gtk_label_get_text (self->summary));

  for (guint a = 0; a < chart.n && chart.n <= MOST_TOLD; a++)
    for (guint b = a + 1; b < chart.n; b++)
      {
        g_autofree char *pair = td_agreement_read (&chart, a, b);

        g_string_append_printf (text, "; %s", pair);
      }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->matrix),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
  g_string_free (text, TRUE);
}

/* Whether how the run is balanced makes no difference of a task's loss times a hundred. */
static gboolean
is_even (const TdKind *kind)
{
  return ((const TdBalancerKind *) kind)->lambda == TD_LAMBDA_CANCELLED;
}

static void
show_hint (TdGradientsPage *self, double spread)
{
  const TdSpec *balancer;
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;
  gboolean wanted = spread > FAR_APART;

  if (wanted)
    {
      balancer = &td_training_of (&self->gradients->plan->project)->balancer;
      wanted = !is_even (balancer->kind);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->hint), wanted);
  if (!wanted)
    return;
  for (guint i = 0; td_balancers.kinds[i] != NULL; i++)
    if (is_even (td_balancers.kinds[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              _(td_balancers.kinds[i]->title));
  text = g_strdup_printf (_("Methods that even this out: %s"), names->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hint), text);
}

static void
show_norms (TdGradientsPage *self)
{
  GString *text = g_string_new (NULL);
  guint layer = has_picture (self) ? shown_layer (self) : 0;
  double spread = has_picture (self) ? td_gradients_spread (self->gradients, layer) : 1;

  for (guint i = 0; has_picture (self) && i < self->tasks->len; i++)
    g_string_append_printf (text, "%s%s %.2g", i > 0 ? " · " : "", (char *) self->names->pdata[i],
                            td_gradients_norm (self->gradients, layer, task_at (self, i)));
  if (spread >= 2)
    g_string_append_printf (text, _(" (%.2g × apart)"), spread);
  gtk_label_set_text (self->norms, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->norms),
                               _("How long each task's gradient is on what is shared"));
  show_hint (self, spread);
  g_string_free (text, TRUE);
}

static void
show (TdGradientsPage *self)
{
  g_array_set_size (self->tasks, 0);
  if (self->gradients != NULL)
    collect (self);
  show_summary (self);
  if (has_picture (self))
    tell_pairs (self);
  show_norms (self);
  show_lines (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->matrix));
}

static void
draw_matrix (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdGradientsPage *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));
  TdAgreement chart;

  if (!has_picture (self))
    return;
  chart = agreement_of (self);
  td_agreement_draw (cr, width, height, &chart, &palette);
}

static gboolean
find_cell (TdGradientsPage *self, double x, double y, guint *row, guint *column)
{
  GtkWidget *area = GTK_WIDGET (self->matrix);
  TdPalette palette = td_style_palette (area);
  TdAgreement chart = agreement_of (self);

  return has_picture (self)
         && td_agreement_find (gtk_widget_get_width (area), gtk_widget_get_height (area), &chart,
                               &palette, x, y, row, column);
}

static gboolean
tooltip_cb (TdGradientsPage *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  TdAgreement chart = agreement_of (self);
  g_autofree char *words = NULL;
  guint row, column;

  if (keyboard || !find_cell (self, x, y, &row, &column))
    return FALSE;
  words = td_agreement_read (&chart, row, column);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
pressed_cb (TdGradientsPage *self, int n_press, double x, double y)
{
  guint row, column;

  if (find_cell (self, x, y, &row, &column))
    gtk_drop_down_set_selected (self->task, row);
}

/* Offers */

static void
offer (TdGradientsPage *self)
{
  g_autoptr(GPtrArray) layers = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  guint layer = gtk_drop_down_get_selected (self->layer);
  guint task = gtk_drop_down_get_selected (self->task);

  g_ptr_array_add (layers, (gpointer) _("All layers"));
  for (guint i = 0; i < self->gradients->n_layers; i++)
    g_ptr_array_add (layers, self->gradients->layers[i]);
  for (guint k = 0; k < self->gradients->n_tasks; k++)
    {
      const TdTaskOptions *options = td_task_options (td_plan_task (self->gradients->plan, k));

      if (options->enabled)
        g_ptr_array_add (names, options->name);
    }
  self->filling = TRUE;
  td_offer_texts (self->layer, layers, layer);
  td_offer_texts (self->task, names, task);
  self->filling = FALSE;
}

static void
choice_cb (TdGradientsPage *self)
{
  if (!self->filling && self->gradients != NULL)
    show (self);
}

/* Asking */

static void
observed_cb (TdGradientsPage *self)
{
  TdGradients *gradients = self->job != NULL ? td_job_take (self->job) : NULL;

  if (gradients == NULL)
    return;
  td_gradients_free (self->gradients);
  self->gradients = gradients;
  td_gradient_trail_add (self->trail, gradients);
  offer (self);
  show (self);
}

static void
observe (TdGradientsPage *self)
{
  gboolean wanted = self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && self->job == NULL)
    self->job = td_session_observe (self->session, &td_gradients_job, td_gradients_ask ());
  else if (!wanted)
    g_clear_pointer (&self->job, td_job_remove);
}

/* Widget */

static void
td_gradients_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_gradients_page_parent_class)->map (widget);
  observe (TD_GRADIENTS_PAGE (widget));
}

static void
td_gradients_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_gradients_page_parent_class)->unmap (widget);
  observe (TD_GRADIENTS_PAGE (widget));
}

static void
td_gradients_page_dispose (GObject *object)
{
  GtkWidget *child;

  td_gradients_page_set_session (TD_GRADIENTS_PAGE (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_gradients_page_parent_class)->dispose (object);
}

static void
td_gradients_page_finalize (GObject *object)
{
  TdGradientsPage *self = TD_GRADIENTS_PAGE (object);

  td_gradients_free (self->gradients);
  td_gradient_trail_free (self->trail);
  g_array_unref (self->tasks);
  g_array_unref (self->colors);
  g_ptr_array_unref (self->names);
  g_array_unref (self->series);
  g_free (self->cosines);
  G_OBJECT_CLASS (td_gradients_page_parent_class)->finalize (object);
}

static void
td_gradients_page_class_init (TdGradientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_CHART_AREA);
  G_OBJECT_CLASS (klass)->dispose = td_gradients_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_gradients_page_finalize;
  widget_class->map = td_gradients_page_map;
  widget_class->unmap = td_gradients_page_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdgradients");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tandem/Tandem/gradients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, layer);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, task);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, norms);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, hint);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
td_gradients_page_init (TdGradientsPage *self)
{
  TdChartView view = { .zoomed = TRUE, .y0 = -1, .y1 = 1 };

  self->trail = td_gradient_trail_new ();
  self->tasks = g_array_new (FALSE, FALSE, sizeof (guint));
  self->colors = g_array_new (FALSE, FALSE, sizeof (TdRgba));
  self->names = g_ptr_array_new ();
  self->series = g_array_new (FALSE, FALSE, sizeof (TdSeries));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  td_accessible_set_name (GTK_WIDGET (self->layer), _("Layer"));
  td_accessible_set_name (GTK_WIDGET (self->task), _("Cosine With"));
  td_accessible_set_name (GTK_WIDGET (self->matrix), _("Cosines of the Gradients"));
  gtk_drawing_area_set_draw_func (self->matrix, draw_matrix, self, NULL);
  td_chart_area_set_view (self->chart, &view);
  show (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

void
td_gradients_page_set_session (TdGradientsPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_GRADIENTS_PAGE (self));

  if (self->session == session)
    return;
  g_clear_pointer (&self->job, td_job_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "observed", G_CALLBACK (observed_cb), self);
  observe (self);
}
