/* canvas-keys.c — the network canvas for the keyboard and for screen readers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "ui/canvas-stop.h"

#include <math.h>

#define SIDEWAYS 3.0    /* how much a step aside weighs against one ahead when arrows look about */
#define MOST_STOPS 4000 /* larger networks are looked at with the mouse */

/* Stops */

static GtkAccessibleRole
role_of (const TdNetworkPlace *place)
{
  static const GtkAccessibleRole roles[] = {
    [TD_PLACE_INPUT] = GTK_ACCESSIBLE_ROLE_IMG,
    [TD_PLACE_TRUNK] = GTK_ACCESSIBLE_ROLE_IMG,
    [TD_PLACE_LAYER] = GTK_ACCESSIBLE_ROLE_BUTTON,
    [TD_PLACE_SLOT] = GTK_ACCESSIBLE_ROLE_BUTTON,
    [TD_PLACE_HEAD] = GTK_ACCESSIBLE_ROLE_BUTTON,
  };

  return roles[place->kind];
}

static void
activated_cb (TdNetworkCanvas *self, TdCanvasStop *stop)
{
  guint place;

  if (g_ptr_array_find (self->stops, stop, &place))
    td_canvas_activate (self, (gint) place);
}

static GtkWidget *
new_stop (TdNetworkCanvas *self, const TdNetworkPlace *place, GtkWidget *before)
{
  GtkWidget *stop = td_canvas_stop_new (role_of (place));

  gtk_widget_insert_after (stop, GTK_WIDGET (self), before);
  g_signal_connect_swapped (stop, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (stop, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self);
  return stop;
}

static void
describe_stop (TdNetworkCanvas *self, guint place)
{
  TdCanvasStop *stop = g_ptr_array_index (self->stops, place);
  const TdNetworkPlace *at = td_network_layout_get (&self->layout, place);
  g_autofree char *title = td_network_place_title (&self->layout, place, &self->model);
  g_autofree char *text = td_network_place_describe (&self->layout, place, &self->model);

  td_canvas_stop_set_name (stop, title);
  td_canvas_stop_set_text (stop, text);
  if (at->id != NULL)
    td_canvas_stop_set_pressed (stop, g_strcmp0 (at->id, self->selected) == 0);
}

void
td_canvas_describe_stops (TdNetworkCanvas *self)
{
  for (guint i = 0; i < self->stops->len; i++)
    describe_stop (self, i);
}

/* A stop of the wrong role is replaced; the others are told what they are now. */
void
td_canvas_show_stops (TdNetworkCanvas *self)
{
  guint n = MIN (self->layout.places->len, MOST_STOPS);

  while (self->stops->len > n)
    gtk_widget_unparent (g_ptr_array_steal_index (self->stops, self->stops->len - 1));
  for (guint i = 0; i < n; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&self->layout, i);
      GtkWidget *before = i > 0 ? g_ptr_array_index (self->stops, i - 1) : NULL;
      GtkWidget *stop = i < self->stops->len ? g_ptr_array_index (self->stops, i) : NULL;

      if (stop != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (stop))
                            == role_of (place))
        continue;
      if (stop == NULL)
        g_ptr_array_add (self->stops, NULL);
      else
        gtk_widget_unparent (stop);
      self->stops->pdata[i] = new_stop (self, place, before);
    }
  td_canvas_describe_stops (self);
}

/* Focus */

gint
td_canvas_get_focus (TdNetworkCanvas *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint place;

  if (child != NULL && gtk_widget_has_focus (child)
      && g_ptr_array_find (self->stops, child, &place))
    return (gint) place;
  return -1;
}

void
td_canvas_set_focus (TdNetworkCanvas *self, gint place)
{
  if (place < 0 || place >= (gint) self->stops->len || place == td_canvas_get_focus (self))
    return;
  gtk_widget_grab_focus (g_ptr_array_index (self->stops, place));
  td_canvas_show_place (self, place);
}

/* @arguments: (s) the action. */
static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  const char *action;

  if (td_canvas_get_focus (TD_NETWORK_CANVAS (widget)) < 0)
    return FALSE;
  g_variant_get (arguments, "(&s)", &action);
  return gtk_widget_activate_action (widget, action, NULL);
}

void
td_canvas_class_bind (GtkWidgetClass *klass, guint key, GdkModifierType modifiers,
                      const char *action)
{
  gtk_widget_class_add_binding (klass, key, modifiers, key_cb, "(s)", action);
}

/* The area of the trunk holds places but is none to go to. */
static gboolean
is_stop (TdNetworkCanvas *self, gint place)
{
  return place < (gint) self->stops->len && td_canvas_place (self, place)->kind != TD_PLACE_TRUNK;
}

/* How far @to is from @from in the direction (dx, dy); infinite when it isn't in that direction. */
static double
distance (const TdNetworkPlace *from, const TdNetworkPlace *to, int dx, int dy)
{
  double x = to->x + to->width / 2 - from->x - from->width / 2;
  double y = to->y + to->height / 2 - from->y - from->height / 2;
  double ahead = x * dx + y * dy;

  return ahead > 1 ? ahead + SIDEWAYS * fabs (x * dy + y * dx) : INFINITY;
}

static gint
find_neighbour (TdNetworkCanvas *self, gint from, int dx, int dy)
{
  const TdNetworkPlace *start = td_canvas_place (self, from);
  double nearest = INFINITY;
  gint found = -1;

  for (gint i = 0; i < (gint) self->layout.places->len; i++)
    {
      double away = distance (start, td_canvas_place (self, i), dx, dy);

      if (is_stop (self, i) && away < nearest)
        {
          nearest = away;
          found = i;
        }
    }
  return found;
}

/* Where the keyboard comes in: at what is selected. */
static gint
find_entry (TdNetworkCanvas *self)
{
  for (gint i = 0; self->selected != NULL && i < (gint) self->stops->len; i++)
    if (g_strcmp0 (td_canvas_place (self, i)->id, self->selected) == 0)
      return i;
  for (gint i = 0; i < (gint) self->stops->len; i++)
    if (td_canvas_place (self, i)->id != NULL)
      return i;
  return self->stops->len > 0 ? 0 : -1;
}

gboolean
td_canvas_move_focus (TdNetworkCanvas *self, GtkDirectionType direction)
{
  int dx = (direction == GTK_DIR_RIGHT) - (direction == GTK_DIR_LEFT);
  int dy = (direction == GTK_DIR_DOWN) - (direction == GTK_DIR_UP);
  gint from = td_canvas_get_focus (self), to;

  if (from < 0)
    {
      td_canvas_set_focus (self, find_entry (self));
      return td_canvas_get_focus (self) >= 0;
    }
  if (dx == 0 && dy == 0)
    return FALSE;
  to = find_neighbour (self, from, dx, dy);
  if (to < 0)
    return TRUE;
  td_canvas_set_focus (self, to);
  if (td_canvas_place (self, to)->id != NULL)
    td_canvas_select (self, td_canvas_place (self, to)->id);
  return TRUE;
}
