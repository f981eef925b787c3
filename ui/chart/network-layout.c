/* network-layout.c — where everything of a network's picture lies.
 *
 * From left to right: the input's card, the common trunk's area with its boxes, the fork, each
 * head's own boxes, its card. Own boxes are aligned at the cards, one row per head.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-layout.h"

#include <math.h>

#define INPUT_WIDTH 92.0
#define INPUT_HEIGHT 132.0 /* with a sample image */
#define INPUT_LOW 62.0
#define INPUT_GAP 28.0     /* to the trunk's area */
#define PADDING 18.0       /* inside the area */
#define AREA_HEAD 46.0     /* title above the boxes */
#define AREA_FOOT 20.0
#define AREA_MIN 230.0     /* wide enough for title and parameter count */
#define HISTOGRAM 44.0     /* below the boxes */
#define BOX_HEIGHT 80.0
#define FORK 58.0
#define SMALL_HEIGHT 42.0
#define SMALL_GAP 14.0
#define CARD_WIDTH 200.0

/* Sizes that give way before the scale does. */
typedef struct
{
  double box, box_gap, small, card, pitch;
} Sizes;

static const Sizes roomy = { .box = 98, .box_gap = 22, .small = 84, .card = 52, .pitch = 66 };
static const Sizes nearer = { .box = 98, .box_gap = 16, .small = 84, .card = 52, .pitch = 58 };
static const Sizes tight = { .box = 82, .box_gap = 12, .small = 76, .card = 30, .pitch = 36 };

static guint
most_own_boxes (const TdNetworkModel *model)
{
  guint most = 0;
  for (guint i = 0; i < model->n_heads; i++)
    most = MAX (most, model->heads[i].n_trunk + model->heads[i].n_layers);
  return most;
}

static double
input_height (const TdNetworkModel *model)
{
  return model->image_width > 0 && model->image != NULL ? INPUT_HEIGHT : INPUT_LOW;
}

static gboolean
has_histogram (const TdNetworkModel *model)
{
  for (guint i = 0; i < model->n_trunk; i++)
    if (model->trunk[i].has_histogram)
      return TRUE;
  return FALSE;
}

/* With no layers in it the area still says what it is; separate networks have none. */
static gboolean
has_trunk (const TdNetworkModel *model)
{
  for (guint i = 0; i < model->n_heads; i++)
    if (model->heads[i].n_trunk > 0)
      return model->n_trunk > 0;
  return TRUE;
}

static double
trunk_width (const TdNetworkModel *model, const Sizes *sizes)
{
  double boxes = model->n_trunk * (sizes->box + sizes->box_gap) - sizes->box_gap;
  return has_trunk (model) ? MAX (boxes + 2 * PADDING, AREA_MIN) : 0;
}

static double
trunk_height (const TdNetworkModel *model)
{
  if (!has_trunk (model))
    return 0;
  return AREA_HEAD + BOX_HEIGHT + (has_histogram (model) ? HISTOGRAM : 0) + AREA_FOOT;
}

static double
own_width (const TdNetworkModel *model, const Sizes *sizes)
{
  return most_own_boxes (model) * (sizes->small + SMALL_GAP);
}

static double
picture_width (const TdNetworkModel *model, const Sizes *sizes)
{
  double trunk = trunk_width (model, sizes);
  return INPUT_WIDTH + (trunk > 0 ? INPUT_GAP + trunk : 0) + FORK + own_width (model, sizes)
         + CARD_WIDTH;
}

static double
heads_height (const TdNetworkModel *model, const Sizes *sizes)
{
  double row = most_own_boxes (model) > 0 ? MAX (sizes->card, SMALL_HEIGHT) : sizes->card;
  return model->n_heads == 0 ? 0 : (model->n_heads - 1) * sizes->pitch + row;
}

/* Own boxes are as high as a row, so a row isn't lower than they are. */
static Sizes
choose_sizes (const TdNetworkModel *model, double width, double height)
{
  Sizes sizes = roomy;
  if (heads_height (model, &roomy) > height)
    {
      sizes.card = nearer.card;
      sizes.pitch = nearer.pitch;
    }
  if (heads_height (model, &nearer) > height * 1.15)
    {
      sizes.card = tight.card;
      sizes.pitch = most_own_boxes (model) > 0 ? SMALL_HEIGHT + 6 : tight.pitch;
    }
  if (picture_width (model, &sizes) > width)
    sizes.box_gap = nearer.box_gap;
  if (picture_width (model, &sizes) > width)
    {
      sizes.box = tight.box;
      sizes.box_gap = tight.box_gap;
      sizes.small = tight.small;
    }
  return sizes;
}

static void
add (TdNetworkLayout *self, TdPlaceKind kind, gint head, const TdBox *box, double x, double middle,
     double width, double height)
{
  TdPlace place = { kind, head, box, x, middle - height / 2, width, height };
  g_array_append_val (self->places, place);
}

static void
place_trunk (TdNetworkLayout *self, const TdNetworkModel *model, const Sizes *sizes, double left)
{
  double width = trunk_width (model, sizes), height = trunk_height (model);
  double boxes = model->n_trunk * (sizes->box + sizes->box_gap) - sizes->box_gap;
  double x = left + (width - boxes) / 2;
  /* The boxes, not the area, are level with the input. */
  double top = self->middle - BOX_HEIGHT / 2 - AREA_HEAD;
  add (self, TD_PLACE_TRUNK, -1, NULL, left, top + height / 2, width, height);
  for (guint i = 0; i < model->n_trunk; i++)
    add (self, TD_PLACE_BOX, -1, &model->trunk[i], x + i * (sizes->box + sizes->box_gap),
         self->middle, sizes->box, BOX_HEIGHT);
}

static void
place_head (TdNetworkLayout *self, const TdHeadBox *head, gint position, const Sizes *sizes,
            double card_x, double middle)
{
  guint n = head->n_trunk + head->n_layers;
  double step = sizes->small + SMALL_GAP, x = card_x - n * step;
  for (guint i = 0; i < n; i++)
    {
      const TdBox *box = i < head->n_trunk ? &head->trunk[i] : &head->layers[i - head->n_trunk];
      add (self, TD_PLACE_SMALL_BOX, position, box, x + i * step, middle, sizes->small,
           SMALL_HEIGHT);
    }
  add (self, TD_PLACE_HEAD, position, NULL, card_x, middle, CARD_WIDTH, sizes->card);
}

/* Brings the picture into the middle of @width x @height. */
static void
fit (TdNetworkLayout *self, double width, double height)
{
  self->scale = MIN (1, MIN (width / self->width, height / self->height));
  self->scale = MAX (self->scale, 0.01);
  self->dx = (width - self->width * self->scale) / 2;
  self->dy = (height - self->height * self->scale) / 2;
  if (self->scale == 1) /* sharp lines */
    {
      self->dx = floor (self->dx);
      self->dy = floor (self->dy);
    }
}

void
td_network_layout_init (TdNetworkLayout *self, const TdNetworkModel *model, double width,
                        double height)
{
  const double edge = 3; /* outlines and focus rings lie around things */
  Sizes sizes = choose_sizes (model, width - 2 * edge, height - 2 * edge);
  double heads = heads_height (model, &sizes), trunk = trunk_height (model);
  double above = MAX (input_height (model) / 2, trunk > 0 ? AREA_HEAD + BOX_HEIGHT / 2 : 0);
  double below = MAX (input_height (model) / 2, trunk > 0 ? trunk - above : 0);
  above = MAX (above, heads / 2);
  below = MAX (below, heads / 2);
  self->places = g_array_new (FALSE, FALSE, sizeof (TdPlace));
  self->width = picture_width (model, &sizes) + 2 * edge;
  self->height = ceil (above + below) + 2 * edge;
  self->middle = edge + floor (above);
  self->low_cards = sizes.card == tight.card;

  double x = edge;
  add (self, TD_PLACE_INPUT, -1, NULL, x, self->middle, INPUT_WIDTH, input_height (model));
  x += INPUT_WIDTH;
  if (trunk > 0)
    {
      place_trunk (self, model, &sizes, x + INPUT_GAP);
      x += INPUT_GAP + trunk_width (model, &sizes);
    }
  self->fork_x = x;
  self->branch_x = x + FORK;
  for (guint i = 0; i < model->n_heads; i++)
    place_head (self, &model->heads[i], (gint) i, &sizes,
                self->width - edge - CARD_WIDTH,
                self->middle + (i - (model->n_heads - 1) / 2.0) * sizes.pitch);
  fit (self, width, height);
}

void
td_network_layout_clear (TdNetworkLayout *self)
{
  g_clear_pointer (&self->places, g_array_unref);
}
