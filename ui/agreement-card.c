/* agreement-card.c — see agreement-card.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/agreement-card.h"

#include "ui/accessible.h"
#include "ui/agreement-model.h"
#include "ui/chart/text.h"
#include "ui/gradient-words.h"
#include "ui/style.h"
#include "ui/watch.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define LEAST_WIDTH 120
#define TEXT_HEIGHT 64 /* of the reason why there is no matrix */

struct _TdAgreementCard
{
  GtkWidget parent_instance;

  TdWatch         *watch;
  TdGradients     *gradients; /* the newest; NULL: none yet */
  TdAgreementModel tasks;
  GtkAdjustment   *scroll;    /* what brings it in and out of sight; NULL: nothing does */
  guint            source;    /* looks whether it is in sight; 0: none is due */
};

G_DEFINE_FINAL_TYPE (TdAgreementCard, td_agreement_card, GTK_TYPE_WIDGET)

static const char *
reason_of (TdAgreementCard *self)
{
  return td_gradient_words_reason (self->gradients, &self->tasks);
}

static void
show (TdAgreementCard *self)
{
  g_autofree char *told = NULL;

  if (self->gradients == NULL)
    return;
  td_agreement_model_fill (&self->tasks, self->gradients, self->gradients->n_layers,
                           td_style_is_dark ());
  told = reason_of (self) != NULL ? g_strdup (reason_of (self))
                                  : td_agreement_model_tell (&self->tasks, "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, told,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
take (gpointer widget, gpointer gradients)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);
  guint n = self->tasks.n;
  gboolean had_reason = reason_of (self) != NULL;

  td_gradients_free (self->gradients);
  self->gradients = gradients;
  show (self);
  if (self->tasks.n != n || (reason_of (self) != NULL) != had_reason) /* its height follows */
    gtk_widget_queue_resize (widget);
}

/* What scrolls in the pane; NULL: nothing does. */
static GtkWidget *
find_content (TdAgreementCard *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  return viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
}

/* By where it lies in what scrolls, as nothing has its new place before the next frame. */
static gboolean
is_in_sight (gpointer widget)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);
  GtkWidget *content = find_content (self);
  graphene_rect_t bounds;
  double top;

  if (self->source != 0) /* its place isn't known yet */
    return FALSE;
  if (self->scroll == NULL || content == NULL
      || !gtk_widget_compute_bounds (widget, content, &bounds))
    return TRUE;
  top = gtk_adjustment_get_value (self->scroll);
  return bounds.origin.y < top + gtk_adjustment_get_page_size (self->scroll)
         && bounds.origin.y + bounds.size.height > top;
}

static gpointer
ask (gpointer widget)
{
  return td_gradients_ask ();
}

static const TdWatcher watcher = { &td_gradients_job, is_in_sight, ask, take };

static gboolean
look_cb (gpointer user_data)
{
  TdAgreementCard *self = user_data;

  self->source = 0;
  td_watch_look (self->watch);
  return G_SOURCE_REMOVE;
}

/* When groups above have been folded, everything has its new place by then. */
static void
scrolled_cb (TdAgreementCard *self)
{
  if (self->source == 0)
    self->source = g_idle_add (look_cb, self);
}

static void
watch_scroll (TdAgreementCard *self, GtkWidget *window)
{
  if (self->scroll != NULL)
    g_signal_handlers_disconnect_by_data (self->scroll, self);
  g_clear_object (&self->scroll);
  if (window == NULL)
    return;
  self->scroll = g_object_ref (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)));
  g_signal_connect_swapped (self->scroll, "value-changed", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (self->scroll, "changed", G_CALLBACK (scrolled_cb), self);
}

/* Widget */

static void
td_agreement_card_map (GtkWidget *widget)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);

  GTK_WIDGET_CLASS (td_agreement_card_parent_class)->map (widget);
  watch_scroll (self, gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW));
  scrolled_cb (self);
}

static void
td_agreement_card_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (td_agreement_card_parent_class)->unmap (widget);
  watch_scroll (TD_AGREEMENT_CARD (widget), NULL);
}

static void
td_agreement_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  TdPalette palette = td_style_palette (widget);
  TdAgreement chart = td_agreement_model_chart (&self->tasks, -1);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  TdText text;

  td_text_init (&text, cr, &palette);
  if (self->gradients != NULL && reason_of (self) == NULL)
    td_agreement_draw (cr, width, height, &chart, &palette);
  else if (self->gradients != NULL)
    td_text_draw_wrapped (&text, reason_of (self), width / 2.0, height / 2.0, width, palette.dim);
  td_text_clear (&text);
  cairo_destroy (cr);
}

static void
td_agreement_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);
  TdAgreement chart = td_agreement_model_chart (&self->tasks, -1);
  TdPalette palette = td_palette (FALSE);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else if (reason_of (self) != NULL)
    *minimum = *natural = TEXT_HEIGHT;
  else
    *minimum = *natural
      = (int) ceil (td_agreement_height (MAX (for_size, LEAST_WIDTH), &chart, &palette));
}

static GtkSizeRequestMode
td_agreement_card_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
td_agreement_card_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                                 GtkTooltip *tooltip)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (widget);
  TdAgreement chart = td_agreement_model_chart (&self->tasks, -1);
  TdPalette palette = td_style_palette (widget);
  g_autofree char *words = NULL;
  guint row, column;

  if (keyboard || reason_of (self) != NULL
      || !td_agreement_find (gtk_widget_get_width (widget), gtk_widget_get_height (widget), &chart,
                             &palette, x, y, &row, &column))
    return FALSE;
  words = td_agreement_read (&chart, row, column);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
td_agreement_card_dispose (GObject *object)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (object);

  watch_scroll (self, NULL);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->watch, td_watch_free);
  G_OBJECT_CLASS (td_agreement_card_parent_class)->dispose (object);
}

static void
td_agreement_card_finalize (GObject *object)
{
  TdAgreementCard *self = TD_AGREEMENT_CARD (object);

  td_gradients_free (self->gradients);
  td_agreement_model_clear (&self->tasks);
  G_OBJECT_CLASS (td_agreement_card_parent_class)->finalize (object);
}

static void
td_agreement_card_class_init (TdAgreementCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = td_agreement_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = td_agreement_card_finalize;
  widget_class->map = td_agreement_card_map;
  widget_class->unmap = td_agreement_card_unmap;
  widget_class->snapshot = td_agreement_card_snapshot;
  widget_class->measure = td_agreement_card_measure;
  widget_class->get_request_mode = td_agreement_card_get_request_mode;
  widget_class->query_tooltip = td_agreement_card_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "tdagreement");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
td_agreement_card_init (TdAgreementCard *self)
{
  td_agreement_model_init (&self->tasks);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  td_accessible_set_name (GTK_WIDGET (self), _("Gradient Agreement"));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (show),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
td_agreement_card_new (TdSession *session)
{
  TdAgreementCard *self;

  g_return_val_if_fail (TD_IS_SESSION (session), NULL);

  self = g_object_new (TD_TYPE_AGREEMENT_CARD, NULL);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
  return GTK_WIDGET (self);
}
