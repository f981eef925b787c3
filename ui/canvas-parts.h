/* canvas-parts.h — what the files of the network canvas share: network-canvas.c (the widget),
 * canvas-pointer.c (mouse and finger), canvas-keys.c (focus), canvas-view.c (zoom), canvas-hover.c (the card),
 * canvas-edit.c (actions), canvas-menu.c, canvas-popover.c (kinds and forms), canvas-weight.c.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/weights.h"
#include "ui/chart/network-words.h"
#include "ui/network-canvas.h"
#include "ui/structure.h"
#include "ui/watch.h"

struct _TdNetworkCanvas
{
  GtkWidget parent_instance;

  TdSession       *session;
  TdNetworkModel   model;
  TdNetworkLayout  layout;  /* of the model at the widget's size; its places are never NULL */
  TdNetworkView    view;
  TdNetworkMarks   marks;
  GPtrArray       *stops;   /* of TdCanvasStop, one per place; children, not references */
  char            *selected;
  TdWatch         *watch;   /* looks at the weights */
  TdWeights       *weights; /* the newest; what the model borrows from */
  gint64           drawn_at, described_at;
  gboolean         stale;   /* the model has news that aren't drawn yet */
  guint            refill_source, popover_source, tick;

  GtkWidget       *popover; /* the one that is open or was last; NULL: none */
  TdConfig        *formed;  /* what the last form was for; NULL: it's gone */
  gint             weighed; /* the place whose weights the popover is about */
  char            *asked_id;       /* the gap that it asks a kind of layer for: of this task */
  guint            asked_position;

  GtkWidget       *card;    /* a TdFactCard at what the pointer rests on; a child */
  gint             carded;  /* the place it is about; -1: none, and it is hidden */
  guint            card_source;

  double           pointer_x, pointer_y;
  TdNetworkView    pinched; /* when two fingers came down, and there: */
  double           pinch_x, pinch_y;
  double           panned_x, panned_y; /* so far in this drag */
  gboolean         holding; /* the button is down, and what it does wasn't called off */
  double           drag_dx, drag_dy; /* of the drag under way, from where it began */
  guint            drag_tick;        /* scrolls at the edges; 0: no layer is dragged */
  gint             pressed; /* place under the pressed button; -1: none */
  gboolean         taken;   /* it has the focus and is selected, as far as it can be */
  double           press_x, press_y;
};

/* network-canvas.c */
const TdNetworkPlace *td_canvas_place     (TdNetworkCanvas *self, gint place); /* -1: NULL */
void                  td_canvas_select    (TdNetworkCanvas *self, const char *id); /* tells */
/* From the document as it is now, at once. */
void                  td_canvas_refill    (TdNetworkCanvas *self);
/* After a change of the view: places are where they are seen now. */
void                  td_canvas_arrange   (TdNetworkCanvas *self);

/* canvas-keys.c */
gint     td_canvas_get_focus   (TdNetworkCanvas *self); /* the place; -1: none */
void     td_canvas_set_focus   (TdNetworkCanvas *self, gint place);
gboolean td_canvas_move_focus  (TdNetworkCanvas *self, GtkDirectionType direction);
/* Makes the stops those of the layout, as before where they are the same. */
void     td_canvas_show_stops  (TdNetworkCanvas *self);
void     td_canvas_describe_stops (TdNetworkCanvas *self);

/* A key of the picture, not of what pops up over it. */
void     td_canvas_class_bind  (GtkWidgetClass *klass, guint key, GdkModifierType modifiers,
                                const char *action);

/* canvas-view.c; places in the widget's units */
void td_canvas_class_add_view (GtkWidgetClass *klass);
/* @drag: with one finger, until there are two. */
void td_canvas_add_view       (TdNetworkCanvas *self, GtkGesture *drag);
void td_canvas_zoom           (TdNetworkCanvas *self, double factor, double x, double y);
void td_canvas_pan            (TdNetworkCanvas *self, double dx, double dy);
void td_canvas_show_place     (TdNetworkCanvas *self, gint place);

/* canvas-hover.c */
void td_canvas_add_card      (TdNetworkCanvas *self);
/* In a moment, at the place under the pointer; -1: hides it. */
void td_canvas_hover         (TdNetworkCanvas *self, gint place);
void td_canvas_fill_card     (TdNetworkCanvas *self); /* what it says now, if it is shown */
void td_canvas_allocate_card (TdNetworkCanvas *self);

/* canvas-pointer.c */
GtkGesture *td_canvas_add_pointer (TdNetworkCanvas *self); /* its gesture for dragging */
gboolean    td_canvas_cancel_drag (TdNetworkCanvas *self); /* FALSE: there was none */

/* canvas-edit.c */
void td_canvas_class_add_edits (GtkWidgetClass *klass);
void td_canvas_update_edits    (TdNetworkCanvas *self); /* which actions make sense */
void td_canvas_insert          (TdNetworkCanvas *self, const TdGap *gap, const TdKind *kind);
void td_canvas_drop            (TdNetworkCanvas *self, const TdNetworkPlace *layer,
                                const TdNetworkPlace *slot);

/* canvas-popover.c */
TdGap td_canvas_gap_of         (TdNetworkCanvas *self, const TdNetworkPlace *slot);
/* The slot of a gap; -1: there is none. The first, where heads have copies of the trunk. */
gint  td_canvas_find_slot      (TdNetworkCanvas *self, const TdGap *gap);
void  td_canvas_activate       (TdNetworkCanvas *self, gint place); /* Enter, a click on a slot */
/* For which kind of layer to insert there. */
void  td_canvas_ask_kind       (TdNetworkCanvas *self, const TdGap *gap);
/* After an edit: a form of something that was removed from the document closes, and so do
 * weights. */
void  td_canvas_check_form     (TdNetworkCanvas *self);
/* At a place, and takes it. */
void  td_canvas_open_popover   (TdNetworkCanvas *self, GtkWidget *popover, gint place);

/* canvas-weight.c; units from 0, @from TD_WEIGHT_BIAS for the bias */
gboolean td_canvas_has_weights   (TdNetworkCanvas *self, gint place);
void     td_canvas_edit_weight   (TdNetworkCanvas *self, gint place, guint from, guint to);
gboolean td_canvas_is_weighing   (TdNetworkCanvas *self); /* the popover is about weights */
void     td_canvas_follow_weight (TdNetworkCanvas *self); /* there are news */

/* canvas-menu.c */
void td_canvas_open_menu (TdNetworkCanvas *self, gint place); /* -1: of the whole */
