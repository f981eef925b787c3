/* predictions-page.c — the page "Predictions".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/predictions-page.h"

#include "core/train/review.h"
#include "ui/accessible.h"
#include "ui/chart/review.h"
#include "ui/format.h"
#include "ui/offer.h"
#include "ui/style.h"
#include "ui/watch.h"
#include "ui/worst-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* In the order they are offered. */
static const struct
{
  TdPart      part;
  const char *name;
} parts[] = {
  { TD_PART_VALIDATION, N_("Validation") },
  { TD_PART_TEST, N_("Test") },
  { TD_PART_TRAIN, N_("Training") },
};

struct _TdPredictionsPage
{
  GtkWidget parent_instance;

  GtkDropDown    *task;
  GtkDropDown    *part;
  GtkDropDown    *output;
  GtkInscription *summary;
  GtkDrawingArea *chart;
  TdWorstList    *worst;

  TdSession *session;
  TdWatch   *watch;
  GStrv      ids;      /* of the tasks on offer */
  GArray    *offered;  /* of TdPart */
  TdReview  *review;   /* the newest; NULL: none yet */
  GStrv      names;    /* of its choices or outputs */
  gboolean   filling;
};

G_DEFINE_FINAL_TYPE (TdPredictionsPage, td_predictions_page, GTK_TYPE_WIDGET)

static guint row_signal;

/* Showing */

static TdReviewChart
chart_of (TdPredictionsPage *self)
{
  const TdReview *review = self->review;
  const TdTaskOptions *options = td_task_options (td_plan_task (review->plan, review->task));
  guint output = gtk_drop_down_get_selected (self->output);

  return (TdReviewChart) {
    .color = td_task_color (options->color, td_style_is_dark ()),
    .names = self->names,
    .n = review->confusion != NULL ? review->n_choices : review->n_outputs,
    .confusion = review->confusion,
    .truths = (const guint *) review->truths,
    .n_points = review->n_points,
    .points = review->points,
    .output = output < review->n_outputs ? output : 0,
  };
}

static char *
dup_summary (const TdReview *review)
{
  const TdTaskMetrics *metrics = &review->metrics;
  g_autofree char *rows = td_format_count (review->plan->dataset->n_part[review->part]);
  g_autofree char *rmse = td_format_number (metrics->rmse);

  if (isfinite (metrics->exact))
    return g_strdup_printf (_("%.1f%% of cells right, %.1f%% of rows in all · %s rows"),
                            100 * metrics->accuracy, 100 * metrics->exact, rows);
  if (isfinite (metrics->accuracy))
    return g_strdup_printf (_("%.1f%% right · %s rows"), 100 * metrics->accuracy, rows);
  if (isfinite (metrics->r2))
    return g_strdup_printf (_("R² %.3f · off by %s (RMSE) · %s rows"), metrics->r2, rmse, rows);
  return g_strdup_printf (_("No labels in %s rows"), rows);
}

static void
show_outputs (TdPredictionsPage *self)
{
  gboolean several = self->review->points != NULL && self->review->n_outputs > 1;

  gtk_widget_set_visible (GTK_WIDGET (self->output), several);
  if (several
      && g_list_model_get_n_items (gtk_drop_down_get_model (self->output))
           != self->review->n_outputs)
    {
      GtkStringList *names = gtk_string_list_new ((const char *const *) self->names);

      gtk_drop_down_set_model (self->output, G_LIST_MODEL (names));
      g_object_unref (names);
    }
}

static void
show_review (TdPredictionsPage *self)
{
  const TdReview *review = self->review;
  const TdSpec *spec = td_plan_task (review->plan, review->task);
  const TdTargetFit *fit = td_plan_target (review->plan, review->task);
  char **choices = td_task_choices (spec, fit);
  g_autofree char *summary = dup_summary (review);

  g_strfreev (self->names);
  self->names = choices != NULL ? g_strdupv (choices)
                                : td_task_kind (spec)->output_names (spec->options, fit);
  show_outputs (self);
  gtk_inscription_set_text (self->summary, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  summary, -1);
  td_worst_list_show (self->worst, review);
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

static void
take (gpointer widget, gpointer review)
{
  TdPredictionsPage *self = TD_PREDICTIONS_PAGE (widget);

  td_review_free (self->review);
  self->review = review;
  show_review (self);
}

static void
draw_chart (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdPredictionsPage *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));
  TdReviewChart chart;

  if (self->review == NULL)
    return;
  chart = chart_of (self);
  td_review_draw (cr, width, height, &chart, &palette);
}

static gboolean
tooltip_cb (TdPredictionsPage *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GtkWidget *area = GTK_WIDGET (self->chart);
  TdPalette palette = td_style_palette (area);
  g_autofree char *words = NULL;
  TdReviewChart chart;

  if (self->review == NULL || keyboard)
    return FALSE;
  chart = chart_of (self);
  words = td_review_read (gtk_widget_get_width (area), gtk_widget_get_height (area), &chart,
                          &palette, x, y);
  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
forget (TdPredictionsPage *self)
{
  g_clear_pointer (&self->review, td_review_free);
  gtk_inscription_set_text (self->summary, "");
  td_worst_list_show (self->worst, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

/* Asking */

static gpointer
ask (gpointer widget)
{
  TdPredictionsPage *self = TD_PREDICTIONS_PAGE (widget);
  guint task = gtk_drop_down_get_selected (self->task);
  guint part = gtk_drop_down_get_selected (self->part);

  return td_review_ask (self->ids[task], g_array_index (self->offered, TdPart, part));
}

static gboolean
can_ask (gpointer widget)
{
  TdPredictionsPage *self = TD_PREDICTIONS_PAGE (widget);

  return self->ids != NULL && gtk_drop_down_get_selected (self->task) < g_strv_length (self->ids)
         && gtk_drop_down_get_selected (self->part) < self->offered->len;
}

static const TdWatcher watcher = { &td_review_job, can_ask, ask, take };

static void
choice_cb (TdPredictionsPage *self)
{
  if (!self->filling)
    td_watch_ask (self->watch);
}

static void
output_cb (TdPredictionsPage *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

static void
offer_tasks (TdPredictionsPage *self, const TdPlan *plan)
{
  guint before = gtk_drop_down_get_selected (self->task), selected = 0;
  g_autofree char *chosen = self->ids != NULL && before < g_strv_length (self->ids)
                              ? g_strdup (self->ids[before]) : NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < plan->n_tasks; i++)
    {
      const TdTaskOptions *options = td_task_options (td_plan_task (plan, i));

      if (!options->enabled)
        continue;
      if (g_strcmp0 (options->id, chosen) == 0)
        selected = names->len;
      g_ptr_array_add (names, options->name);
      g_strv_builder_add (ids, options->id);
    }
  g_strfreev (self->ids);
  self->ids = g_strv_builder_end (ids);
  td_offer_texts (self->task, names, selected);
}

static void
offer_parts (TdPredictionsPage *self, const TdPlan *plan)
{
  guint before = gtk_drop_down_get_selected (self->part), selected = 0;
  TdPart chosen = before < self->offered->len ? g_array_index (self->offered, TdPart, before)
                                              : TD_PART_VALIDATION;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  g_array_set_size (self->offered, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts) && plan->dataset != NULL; i++)
    {
      if (plan->dataset->n_part[parts[i].part] == 0)
        continue;
      if (parts[i].part == chosen)
        selected = names->len;
      g_ptr_array_add (names, (gpointer) _(parts[i].name));
      g_array_append_val (self->offered, parts[i].part);
    }
  td_offer_texts (self->part, names, selected);
}

static void
planned_cb (TdPredictionsPage *self)
{
  const TdPlan *plan = td_session_get_plan (self->session);

  self->filling = TRUE;
  offer_tasks (self, plan);
  offer_parts (self, plan);
  self->filling = FALSE;
  if (!can_ask (self))
    forget (self);
  td_watch_ask (self->watch);
}

static void
restyle (TdPredictionsPage *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->chart));
}

static void
chosen_cb (TdPredictionsPage *self, guint64 row)
{
  g_signal_emit (self, row_signal, 0, row);
}

/* Widget */

static void
td_predictions_page_dispose (GObject *object)
{
  TdPredictionsPage *self = TD_PREDICTIONS_PAGE (object);
  GtkWidget *child;

  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_predictions_page_parent_class)->dispose (object);
}

static void
td_predictions_page_finalize (GObject *object)
{
  TdPredictionsPage *self = TD_PREDICTIONS_PAGE (object);

  td_review_free (self->review);
  g_strfreev (self->ids);
  g_strfreev (self->names);
  g_array_unref (self->offered);
  G_OBJECT_CLASS (td_predictions_page_parent_class)->finalize (object);
}

static void
td_predictions_page_class_init (TdPredictionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (TD_TYPE_WORST_LIST);
  G_OBJECT_CLASS (klass)->dispose = td_predictions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_predictions_page_finalize;
  row_signal = g_signal_new ("row", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdpredictions");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tandem/Tandem/predictions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, task);
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, part);
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, output);
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, TdPredictionsPage, worst);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
}

static void
td_predictions_page_init (TdPredictionsPage *self)
{
  self->offered = g_array_new (FALSE, FALSE, sizeof (TdPart));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  td_accessible_set_name (GTK_WIDGET (self->task), _("Task"));
  td_accessible_set_name (GTK_WIDGET (self->part), _("Part of the Data"));
  td_accessible_set_name (GTK_WIDGET (self->output), _("Output"));
  td_accessible_set_name (GTK_WIDGET (self->chart), _("Answers and Labels"));
  gtk_drawing_area_set_draw_func (self->chart, draw_chart, self, NULL);
  g_signal_connect_object (self->worst, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (restyle), self, G_CONNECT_SWAPPED);
}

void
td_predictions_page_set_session (TdPredictionsPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_PREDICTIONS_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "planned", G_CALLBACK (planned_cb), self, G_CONNECT_SWAPPED);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
  planned_cb (self);
}
