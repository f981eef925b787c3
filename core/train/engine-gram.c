/* engine-gram.c — see engine-gram.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/engine-gram.h"

#include "core/math/kernels.h"

#include <stdlib.h>
#include <string.h>

#define PART_FLOATS 16384 /* of kept gradients: what a worker takes at once */
#define MAX_PARTS 8       /* of one node's: each has a Gram matrix of its own */

static const TdNode *
node_at (const TdGram *self, guint n)
{
  return &self->deltas->graph.graph->nodes[n];
}

static gboolean
is_present (const TdGram *self, const TdNode *node, guint task)
{
  return self->present[task]
         && self->deltas->graph.reach[(gsize) node->output * self->n_tasks + task];
}

static gboolean
is_trained (const TdGram *self, const TdNode *node)
{
  const TdLayout *layout = self->deltas->graph.graph->layout;

  for (guint i = 0; i < node->n_tensors; i++)
    if (layout->tensors[node->tensors[i]].trainable)
      return TRUE;
  return FALSE;
}

static guint
n_gradient_parts (const TdGram *self, const TdNode *node, gsize rows)
{
  return node->op->n_parts != NULL
           ? node->op->n_parts (self->deltas->graph.graph, node, rows) : 1;
}

static guint
n_row_parts (const TdGram *self, const TdNode *node)
{
  const TdLayout *layout = self->deltas->graph.graph->layout;
  gsize n = 0;

  for (guint i = 0; i < node->n_tensors; i++)
    n += layout->tensors[node->tensors[i]].n;
  return CLAMP (n / PART_FLOATS, 1, MAX_PARTS);
}

gboolean
td_gram_is_present (const TdGram *self, guint node, guint task)
{
  return is_present (self, node_at (self, node), task);
}

void
td_gram_span (const TdGram *self, const TdGramItem *item, guint tensor, gsize *first, gsize *last)
{
  const TdNode *node = node_at (self, item->node);
  const TdTensor *place = &self->deltas->graph.graph->layout->tensors[node->tensors[tensor]];
  gsize from = place->n * item->part / item->n_parts / 16 * 16;
  gsize to = place->n * (item->part + 1) / item->n_parts / 16 * 16;

  *first = place->offset + from;
  *last = place->offset + (item->part + 1 == item->n_parts ? place->n : to);
  if (!place->trainable)
    *last = *first;
}

/* Which way the node goes; for good, since both need memory. */
static void
choose_way (TdGram *self, guint n, gboolean keep_all, gsize *scratch)
{
  const TdGraph *graph = self->deltas->graph.graph;
  const TdNode *node = &graph->nodes[n];
  const TdGramOp *gram = node->op->gram;
  gsize rows = self->deltas->network->max_rows;

  if (keep_all || gram == NULL || gram->n_parts (graph, node, rows, self->n_tasks) == 0)
    {
      self->by_rows[n] = self->has_rows = TRUE;
      for (guint i = 0; i < node->n_tensors; i++)
        {
          const TdTensor *tensor = &graph->layout->tensors[node->tensors[i]];

          self->n_row = MAX (self->n_row, (tensor->offset + tensor->n + 15) / 16 * 16);
        }
    }
  else
    *scratch = MAX (*scratch, gram->scratch (graph, node, rows, self->n_tasks));
}

static void
init_rows (TdGram *self)
{
  if (!self->has_rows)
    return;
  self->rows = g_new (float *, MAX (self->n_tasks, 1));
  self->row_memory = td_aligned_new (self->n_tasks * self->n_row * sizeof (float));
  for (guint k = 0; k < self->n_tasks; k++)
    self->rows[k] = self->row_memory + k * self->n_row;
}

static void
add_item (TdGramQueue *queue, guint node, gint task, guint n_parts, gboolean write)
{
  for (guint part = 0; part < n_parts; part++, queue->n_items++)
    if (write)
      queue->items[queue->n_items] = (TdGramItem) { node, task, part, n_parts };
}

static guint
n_gram_parts (const TdGram *self, const TdNode *node, gsize rows)
{
  const TdGraph *graph = self->deltas->graph.graph;
  guint n = node->op->gram->n_parts (graph, node, rows, self->n_tasks);

  return MAX (n, 1); /* the way stays, though the last batch of an epoch may be shorter */
}

static void
plan_shared (TdGram *self, gsize rows, gboolean write)
{
  const TdTaskGraph *graph = &self->deltas->graph;

  for (guint i = 0; i < graph->common.n_nodes; i++)
    {
      guint n = graph->common.nodes[i];
      const TdNode *node = node_at (self, n);

      if (is_trained (self, node) && !self->by_rows[n])
        {
          add_item (&self->first, n, -1, n_gram_parts (self, node, rows), write);
          add_item (&self->last, n, -1, n_gradient_parts (self, node, rows), write);
        }
    }
  self->n_gram = self->first.n_items;
  for (guint i = 0; i < graph->common.n_nodes; i++)
    {
      guint n = graph->common.nodes[i];
      const TdNode *node = node_at (self, n);

      if (!is_trained (self, node) || !self->by_rows[n])
        continue;
      for (guint k = 0; k < self->n_tasks; k++)
        add_item (&self->first, n, k, n_gradient_parts (self, node, rows), write);
      add_item (&self->products, n, -1, n_row_parts (self, node), write);
      add_item (&self->blends, n, -1, n_row_parts (self, node), write);
    }
}

static void
plan_own (TdGram *self, gsize rows, gboolean write)
{
  const TdTaskGraph *graph = &self->deltas->graph;

  for (guint task = 0; task < self->n_tasks; task++)
    for (guint i = 0; i < graph->own[task].n_nodes; i++)
      {
        const TdNode *node = node_at (self, graph->own[task].nodes[i]);

        if (is_trained (self, node))
          add_item (&self->first, graph->own[task].nodes[i], -1,
                    n_gradient_parts (self, node, rows), write);
      }
}

/* Fills the queues, or only counts. */
static void
plan (TdGram *self, gsize rows, gboolean write)
{
  self->first.n_items = self->products.n_items = self->blends.n_items = 0;
  self->slices.n_items = self->last.n_items = 0;
  plan_shared (self, rows, write);
  plan_own (self, rows, write);
  add_item (&self->slices, 0, -1, td_network_n_slices (self->deltas->graph.graph, rows), write);
}

static void
init_queues (TdGram *self)
{
  TdGramQueue *queues[] = { &self->first, &self->products, &self->blends, &self->slices, &self->last };
  gsize n_pairs = (gsize) self->n_tasks * self->n_tasks;

  /* No batch is cut into more parts than the largest. */
  plan (self, self->deltas->network->max_rows, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    queues[i]->items = g_new (TdGramItem, MAX (queues[i]->n_items, 1));
  self->halves = g_new (double, MAX (self->n_gram * n_pairs, 1));
  self->sums = g_new (double, MAX (self->products.n_items * n_pairs, 1));
}

TdGram *
td_gram_new (TdTaskDeltas *deltas, TdTeam *team, const gboolean *present, gboolean keep_all)
{
  TdGram *self = g_new0 (TdGram, 1);
  const TdTaskGraph *graph = &deltas->graph;
  gsize scratch = 0;

  self->deltas = deltas;
  self->team = team;
  self->present = present;
  self->n_tasks = graph->n_tasks;
  self->n_workers = deltas->n_workers;
  self->by_rows = g_new0 (gboolean, MAX (graph->graph->n_nodes, 1));
  for (guint i = 0; i < graph->common.n_nodes; i++)
    if (is_trained (self, node_at (self, graph->common.nodes[i])))
      choose_way (self, graph->common.nodes[i], keep_all, &scratch);
  init_rows (self);
  init_queues (self);
  self->scratch = g_new (float *, self->n_workers);
  self->pointers = g_new (const float **, self->n_workers);
  for (guint w = 0; w < self->n_workers; w++)
    {
      self->scratch[w] = td_aligned_new (scratch * sizeof (float));
      self->pointers[w] = g_new (const float *, MAX (self->n_tasks, 1));
    }
  return self;
}

void
td_gram_free (TdGram *self)
{
  if (self == NULL)
    return;
  for (guint w = 0; w < self->n_workers; w++)
    {
      free (self->scratch[w]);
      g_free (self->pointers[w]);
    }
  g_free (self->scratch);
  g_free (self->pointers);
  g_free (self->first.items);
  g_free (self->products.items);
  g_free (self->blends.items);
  g_free (self->slices.items);
  g_free (self->last.items);
  g_free (self->halves);
  g_free (self->sums);
  g_free (self->rows);
  g_free (self->by_rows);
  free (self->row_memory);
  g_free (self);
}

void
td_gram_begin (TdGram *self, gsize rows)
{
  if (self->planned_rows != rows)
    plan (self, rows, TRUE);
  self->planned_rows = rows;
  atomic_store (&self->first.next, 0);
  atomic_store (&self->products.next, 0);
  atomic_store (&self->blends.next, 0);
  atomic_store (&self->slices.next, 0);
  atomic_store (&self->last.next, 0);
}

/* The next item nobody has taken; NULL: none is left. */
static const TdGramItem *
take (TdGramQueue *queue)
{
  guint next = atomic_fetch_add (&queue->next, 1);

  return next < queue->n_items ? &queue->items[next] : NULL;
}

/* The deltas of @node's output, of the tasks that are there; how many. */
static guint
list_deltas (const TdGram *self, const TdNode *node, const float **list)
{
  guint n = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    if (is_present (self, node, k))
      list[n++] = td_task_delta (self->deltas, k, node->output);
  return n;
}

static guint
list_rows (const TdGram *self, const TdNode *node, const float **list)
{
  guint n = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    if (is_present (self, node, k))
      list[n++] = self->rows[k];
  return n;
}

static void
add_gram (TdGram *self, const TdPass *pass, const TdGramItem *item, guint worker)
{
  const TdNode *node = node_at (self, item->node);
  const float **list = self->pointers[worker];
  guint n = list_deltas (self, node, list);
  double *half = self->halves + (item - self->first.items) * (gsize) self->n_tasks * self->n_tasks;

  memset (half, 0, (gsize) n * n * sizeof (double));
  node->op->gram->add (pass, node, list, n, item->part, item->n_parts, self->scratch[worker], half);
}

static void
differentiate (TdGram *self, const TdPass *pass, const TdGramItem *item, guint worker)
{
  const TdNode *node = node_at (self, item->node);

  if (item->task < 0)
    node->op->gradient (pass, node, item->part, item->n_parts);
  else if (is_present (self, node, item->task))
    {
      TdPass own = td_task_pass (self->deltas, pass, worker, item->task);

      own.gradients = self->rows[item->task];
      node->op->gradient (&own, node, item->part, item->n_parts);
    }
}

static void
multiply_rows (TdGram *self, const TdGramItem *item, guint worker)
{
  const TdNode *node = node_at (self, item->node);
  const float **list = self->pointers[worker];
  guint n = list_rows (self, node, list);
  double *sum = self->sums + (item - self->products.items) * (gsize) self->n_tasks * self->n_tasks;

  memset (sum, 0, (gsize) n * n * sizeof (double));
  for (guint t = 0; t < node->n_tensors; t++)
    {
      gsize first, last;

      td_gram_span (self, item, t, &first, &last);
      for (guint i = 0; i < n; i += 4) /* from the diagonal on, by blocks */
        td_kernels ()->dots (list + i, MIN (4, n - i), first, list + i, n - i, first, last - first,
                             sum + i * n + i, n);
    }
}

void
td_gram_measure (TdGram *self, const TdPass *pass, guint worker)
{
  const TdGramItem *item;

  while ((item = take (&self->first)) != NULL)
    if (item < self->first.items + self->n_gram)
      add_gram (self, pass, item, worker);
    else
      differentiate (self, pass, item, worker);
  td_team_barrier (self->team);
}

void
td_gram_multiply (TdGram *self, guint worker)
{
  const TdGramItem *item;

  if (self->products.n_items == 0)
    return;
  while ((item = take (&self->products)) != NULL)
    multiply_rows (self, item, worker);
  td_team_barrier (self->team);
}

/* Adds the products of the tasks that are there, @half (n, n) of them, to the Gram matrix of
 * all. */
static void
spread (const TdGram *self, const TdNode *node, const double *half, gboolean is_half, double *gram)
{
  guint n = 0, row = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    n += is_present (self, node, k);
  for (guint i = 0; i < self->n_tasks; i++)
    {
      guint column = 0;

      if (!is_present (self, node, i))
        continue;
      for (guint j = 0; j < self->n_tasks; j++)
        if (is_present (self, node, j))
          {
            double there = half[(gsize) row * n + column], across = half[(gsize) column * n + row];

            gram[(gsize) i * self->n_tasks + j]
              += is_half ? there + across : row <= column ? there : across;
            column++;
          }
      row++;
    }
}

void
td_gram_collect (const TdGram *self, gint node, double *gram)
{
  gsize n_pairs = (gsize) self->n_tasks * self->n_tasks;

  memset (gram, 0, n_pairs * sizeof (double));
  for (guint i = 0; i < self->n_gram; i++)
    if (node < 0 || self->first.items[i].node == (guint) node)
      spread (self, node_at (self, self->first.items[i].node), self->halves + i * n_pairs, TRUE, gram);
  for (guint i = 0; i < self->products.n_items; i++)
    if (node < 0 || self->products.items[i].node == (guint) node)
      spread (self, node_at (self, self->products.items[i].node), self->sums + i * n_pairs, FALSE,
              gram);
}

static void
blend (TdGram *self, const TdPass *pass, const double *weights, const TdGramItem *item)
{
  const TdNode *node = node_at (self, item->node);

  for (guint t = 0; t < node->n_tensors; t++)
    {
      gsize first, last;

      td_gram_span (self, item, t, &first, &last);
      memset (pass->gradients + first, 0, (last - first) * sizeof (float));
      for (guint k = 0; k < self->n_tasks; k++)
        if (weights[k] != 0 && is_present (self, node, k))
          td_kernels ()->axpy (pass->gradients + first, self->rows[k] + first, last - first,
                               weights[k]);
    }
}

static void
combine_deltas (TdGram *self, const double *weights, gsize first, gsize last)
{
  const TdTaskGraph *graph = &self->deltas->graph;

  for (guint i = 0; i < graph->common.n_nodes; i++)
    {
      guint n = graph->common.nodes[i];
      const TdNode *node = node_at (self, n);

      if (!self->by_rows[n] && is_trained (self, node))
        td_task_combine (self->deltas, weights, node->output, first, last);
    }
}

void
td_gram_combine (TdGram *self, const TdPass *pass, const double *weights, guint worker)
{
  const TdGramItem *item;

  td_team_barrier (self->team);
  while ((item = take (&self->blends)) != NULL)
    blend (self, pass, weights, item);
  while (self->last.n_items > 0 && (item = take (&self->slices)) != NULL)
    combine_deltas (self, weights, td_network_slice (pass->graph, pass->rows, item->part),
                    td_network_slice (pass->graph, pass->rows, item->part + 1));
  if (self->last.n_items == 0)
    return;
  td_team_barrier (self->team);
  while ((item = take (&self->last)) != NULL)
    node_at (self, item->node)->op->gradient (pass, node_at (self, item->node), item->part,
                                              item->n_parts);
}
