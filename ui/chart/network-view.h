/* network-view.h — the network as a picture: input, trunk, fork, heads; drawn with cairo.
 *
 * The model is plain text and colours, filled by whoever has the project and the run; layout
 * (network-layout.h) and drawing are pure functions, so hit-testing, drawing and exports agree.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

#define TD_HISTOGRAM_BINS 24

#define TD_MOST_SHARES 64 /* of a gate */
#define TD_MOST_NEURONS 16 /* of a layer that is drawn unit by unit */

/* A layer's box. */
typedef struct
{
  char    *id;       /* the layer's */
  char    *title;    /* "Batch normalization" */
  char    *brief;    /* "Batch norm", where the title has no room; NULL: there is nothing shorter */
  char    *subtitle; /* "ReLU · He" */
  char    *shape;    /* "28 × 28 × 10" of the image that it makes; NULL: none, or not known */
  gboolean frozen;
  guint    n_in, n_out;   /* numbers a row brings and takes away; 0: not known */
  gsize    n_parameters;
  gboolean has_histogram; /* has weights; shown below the common trunk's boxes */
  float    histogram[TD_HISTOGRAM_BINS]; /* live weights, 0 … 1 of the highest bin */
  double   mean, deviation, minimum, maximum; /* of the weights, NaN: not known */
  const float *weights;   /* (n_in, n_out) live, borrowed; NULL: not known */
  const float *biases;    /* (n_out); NULL: none, or not known */
  gboolean joined;        /* after it tasks exchange: by a stitch, or by gates between levels */
  guint    n_gate;        /* experts that a gate of all tasks mixes then; 0: there is none */
  guint    n_common;      /* the first of them; the others are the tasks' own, task by task */
  float   *gate;          /* (n_gate) their shares; NULL: not known */
  float   *stitch;        /* (n_heads) what this task takes of each task then; NULL: not known */
} TdBox;

/* A task's head: its private layers, then its output. */
typedef struct
{
  char    *id;       /* the task's */
  char    *title;    /* "Is even" */
  char    *subtitle; /* "Dense 16 → 1 · sigmoid CE" */
  char    *value;    /* "98.1 %", "" before training */
  gint     task;     /* its place in the run's progress; -1: none */
  TdRgba   color;
  gboolean enabled;  /* FALSE: drawn grey */
  guint    n_in, n_out;   /* of its last layer, which the outputs are; 0: not known */
  gsize    n_parameters;  /* of the whole head */
  const float *weights;   /* (n_in, n_out) of its last layer, live, borrowed; NULL: not known */
  guint    n_layers;
  TdBox   *layers;
  guint    n_shares; /* of all its gates, level by level, or of its masks; 0: it has none */
  guint    n_gates;  /* n_shares in as many equal parts; masks are one */
  guint    n_own_shares; /* the first of each gate are of experts of its own */
  gboolean has_masks, knows_shares;
  float    shares[TD_MOST_SHARES]; /* live, 0 … 1 */
  guint    n_trunk;  /* the task's own copy of the trunk; 0 unless own_trunks */
  TdBox   *trunk;
} TdHeadBox;

typedef struct
{
  char     *input_title, *input_subtitle; /* "Input", "64 features" */
  guint     n_inputs;                     /* 0: not known */
  guint     image_width, image_height;    /* a sample picture; 0: none */
  float    *image;                        /* (height, width) 0 … 1, owned */
  char     *trunk_title, *trunk_subtitle; /* "Shared trunk φ(x)", "16 576 parameters" */
  gboolean  own_trunks; /* each head has a copy of the trunk's layers, the common trunk is empty */
  gboolean  tied;       /* copies of a layer are drawn to one another */
  guint     n_copies;   /* experts that the common trunk's layers stand for; 0: there are none */
  guint     n_trunk;
  TdBox    *trunk;
  guint     n_heads;
  TdHeadBox *heads;
} TdNetworkModel;

void td_network_model_clear (TdNetworkModel *self);

typedef struct _TdNetworkLayout TdNetworkLayout;

/* A weight that is drawn as a line. */
typedef struct
{
  gint   place;    /* the layer or head it leads to; -1: none */
  guint  from, to; /* units, from 0 */
  double value;
} TdNetworkEdge;

/* What stands out. Places are indices into the layout's; -1: none. */
typedef struct
{
  const char *selected; /* a layer's or task's id; NULL: nothing */
  gint        hovered, focused;
  TdNetworkEdge edge;   /* the line under the pointer */
  gboolean    dragging; /* everything that a layer can be dropped on is shown */
  gint        dragged;  /* the layer under the pointer, drawn once more at (x, y) */
  gint        target;   /* the slot it would drop into */
  double      x, y;     /* its middle, in the picture's units */
} TdNetworkMarks;

extern const TdNetworkMarks td_no_network_marks;

/* Within the layout's width and height. */
void  td_network_draw (cairo_t *cr, const TdNetworkLayout *layout, const TdNetworkModel *model,
                       const TdPalette *palette, const TdNetworkMarks *marks);
