/* network.h — the buffers one graph needs to run batches, and the two sweeps over them.
 *
 * Everything is allocated when the network is made; sweeps allocate nothing. Several workers may
 * sweep disjoint rows at once; gradients are computed when all of them are done.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/team.h"
#include "core/nn/graph.h"

typedef struct
{
  TdGraph *graph;     /* a reference */
  gsize    max_rows;
  gboolean trains;    /* has deltas */
  float  **values;    /* (n_values)(max_rows, width); NULL where it is unstored */
  float  **deltas;    /* (n_values)(max_rows, width); NULL unless trains */
  float  **scratch;   /* (n_nodes)(max_rows, scratch) */
  gpointer memory;
} TdNetwork;

TdNetwork *td_network_new  (TdGraph *graph, gsize max_rows, gboolean trains);
void       td_network_free (TdNetwork *self);
/* Bytes that td_network_new() would take. */
double     td_network_size (const TdGraph *graph, gsize max_rows, gboolean trains);
/* Floats that a value or its delta takes, rounded up to a cache line. */
gsize      td_network_buffer_size (const TdNetwork *self, guint value);
/* A pass over @rows rows; gradients and training are for the caller to set. */
TdPass     td_network_pass (TdNetwork *self, const float *parameters, gsize rows, guint64 step);

/* Of some rows; of all of them when the pass trains a graph with meetings, which are held then. */
void td_network_forward  (const TdPass *pass, gsize first, gsize last);
void td_network_backward (const TdPass *pass, gsize first, gsize last);
/* Worker @worker's share of every node's weight gradients. */
void td_network_gradient (const TdPass *pass, guint worker, guint n_workers);

/* Into how many slices a batch of @rows is cut for forward and backward: by the batch and the graph
 * alone, so that bits don't depend on the number of workers. */
guint td_network_n_slices (const TdGraph *graph, gsize rows);
/* First row of a slice; n_slices: rows. */
gsize td_network_slice    (const TdGraph *graph, gsize rows, guint slice);

/* A step of training as far as rows are concerned: forward and backward over all slices, workers
 * side by side, who meet only where a node needs all rows at once. */
typedef void (*TdSliceFunc) (gpointer data, guint slice, gsize first, gsize last);

/* Another way back than through all nodes with the pass's own deltas. */
typedef struct
{
  /* Nodes @to-1 … @from, as far as they are on the way, for rows first … last-1. */
  void (*rows) (gpointer data, guint worker, guint from, guint to, gsize first, gsize last);
  /* Part @part of the node's meeting. */
  void (*part) (gpointer data, guint worker, const TdNode *node, guint part, guint n_parts);
} TdWayBack;

typedef struct
{
  const TdPass *pass;
  TdTeam       *team;
  TdSliceFunc   begin; /* fills the inputs of a slice */
  TdSliceFunc   turn;  /* between forward and backward: fills the deltas of the outputs; or NULL */
  gpointer      data;
  const TdWayBack *back; /* NULL: the usual one */
  gpointer      back_data;
} TdSweep;

void td_sweep_run     (const TdSweep *self, guint worker, guint n_workers);
/* Each half for itself; the turn belongs to both. */
void td_sweep_forward (const TdSweep *self, guint worker, guint n_workers);
void td_sweep_back    (const TdSweep *self, guint worker, guint n_workers);
/* Worker @worker's share of moving statistics in @weights; when the step is taken. */
void td_network_learn (const TdPass *pass, guint worker, guint n_workers, float *weights);

/* Zeroed memory on a 64-byte boundary, for free(). Ends the program when there is none, as
 * g_malloc. */
gpointer td_aligned_new (gsize bytes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdNetwork, td_network_free)
