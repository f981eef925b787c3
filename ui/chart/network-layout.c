/* network-layout.c — where everything of a network's picture lies.
 *
 * From left to right: the input's card, the common trunk's area with its boxes, the fork, each
 * head's own boxes, its card. Where every head has a copy of the trunk, the fork comes before the
 * area, and the copies stand in it row by row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-layout.h"

#include "ui/chart/network-sizes.h"

#include <math.h>

#define MOST_SCALE 2.0     /* that fills a large window */
#define EDGE 8.0           /* around everything, for outlines and focus rings */
#define SLOT 18.0          /* a plus sign's size, at most */

/* Places are given by their left edge and the height of their middle. */
static void
add (TdNetworkLayout *self, TdNetworkPlace place, double x, double middle, double width,
     double height)
{
  place.x = x;
  place.y = middle - height / 2;
  place.width = width;
  place.height = height;
  g_array_append_val (self->places, place);
}

static void
add_slot (TdNetworkLayout *self, gint head, gboolean in_trunk, guint position, double center,
          double middle, double gap)
{
  double size = MIN (SLOT, gap - 2);

  add (self, (TdNetworkPlace){ .kind = TD_PLACE_SLOT, .head = head, .in_trunk = in_trunk,
                               .position = position },
       center - size / 2, middle, size, size);
}

/* Boxes from @x on, with slots between, before and behind them; @height of those of the common
 * trunk. */
static void
place_stack (TdNetworkLayout *self, const TdBox *boxes, guint n, gint head, gboolean in_trunk,
             double x, double middle, double height, const TdNetworkSizes *sizes)
{
  gboolean small = head >= 0;
  double width = small ? sizes->small : sizes->box;
  double gap = small ? sizes->small_gap : sizes->box_gap;

  for (guint i = 0; i < n; i++)
    {
      double left = x + i * (width + gap);
      TdNetworkPlace layer = { .kind = TD_PLACE_LAYER, .head = head, .in_trunk = in_trunk,
                               .position = i, .small = small, .box = &boxes[i],
                               .id = boxes[i].id,
                               .neurons = small && sizes->row_neuron == 0
                                            ? 0 : td_network_count_neurons (&boxes[i]) };

      add_slot (self, head, in_trunk, i, left - gap / 2, middle, gap);
      add (self, layer, left, middle, width,
           small ? td_network_row_box_height (&boxes[i], sizes) : height);
    }
  add_slot (self, head, in_trunk, n, x + n * (width + gap) - gap / 2, middle, gap);
}

/* An empty trunk's slot is in the middle of its area. */
static double
stack_start (guint n, double left, double area, double box, double gap)
{
  return n > 0 ? left + (area - td_network_stack_width (n, box, gap)) / 2
               : left + area / 2 + gap / 2;
}

static void
place_trunk (TdNetworkLayout *self, const TdNetworkModel *model, const TdNetworkSizes *sizes,
             double left)
{
  double width = td_network_trunk_width (model, sizes);
  double height = td_network_trunk_height (model, sizes);
  /* The boxes, not the area, are level with the input. */
  double top = self->middle - td_network_trunk_middle (model, sizes);

  add (self, (TdNetworkPlace){ .kind = TD_PLACE_TRUNK, .head = -1 }, left, top + height / 2, width,
       height);
  if (!model->own_trunks)
    place_stack (self, model->trunk, model->n_trunk, -1, TRUE,
                 stack_start (model->n_trunk, left, width, sizes->box, sizes->box_gap),
                 self->middle, td_network_box_height (model), sizes);
}

static void
place_head (TdNetworkLayout *self, const TdNetworkModel *model, guint index,
            const TdNetworkSizes *sizes, double trunk_x, double card_x, double middle)
{
  const TdHeadBox *head = &model->heads[index];
  double step = sizes->small + sizes->small_gap;
  TdNetworkPlace card = { .kind = TD_PLACE_HEAD, .head = (gint) index, .id = head->id };

  if (model->own_trunks)
    place_stack (self, head->trunk, head->n_trunk, (gint) index, TRUE,
                 stack_start (head->n_trunk, trunk_x, td_network_trunk_width (model, sizes),
                              sizes->small, sizes->small_gap),
                 middle, 0, sizes);
  place_stack (self, head->layers, head->n_layers, (gint) index, FALSE,
               card_x - head->n_layers * step, middle, 0, sizes);
  add (self, card, card_x, middle, sizes->card_width, sizes->card);
}

/* Where there is room to spare, the picture grows by quarters: most lines stay sharp, and it
 * doesn't swell and shrink with every pixel that a window is dragged. */
static double
fitting_scale (const TdNetworkLayout *self, double width, double height)
{
  double room = MIN (width / self->width, height / self->height);

  return room > 1 ? MIN (floor (room * 4) / 4, MOST_SCALE) : room;
}

/* Brings the picture into the middle of @width x @height; if it is too large, input and trunk stay
 * in sight. */
static void
fit (TdNetworkLayout *self, double width, double height, double least)
{
  self->scale = MAX (fitting_scale (self, width, height), MAX (least, 0.01));
  self->dx = MAX (0, (width - self->width * self->scale) / 2);
  self->dy = self->height * self->scale <= height
               ? (height - self->height * self->scale) / 2
               : height / 2 - self->middle * self->scale;
  if (self->scale >= 1) /* sharp lines */
    {
      self->dx = floor (self->dx);
      self->dy = floor (self->dy);
    }
}

static void
look (TdNetworkLayout *self, double width, double height, const TdNetworkView *view)
{
  self->widget_width = width;
  self->widget_height = height;
  fit (self, width, height, view != NULL ? view->least : 0);
  if (view == NULL || !view->free)
    return;
  self->scale = view->scale;
  self->dx = view->dx;
  self->dy = view->dy;
}

void
td_network_layout_init (TdNetworkLayout *self, const TdNetworkModel *model, double width,
                        double height, const TdNetworkView *view)
{
  TdNetworkSizes sizes = td_network_sizes_choose (model, width - 2 * EDGE, height - 2 * EDGE);
  double x = EDGE + TD_INPUT_WIDTH, trunk_x;

  self->places = g_array_new (FALSE, FALSE, sizeof (TdNetworkPlace));
  self->width = td_network_picture_width (model, &sizes) + 2 * EDGE;
  self->height = ceil (td_network_picture_height (model, &sizes)) + 2 * EDGE;
  self->middle = EDGE + floor (td_network_height_above (model, &sizes));
  self->low_cards = sizes.low_cards;
  self->box_gap = sizes.box_gap;
  self->small_gap = sizes.small_gap;

  add (self, (TdNetworkPlace){ .kind = TD_PLACE_INPUT, .head = -1,
                               .neurons = model->own_trunks && sizes.row_neuron == 0
                                            ? 0 : td_network_input_neurons (model) },
       EDGE, self->middle, TD_INPUT_WIDTH, td_network_input_height (model));
  trunk_x = x + (model->own_trunks ? TD_FORK : TD_INPUT_GAP);
  self->fork_x = model->own_trunks ? x : trunk_x + td_network_trunk_width (model, &sizes);
  self->branch_x = self->fork_x + TD_FORK;
  place_trunk (self, model, &sizes, trunk_x);
  for (guint i = 0; i < model->n_heads; i++)
    place_head (self, model, i, &sizes, trunk_x, self->width - EDGE - sizes.card_width,
                self->middle - td_network_heads_height (model, &sizes) / 2
                  + td_network_head_height (&model->heads[0], &sizes) / 2
                  + td_network_way_to_head (model, i, &sizes));
  look (self, width, height, view);
}

void
td_network_layout_clear (TdNetworkLayout *self)
{
  g_clear_pointer (&self->places, g_array_unref);
}
