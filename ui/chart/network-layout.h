/* network-layout.h — where everything of a network's picture lies.
 *
 * The picture has a size of its own; `scale` and the offset bring it into a widget. When there are
 * many heads or layers, cards first become lower and boxes narrower, then everything shrinks.
 * Between layers, and before and behind them, are slots: plus signs, and where dragged layers drop.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/network-view.h"

typedef enum
{
  TD_PLACE_INPUT,
  TD_PLACE_TRUNK, /* the area around the trunk's layers, or around every task's copy of them */
  TD_PLACE_LAYER,
  TD_PLACE_SLOT,
  TD_PLACE_HEAD,
} TdNetworkPlaceKind;

/* One thing of the picture. All are listed in reading order. */
typedef struct
{
  TdNetworkPlaceKind kind;
  gint         head;     /* whose row it stands in; -1: the common part */
  gboolean     in_trunk; /* LAYER, SLOT: of the trunk's list, also where heads have copies of it */
  guint        position; /* LAYER, SLOT: in its list */
  gboolean     small;    /* LAYER: a box of a head's row */
  guint        neurons;  /* INPUT, LAYER: drawn one by one; 0: they aren't */
  const TdBox *box;      /* LAYER */
  const char  *id;       /* LAYER, HEAD; belongs to the model */
  double       x, y, width, height; /* in the picture's units */
} TdNetworkPlace;

#define TD_NETWORK_LEAST_SCALE 0.6 /* at which texts can be read */

/* How a picture is looked at. */
typedef struct
{
  gboolean free;          /* else it fits, in the middle, and scale and offset don't matter */
  double   least;         /* what doesn't fit at this scale is cut off at its ends; 0: nothing is */
  double   scale, dx, dy; /* picture to widget: x * scale + dx */
} TdNetworkView;

struct _TdNetworkLayout
{
  GArray *places;        /* TdNetworkPlace */
  double  widget_width, widget_height;
  double  width, height; /* of the picture, in its units */
  double  scale, dx, dy; /* picture to widget: x * scale + dx */
  double  fork_x;        /* where the branches to the heads begin */
  double  middle;        /* the height of input and common trunk */
  double  branch_x;      /* where the branches run level */
  double  box_gap, small_gap; /* between boxes of the common trunk, and of a row */
  gboolean low_cards;    /* heads are single lines */
};

/* @view NULL: fits. The layout is of use as long as @model stays as it is. */
void td_network_layout_init  (TdNetworkLayout *self, const TdNetworkModel *model, double width,
                              double height, const TdNetworkView *view);
void td_network_layout_clear (TdNetworkLayout *self);

/* Of a head's gate or masks, 0: it has none; of one cell of a stitch of @n tasks. */
double td_network_shares_width (const TdHeadBox *head);
double td_network_stitch_cell  (guint n);
/* Whose own an expert of a gate of all tasks is; -1: a shared one. */
gint   td_network_expert_head  (const TdNetworkModel *model, const TdBox *box, guint expert);

/* The middle of a neuron, in the picture's units. */
double td_network_neuron_x (const TdNetworkPlace *place);
double td_network_neuron_y (const TdNetworkPlace *place, guint neuron);

/* In the widget's units. */
cairo_rectangle_t td_network_layout_area (const TdNetworkLayout *self, guint place);
const TdNetworkPlace *td_network_layout_get (const TdNetworkLayout *self, guint place);
/* What lies at a point of the widget; -1: nothing. What is drawn last lies on top. */
gint td_network_layout_hit  (const TdNetworkLayout *self, double x, double y);
/* The unit nearest to a point, at most @reach away from its middle: the place whose it is, and
 * *unit from 0; -1: none. */
gint td_network_layout_unit (const TdNetworkLayout *self, double x, double y, double reach,
                             guint *unit);
/* The slot nearest to a point, at most @reach away, both in the widget's units; -1: none. */
gint td_network_layout_slot (const TdNetworkLayout *self, double x, double y, double reach);
/* The weight whose line is nearest to a point, at most @reach away; place -1: none. */
TdNetworkEdge td_network_layout_edge (const TdNetworkLayout *self, const TdNetworkModel *model,
                                      double x, double y, double reach);
/* The same place in another layout of the same or an edited model; -1: it's gone. */
gint td_network_layout_find (const TdNetworkLayout *self, const TdNetworkPlace *place);
