/* canvas-popover.c — what opens at a place of the network canvas: the list of layer kinds, and
 * forms.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "core/nn/layer.h"
#include "ui/accessible.h"
#include "ui/form.h"
#include "ui/kind-popover.h"

#include <glib/gi18n.h>

#define FORM_WIDTH 280

TdGap
td_canvas_gap_of (TdNetworkCanvas *self, const TdNetworkPlace *slot)
{
  return (TdGap){ slot->in_trunk ? NULL : self->model.heads[slot->head].id, slot->position };
}

/* The slot of a gap: the first, where heads have copies of the trunk. */
gint
td_canvas_find_slot (TdNetworkCanvas *self, const TdGap *gap)
{
  for (guint i = 0; i < self->layout.places->len; i++)
    {
      const TdNetworkPlace *place = td_network_layout_get (&self->layout, i);

      if (place->kind == TD_PLACE_SLOT && place->position == gap->position
          && place->in_trunk == (gap->task == NULL)
          && (gap->task == NULL || g_str_equal (self->model.heads[place->head].id, gap->task)))
        return (gint) i;
    }
  return -1;
}

static gboolean
drop_popover_cb (gpointer user_data)
{
  TdNetworkCanvas *self = user_data;

  self->popover_source = 0;
  g_clear_object (&self->formed);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* What was chosen in it may still be on its way. */
static void
closed_cb (TdNetworkCanvas *self)
{
  self->marks.edge = td_no_network_marks.edge;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->popover_source == 0)
    self->popover_source = g_idle_add (drop_popover_cb, self);
}

/* What a popover points at must be on screen, or GDK looks for a monitor that isn't there. */
static GdkRectangle
visible_part (TdNetworkCanvas *self, gint place)
{
  cairo_rectangle_t area = td_network_layout_area (&self->layout, (guint) place);
  GdkRectangle canvas = { 0, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1),
                          MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1) };
  GdkRectangle part = { (int) area.x, (int) area.y, MAX ((int) area.width, 1),
                        MAX ((int) area.height, 1) };

  return gdk_rectangle_intersect (&part, &canvas, &part) ? part : canvas;
}

void
td_canvas_open_popover (TdNetworkCanvas *self, GtkWidget *popover, gint place)
{
  GdkRectangle rectangle;

  td_canvas_show_place (self, place);
  rectangle = visible_part (self, place);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_handle_id (&self->popover_source, g_source_remove);
  self->popover = popover;
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &rectangle);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* The kinds were asked for at this gap; the task may be gone meanwhile. */
static void
chosen_cb (TdNetworkCanvas *self, const TdKind *kind)
{
  TdGap gap = { self->asked_id, self->asked_position };

  td_canvas_insert (self, &gap, kind);
}

void
td_canvas_ask_kind (TdNetworkCanvas *self, const TdGap *gap)
{
  gint slot = td_canvas_find_slot (self, gap);
  GtkWidget *popover;

  if (slot < 0)
    return;
  popover = td_kind_popover_new (&td_layers, _("Kind of layer"));
  g_free (self->asked_id);
  self->asked_id = g_strdup (gap->task);
  self->asked_position = gap->position;
  g_signal_connect_swapped (popover, "chosen", G_CALLBACK (chosen_cb), self);
  td_canvas_open_popover (self, popover, slot);
}

/* The form of a layer or a task, at its place in the picture. */
static void
open_form (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  TdConfig *config = td_structure_find_any (td_session_get_project (self->session), place->id);
  g_autofree char *title = td_network_place_title (&self->layout, (guint) index, &self->model);
  GtkWidget *popover, *form;

  if (config == NULL)
    return;
  popover = gtk_popover_new ();
  form = td_form_new (title);
  td_form_add_options (TD_FORM (form), config, TRUE);
  gtk_widget_set_size_request (form, FORM_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), form);
  td_accessible_set_name (popover, title);
  td_canvas_open_popover (self, popover, index);
  g_set_object (&self->formed, config);
}

void
td_canvas_check_form (TdNetworkCanvas *self)
{
  gboolean is_gone = self->formed != NULL && td_config_get_parent (self->formed) == NULL;

  if (is_gone || td_canvas_is_weighing (self))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

void
td_canvas_activate (TdNetworkCanvas *self, gint index)
{
  const TdNetworkPlace *place = td_canvas_place (self, index);
  TdGap gap;

  if (place == NULL)
    return;
  if (place->kind == TD_PLACE_SLOT)
    {
      gap = td_canvas_gap_of (self, place);
      td_canvas_ask_kind (self, &gap);
    }
  else
    {
      td_canvas_select (self, place->id);
      if (place->id != NULL)
        open_form (self, index);
    }
}

