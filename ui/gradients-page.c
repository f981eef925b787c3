/* gradients-page.c — the page "Gradients".
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/gradients-page.h"

#include "ui/accessible.h"
#include "ui/agreement-model.h"
#include "ui/chart-area.h"
#include "ui/chart/text.h"
#include "ui/gradient-quantity.h"
#include "ui/gradient-words.h"
#include "ui/offer.h"
#include "ui/style.h"
#include "ui/watch.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _TdGradientsPage
{
  GtkWidget parent_instance;

  GtkDropDown    *layer;
  GtkDropDown    *quantity;
  GtkDropDown    *task;
  GtkDrawingArea *matrix;
  GtkLabel       *summary;
  TdChartArea    *chart;
  GtkLabel       *norms;
  GtkLabel       *hint;

  TdSession       *session;
  TdWatch         *watch;
  TdGradients     *gradients; /* the newest; NULL: none yet */
  TdGradientLines *lines;
  TdAgreementModel tasks;     /* on offer */
  TdChartModel     model;
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (TdGradientsPage, td_gradients_page, GTK_TYPE_WIDGET)

/* What is shown; -1: all layers, which stand first on offer. */
static gint
shown_layer (TdGradientsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->layer);

  return selected == 0 || self->gradients == NULL || selected > self->gradients->n_layers
           ? -1 : (gint) selected - 1;
}

/* All layers stand last in TdGradients. */
static guint
place_of_layer (TdGradientsPage *self)
{
  return shown_layer (self) < 0 ? self->gradients->n_layers : (guint) shown_layer (self);
}

static guint
shown_task (TdGradientsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->task);

  return selected < self->tasks.n ? selected : 0;
}

static gboolean
has_picture (TdGradientsPage *self)
{
  return self->gradients != NULL && self->gradients->n_layers > 0 && self->tasks.n > 0;
}

static TdAgreement
agreement_of (TdGradientsPage *self)
{
  return td_agreement_model_chart (&self->tasks, (gint) shown_task (self));
}

/* Over time */

static const TdGradientQuantity *
shown_quantity (TdGradientsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->quantity);

  return &td_gradient_quantities[selected != GTK_INVALID_LIST_POSITION ? selected : 0];
}

static void
show_lines (TdGradientsPage *self)
{
  const TdGradientAim aim = { &self->tasks, shown_task (self), shown_layer (self),
                              td_style_palette (GTK_WIDGET (self)).foreground };

  self->model = td_gradient_quantity_chart (shown_quantity (self), self->lines, &aim);
  if (self->gradients != NULL && !has_picture (self)) /* the matrix says why there is nothing */
    self->model.empty = "";
  td_chart_area_set_model (self->chart, &self->model);
}

/* Words */

static gint
known_layer (TdGradientsPage *self)
{
  return has_picture (self) ? (gint) place_of_layer (self) : -1;
}

static void
tell_pairs (TdGradientsPage *self)
{
  const char *reason = td_gradient_words_reason (self->gradients, &self->tasks);
  g_autofree char *pairs = td_agreement_model_tell (&self->tasks,
                                                    gtk_label_get_text (self->summary));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->matrix),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason != NULL ? reason : pairs, -1);
}

static void
show_summary (TdGradientsPage *self)
{
  g_autofree char *text
    = td_gradient_words_summary (self->gradients, known_layer (self),
                                 td_gradient_lines_last_conflict (self->lines));

  gtk_label_set_text (self->summary, text);
  tell_pairs (self);
}

static void
show_norms (TdGradientsPage *self)
{
  gint layer = known_layer (self);
  g_autofree char *text = td_gradient_words_norms (self->gradients, &self->tasks, layer);
  g_autofree char *all = td_gradient_words_all_norms (self->gradients, &self->tasks, layer);
  g_autofree char *methods = td_gradient_words_even_methods (
    self->gradients, layer, gtk_widget_get_visible (GTK_WIDGET (self->hint)));

  gtk_label_set_text (self->norms, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->norms), all);
  gtk_widget_set_visible (GTK_WIDGET (self->norms), text[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->hint), methods != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hint), methods);
}

static void
show (TdGradientsPage *self)
{
  if (self->gradients != NULL)
    td_agreement_model_fill (&self->tasks, self->gradients, place_of_layer (self),
                             td_style_is_dark ());
  else if (self->session != NULL)
    td_agreement_model_name (&self->tasks, td_session_get_plan (self->session),
                             td_style_is_dark ());
  gtk_widget_set_visible (GTK_WIDGET (self->task), shown_quantity (self)->of_task);
  show_summary (self);
  show_norms (self);
  show_lines (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->matrix));
}

static void
draw_matrix (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  TdGradientsPage *self = user_data;
  TdPalette palette = td_style_palette (GTK_WIDGET (area));
  const char *reason = td_gradient_words_reason (self->gradients, &self->tasks);
  TdAgreement chart;
  TdText text;

  if (reason == NULL)
    {
      chart = agreement_of (self);
      td_agreement_draw (cr, width, height, &chart, &palette);
      return;
    }
  td_text_init (&text, cr, &palette);
  td_text_draw_wrapped (&text, reason, width / 2.0, height / 2.0, width * 0.8,
                        palette.dim);
  td_text_clear (&text);
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

  if (!find_cell (self, x, y, &row, &column))
    return;
  gtk_drop_down_set_selected (self->quantity, 0);
  gtk_drop_down_set_selected (self->task, row);
}

/* Offers */

static void
offer_quantities (TdGradientsPage *self)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();

  for (const TdGradientQuantity *i = td_gradient_quantities; i->title != NULL; i++)
    g_ptr_array_add (texts, (gpointer) _(i->choice));
  td_offer_texts (self->quantity, texts, 0);
}

static void
offer (TdGradientsPage *self)
{
  g_autoptr(GPtrArray) layers = g_ptr_array_new ();
  guint layer = gtk_drop_down_get_selected (self->layer);
  guint task = gtk_drop_down_get_selected (self->task);

  g_ptr_array_add (layers, (gpointer) _("All layers"));
  for (guint i = 0; self->gradients != NULL && i < self->gradients->n_layers; i++)
    g_ptr_array_add (layers, self->gradients->layers[i]);
  self->filling = TRUE;
  td_offer_texts (self->layer, layers, layer);
  td_offer_texts (self->task, self->tasks.names, task);
  self->filling = FALSE;
}

static void
choice_cb (TdGradientsPage *self)
{
  if (!self->filling)
    show (self);
}

static void
quantity_cb (TdGradientsPage *self)
{
  TdChartView view = td_gradient_quantity_view (shown_quantity (self));

  if (self->filling)
    return;
  td_chart_area_set_view (self->chart, &view);
  show (self);
}

/* Asking */

static void
take (gpointer widget, gpointer gradients)
{
  TdGradientsPage *self = TD_GRADIENTS_PAGE (widget);

  td_gradients_free (self->gradients);
  self->gradients = gradients;
  td_gradient_lines_see (self->lines, gradients);
  show (self);
  offer (self);
}

static gpointer
ask (gpointer widget)
{
  return td_gradients_ask ();
}

static const TdWatcher watcher = { .job = &td_gradients_job, .ask = ask, .take = take };

/* The run's own records; they are few, and grow by an epoch. */
static void
progress_cb (TdGradientsPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  td_gradient_lines_read (self->lines, td_session_get_history (self->session));
  show_summary (self);
  show_lines (self);
}

/* Until the first ones are there, the tasks are known already, and all layers. */
static void
await_gradients (TdGradientsPage *self)
{
  if (self->session == NULL || self->gradients != NULL)
    return;
  show (self);
  if (self->tasks.plan != NULL)
    offer (self);
}

/* Widget */

static void
td_gradients_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_gradients_page_parent_class)->map (widget);
  await_gradients (TD_GRADIENTS_PAGE (widget));
  progress_cb (TD_GRADIENTS_PAGE (widget));
}

static void
td_gradients_page_dispose (GObject *object)
{
  TdGradientsPage *self = TD_GRADIENTS_PAGE (object);
  GtkWidget *child;

  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_gradients_page_parent_class)->dispose (object);
}

static void
td_gradients_page_finalize (GObject *object)
{
  TdGradientsPage *self = TD_GRADIENTS_PAGE (object);

  td_gradients_free (self->gradients);
  td_gradient_lines_free (self->lines);
  td_agreement_model_clear (&self->tasks);
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
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "tdgradients");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tandem/Tandem/gradients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, layer);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, quantity);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, task);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, matrix);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, chart);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, norms);
  gtk_widget_class_bind_template_child (widget_class, TdGradientsPage, hint);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, quantity_cb);
  gtk_widget_class_bind_template_callback (widget_class, tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
td_gradients_page_init (TdGradientsPage *self)
{
  self->lines = td_gradient_lines_new ();
  td_agreement_model_init (&self->tasks);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  offer_quantities (self);
  self->filling = FALSE;
  td_accessible_set_name (GTK_WIDGET (self->layer), _("Layer"));
  td_accessible_set_name (GTK_WIDGET (self->quantity), _("Shown over Time"));
  td_accessible_set_name (GTK_WIDGET (self->task), _("Cosine With"));
  td_accessible_set_name (GTK_WIDGET (self->matrix), _("Cosines of the Gradients"));
  gtk_drawing_area_set_draw_func (self->matrix, draw_matrix, self, NULL);
  quantity_cb (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (show), self, G_CONNECT_SWAPPED);
}

void
td_gradients_page_set_session (TdGradientsPage *self, TdSession *session)
{
  g_return_if_fail (TD_IS_GRADIENTS_PAGE (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
}
