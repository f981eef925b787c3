/* network-canvas.c — the picture of the network, to look at and to select in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-canvas.h"

#include "ui/network-model.h"
#include "ui/style.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define REDRAW_INTERVAL (G_USEC_PER_SEC / 10)
#define NATURAL_WIDTH 600
#define FONT_SCALE 0.92 /* of a chart's: boxes have less room than axes */
#define NATURAL_HEIGHT 280
#define SIDEWAYS 3.0 /* how much a step aside weighs against one ahead when arrows look about */

struct _TdNetworkCanvas
{
  GtkWidget parent_instance;

  TdSession      *session;
  TdNetworkModel  model;
  char           *selected;
  char           *hovered;
  gint64          drawn_at;
};

G_DEFINE_FINAL_TYPE (TdNetworkCanvas, td_network_canvas, GTK_TYPE_WIDGET)

static guint selected_signal;

static void
describe (TdNetworkCanvas *self)
{
  g_autofree char *picture = td_network_describe (&self->model);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, picture, -1);
}

static void
refill (TdNetworkCanvas *self)
{
  if (self->session != NULL)
    td_network_model_fill (&self->model, td_session_get_plan (self->session),
                           td_session_get_progress (self->session), td_style_is_dark ());
  else
    td_network_model_clear (&self->model);
  if (self->session != NULL)
    describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
progress_cb (TdNetworkCanvas *self)
{
  gint64 now = g_get_monotonic_time ();

  if (td_session_get_status (self->session) == TD_RUN_TRAINING
      && now - self->drawn_at < REDRAW_INTERVAL)
    return;
  self->drawn_at = now;
  if (td_network_model_progress (&self->model, td_session_get_progress (self->session)))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Selection */

static gboolean
set_selected (TdNetworkCanvas *self, const char *id)
{
  if (g_strcmp0 (self->selected, id) == 0)
    return FALSE;
  g_free (self->selected);
  self->selected = g_strdup (id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static void
select_id (TdNetworkCanvas *self, const char *id)
{
  if (set_selected (self, id))
    g_signal_emit (self, selected_signal, 0, self->selected);
}

static TdHit
hit (TdNetworkCanvas *self, double x, double y)
{
  return td_network_hit (gtk_widget_get_width (GTK_WIDGET (self)),
                         gtk_widget_get_height (GTK_WIDGET (self)), &self->model, x, y);
}

static void
pressed_cb (TdNetworkCanvas *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  select_id (self, hit (self, x, y).id);
}

static void
moved_cb (TdNetworkCanvas *self, double x, double y)
{
  const char *id = hit (self, x, y).id;

  if (g_strcmp0 (self->hovered, id) == 0)
    return;
  g_free (self->hovered);
  self->hovered = g_strdup (id);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), id != NULL ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
left_cb (TdNetworkCanvas *self)
{
  g_clear_pointer (&self->hovered, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How far @to is from @from in the direction (dx, dy); infinite when it isn't in that direction. */
static double
distance (const TdHit *from, const TdHit *to, int dx, int dy)
{
  double x = to->area.x + to->area.width / 2 - from->area.x - from->area.width / 2;
  double y = to->area.y + to->area.height / 2 - from->area.y - from->area.height / 2;
  double ahead = x * dx + y * dy;

  return ahead > 1 ? ahead + SIDEWAYS * fabs (x * dy + y * dx) : INFINITY;
}

/* The neighbour of what is selected; the first of all when nothing is. */
static const TdHit *
find_neighbour (TdNetworkCanvas *self, const GArray *hits, int dx, int dy)
{
  const TdHit *all = (const TdHit *) (gpointer) hits->data, *from = NULL, *best = NULL;

  for (guint i = 0; i < hits->len; i++)
    if (all[i].id != NULL && g_strcmp0 (all[i].id, self->selected) == 0)
      from = &all[i];
  for (guint i = 0; i < hits->len; i++)
    {
      if (all[i].id == NULL)
        continue;
      if (from == NULL)
        return &all[i];
      if (distance (from, &all[i], dx, dy) < (best != NULL ? distance (from, best, dx, dy)
                                                           : INFINITY))
        best = &all[i];
    }
  return best;
}

static gboolean
key_cb (TdNetworkCanvas *self, guint key)
{
  int dx = (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
           - (key == GDK_KEY_Left || key == GDK_KEY_KP_Left);
  int dy = (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
           - (key == GDK_KEY_Up || key == GDK_KEY_KP_Up);
  g_autoptr(GArray) hits = NULL;
  const TdHit *next;

  if (key == GDK_KEY_Escape && self->selected != NULL)
    {
      select_id (self, NULL);
      return GDK_EVENT_STOP;
    }
  if (dx == 0 && dy == 0)
    return GDK_EVENT_PROPAGATE;
  hits = td_network_hits (gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)), &self->model);
  next = find_neighbour (self, hits, dx, dy);
  if (next != NULL)
    select_id (self, next->id);
  return GDK_EVENT_STOP;
}

/* Widget */

static void
td_network_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  TdPalette palette = td_style_palette (widget);
  const char *focused = gtk_widget_has_visible_focus (widget) ? self->selected : NULL;
  cairo_t *cr;

  if (self->session == NULL)
    return;
  palette.font_size *= FONT_SCALE;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  td_network_draw (cr, width, height, &self->model, &palette, self->selected, self->hovered,
                   focused);
  cairo_destroy (cr);
}

static void
td_network_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
  *minimum = *natural / 2;
}

static void
td_network_canvas_dispose (GObject *object)
{
  td_network_canvas_set_session (TD_NETWORK_CANVAS (object), NULL);
  G_OBJECT_CLASS (td_network_canvas_parent_class)->dispose (object);
}

static void
td_network_canvas_finalize (GObject *object)
{
  TdNetworkCanvas *self = TD_NETWORK_CANVAS (object);

  td_network_model_clear (&self->model);
  g_free (self->selected);
  g_free (self->hovered);
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
  selected_signal = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "tdcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
add_controllers (TdNetworkCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (left_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
td_network_canvas_init (TdNetworkCanvas *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Network"), -1);
  add_controllers (self);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refill),
                           self, G_CONNECT_SWAPPED);
}

void
td_network_canvas_set_session (TdNetworkCanvas *self, TdSession *session)
{
  g_return_if_fail (TD_IS_NETWORK_CANVAS (self));

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "planned", G_CALLBACK (refill), self);
      g_signal_connect_swapped (session, "progress", G_CALLBACK (progress_cb), self);
    }
  refill (self);
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
