/* network-hits.c — what lies where in a network's picture.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-layout.h"

#include <math.h>

const TdNetworkPlace *
td_network_layout_get (const TdNetworkLayout *self, guint place)
{
  g_return_val_if_fail (place < self->places->len, NULL);
  return &g_array_index (self->places, TdNetworkPlace, place);
}

cairo_rectangle_t
td_network_layout_area (const TdNetworkLayout *self, guint place)
{
  const TdNetworkPlace *at = td_network_layout_get (self, place);
  return (cairo_rectangle_t){ at->x * self->scale + self->dx, at->y * self->scale + self->dy,
                              at->width * self->scale, at->height * self->scale };
}

gint
td_network_layout_hit (const TdNetworkLayout *self, double x, double y)
{
  double px = (x - self->dx) / self->scale, py = (y - self->dy) / self->scale;
  for (guint i = self->places->len; i-- > 0;)
    {
      const TdNetworkPlace *at = td_network_layout_get (self, i);
      if (px >= at->x && px < at->x + at->width && py >= at->y && py < at->y + at->height)
        return (gint) i;
    }
  return -1;
}

gint
td_network_layout_unit (const TdNetworkLayout *self, double x, double y, double reach, guint *unit)
{
  double px = (x - self->dx) / self->scale, py = (y - self->dy) / self->scale;
  gint nearest = -1;
  reach /= self->scale;
  for (guint i = 0; i < self->places->len; i++)
    {
      const TdNetworkPlace *at = td_network_layout_get (self, i);
      for (guint n = 0; n < at->neurons; n++)
        {
          double away = hypot (td_network_neuron_x (at) - px, td_network_neuron_y (at, n) - py);
          if (away > reach)
            continue;
          reach = away;
          nearest = (gint) i;
          *unit = n;
        }
    }
  return nearest;
}

gint
td_network_layout_slot (const TdNetworkLayout *self, double x, double y, double reach)
{
  gint nearest = -1;
  for (guint i = 0; i < self->places->len; i++)
    {
      cairo_rectangle_t area = td_network_layout_area (self, i);
      double away = hypot (area.x + area.width / 2 - x, area.y + area.height / 2 - y);
      if (td_network_layout_get (self, i)->kind == TD_PLACE_SLOT && away <= reach)
        {
          reach = away;
          nearest = (gint) i;
        }
    }
  return nearest;
}

/* Layers keep their id when they move, slots their list and position. */
static gboolean
is_same (const TdNetworkPlace *a, const TdNetworkPlace *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->kind == TD_PLACE_SLOT)
    return a->head == b->head && a->in_trunk == b->in_trunk && a->position == b->position;
  return g_strcmp0 (a->id, b->id) == 0;
}

/* Of a layer's copies the one in the same row, else the first. */
gint
td_network_layout_find (const TdNetworkLayout *self, const TdNetworkPlace *place)
{
  gint found = -1;
  for (guint i = 0; i < self->places->len; i++)
    {
      const TdNetworkPlace *other = td_network_layout_get (self, i);
      if (is_same (place, other) && (found < 0 || other->head == place->head))
        found = (gint) i;
    }
  return found;
}
