/* network-sizes.h — how large the parts of a network's picture are; not for other folders.
 *
 * All in the picture's units, before any scale.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-layout.h"

#define TD_INPUT_WIDTH 92.0
#define TD_INPUT_GAP 28.0 /* from there to the trunk's area */
#define TD_FORK 58.0

/* Sizes that give way before the scale does. */
typedef struct
{
  double   box, box_gap, small, small_gap, card_width, card, pitch;
  double   row; /* height of the boxes of a row without neurons */
  double   row_neuron; /* from one to the next in a row; 0: they aren't drawn there */
  gboolean low_cards;  /* heads are single lines */
} TdNetworkSizes;

/* For a picture in @width x @height; it may be larger all the same. */
TdNetworkSizes td_network_sizes_choose (const TdNetworkModel *model, double width, double height);

double td_network_picture_width  (const TdNetworkModel *model, const TdNetworkSizes *sizes);
double td_network_picture_height (const TdNetworkModel *model, const TdNetworkSizes *sizes);
/* Of the part above the middle line, which input and boxes share. */
double td_network_height_above   (const TdNetworkModel *model, const TdNetworkSizes *sizes);

double td_network_input_height   (const TdNetworkModel *model);
guint  td_network_input_neurons  (const TdNetworkModel *model); /* drawn one by one; 0: none */

/* Of the trunk's area, and from its top to the middle of its boxes. */
double td_network_trunk_width    (const TdNetworkModel *model, const TdNetworkSizes *sizes);
double td_network_trunk_height   (const TdNetworkModel *model, const TdNetworkSizes *sizes);
double td_network_trunk_middle   (const TdNetworkModel *model, const TdNetworkSizes *sizes);

double td_network_heads_height   (const TdNetworkModel *model, const TdNetworkSizes *sizes);
double td_network_head_height    (const TdHeadBox *head, const TdNetworkSizes *sizes);
/* Between the middles of the first head and that at @index. */
double td_network_way_to_head    (const TdNetworkModel *model, guint index,
                                  const TdNetworkSizes *sizes);

double td_network_box_height     (const TdNetworkModel *model); /* of the common trunk's boxes */
double td_network_row_box_height (const TdBox *box, const TdNetworkSizes *sizes);
guint  td_network_count_neurons  (const TdBox *box); /* drawn one by one; 0: none */
/* Of @n boxes side by side. */
double td_network_stack_width    (guint n, double box, double gap);
