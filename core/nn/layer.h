/* layer.h — what a trunk or a head is made of: the family "layers".
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/graph.h"

/* Every layer's options begin with this. */
typedef struct
{
  char    *id;     /* unique in the project; keeps weights through edits */
  gboolean frozen; /* weights stay as they are */
  double   l2;     /* own L2 penalty; negative: the project's */
} TdLayerOptions;

/* The rows of the option table for it; S is the layer's options struct. */
#define TD_LAYER_COMMON_OPTIONS(S)                                                                \
  { "id", N_("Id"), NULL, TD_TEXT, .offset = G_STRUCT_OFFSET (S, common.id), .text = "",         \
    .hidden = TRUE },                                                                             \
  { "frozen", N_("Locked"), N_("Its weights stay as they are."), TD_BOOLEAN,                      \
    .offset = G_STRUCT_OFFSET (S, common.frozen) },                                               \
  { "l2", N_("L2 penalty"), N_("This layer's own L2 penalty; -1 takes the project's."),           \
    TD_NUMBER, .offset = G_STRUCT_OFFSET (S, common.l2), .minimum = -1, .maximum = 1e6,           \
    .number = -1, .usual = 1e-4, .special = N_("As project"), .special_from = "training.l2" }

/* Where a layer stands: for tensor names and messages. */
typedef struct
{
  const char *name;   /* "trunk.0", "heads.1.2" */
  const char *copy;   /* "@t1" tells a task's own copy of a layer from the others'; else "" */
  gint        task;   /* -1: trunk */
  gboolean    frozen; /* it is part of something whose weights stay as they are */
} TdPlace;

typedef struct
{
  TdKind kind;
  const char *brief;     /* N_() its title in few letters; NULL: the title is short */
  const char *window;    /* its INTEGER option that is the side of a square window; NULL: none */
  gboolean begins_stage; /* has units of its own; FALSE: goes with the layer before it */
  /* Adds the layer's nodes after value @input. FALSE with a sentence that names @place and both
   * shapes when it doesn't fit. */
  gboolean (*build) (TdGraph *graph, gconstpointer options, const TdPlace *place, guint input,
                     guint *output, GError **error);
} TdLayerKind;

/* What a layer became: what comes out of it, and its tensors, those of layers in it too. */
typedef struct
{
  guint value;
  guint first_tensor, n_tensors;
} TdLayerPart;

extern const TdFamily td_layers;

/* Layers @first … @last-1 of a list, named PREFIX.NUMBER, PREFIX.NUMBER+1, … after value @input. */
gboolean td_layers_build_some (TdGraph *graph, const TdSpecList *layers, gsize first, gsize last,
                               const TdPlace *prefix, gsize number, guint input, guint *output,
                               GError **error);

/* A stack of layers named PREFIX.0, PREFIX.1, … after value @input. */
gboolean td_layers_build (TdGraph *graph, const TdSpecList *layers, const TdPlace *prefix,
                          guint input, guint *output, GError **error);

/* The implied last layer of a head: dense, @n_outputs, no activation, glorot-normal. @id
 * "t1.output". Returns its value. */
guint td_layers_build_output (TdGraph *graph, const char *id, const TdPlace *place, guint input,
                              gsize n_outputs);

/* A dense layer that no list of layers names, such as a gate. Borrowed specs must outlive the
 * graph. */
typedef struct
{
  const char   *id;
  gsize         n_outputs;
  gboolean      has_bias;
  const TdSpec *activation;  /* NULL: none */
  const TdSpec *initializer; /* NULL: as a dense layer's */
  char        **pieces;      /* (n_outputs) what edits keep each output by; NULL: all in one. Without a
                              * bias */
} TdLinear;

guint td_layers_build_linear (TdGraph *graph, const TdLinear *linear, const TdPlace *place,
                              guint input);
/* The same at every pixel of an image, whose channels it takes and makes: a 1 x 1 convolution.
 * FALSE with a sentence when it would be too large. */
gboolean td_layers_build_pointwise (TdGraph *graph, const TdLinear *linear, const TdPlace *place,
                                    guint input, guint *output, GError **error);
/* A batch norm that no list names, with its default options. Returns its value. */
guint td_layers_build_batch_norm (TdGraph *graph, const char *id, const TdPlace *place, guint input);
