/* balance-page.c — the page "Balance".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/balance-page.h"

#include "core/balance/balancer.h"
#include "ui/chart-area.h"
#include "ui/formula.h"
#include "ui/style.h"
#include "ui/trial-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define CELL_FLOATS (sizeof (TdCell) / sizeof (float))

struct _TdBalancePage
{
  GtkWidget parent_instance;

  TdChartArea *chart;
  GtkLabel    *method;
  GtkLabel    *formula;
  TdTrialList *trials;

  TdSession    *session;
  TdHistoryView view;
  GArray       *series; /* TdSeries */
  TdPlan       *plan;   /* whose names the series borrow; a reference */
  TdChartModel  model;
};

G_DEFINE_FINAL_TYPE (TdBalancePage, td_balance_page, GTK_TYPE_WIDGET)

/* The line of one task: the mean weight of each epoch. */
static void
add_series (TdBalancePage *self, const TdTaskOptions *task)
{
  g_autofree char *name = g_strconcat (task->id, "/weight", NULL);
  int column = td_history_view_find (&self->view, name);
  TdSeries series = { .label = task->name, .tip_x = NAN, .tip_y = NAN, .x = self->view.x,
                      .color = td_task_color (task->color, td_style_is_dark ()),
                      .stride = CELL_FLOATS };

  if (column < 0 || self->view.n_rows == 0)
    return;
  series.n = self->view.n_rows;
  series.mean = &self->view.cells[column][0].mean;
  series.min = &self->view.cells[column][0].min;
  series.max = &self->view.cells[column][0].max;
  g_array_append_val (self->series, series);
}

static void
show_lines (TdBalancePage *self)
{
  guint64 epochs = td_training_of (&self->plan->project)->epochs > 0
                     ? (guint64) td_training_of (&self->plan->project)->epochs : 0;

  g_array_set_size (self->series, 0);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      const TdTaskOptions *task = td_task_options (td_plan_task (self->plan, k));

      if (task->enabled)
        add_series (self, task);
    }
  self->model = (TdChartModel) {
    .title = _("Weight of each task"),
    .x_label = _("epoch"),
    .series = (const TdSeries *) (gconstpointer) self->series->data,
    .n_series = self->series->len,
    .x_end = (double) epochs,
    .now = self->view.n_rows > 0 ? self->view.x[self->view.n_rows - 1] : NAN,
    .empty = _("Train to see what each task weighs."),
  };
  td_chart_area_set_model (self->chart, &self->model);
}

/* What the weights add up to, and what becomes of λ, in words. */
static const char *
words_of_scale (TdBalancerScale scale)
{
  static const char *const words[] = {
    [TD_SCALE_SUM] = N_("Without λ the weights add up to about the number of tasks."),
    [TD_SCALE_MEAN] = N_("Without λ the weights add up to about one."),
    [TD_SCALE_OWN] = N_("The method finds the size of the step as well."),
  };

  return _(words[scale]);
}

static const char *
words_of_lambda (TdBalancerLambda lambda)
{
  static const char *const words[] = {
    [TD_LAMBDA_KEPT] = N_("A larger λ counts more."),
    [TD_LAMBDA_CANCELLED] = N_("λ makes no difference to what is shared."),
    [TD_LAMBDA_INVERTED] = N_("A larger λ counts less."),
  };

  return _(words[lambda]);
}

static void
show_method (TdBalancePage *self)
{
  const TdSpec *balancer = &td_training_of (&self->plan->project)->balancer;
  const TdBalancerKind *kind = (const TdBalancerKind *) balancer->kind;
  gboolean idle = td_session_get_progress (self->session)->balancer_is_idle;
  g_autofree char *words = g_strdup_printf ("%s %s", words_of_scale (kind->scale),
                                            words_of_lambda (kind->lambda));
  g_autofree char *method = g_strdup_printf (
    "%s — %s", _(kind->kind.title),
    idle ? _("It has no gradients of two tasks to compare, so it acts as the plain sum.") : words);
  g_autofree char *formula = NULL;

  if (g_str_equal (gtk_label_get_text (self->method), method))
    return;
  gtk_label_set_text (self->method, method);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->method), kind->kind.paper);
  formula = td_formula_dup_markup (kind->formula);
  gtk_label_set_markup (self->formula, formula);
}

static void
update (TdBalancePage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  td_history_view_update (&self->view, td_session_get_history (self->session));
  show_method (self);
  show_lines (self);
}

static void
planned_cb (TdBalancePage *self)
{
  TdPlan *plan = td_plan_ref (td_session_get_plan (self->session));

  td_plan_unref (self->plan);
  self->plan = plan;
  show_method (self);
  show_lines (self);
}

/* Widget */

static void
td_balance_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_balance_page_parent_class)->map (widget);
  update (TD_BALANCE_PAGE (widget));
}

static void
td_balance_page_dispose (GObject *object)
{
  TdBalancePage *self = TD_BALANCE_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_balance_page_parent_class)->dispose (object);
}

static void
td_balance_page_finalize (GObject *object)
{
  TdBalancePage *self = TD_BALANCE_PAGE (object);

  td_history_view_clear (&self->view);
  g_array_unref (self->series);
  td_plan_unref (self->plan);
  G_OBJECT_CLASS (td_balance_page_parent_class)->finalize (object);
}

static void
td_balance_page_class_init (TdBalancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_CHART_AREA);
  g_type_ensure (TD_TYPE_TRIAL_LIST);
  G_OBJECT_CLASS (klass)->dispose = td_balance_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_balance_page_finalize;
  widget_class->map = td_balance_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdbalance");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tandem/Tandem/balance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdBalancePage, chart);
  gtk_widget_class_bind_template_child (widget_class, TdBalancePage, method);
  gtk_widget_class_bind_template_child (widget_class, TdBalancePage, formula);
  gtk_widget_class_bind_template_child (widget_class, TdBalancePage, trials);
}

static void
td_balance_page_init (TdBalancePage *self)
{
  self->series = g_array_new (FALSE, FALSE, sizeof (TdSeries));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
td_balance_page_set_session (TdBalancePage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_BALANCE_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  td_trial_list_set_session (self->trials, session);
  g_signal_connect_object (session, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  planned_cb (self);
  update (self);
}
