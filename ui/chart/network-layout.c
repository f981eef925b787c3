/* network-layout.c — where everything of a network's picture lies.
 *
 * From left to right: the input's card, the common trunk's area with its boxes, the fork, each
 * head's own boxes, its card. Where every head has a copy of the trunk, the fork comes before the
 * area, and the copies stand in it row by row.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-layout.h"

#include <math.h>

#define INPUT_WIDTH 92.0
#define INPUT_HEIGHT 132.0 /* with a sample image */
#define INPUT_LOW 62.0
#define INPUT_GAP 28.0     /* to the trunk's area */
#define PADDING 26.0       /* inside the area */
#define AREA_HEAD 46.0     /* title above the boxes */
#define AREA_FOOT 20.0
#define AREA_MIN 230.0     /* wide enough for title and parameter count */
#define HISTOGRAM 44.0     /* below the boxes */
#define BOX_HEIGHT 80.0
#define FORK 58.0
#define SMALL_HEIGHT 42.0
#define NEURON 14.0        /* from one to the next */
#define NEURON_HEAD 38.0   /* title and subtitle above them */
#define NEURON_FOOT 8.0
#define ROW_NEURON 11.0    /* in the rows of heads, as far as these have the height */
#define ROW_SCALE 0.7      /* that may be made by shrinking everything so far */
#define MOST_SCALE 2.0     /* that fills a large window */
#define EDGE 8.0            /* around everything, for outlines and focus rings */
#define SLOT 18.0          /* a plus sign's size, at most */

/* Sizes that give way before the scale does. */
typedef struct
{
  double box, box_gap, small, small_gap, card_width, card, pitch;
  double row; /* height of the boxes of a row without neurons */
  double row_neuron; /* from one to the next in a row; 0: they aren't drawn there */
} Sizes;

static const Sizes roomy = { 98, 24, 88, 22, 210, 52, 66, SMALL_HEIGHT, 0 };
static const Sizes nearer = { 98, 20, 84, 18, 190, 52, 58, SMALL_HEIGHT, 0 };
static const Sizes tight = { 82, 18, 76, 16, 176, 30, 36, SMALL_HEIGHT, 0 };
static const Sizes tiny = { 82, 18, 76, 16, 176, 22, 26, 22, 0 };

static guint
most_layers (const TdNetworkModel *model)
{
  guint most = 0;
  for (guint i = 0; i < model->n_heads; i++)
    most = MAX (most, model->heads[i].n_layers);
  return most;
}

static guint
most_copies (const TdNetworkModel *model)
{
  guint most = 0;
  for (guint i = 0; i < model->n_heads; i++)
    most = MAX (most, model->heads[i].n_trunk);
  return most;
}

static gboolean
has_row_boxes (const TdNetworkModel *model)
{
  return most_layers (model) + most_copies (model) > 0;
}

static guint
count_neurons (const TdBox *box)
{
  return box->n_out <= TD_MOST_NEURONS ? box->n_out : 0;
}

/* Inputs are drawn one by one where there is somebody to connect them with. */
static guint
input_neurons (const TdNetworkModel *model)
{
  const TdBox *first = model->n_trunk > 0 ? &model->trunk[0] : NULL;
  if (model->own_trunks && model->n_heads > 0 && model->heads[0].n_trunk > 0)
    first = &model->heads[0].trunk[0];
  if (model->image != NULL || model->n_inputs > TD_MOST_NEURONS || first == NULL)
    return 0;
  return count_neurons (first) > 0 ? model->n_inputs : 0;
}

static double
input_height (const TdNetworkModel *model)
{
  if (model->image_width > 0 && model->image != NULL)
    return INPUT_HEIGHT;
  return MAX (INPUT_LOW, input_neurons (model) * NEURON + 2 * NEURON_FOOT);
}

/* Of the common trunk's boxes. */
static double
box_height (const TdNetworkModel *model)
{
  double highest = BOX_HEIGHT;
  for (guint i = 0; i < model->n_trunk; i++)
    if (count_neurons (&model->trunk[i]) > 0)
      highest = MAX (highest, NEURON_HEAD + count_neurons (&model->trunk[i]) * NEURON
                                + NEURON_FOOT);
  return highest;
}

/* Neurons tell more than histograms. */
static gboolean
has_histogram (const TdNetworkModel *model)
{
  for (guint i = 0; i < model->n_trunk; i++)
    if (model->trunk[i].has_histogram && count_neurons (&model->trunk[i]) == 0)
      return TRUE;
  return FALSE;
}

static double
stack_width (guint n, double box, double gap)
{
  return n > 0 ? n * (box + gap) - gap : 0;
}

/* Room for gates before the heads' own layers. */
static double
shares_width (const TdNetworkModel *model)
{
  double widest = 0;
  for (guint i = 0; i < model->n_heads; i++)
    widest = MAX (widest, td_network_shares_width (&model->heads[i]));
  return widest;
}

double
td_network_stitch_cell (guint n)
{
  return n > 0 ? CLAMP (48.0 / n, 2, 6) : 0;
}

static gboolean
has_stitches (const TdNetworkModel *model)
{
  for (guint i = 0; model->n_heads > 0 && i < model->heads[0].n_trunk; i++)
    if (model->heads[0].trunk[i].joined)
      return TRUE;
  return FALSE;
}

/* With no layers in it the area still says what it is. */
static double
trunk_width (const TdNetworkModel *model, const Sizes *sizes)
{
  double boxes = model->own_trunks
                   ? stack_width (most_copies (model), sizes->small, sizes->small_gap)
                   : stack_width (model->n_trunk, sizes->box, sizes->box_gap);
  return MAX (boxes + 2 * PADDING, AREA_MIN) + (has_stitches (model) ? sizes->small_gap : 0);
}

static guint
most_units (const TdBox *boxes, guint n)
{
  guint most = 0;
  for (guint i = 0; i < n; i++)
    most = MAX (most, count_neurons (&boxes[i]));
  return most;
}

static double
row_box_height (const TdBox *box, const Sizes *sizes)
{
  guint n = sizes->row_neuron > 0 ? count_neurons (box) : 0;
  return n > 0 ? NEURON_HEAD + n * sizes->row_neuron + NEURON_FOOT : sizes->row;
}

static guint
row_units (const TdHeadBox *head)
{
  return MAX (most_units (head->layers, head->n_layers), most_units (head->trunk, head->n_trunk));
}

/* Of a head's row of boxes. */
static double
row_height (const TdHeadBox *head, const Sizes *sizes)
{
  guint units = row_units (head);
  return units > 0 && sizes->row_neuron > 0 ? NEURON_HEAD + units * sizes->row_neuron + NEURON_FOOT
                                            : sizes->row;
}

/* With its card. */
static double
head_height (const TdHeadBox *head, const Sizes *sizes)
{
  gboolean boxes = head->n_layers + head->n_trunk > 0;
  return boxes ? MAX (sizes->card, row_height (head, sizes)) : sizes->card;
}

/* From the middle of a head to that of the next: rows with neurons take more. */
static double
pitch (const TdHeadBox *head, const TdHeadBox *next, const Sizes *sizes)
{
  double halves = (head_height (head, sizes) + head_height (next, sizes)) / 2;
  return MAX (sizes->pitch, sizes->row_neuron > 0 ? halves + NEURON_FOOT : 0);
}

/* Between the middles of the first head and another. */
static double
way_to_head (const TdNetworkModel *model, guint index, const Sizes *sizes)
{
  double way = 0;
  for (guint i = 0; i < index; i++)
    way += pitch (&model->heads[i], &model->heads[i + 1], sizes);
  return way;
}

static double
heads_height (const TdNetworkModel *model, const Sizes *sizes)
{
  guint n = model->n_heads;
  if (n == 0)
    return 0;
  return way_to_head (model, n - 1, sizes)
         + (head_height (&model->heads[0], sizes) + head_height (&model->heads[n - 1], sizes)) / 2;
}

/* Of the area, whose copies are as high as the heads. */
static double
trunk_height (const TdNetworkModel *model, const Sizes *sizes)
{
  double boxes = box_height (model) + (has_histogram (model) ? HISTOGRAM : 0);
  return AREA_HEAD + (model->own_trunks ? heads_height (model, sizes) : boxes) + AREA_FOOT;
}

/* What stands before the middle line of the picture: above it, if @above, else below. */
static double
half_height (const TdNetworkModel *model, const Sizes *sizes, gboolean above)
{
  double head = AREA_HEAD + (model->own_trunks ? heads_height (model, sizes) : box_height (model)) / 2;
  double trunk = above ? head : trunk_height (model, sizes) - head;
  return MAX (MAX (trunk, input_height (model) / 2), heads_height (model, sizes) / 2);
}

static double
picture_height (const TdNetworkModel *model, const Sizes *sizes)
{
  return half_height (model, sizes, TRUE) + half_height (model, sizes, FALSE);
}

/* A head's own layers, with slots before and behind each. */
static double
own_width (const TdNetworkModel *model, const Sizes *sizes)
{
  return shares_width (model) + most_layers (model) * (sizes->small + sizes->small_gap)
         + sizes->small_gap;
}

static double
picture_width (const TdNetworkModel *model, const Sizes *sizes)
{
  return INPUT_WIDTH + (model->own_trunks ? 0 : INPUT_GAP) + trunk_width (model, sizes) + FORK
         + own_width (model, sizes) + sizes->card_width;
}

/* Where there is room for them. */
static void
show_row_neurons (Sizes *sizes, const TdNetworkModel *model, double height)
{
  Sizes with = *sizes;
  gboolean any = FALSE;
  for (guint i = 0; i < model->n_heads && !any; i++)
    any = row_units (&model->heads[i]) > 0;
  if (!any)
    return;
  with.row_neuron = ROW_NEURON;
  with.row = SMALL_HEIGHT;
  with.card = nearer.card;
  with.pitch = nearer.pitch;
  if (picture_height (model, &with) * ROW_SCALE <= height)
    *sizes = with;
}

/* Own boxes are as high as a row, so a row isn't lower than they are. */
static Sizes
choose_sizes (const TdNetworkModel *model, double width, double height)
{
  Sizes sizes = roomy;
  if (picture_height (model, &roomy) > height)
    {
      sizes.card = nearer.card;
      sizes.pitch = nearer.pitch;
    }
  if (picture_height (model, &nearer) > height * 1.15)
    {
      sizes.card = tight.card;
      sizes.pitch = has_row_boxes (model) ? SMALL_HEIGHT + 6 : tight.pitch;
    }
  if (picture_height (model, &sizes) * TD_NETWORK_LEAST_SCALE > height)
    {
      sizes.card = tiny.card;
      sizes.pitch = tiny.pitch;
      sizes.row = tiny.row;
    }
  show_row_neurons (&sizes, model, height);
  if (picture_width (model, &sizes) > width)
    {
      sizes.box_gap = nearer.box_gap;
      sizes.small_gap = nearer.small_gap;
      sizes.card_width = nearer.card_width;
    }
  if (picture_width (model, &sizes) > width)
    {
      sizes.box = tight.box;
      sizes.box_gap = tight.box_gap;
      sizes.small = tight.small;
      sizes.small_gap = tight.small_gap;
      sizes.card_width = tight.card_width;
    }
  if (has_stitches (model))
    sizes.small_gap = MAX (sizes.small_gap, model->n_heads * td_network_stitch_cell (model->n_heads) + 14);
  return sizes;
}

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
             double x, double middle, double height, const Sizes *sizes)
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
                                            ? 0 : count_neurons (&boxes[i]) };
      add_slot (self, head, in_trunk, i, left - gap / 2, middle, gap);
      add (self, layer, left, middle, width, small ? row_box_height (&boxes[i], sizes) : height);
    }
  add_slot (self, head, in_trunk, n, x + n * (width + gap) - gap / 2, middle, gap);
}

/* An empty trunk's slot is in the middle of its area. */
static double
stack_start (guint n, double left, double area, double box, double gap)
{
  return n > 0 ? left + (area - stack_width (n, box, gap)) / 2 : left + area / 2 + gap / 2;
}

static void
place_trunk (TdNetworkLayout *self, const TdNetworkModel *model, const Sizes *sizes, double left)
{
  double width = trunk_width (model, sizes), height = trunk_height (model, sizes);
  double boxes = model->own_trunks ? heads_height (model, sizes) : box_height (model);
  /* The boxes, not the area, are level with the input. */
  double top = self->middle - boxes / 2 - AREA_HEAD;
  add (self, (TdNetworkPlace){ .kind = TD_PLACE_TRUNK, .head = -1 }, left, top + height / 2, width,
       height);
  if (!model->own_trunks)
    place_stack (self, model->trunk, model->n_trunk, -1, TRUE,
                 stack_start (model->n_trunk, left, width, sizes->box, sizes->box_gap),
                 self->middle, box_height (model), sizes);
}

static void
place_head (TdNetworkLayout *self, const TdNetworkModel *model, guint index, const Sizes *sizes,
            double trunk_x, double card_x, double middle)
{
  const TdHeadBox *head = &model->heads[index];
  double step = sizes->small + sizes->small_gap;
  TdNetworkPlace card = { .kind = TD_PLACE_HEAD, .head = (gint) index, .id = head->id };
  if (model->own_trunks)
    place_stack (self, head->trunk, head->n_trunk, (gint) index, TRUE,
                 stack_start (head->n_trunk, trunk_x, trunk_width (model, sizes), sizes->small,
                              sizes->small_gap),
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
  Sizes sizes = choose_sizes (model, width - 2 * EDGE, height - 2 * EDGE);
  double x = EDGE + INPUT_WIDTH, trunk_x;
  self->places = g_array_new (FALSE, FALSE, sizeof (TdNetworkPlace));
  self->width = picture_width (model, &sizes) + 2 * EDGE;
  self->height = ceil (picture_height (model, &sizes)) + 2 * EDGE;
  self->middle = EDGE + floor (half_height (model, &sizes, TRUE));
  self->low_cards = sizes.card <= tight.card;
  self->box_gap = sizes.box_gap;
  self->small_gap = sizes.small_gap;

  add (self, (TdNetworkPlace){ .kind = TD_PLACE_INPUT, .head = -1,
                               .neurons = model->own_trunks && sizes.row_neuron == 0
                                            ? 0 : input_neurons (model) },
       EDGE, self->middle, INPUT_WIDTH, input_height (model));
  trunk_x = x + (model->own_trunks ? FORK : INPUT_GAP);
  self->fork_x = model->own_trunks ? x : trunk_x + trunk_width (model, &sizes);
  self->branch_x = self->fork_x + FORK;
  place_trunk (self, model, &sizes, trunk_x);
  for (guint i = 0; i < model->n_heads; i++)
    place_head (self, model, i, &sizes, trunk_x, self->width - EDGE - sizes.card_width,
                self->middle - heads_height (model, &sizes) / 2
                  + head_height (&model->heads[0], &sizes) / 2 + way_to_head (model, i, &sizes));
  look (self, width, height, view);
}

/* Those of the input sit on its edge. */
double
td_network_neuron_x (const TdNetworkPlace *place)
{
  return place->kind == TD_PLACE_INPUT ? place->x + place->width : place->x + place->width / 2;
}

double
td_network_neuron_y (const TdNetworkPlace *place, guint neuron)
{
  double top = place->kind == TD_PLACE_INPUT ? 0 : NEURON_HEAD;
  double middle = place->y + (top + place->height - (top > 0 ? NEURON_FOOT : 0)) / 2;
  double step = place->small ? ROW_NEURON : NEURON;
  return middle + (neuron - (place->neurons - 1) / 2.0) * step;
}

void
td_network_layout_clear (TdNetworkLayout *self)
{
  g_clear_pointer (&self->places, g_array_unref);
}
