/* network-pen.h — what the parts of a network's picture are drawn with; not for other folders.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-layout.h"
#include "ui/chart/text.h"

#define TD_CARD_RADIUS 7.0
#define TD_SMALL_FONT 0.82
#define TD_PART " · " /* between the parts of a subtitle */

typedef struct
{
  cairo_t                *cr;
  TdText                  text;
  const TdNetworkModel   *model;
  const TdNetworkLayout  *layout;
  const TdPalette        *palette;
  const TdNetworkMarks   *marks;
} TdNetworkPen;

/* The outline of a box with round corners, as a path. */
void   td_network_round      (cairo_t *cr, double x, double y, double width, double height, double r);
TdRgba td_network_quiet      (const TdNetworkPen *self);
/* Grey when the task is switched off. */
TdRgba td_network_head_color (const TdNetworkPen *self, const TdHeadBox *head);
gboolean td_network_is_place (const TdNetworkPen *self, const TdNetworkPlace *place, gint index);

/* Input, layers, slots and heads. */
void td_network_draw_place (TdNetworkPen *self, const TdNetworkPlace *place);
/* Units of small layers, and the weights between them. */
void td_network_draw_neurons (TdNetworkPen *self);
/* Neighbours in the rows of heads between which no weights are drawn; a row begins at what it
 * branches off from. */
typedef void (*TdJointFunc) (const TdNetworkPlace *from, const TdNetworkPlace *to, gpointer data);
void td_network_visit_joints (const TdNetworkLayout *layout, const TdNetworkModel *model,
                              TdJointFunc function, gpointer data);
/* Ties, threads of stitches, gates between levels: below the boxes. */
void td_network_draw_threads (TdNetworkPen *self);
/* Gates, masks and stitches. */
void td_network_draw_joints (TdNetworkPen *self);
/* Once more, where it is dragged to. */
void td_network_draw_dragged (TdNetworkPen *self);
