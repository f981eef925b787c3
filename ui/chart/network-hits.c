/* network-hits.c — what a network's picture can be asked: what lies where, what it shows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-layout.h"
#include "ui/chart/network-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
clear_boxes (TdBox *boxes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (boxes[i].id);
      g_free (boxes[i].title);
      g_free (boxes[i].subtitle);
    }
  g_free (boxes);
}

void
td_network_model_clear (TdNetworkModel *self)
{
  for (guint i = 0; i < self->n_heads; i++)
    {
      TdHeadBox *head = &self->heads[i];
      g_free (head->id);
      g_free (head->title);
      g_free (head->subtitle);
      g_free (head->value);
      clear_boxes (head->layers, head->n_layers);
      clear_boxes (head->trunk, head->n_trunk);
    }
  clear_boxes (self->trunk, self->n_trunk);
  g_free (self->heads);
  g_free (self->input_title);
  g_free (self->input_subtitle);
  g_free (self->image);
  g_free (self->trunk_title);
  g_free (self->trunk_subtitle);
  memset (self, 0, sizeof *self);
}

static TdHit
make_hit (const TdNetworkLayout *layout, const TdNetworkModel *model, const TdPlace *place)
{
  static const TdHitKind kinds[] = { [TD_PLACE_INPUT] = TD_HIT_INPUT,
                                     [TD_PLACE_TRUNK] = TD_HIT_TRUNK,
                                     [TD_PLACE_BOX] = TD_HIT_LAYER,
                                     [TD_PLACE_SMALL_BOX] = TD_HIT_LAYER,
                                     [TD_PLACE_HEAD] = TD_HIT_HEAD };
  TdHit hit = { .kind = kinds[place->kind] };
  if (place->box != NULL)
    hit.id = place->box->id;
  else if (place->kind == TD_PLACE_HEAD)
    hit.id = model->heads[place->head].id;
  hit.area = (cairo_rectangle_t){ place->x * layout->scale + layout->dx,
                                  place->y * layout->scale + layout->dy,
                                  place->width * layout->scale, place->height * layout->scale };
  return hit;
}

GArray *
td_network_hits (double width, double height, const TdNetworkModel *model)
{
  TdNetworkLayout layout;
  g_return_val_if_fail (model != NULL, NULL);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (TdHit));
  td_network_layout_init (&layout, model, width, height);
  for (guint i = 0; i < layout.places->len; i++)
    {
      TdHit hit = make_hit (&layout, model, &g_array_index (layout.places, TdPlace, i));
      g_array_append_val (hits, hit);
    }
  td_network_layout_clear (&layout);
  return hits;
}

/* What is drawn last lies on top. */
TdHit
td_network_hit (double width, double height, const TdNetworkModel *model, double x, double y)
{
  TdHit found = { .kind = TD_HIT_NONE };
  g_autoptr (GArray) hits = td_network_hits (width, height, model);
  for (guint i = 0; i < hits->len; i++)
    {
      TdHit hit = g_array_index (hits, TdHit, i);
      if (x >= hit.area.x && x < hit.area.x + hit.area.width && y >= hit.area.y
          && y < hit.area.y + hit.area.height)
        found = hit;
    }
  return found;
}

static gboolean
is_said (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static void
describe_boxes (GString *text, const TdBox *boxes, guint n, const char *before)
{
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%s%s", i == 0 ? before : ", ", boxes[i].title);
      if (boxes[i].frozen)
        g_string_append_printf (text, " (%s)", _("frozen"));
    }
}

static void
describe_head (GString *text, const TdHeadBox *head)
{
  g_string_append_printf (text, _(" Head %s"), head->title);
  if (!head->enabled)
    g_string_append_printf (text, " (%s)", _("off"));
  describe_boxes (text, head->trunk, head->n_trunk, ": ");
  describe_boxes (text, head->layers, head->n_layers, head->n_trunk > 0 ? ", " : ": ");
  if (is_said (head->subtitle))
    g_string_append_printf (text, "%s%s", head->n_trunk + head->n_layers > 0 ? "; " : ": ",
                            head->subtitle);
  if (is_said (head->value))
    g_string_append_printf (text, ", %s", head->value);
  g_string_append_c (text, '.');
}

char *
td_network_describe (const TdNetworkModel *model)
{
  g_return_val_if_fail (model != NULL, NULL);
  GString *text = g_string_new (is_said (model->input_title) ? model->input_title : _("Input"));
  if (is_said (model->input_subtitle))
    g_string_append_printf (text, ", %s", model->input_subtitle);
  g_string_append_c (text, '.');
  if (model->n_trunk > 0)
    {
      const char *title = is_said (model->trunk_title) ? model->trunk_title : _("Shared trunk");
      g_string_append_printf (text, " %s", title);
      describe_boxes (text, model->trunk, model->n_trunk, ": ");
      if (is_said (model->trunk_subtitle))
        g_string_append_printf (text, "; %s", model->trunk_subtitle);
      g_string_append_c (text, '.');
    }
  for (guint i = 0; i < model->n_heads; i++)
    describe_head (text, &model->heads[i]);
  return g_string_free (text, FALSE);
}
