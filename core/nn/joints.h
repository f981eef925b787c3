/* joints.h — what joins the copies of a trunk's layers: gates, mixtures, stitches, masks.
 *
 * Each function adds one operation to a graph that is being built and returns its value. Numbers of
 * a row that say how much of each copy is taken are that row's shares.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layer.h"

/* Shares = softmax of @logits (rows, n). */
guint td_joint_softmax  (TdGraph *graph, const TdPlace *place, guint logits);

/* Σ_e shares_e values_e, for @n values of one shape, by rows; n < TD_NODE_MAX_INPUTS. */
guint td_joint_mixture  (TdGraph *graph, const TdPlace *place, guint shares, const guint *values,
                         guint n);

/* f (value), element by element; not the identity. @activation must outlive the graph. */
guint td_joint_activation (TdGraph *graph, const TdSpec *activation, const TdPlace *place,
                           guint value);

/* a b, element by element. */
guint td_joint_product  (TdGraph *graph, const TdPlace *place, guint a, guint b);

/* Numbers @part of @n_parts equal pieces of a row; channels of images. */
guint td_joint_part     (TdGraph *graph, const TdPlace *place, guint value, guint part,
                         guint n_parts);

/* The numbers of @n values of equal height and width side by side; channels of images. */
guint td_joint_stack    (TdGraph *graph, const TdPlace *place, const guint *values, guint n);

/* Misra et al., 2016, equation 1: output t = Σ_s weight[t][s] input_s, for n inputs of one shape.
 * The n outputs are parts of the value that is returned. */
typedef struct
{
  const char *id;
  char      **pairs;      /* (n n) names of what each takes of each, row by row: an edit keeps pairs */
  gboolean    by_channel; /* a weight for each channel: (n, n, channels), else (n, n) */
  double      own;        /* first weight of a task's own input; the others share the rest to 1 */
} TdStitch;

guint td_joint_stitch   (TdGraph *graph, const TdStitch *stitch, const TdPlace *place,
                         const guint *values, guint n);

/* Hazimeh et al., 2021: shares of @n_experts that are zero for all but at most n_nonzeros of them.
 * A row of @codes (rows, td_selector_width()) has, for each of the nonzeros, ceil(log2 n_experts)
 * numbers that a smooth step makes binary digits of an expert; then a weight for each nonzero. */
typedef struct
{
  guint  n_nonzeros;
  double gamma;   /* width of the smooth step */
  double entropy; /* strength of the regulariser that makes digits decide */
} TdSelector;

guint  td_selector_width (const TdSelector *self, guint n_experts);
guint  td_joint_selector (TdGraph *graph, const TdSelector *selector, const TdPlace *place,
                          guint codes, guint n_experts);
/* S(t): 0 up to -gamma/2, 1 from gamma/2 on, a cubic between them. */
double td_smooth_step    (double t, double gamma);
