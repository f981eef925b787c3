/* network-sizes.c — how large the parts of a network's picture are.
 *
 * What has little room makes do with less: heads come nearer to one another and their cards become
 * single lines, then gaps and boxes become narrower. Units in the rows of heads are drawn where
 * there is the height for them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/chart/network-sizes.h"

#define INPUT_HEIGHT 132.0 /* with a sample image */
#define INPUT_LOW 62.0
#define PADDING 26.0       /* inside the area */
#define AREA_HEAD 46.0     /* title above the boxes */
#define AREA_FOOT 20.0
#define AREA_MIN 230.0     /* wide enough for title and parameter count */
#define HISTOGRAM 44.0     /* below the boxes */
#define BOX_HEIGHT 80.0
#define SMALL_HEIGHT 42.0
#define NEURON 14.0        /* from one to the next */
#define NEURON_HEAD 38.0   /* title and subtitle above them */
#define NEURON_FOOT 8.0
#define ROW_NEURON 11.0    /* in the rows of heads, as far as these have the height */
#define ROW_SCALE 0.7      /* that may be made by shrinking everything so far */

static const TdNetworkSizes roomy = { 98, 24, 88, 22, 210, 52, 66, SMALL_HEIGHT, 0 };
static const TdNetworkSizes nearer = { 98, 20, 84, 18, 190, 52, 58, SMALL_HEIGHT, 0 };
static const TdNetworkSizes tight = { 82, 18, 76, 16, 176, 30, 36, SMALL_HEIGHT, 0 };
static const TdNetworkSizes tiny = { 82, 18, 76, 16, 176, 22, 26, 22, 0 };

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

guint
td_network_count_neurons (const TdBox *box)
{
  return box->n_out <= TD_MOST_NEURONS ? box->n_out : 0;
}

/* Inputs are drawn one by one where there is somebody to connect them with. */
guint
td_network_input_neurons (const TdNetworkModel *model)
{
  const TdBox *first = model->n_trunk > 0 ? &model->trunk[0] : NULL;

  if (model->own_trunks && model->n_heads > 0 && model->heads[0].n_trunk > 0)
    first = &model->heads[0].trunk[0];
  if (model->image != NULL || model->n_inputs > TD_MOST_NEURONS || first == NULL)
    return 0;
  return td_network_count_neurons (first) > 0 ? model->n_inputs : 0;
}

double
td_network_input_height (const TdNetworkModel *model)
{
  if (model->image_width > 0 && model->image != NULL)
    return INPUT_HEIGHT;
  return MAX (INPUT_LOW, td_network_input_neurons (model) * NEURON + 2 * NEURON_FOOT);
}

double
td_network_box_height (const TdNetworkModel *model)
{
  double highest = BOX_HEIGHT;

  for (guint i = 0; i < model->n_trunk; i++)
    if (td_network_count_neurons (&model->trunk[i]) > 0)
      highest = MAX (highest, NEURON_HEAD + td_network_count_neurons (&model->trunk[i]) * NEURON
                                + NEURON_FOOT);
  return highest;
}

/* Neurons tell more than histograms. */
static gboolean
has_histogram (const TdNetworkModel *model)
{
  for (guint i = 0; i < model->n_trunk; i++)
    if (model->trunk[i].has_histogram && td_network_count_neurons (&model->trunk[i]) == 0)
      return TRUE;
  return FALSE;
}

double
td_network_stack_width (guint n, double box, double gap)
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
double
td_network_trunk_width (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  double boxes = model->own_trunks
                   ? td_network_stack_width (most_copies (model), sizes->small, sizes->small_gap)
                   : td_network_stack_width (model->n_trunk, sizes->box, sizes->box_gap);

  return MAX (boxes + 2 * PADDING, AREA_MIN) + (has_stitches (model) ? sizes->small_gap : 0);
}

static guint
most_units (const TdBox *boxes, guint n)
{
  guint most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, td_network_count_neurons (&boxes[i]));
  return most;
}

double
td_network_row_box_height (const TdBox *box, const TdNetworkSizes *sizes)
{
  guint n = sizes->row_neuron > 0 ? td_network_count_neurons (box) : 0;

  return n > 0 ? NEURON_HEAD + n * sizes->row_neuron + NEURON_FOOT : sizes->row;
}

static guint
row_units (const TdHeadBox *head)
{
  return MAX (most_units (head->layers, head->n_layers), most_units (head->trunk, head->n_trunk));
}

/* Of a head's row of boxes. */
static double
row_height (const TdHeadBox *head, const TdNetworkSizes *sizes)
{
  guint units = row_units (head);

  return units > 0 && sizes->row_neuron > 0 ? NEURON_HEAD + units * sizes->row_neuron + NEURON_FOOT
                                            : sizes->row;
}

/* With its card. */
double
td_network_head_height (const TdHeadBox *head, const TdNetworkSizes *sizes)
{
  gboolean boxes = head->n_layers + head->n_trunk > 0;

  return boxes ? MAX (sizes->card, row_height (head, sizes)) : sizes->card;
}

/* From the middle of a head to that of the next: rows with neurons take more. */
static double
pitch (const TdHeadBox *head, const TdHeadBox *next, const TdNetworkSizes *sizes)
{
  double halves = (td_network_head_height (head, sizes) + td_network_head_height (next, sizes)) / 2;

  return MAX (sizes->pitch, sizes->row_neuron > 0 ? halves + NEURON_FOOT : 0);
}

double
td_network_way_to_head (const TdNetworkModel *model, guint index, const TdNetworkSizes *sizes)
{
  double way = 0;

  for (guint i = 0; i < index; i++)
    way += pitch (&model->heads[i], &model->heads[i + 1], sizes);
  return way;
}

double
td_network_heads_height (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  const TdHeadBox *heads = model->heads;
  guint n = model->n_heads;

  if (n == 0)
    return 0;
  return td_network_way_to_head (model, n - 1, sizes)
         + (td_network_head_height (&heads[0], sizes)
            + td_network_head_height (&heads[n - 1], sizes)) / 2;
}

/* Of the area, whose copies are as high as the heads. */
double
td_network_trunk_height (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  double boxes = model->own_trunks
                   ? td_network_heads_height (model, sizes)
                   : td_network_box_height (model) + (has_histogram (model) ? HISTOGRAM : 0);

  return AREA_HEAD + boxes + AREA_FOOT;
}

double
td_network_trunk_middle (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  return AREA_HEAD + (model->own_trunks ? td_network_heads_height (model, sizes)
                                        : td_network_box_height (model)) / 2;
}

/* Of the picture on one side of the middle line, where the trunk takes @trunk. */
static double
half_height (const TdNetworkModel *model, const TdNetworkSizes *sizes, double trunk)
{
  return MAX (MAX (trunk, td_network_input_height (model) / 2),
              td_network_heads_height (model, sizes) / 2);
}

double
td_network_height_above (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  return half_height (model, sizes, td_network_trunk_middle (model, sizes));
}

double
td_network_picture_height (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  double below = td_network_trunk_height (model, sizes) - td_network_trunk_middle (model, sizes);

  return td_network_height_above (model, sizes) + half_height (model, sizes, below);
}

/* A head's own layers, with slots before and behind each. */
static double
own_width (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  return shares_width (model) + most_layers (model) * (sizes->small + sizes->small_gap)
         + sizes->small_gap;
}

double
td_network_picture_width (const TdNetworkModel *model, const TdNetworkSizes *sizes)
{
  return TD_INPUT_WIDTH + (model->own_trunks ? 0 : TD_INPUT_GAP)
         + td_network_trunk_width (model, sizes) + TD_FORK + own_width (model, sizes)
         + sizes->card_width;
}

/* Where there is room for them. */
static void
show_row_neurons (TdNetworkSizes *sizes, const TdNetworkModel *model, double height)
{
  TdNetworkSizes with = *sizes;
  gboolean any = FALSE;

  for (guint i = 0; i < model->n_heads && !any; i++)
    any = row_units (&model->heads[i]) > 0;
  if (!any)
    return;
  with.row_neuron = ROW_NEURON;
  with.row = SMALL_HEIGHT;
  with.card = nearer.card;
  with.pitch = nearer.pitch;
  if (td_network_picture_height (model, &with) * ROW_SCALE <= height)
    *sizes = with;
}

/* Own boxes are as high as a row, so a row isn't lower than they are. */
TdNetworkSizes
td_network_sizes_choose (const TdNetworkModel *model, double width, double height)
{
  TdNetworkSizes sizes = roomy;

  if (td_network_picture_height (model, &roomy) > height)
    {
      sizes.card = nearer.card;
      sizes.pitch = nearer.pitch;
    }
  if (td_network_picture_height (model, &nearer) > height * 1.15)
    {
      sizes.card = tight.card;
      sizes.pitch = has_row_boxes (model) ? SMALL_HEIGHT + 6 : tight.pitch;
    }
  if (td_network_picture_height (model, &sizes) * TD_NETWORK_LEAST_SCALE > height)
    {
      sizes.card = tiny.card;
      sizes.pitch = tiny.pitch;
      sizes.row = tiny.row;
    }
  show_row_neurons (&sizes, model, height);
  if (td_network_picture_width (model, &sizes) > width)
    {
      sizes.box_gap = nearer.box_gap;
      sizes.small_gap = nearer.small_gap;
      sizes.card_width = nearer.card_width;
    }
  if (td_network_picture_width (model, &sizes) > width)
    {
      sizes.box = tight.box;
      sizes.box_gap = tight.box_gap;
      sizes.small = tight.small;
      sizes.small_gap = tight.small_gap;
      sizes.card_width = tight.card_width;
    }
  if (has_stitches (model))
    sizes.small_gap = MAX (sizes.small_gap,
                           model->n_heads * td_network_stitch_cell (model->n_heads) + 14);
  sizes.low_cards = sizes.card <= tight.card;
  return sizes;
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
