/* network-canvas.c — the picture of the network, to look at and to build in: the widget.
 *
 * Shows the document, also while it makes no plan, so that what was just done can be seen and
 * mended; figures come from the plan in force.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-canvas.h"

#include "ui/canvas-parts.h"
#include "ui/network-model.h"
#include "ui/network-weights.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)
#define DESCRIBE_INTERVAL (2 * G_USEC_PER_SEC) /* nobody listens faster */
#define REFILL_PRIORITY (G_PRIORITY_HIGH_IDLE + 5) /* after the session's plan, before layout */
#define NATURAL_WIDTH 600
#define FONT_SCALE 0.92 /* of a chart's: boxes have less room than axes */
#define NATURAL_HEIGHT 280

G_DEFINE_FINAL_TYPE (TdNetworkCanvas, td_network_canvas, GTK_TYPE_WIDGET)

static guint selected_signal;

const TdNetworkPlace *
td_canvas_place (TdNetworkCanvas *self, gint place)
{
  if (place < 0 || place >= (gint) self->layout.places->len)
    return NULL;
  return td_network_layout_get (&self->layout, (guint) place);
}

static void
describe (TdNetworkCanvas *self)
{
  g_autofree char *picture = td_network_describe (&self->model);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, picture, -1);
}

static void
lay_out (TdNetworkCanvas *self)
{
  td_network_layout_clear (&self->layout);
  td_network_layout_init (&self->layout, &self->model,
                          MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1),
                          MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1), &self->view);
}

static void
fill_model (TdNetworkCanvas *self)
{
  g_auto (TdSpec) document = { NULL };

  if (self->session == NULL)
    {
      td_network_model_clear (&self->model);
      return;
    }
  td_project_dup_spec (td_session_get_project (self->session), &document);
  td_network_model_fill (&self->model, &document, td_session_get_plan (self->session),
                         td_session_get_progress (self->session), td_style_is_dark ());
}

/* Weights of a plan that is gone are of no use. */
static void
show_weights (TdNetworkCanvas *self)
{
  td_network_model_unweigh (&self->model);
  if (self->weights != NULL && self->weights->plan != td_session_get_plan (self->session))
    g_clear_pointer (&self->weights, td_weights_free);
  if (self->weights != NULL && self->model.n_inputs > 0)
    td_network_model_weigh (&self->model, self->weights);
}

/* Places keep their marks if they are still there. */
static gint
find_again (TdNetworkCanvas *self, const TdNetworkPlace *place)
{
  return place->kind == TD_PLACE_INPUT ? -1 : td_network_layout_find (&self->layout, place);
}

static TdNetworkPlace
copy_place (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  TdNetworkPlace copy = { .kind = TD_PLACE_INPUT };

  if (place != NULL)
    {
      copy = *place;
      copy.id = g_strdup (place->id);
    }
  return copy;
}

void
td_canvas_refill (TdNetworkCanvas *self)
{
  gint focus = td_canvas_get_focus (self);
  TdNetworkPlace focused = copy_place (self, focus);

  g_clear_handle_id (&self->refill_source, g_source_remove);
  td_canvas_cancel_drag (self);
  td_canvas_hover (self, -1);
  self->marks = td_no_network_marks;
  self->pressed = -1;
  fill_model (self);
  if (self->session != NULL)
    show_weights (self);
  lay_out (self);
  td_canvas_show_stops (self);
  td_canvas_set_focus (self, focus >= 0 ? find_again (self, &focused) : -1);
  g_free ((char *) focused.id);
  describe (self);
  td_canvas_update_edits (self);
  td_canvas_check_form (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
refill_cb (gpointer user_data)
{
  TdNetworkCanvas *self = user_data;

  self->refill_source = 0;
  td_canvas_refill (self);
  return G_SOURCE_REMOVE;
}

/* One edit may be several changes. */
static void
changed_cb (TdNetworkCanvas *self)
{
  if (self->refill_source == 0)
    self->refill_source = g_idle_add_full (REFILL_PRIORITY, refill_cb, self, NULL);
}

void
td_canvas_arrange (TdNetworkCanvas *self)
{
  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Live: figures from the run's progress, weights from a job of the observer */

static gboolean
draw_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  TD_NETWORK_CANVAS (widget)->tick = 0;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* News come to everyone in one frame; the picture is drawn in the next, so that neither takes
 * long. */
static void
draw_soon (TdNetworkCanvas *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), draw_cb, NULL, NULL);
}

static void
draw_news (TdNetworkCanvas *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->stale || (td_session_get_status (self->session) == TD_RUN_TRAINING
                       && now - self->drawn_at < REDRAW_INTERVAL))
    return;
  self->drawn_at = now;
  self->stale = FALSE;
  if (now - self->described_at >= DESCRIBE_INTERVAL)
    {
      self->described_at = now;
      td_canvas_describe_stops (self);
      td_canvas_fill_card (self);
    }
  draw_soon (self);
}

static void
progress_cb (TdNetworkCanvas *self)
{
  if (td_network_model_progress (&self->model, td_session_get_progress (self->session)))
    self->stale = TRUE;
  draw_news (self);
}

static void
take (gpointer widget, gpointer weights)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  td_network_model_unweigh (&self->model);
  td_weights_free (self->weights);
  self->weights = weights;
  show_weights (self);
  self->stale = TRUE;
  td_canvas_follow_weight (self);
  draw_news (self);
}

static const TdWatcher watcher = { .job = &td_weights_job, .take = take };

/* Selection */

static gboolean
set_selected (TdNetworkCanvas *self, const char *id)
{
  char *copy;

  if (g_strcmp0 (self->selected, id) == 0)
    return FALSE;
  copy = g_strdup (id);
  g_free (self->selected);
  self->selected = copy;
  td_canvas_describe_stops (self);
  td_canvas_update_edits (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

void
td_canvas_select (TdNetworkCanvas *self, const char *id)
{
  if (set_selected (self, id))
    g_signal_emit (self, selected_signal, 0, self->selected);
}

/* What the popover of a form holds may still edit the document while it goes. */
static void
leave_session (TdNetworkCanvas *self)
{
  if (self->session == NULL)
    return;
  g_signal_handlers_disconnect_by_data (td_session_get_project (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->watch, td_watch_free);
  g_clear_pointer (&self->weights, td_weights_free);
  g_clear_object (&self->session);
  td_canvas_refill (self);
}

/* Widget */

static void
td_network_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  TdPalette palette = td_style_palette (widget);
  TdNetworkMarks marks = self->marks;
  cairo_t *cr;

  if (self->session == NULL)
    return;
  palette.font_size *= FONT_SCALE;
  marks.selected = self->selected;
  marks.focused = gtk_window_get_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)))
                    ? td_canvas_get_focus (self)
                    : -1;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  td_network_draw (cr, &self->layout, &self->model, &palette, &marks);
  cairo_destroy (cr);
  gtk_widget_snapshot_child (widget, self->card, snapshot);
}

static void
td_network_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
  *minimum = *natural / 2;
}

/* Places are where they are seen; stops have no size of their own. */
static void
td_network_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  lay_out (self);
  for (guint i = 0; i < self->stops->len; i++)
    {
      cairo_rectangle_t area = td_network_layout_area (&self->layout, i);
      GtkAllocation allocation = { (int) area.x, (int) area.y, MAX ((int) area.width, 1),
                                   MAX ((int) area.height, 1) };

      gtk_widget_size_allocate (g_ptr_array_index (self->stops, i), &allocation, -1);
    }
  td_canvas_allocate_card (self);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

/* The picture is one stop of the Tab key; arrows move within it. */
static gboolean
td_network_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  if (self->popover != NULL && gtk_widget_get_visible (self->popover))
    return gtk_widget_child_focus (self->popover, direction);
  return td_canvas_move_focus (self, direction);
}

static gboolean
td_network_canvas_grab_focus (GtkWidget *widget)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);

  return td_canvas_get_focus (self) >= 0 || td_canvas_move_focus (self, GTK_DIR_TAB_FORWARD);
}

static void
td_network_canvas_dispose (GObject *object)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (object);
  GtkWidget *child;

  leave_session (self);
  g_clear_handle_id (&self->refill_source, g_source_remove);
  g_clear_handle_id (&self->card_source, g_source_remove);
  g_clear_handle_id (&self->popover_source, g_source_remove);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), self->tick);
  self->tick = 0;
  if (self->drag_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (object), self->drag_tick);
  self->drag_tick = 0;
  g_clear_object (&self->formed);
  if (self->popover != NULL)
    g_signal_handlers_disconnect_by_data (self->popover, self);
  self->popover = NULL;
  g_ptr_array_set_size (self->stops, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (td_network_canvas_parent_class)->dispose (object);
}

static void
td_network_canvas_finalize (GObject *object)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (object);

  td_network_layout_clear (&self->layout);
  td_network_model_clear (&self->model);
  g_ptr_array_unref (self->stops);
  g_free (self->selected);
  g_free (self->asked_id);
  G_OBJECT_CLASS (td_network_canvas_parent_class)->finalize (object);
}

static void
td_network_canvas_class_init (TdNetworkCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = td_network_canvas_dispose;
  object_class->finalize = td_network_canvas_finalize;
  widget_class->snapshot = td_network_canvas_snapshot;
  widget_class->measure = td_network_canvas_measure;
  widget_class->size_allocate = td_network_canvas_size_allocate;
  widget_class->focus = td_network_canvas_focus;
  widget_class->grab_focus = td_network_canvas_grab_focus;
  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
  td_canvas_class_add_edits (widget_class);
  td_canvas_class_add_view (widget_class);
  gtk_widget_class_set_css_name (widget_class, "tdcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
td_network_canvas_init (TdNetworkCanvas *self)
{
  self->marks = td_no_network_marks;
  self->pressed = -1;
  self->stops = g_ptr_array_new ();
  lay_out (self);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Network"), -1);
  td_canvas_add_card (self);
  td_canvas_add_view (self, td_canvas_add_pointer (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
td_network_canvas_set_session (TdNetworkCanvas *self, TdSession *session)
{
  g_return_if_fail (TD_IS_NETWORK_CANVAS (self) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (td_session_get_project (session), "edited", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (session, "planned", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (session, "progress", G_CALLBACK (progress_cb), self);
  self->watch = td_watch_new (GTK_WIDGET (self), session, &watcher);
  td_canvas_refill (self);
}

void
td_network_canvas_set_selected (TdNetworkCanvas *self, const char *id)
{
  g_return_if_fail (TD_IS_NETWORK_CANVAS (self));

  set_selected (self, id);
}

const char *
td_network_canvas_get_selected (TdNetworkCanvas *self)
{
  g_return_val_if_fail (TD_IS_NETWORK_CANVAS (self), NULL);
  return self->selected;
}
