/* graph.h — a network as a static list of operations on values, built once per plan.
 *
 * A value is a (batch, width) matrix written by one node; nodes stand in an order in which every
 * input is written before it is read. Values that image layers work on have the lane layout
 * (kernels.h): a block of TD_LANES rows takes the same floats as these rows would, and begins where
 * they would. In the last block, lanes without a row hold any finite number in values, and 0 in
 * deltas: weight gradients may sum over whole blocks. Nodes are operations with their options,
 * tensors of the layout, and a few floats of scratch per row. Nothing here holds numbers: buffers
 * belong to TdNetwork, parameters to whoever trains. So one graph serves trainer and observer at
 * once.
 *
 * Built on one thread, then immutable and reference-counted. Options are borrowed from the plan.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/refs.h"
#include "core/base/spec.h"
#include "core/nn/bonds.h"
#include "core/nn/layout.h"
#include "core/nn/node.h"

#define TD_MAX_WEIGHTS 5e8 /* of one layer: 2 GB of floats, four times that with Adam */
#define TD_MAX_NODES 100000  /* all together: what follows from them takes a byte per node and task */
#define TD_GRAPH_ERROR (td_graph_error_quark ())
GQuark td_graph_error_quark (void);

/* Vectors have height and width 1. */
typedef struct
{
  gsize channels, height, width;
} TdShape;

gsize td_shape_size     (TdShape shape);
char *td_shape_dup_text (TdShape shape); /* "64", "28 × 28 × 10": height, width, channels */

typedef struct
{
  TdShape  shape;
  gsize    width;
  gint     task;    /* private to this task, -1: trunk */
  gboolean lanes;   /* has the lane layout */
  guint    twin;    /* the same numbers in the other layout; itself: nobody wanted them yet */
  gboolean summary; /* of a whole batch: its first row is all there is */
  gboolean unstored; /* has a delta only: its node does its reader's work along */
} TdValue;

/* Floats of rows @first (of a whole block) … @last-1, with the lanes that have no row. */
gsize td_value_floats (const TdValue *self, gsize first, gsize last);

/* Rows that lie together: TD_LANES, or 1. Their floats are as many as theirs would be one by
 * one. */
gsize td_value_block (const TdValue *self);

struct _TdGraph
{
  TdRefs refs;
  guint64   seed;
  guint     n_values;
  TdValue  *values;   /* value 0 is the input */
  guint     n_nodes;
  TdNode   *nodes;
  TdLayout *layout;
  guint     n_tasks;
  double    row_work; /* multiplications that a row takes forward, about */
  guint    *outputs;  /* (n_tasks) value of each task's outputs */
  guint     n_meetings;
  guint    *meetings; /* nodes for which workers meet in training, in order */
  GArray   *ties;     /* TdTie */
  GArray   *joints;   /* TdJoint */
  GArray   *starts;   /* per tensor: how it starts; private to graph.c */
  GPtrArray *details;
  GHashTable *parts;  /* layer id with its copy's mark, to TdLayerPart (layer.h) */
};

TdGraph *td_graph_new   (guint64 seed, TdShape input, guint n_tasks);
TdGraph *td_graph_ref   (TdGraph *self);
void     td_graph_unref (TdGraph *self);

/* Building. td_graph_add_node() copies @node, makes its output value of @shape and returns that
 * value's index. It has the layout of the first input. @detail, if any, is freed with g_free(). */
guint td_graph_add_node (TdGraph *self, TdNode *node, TdShape shape, gpointer detail);

/* @value in that layout: itself, or what a node makes of it. Rows are flattened as PyTorch does:
 * (channel, y, x). */
guint td_graph_to_lanes (TdGraph *self, guint value);
guint td_graph_to_rows  (TdGraph *self, guint value);

/* @memory is freed with g_free() when the graph is; answers it. */
gpointer td_graph_keep (TdGraph *self, gpointer memory);

/* Adds a copy of @tensor to the layout and makes it @node's next. @initializer is borrowed, NULL:
 * zeros. tensor->trainable says "not frozen" here. */
void td_graph_add_tensor (TdGraph *self, TdNode *node, const TdTensor *tensor,
                          const TdSpec *initializer, gsize fan_in, gsize fan_out);

/* A value of @width numbers about a whole batch for @node's meetings, and as many about its
 * deltas. */
void td_graph_add_summary (TdGraph *self, TdNode *node, gsize width);

/* @tensors (n) is copied. */
void td_graph_add_tie (TdGraph *self, const guint *tensors, guint n, double strength);

/* Works out which tensors are shared and trainable, and which deltas are needed, given which
 * tasks are enabled (n_tasks). */
void td_graph_finish (TdGraph *self, const gboolean *enabled);

/* (n_values, n_tasks), to be freed: whether the task is enabled and its outputs depend on the
 * value. */
guint8 *td_graph_new_reach (const TdGraph *self, const gboolean *enabled);

/* First values of every tensor, from (seed, id). @parameters (n_weights) is overwritten. */
void td_graph_initialize        (const TdGraph *self, float *parameters);
void td_graph_initialize_tensor (const TdGraph *self, guint tensor, float *parameters);

/* The gradient's share of work of one node: into how many parts to cut it, for @rows rows of
 * @width_in x @width_out weights. Depends on the shapes alone. */
guint td_gradient_parts (gsize width_in, gsize width_out, gsize rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdGraph, td_graph_unref)
