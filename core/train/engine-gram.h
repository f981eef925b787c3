/* engine-gram.h — the tasks' gradients on shared parameters: their scalar products, and one
 * gradient combined from them.
 *
 * Every shared node with weights goes one of two ways, chosen when this is made: its share of the
 * Gram matrix comes from the tasks' deltas (TdGramOp) and one weight gradient from the combined
 * delta; or all tasks' weight gradients are computed and kept. Parts of work are cut by the problem
 * alone and whoever is free takes the next one: every number has a place of its own, so bits don't
 * depend on who computed it.
 *
 * Functions with a worker are called by all workers of a run side by side, and wait for one
 * another.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/base/team.h"
#include "core/nn/task-deltas.h"

#include <stdatomic.h>

typedef struct
{
  guint node;
  gint  task; /* -1: all, or the node's own */
  guint part, n_parts;
} TdGramItem;

/* Work that is handed out item by item. */
typedef struct
{
  TdGramItem *items;
  guint       n_items;
  atomic_uint next;
} TdGramQueue;

typedef struct
{
  TdTaskDeltas   *deltas;   /* borrowed, as are the next two */
  TdTeam         *team;
  const gboolean *present;  /* (n_tasks) who takes part in this step */
  guint       n_tasks, n_workers;
  gboolean   *by_rows;      /* (n_nodes) all tasks' weight gradients are kept */
  gboolean    has_rows;
  gsize       n_row;        /* floats of one task's: from the layout's start to the last shared tensor */
  float     **rows;         /* (n_tasks)(n_row); NULL unless has_rows */
  float      *row_memory;

  gsize       planned_rows; /* of the batch that the queues are for */
  TdGramQueue first;        /* Gram parts, then tasks' weight gradients, then own ones */
  TdGramQueue products;     /* of kept gradients */
  TdGramQueue blends;       /* of kept gradients */
  TdGramQueue slices;       /* of combined deltas */
  TdGramQueue last;         /* weight gradients from combined deltas */
  guint       n_gram;       /* parts at the head of first */
  double     *halves;       /* (n_gram, n_tasks, n_tasks) */
  double     *sums;         /* (products.n_items, n_tasks, n_tasks) upper triangles */
  float     **scratch;      /* (n_workers) */
  const float ***pointers;  /* (n_workers)(n_tasks) */
} TdGram;

/* @keep_all: all weight gradients are to be kept, whatever is cheaper. */
TdGram *td_gram_new  (TdTaskDeltas *deltas, TdTeam *team, const gboolean *present, gboolean keep_all);
void    td_gram_free (TdGram *self);

/* On the thread of worker 0, before each batch. */
void td_gram_begin   (TdGram *self, gsize rows);
/* After the whole sweeps of all present tasks: the gradients of the tasks' own weights, into
 * pass->gradients, those that are kept, and the other nodes' products; then, the products of those
 * that are kept. Both end with a wait for all workers. */
void td_gram_measure  (TdGram *self, const TdPass *pass, guint worker);
void td_gram_multiply (TdGram *self, guint worker);
/* <g_i, g_j> (n_tasks, n_tasks), zero where a task is not present; @node: that node's share, -1: of
 * all. By one thread, when all are done measuring. */
void td_gram_collect (const TdGram *self, gint node, double *gram);
/* pass->gradients of shared weights = Σ_k weights[k] g_k. Begins with a wait for all workers. */
void td_gram_combine (TdGram *self, const TdPass *pass, const double *weights, guint worker);
/* Who of the present tasks reaches the node. */
gboolean td_gram_is_present (const TdGram *self, guint node, guint task);
/* The floats of the layout that part @item of kept gradients is about: of the node's @tensor. */
void td_gram_span    (const TdGram *self, const TdGramItem *item, guint tensor, gsize *first,
                      gsize *last);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdGram, td_gram_free)
