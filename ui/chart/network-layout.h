/* network-layout.h — where everything of a network's picture lies.
 *
 * The picture has a size of its own; `scale` and the offset bring it into a widget. When there are
 * many heads or layers, cards first become lower and boxes narrower, then everything shrinks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-view.h"

typedef enum { TD_PLACE_INPUT, TD_PLACE_TRUNK, TD_PLACE_BOX, TD_PLACE_SMALL_BOX, TD_PLACE_HEAD }
TdPlaceKind;

/* One thing of the picture, in reading order. */
typedef struct
{
  TdPlaceKind      kind;
  gint             head;   /* index of the head it belongs to; -1: of the common part */
  const TdBox     *box;    /* BOX and SMALL_BOX */
  double           x, y, width, height; /* in the picture's units */
} TdPlace;

typedef struct
{
  GArray *places;    /* TdPlace */
  double  width, height;
  double  scale, dx, dy; /* picture to widget: x * scale + dx */
  double  fork_x;    /* where the branches to the heads begin */
  double  middle;    /* the height of input and common trunk */
  double  branch_x;  /* where the branches run level */
  gboolean low_cards; /* heads are single lines */
} TdNetworkLayout;

void td_network_layout_init  (TdNetworkLayout *self, const TdNetworkModel *model, double width,
                              double height);
void td_network_layout_clear (TdNetworkLayout *self);
