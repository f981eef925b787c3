/* node.h — one operation of a network: what it reads and writes, forward and backward.
 *
 * Operations are constant tables of functions. They hold no numbers and allocate nothing: a pass
 * brings the buffers, so several threads may run the same node on different rows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/random.h"

#define TD_NODE_MAX_INPUTS 64
#define TD_NODE_MAX_TENSORS 4

typedef struct _TdGraph TdGraph;
typedef struct _TdNode  TdNode;

/* One pass over one batch: everything an operation may read or write. */
typedef struct
{
  const TdGraph *graph;
  const float  *parameters; /* (n_weights) statistics included */
  float        *gradients;  /* (n_parameters); NULL unless training */
  float *const *values;     /* per value: (rows, width) */
  float *const *deltas;     /* per value: (rows, width), derivative of the total loss */
  float *const *scratch;    /* per node: (rows, scratch) */
  gsize         rows;
  gboolean      training;   /* dropout acts, gradients follow */
  guint64       step;       /* counter of the random streams */
} TdPass;

/* What of a node needs all rows of a training batch at once: between two sweeps over the rows, cut
 * like gradient() and with a meeting of all workers before and after. It belongs to active nodes in
 * training passes alone; node->summary says where results go. */
typedef struct
{
  /* Into how many parts to cut; depends on shapes alone. */
  guint (*n_parts)  (const TdGraph *graph, const TdNode *node, gsize rows);
  /* When the values that the node reads are there, before its forward: fills its summary. */
  void  (*forward)  (const TdPass *pass, const TdNode *node, guint part, guint n_parts);
  /* When the delta of its output is there, before its backward: fills its summary's delta. */
  void  (*backward) (const TdPass *pass, const TdNode *node, guint part, guint n_parts);
  /* When the step is taken: moves the node's statistics in @weights, the pass's own (n_weights). */
  void  (*learn)    (const TdPass *pass, const TdNode *node, float *weights);
} TdMeetingOp;

/* How a node with weights finds the scalar products of several weight gradients, one for each of n
 * deltas of its output, without computing them. */
typedef struct
{
  /* Into how many parts the work may be cut; 0: n weight gradients are cheaper. By shapes alone. */
  guint (*n_parts) (const TdGraph *graph, const TdNode *node, gsize rows, guint n);
  /* Floats that one part needs, for no more rows and deltas than these. */
  gsize (*scratch) (const TdGraph *graph, const TdNode *node, gsize rows, guint n);
  /* Adds part @part to @half (n, n): half + halfᵀ of all parts together is <g_i, g_j>. Each of
   * @deltas is (rows, width), as backward leaves it. */
  void  (*add)     (const TdPass *pass, const TdNode *node, const float *const *deltas, guint n,
                    guint part, guint n_parts, float *scratch, double *half);
} TdGramOp;

/* Rows first … last-1 belong to the caller alone in forward and backward; @first begins a block of
 * TD_LANES rows, and the lanes of the last block that have no row belong to it. Backward writes the
 * deltas of the inputs (adding when node->accumulate[i]) and may change its output's delta in
 * place; gradient() runs when every row's backward is done, over all rows, and computes the part
 * @part of @n_parts of the node's weight gradients, overwriting them. */
typedef struct
{
  void  (*forward)  (const TdPass *pass, const TdNode *node, gsize first, gsize last);
  void  (*backward) (const TdPass *pass, const TdNode *node, gsize first, gsize last);
  void  (*gradient) (const TdPass *pass, const TdNode *node, guint part, guint n_parts); /* NULL: no weights */
  /* Into how many parts gradient() may be cut; depends on shapes alone. NULL: 1. */
  guint (*n_parts)  (const TdGraph *graph, const TdNode *node, gsize rows);
  const TdMeetingOp *meeting; /* NULL: every row for itself */
  const TdGramOp *gram; /* NULL: through gradient() */
  /* Called when the graph is complete, with the only reader of the output: TRUE when this node does
   * that one's work along from now on, and its own output need not be stored. NULL: never. */
  gboolean (*absorb) (TdGraph *graph, TdNode *node, const TdNode *reader);
} TdOp;

struct _TdNode
{
  const TdOp   *op;
  gconstpointer options;
  gconstpointer detail;       /* what the op prepared when it was built, owned by the graph */
  guint         n_inputs;
  guint         inputs[TD_NODE_MAX_INPUTS];
  gboolean      accumulate[TD_NODE_MAX_INPUTS]; /* another node has written this delta before */
  gboolean      wants_delta[TD_NODE_MAX_INPUTS]; /* FALSE: nobody reads it, don't compute */
  gsize         input_width;  /* of inputs[0] */
  guint         output;
  gsize         output_width;
  guint         n_tensors;
  guint         tensors[TD_NODE_MAX_TENSORS];   /* indices into the layout */
  gsize         offsets[TD_NODE_MAX_TENSORS];   /* of these, in the parameter vector */
  gsize         scratch;      /* floats per row */
  guint         summary;      /* value of one row for the whole batch, of td_graph_add_summary() */
  TdStream      stream;       /* from (seed, layer id) */
  gint          task;         /* -1: trunk */
  gboolean      active;       /* backward and gradient are of use: an enabled task reaches it */
};
