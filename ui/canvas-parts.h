/* canvas-parts.h — what the files of the network canvas share: network-canvas.c (the widget),
 * canvas-pointer.c (mouse), canvas-keys.c (focus), canvas-edit.c (actions), canvas-menu.c.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/weights.h"
#include "ui/chart/network-layout.h"
#include "ui/network-canvas.h"

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
  TdJob           *job;     /* looks at the weights while the picture is on screen; else NULL */
  TdWeights       *weights; /* the newest; what the model borrows from */
  gint64           drawn_at, described_at;
  gboolean         stale;   /* the model has news that aren't drawn yet */
  guint            refill_source, tick;

  GtkWidget       *popover; /* the one that is open or was last; NULL: none */
  char            *asked_id;       /* the gap that it asks a kind of layer for: of this task */
  guint            asked_position;

  gint             pressed; /* place under the pressed button; -1: none */
  double           press_x, press_y;
};

/* network-canvas.c */
const TdNetworkPlace *td_canvas_place     (TdNetworkCanvas *self, gint place); /* -1: NULL */
void                  td_canvas_select    (TdNetworkCanvas *self, const char *id); /* tells */
/* From the document as it is now, at once. */
void                  td_canvas_refill    (TdNetworkCanvas *self);
/* After a change of the view. */
void                  td_canvas_arrange   (TdNetworkCanvas *self);

/* canvas-keys.c */
gint     td_canvas_get_focus   (TdNetworkCanvas *self); /* the place; -1: none */
void     td_canvas_set_focus   (TdNetworkCanvas *self, gint place);
gboolean td_canvas_move_focus  (TdNetworkCanvas *self, GtkDirectionType direction);
/* Makes the stops those of the layout, as before where they are the same. */
void     td_canvas_show_stops  (TdNetworkCanvas *self);
void     td_canvas_describe_stops (TdNetworkCanvas *self);

/* canvas-pointer.c */
void     td_canvas_add_pointer (TdNetworkCanvas *self);
gboolean td_canvas_cancel_drag (TdNetworkCanvas *self); /* FALSE: there was none */

/* canvas-edit.c */
void td_canvas_class_add_edits (GtkWidgetClass *klass);
void td_canvas_update_edits    (TdNetworkCanvas *self); /* which actions make sense */
void td_canvas_activate        (TdNetworkCanvas *self, gint place); /* Enter, a click on a slot */
/* At a place, and takes it. */
void td_canvas_open_popover    (TdNetworkCanvas *self, GtkWidget *popover, gint place);
void td_canvas_drop            (TdNetworkCanvas *self, const TdNetworkPlace *layer,
                                const TdNetworkPlace *slot);

/* canvas-menu.c */
void td_canvas_open_menu (TdNetworkCanvas *self, gint place); /* -1: of the whole */
