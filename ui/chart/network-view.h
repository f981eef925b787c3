/* network-view.h — the network as a picture: input, trunk, fork, heads; drawn with cairo.
 *
 * The model is plain text and colours, filled by whoever has the project and the run; layout and
 * drawing are pure functions, so hit-testing, drawing and exports agree.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "ui/chart/chart.h"

#define TD_HISTOGRAM_BINS 24

/* A layer's box. */
typedef struct
{
  char    *id;       /* the layer's */
  char    *title;    /* "Dense 128" */
  char    *subtitle; /* "ReLU · He" */
  gboolean frozen;
  gboolean has_histogram;
  float    histogram[TD_HISTOGRAM_BINS]; /* live weights, 0 … 1 of the highest bin */
} TdBox;

/* A task's head: its private layers, then its output. */
typedef struct
{
  char    *id;       /* the task's */
  char    *title;    /* "Is even" */
  char    *subtitle; /* "Dense 16 → 1 · sigmoid CE" */
  char    *value;    /* "98.1 %", "" before training */
  TdRgba   color;
  gboolean enabled;  /* FALSE: drawn grey */
  guint    n_layers;
  TdBox   *layers;
  guint    n_trunk;  /* own trunk, for separate networks: then the common trunk is empty */
  TdBox   *trunk;
} TdHeadBox;

typedef struct
{
  char     *input_title, *input_subtitle; /* "Input", "64 features" */
  guint     image_width, image_height;    /* a sample picture; 0: none */
  float    *image;                        /* (height, width) 0 … 1, owned */
  char     *trunk_title, *trunk_subtitle; /* "Shared trunk φ(x)", "16 576 parameters" */
  guint     n_trunk;
  TdBox    *trunk;
  guint     n_heads;
  TdHeadBox *heads;
} TdNetworkModel;

void td_network_model_clear (TdNetworkModel *self);

typedef enum { TD_HIT_NONE, TD_HIT_INPUT, TD_HIT_TRUNK, TD_HIT_LAYER, TD_HIT_HEAD } TdHitKind;

typedef struct
{
  TdHitKind   kind;
  const char *id; /* layer or task; NULL for input and trunk */
  cairo_rectangle_t area;
} TdHit;

/* The picture's own size; drawing scales it to fit @width x @height, never above 1. */
void  td_network_draw (cairo_t *cr, double width, double height, const TdNetworkModel *model,
                       const TdPalette *palette, const char *selected, const char *hovered,
                       const char *focused);
TdHit td_network_hit  (double width, double height, const TdNetworkModel *model, double x, double y);
/* Everything that can be selected, in reading order: for the keyboard. Free with g_array_unref(). */
GArray *td_network_hits (double width, double height, const TdNetworkModel *model); /* TdHit */
/* The picture in words, for screen readers. */
char *td_network_describe (const TdNetworkModel *model);
