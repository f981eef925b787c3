/* canvas-hover.c — what the pointer rests on, in a card beside it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/canvas-parts.h"

#include "core/nn/layer.h"
#include "ui/fact-card.h"
#include "ui/format.h"
#include "ui/structure.h"

#include <glib/gi18n.h>
#include <math.h>

#define DELAY 450 /* ms */
#define GAP 8

static void
add_count (TdFactCard *card, const char *name, gsize n)
{
  g_autofree char *text = td_format_count (n);

  td_fact_card_add (card, name, text);
}

/* Options as the table has them, kinds by their title; those that every layer has are told where
 * they matter. */
static void
add_options (TdFactCard *card, TdConfig *layer)
{
  const TdKind *kind = td_config_get_kind (layer);

  for (guint i = 0; i < td_kind_n_options (kind); i++)
    {
      const TdOption *option = &kind->options[i];
      g_autofree char *value = NULL;

      if (option->hidden || option->offset < sizeof (TdLayerOptions)
          || option->type == TD_KIND_LIST || option->type == TD_BOOLEAN)
        continue;
      if (option->type == TD_KIND)
        {
          const TdKind *chosen = td_config_get_kind (td_config_get_child (layer, option->name));

          value = g_strdup (chosen != NULL ? _(chosen->title) : _("Automatic"));
        }
      else
        value = td_config_dup_value (layer, option->name);
      td_fact_card_add (card, _(option->label), value);
    }
}

static void
add_weights (TdFactCard *card, const TdBox *box)
{
  g_autofree char *spread = NULL, *range = NULL;

  if (!box->has_histogram || !isfinite (box->mean))
    return;
  spread = g_strdup_printf ("%.3g ± %.3g", box->mean, box->deviation);
  range = g_strdup_printf ("%.3g … %.3g", box->minimum, box->maximum);
  td_fact_card_add (card, _("Weights"), spread);
  td_fact_card_add (card, _("Range"), range);
}

static void
add_shares (TdFactCard *card, const TdHeadBox *head)
{
  for (guint gate = 0; head->knows_shares && gate < head->n_gates; gate++)
    {
      g_autofree char *shares = td_network_gate_words (head, gate);
      g_autofree char *number = g_strdup_printf (_("Gate %u"), gate + 1);

      td_fact_card_add (card, head->has_masks ? _("Masks let pass")
                              : head->n_gates > 1 ? number : _("Gate"), shares);
    }
}

static void
fill_layer (TdNetworkCanvas *self, TdFactCard *card, const TdNetworkPlace *place)
{
  const TdBox *box = place->box;
  TdGap gap;
  TdConfig *layer = td_structure_find (td_session_get_project (self->session), box->id, &gap);
  g_autofree char *shape = g_strdup_printf ("%u → %u", box->n_in, box->n_out);
  g_autofree char *stitch = td_network_stitch_words (&self->model, box);
  g_autofree char *common = td_network_common_words (&self->model, box);

  td_fact_card_start (card, box->title);
  if (box->n_in > 0)
    {
      td_fact_card_add (card, _("Shape"), shape);
      if (box->shape != NULL)
        td_fact_card_add (card, _("Image"), box->shape);
      add_count (card, _("Parameters"), box->n_parameters);
    }
  if (layer != NULL)
    add_options (card, layer);
  add_weights (card, box);
  if (stitch != NULL)
    td_fact_card_add (card, _("Then takes"), stitch);
  if (common != NULL)
    td_fact_card_add (card, _("Gate of all tasks"), common);
  if (box->frozen)
    td_fact_card_add (card, _("Locked"), _("its weights stay as they are"));
}

static void
fill_head (TdNetworkCanvas *self, TdFactCard *card, const TdNetworkPlace *place)
{
  const TdHeadBox *head = &self->model.heads[place->head];
  g_autofree char *shape = g_strdup_printf ("%u → %u", head->n_in, head->n_out);

  td_fact_card_start (card, head->title);
  td_fact_card_add (card, _("Head"), head->subtitle);
  if (head->n_out > 0)
    {
      td_fact_card_add (card, _("Output layer"), shape);
      add_count (card, _("Parameters"), head->n_parameters);
    }
  if (head->value[0] != '\0')
    td_fact_card_add (card, _("Now"), head->value);
  add_shares (card, head);
  if (!head->enabled)
    td_fact_card_add (card, _("Switched off"), _("keeps its weights and learns nothing"));
}

static char *
dup_unit (const char *format, guint unit)
{
  return g_strdup_printf (format, unit + 1);
}

/* Of now; the line was found with that of then. */
static double
weight_of (TdNetworkCanvas *self, const TdNetworkEdge *edge)
{
  const TdNetworkPlace *place = td_canvas_place (self, edge->place);
  const TdHeadBox *head = place->kind == TD_PLACE_HEAD ? &self->model.heads[place->head] : NULL;
  const float *weights = head != NULL ? head->weights : place->box->weights;
  guint n_out = head != NULL ? head->n_out : place->box->n_out;

  return weights != NULL ? weights[(gsize) edge->from * n_out + edge->to] : edge->value;
}

static void
fill_edge (TdNetworkCanvas *self, TdFactCard *card)
{
  const TdNetworkEdge *edge = &self->marks.edge;
  const TdNetworkPlace *place = td_canvas_place (self, edge->place);
  gboolean is_first = place->kind == TD_PLACE_LAYER && place->position == 0;
  g_autofree char *from = dup_unit (is_first ? _("input %u") : _("unit %u"), edge->from);
  g_autofree char *to = dup_unit (place->kind == TD_PLACE_HEAD ? _("output %u") : _("unit %u"),
                                  edge->to);
  g_autofree char *title = td_network_place_title (&self->layout, (guint) edge->place,
                                                   &self->model);
  g_autofree char *ends = g_strdup_printf ("%s → %s", from, to);
  g_autofree char *value = g_strdup_printf ("%.4g", weight_of (self, edge));

  td_fact_card_start (card, title);
  td_fact_card_add (card, ends, value);
}

void
td_canvas_fill_card (TdNetworkCanvas *self)
{
  const TdNetworkPlace *place = td_canvas_place (self, self->carded);

  if (place == NULL)
    return;
  if (self->marks.edge.place >= 0)
    {
      fill_edge (self, TD_FACT_CARD (self->card));
      return;
    }
  if (place->kind == TD_PLACE_LAYER)
    fill_layer (self, TD_FACT_CARD (self->card), place);
  else
    fill_head (self, TD_FACT_CARD (self->card), place);
}

/* Below the place if there is room, else above, else beside it. */
void
td_canvas_allocate_card (TdNetworkCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkRequisition size;
  cairo_rectangle_t area;
  double x, y;

  if (td_canvas_place (self, self->carded) == NULL || !gtk_widget_get_visible (self->card))
    return;
  area = td_network_layout_area (&self->layout, (guint) self->carded);
  if (self->marks.edge.place >= 0)
    area = (cairo_rectangle_t){ self->pointer_x, self->pointer_y, 1, 1 };
  gtk_widget_get_preferred_size (self->card, NULL, &size);
  x = area.x + (area.width - size.width) / 2;
  y = area.y + area.height + GAP;
  if (y + size.height > height)
    y = area.y - GAP - size.height;
  if (y < 0)
    {
      y = CLAMP (area.y, 0, MAX (height - size.height, 0));
      x = area.x + area.width + GAP;
      if (x + size.width > width)
        x = area.x - GAP - size.width;
    }
  x = CLAMP (x, 0, MAX (width - size.width, 0));
  gtk_widget_size_allocate (self->card, &(GtkAllocation){ (int) x, (int) y, size.width, size.height },
                            -1);
}

static gboolean
show_cb (gpointer user_data)
{
  TdNetworkCanvas *self = user_data;

  self->card_source = 0;
  self->carded = self->marks.edge.place >= 0 ? self->marks.edge.place : self->marks.hovered;
  td_canvas_fill_card (self);
  gtk_widget_set_visible (self->card, td_canvas_place (self, self->carded) != NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
has_card (const TdNetworkPlace *place)
{
  return place != NULL && (place->kind == TD_PLACE_LAYER || place->kind == TD_PLACE_HEAD);
}

void
td_canvas_hover (TdNetworkCanvas *self, gint place)
{
  g_clear_handle_id (&self->card_source, g_source_remove);
  self->carded = -1;
  gtk_widget_set_visible (self->card, FALSE);
  if (self->session != NULL
      && (self->marks.edge.place >= 0 || has_card (td_canvas_place (self, place))))
    self->card_source = g_timeout_add (DELAY, show_cb, self);
}

void
td_canvas_add_card (TdNetworkCanvas *self)
{
  self->card = td_fact_card_new ();
  self->carded = -1;
  gtk_widget_set_can_target (self->card, FALSE);
  gtk_widget_add_css_class (self->card, "card");
  gtk_widget_set_visible (self->card, FALSE);
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}
