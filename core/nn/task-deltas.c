/* task-deltas.c — sweeps back for one task at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/task-deltas.h"

#include "core/math/kernels.h"

#include <stdlib.h>
#include <string.h>

static void
place_values (TdTaskDeltas *self)
{
  const TdGraph *graph = self->graph.graph;

  for (guint v = 0; v < graph->n_values; v++)
    {
      self->places[v] = G_MAXSIZE;
      if (!(self->whole ? self->graph.wanted[v] : self->graph.edge[v]))
        continue;
      self->places[v] = self->n_floats;
      self->n_floats += td_network_buffer_size (self->network, v);
    }
}

TdTaskDeltas *
td_task_deltas_new (TdNetwork *network, const gboolean *enabled, gboolean whole, guint n_workers)
{
  TdTaskDeltas *self = g_new0 (TdTaskDeltas, 1);
  guint n_values = network->graph->n_values;

  self->network = network;
  self->whole = whole;
  self->n_workers = n_workers;
  td_task_graph_init (&self->graph, network->graph, enabled);
  self->places = g_new (gsize, n_values);
  place_values (self);
  self->memory = td_aligned_new (self->graph.n_tasks * self->n_floats * sizeof (float));
  self->views = g_new (float **, n_workers);
  for (guint w = 0; w < n_workers; w++)
    self->views[w] = g_memdup2 (network->deltas, n_values * sizeof (float *));
  return self;
}

void
td_task_deltas_free (TdTaskDeltas *self)
{
  if (self == NULL)
    return;
  for (guint w = 0; w < self->n_workers; w++)
    g_free (self->views[w]);
  td_task_graph_clear (&self->graph);
  free (self->memory);
  g_free (self->views);
  g_free (self->places);
  g_free (self);
}

float *
td_task_delta (const TdTaskDeltas *self, guint task, guint value)
{
  return self->memory + task * self->n_floats + self->places[value];
}

TdPass
td_task_pass (TdTaskDeltas *self, const TdPass *pass, guint worker, guint task)
{
  float **view = self->views[worker];
  TdPass own = *pass;

  for (guint v = 0; v < self->graph.graph->n_values; v++)
    if (self->places[v] != G_MAXSIZE)
      view[v] = td_task_delta (self, task, v);
  own.deltas = view;
  return own;
}

/* Where the rows of a value's delta are. */
static float *
rows_of (const TdPass *pass, guint value, gsize first)
{
  return pass->deltas[value] + first * pass->graph->values[value].width;
}

static void
clear_fresh (const TdNodeList *list, const TdPass *pass, gsize first, gsize last)
{
  for (guint i = 0; i < list->n_fresh; i++)
    memset (rows_of (pass, list->fresh[i], first), 0,
            td_value_floats (&pass->graph->values[list->fresh[i]], first, last) * sizeof (float));
}

/* @sources: per value and task, whether the task has something to add. */
static void
add_up (const TdTaskDeltas *self, const guint8 *sources, const double *weights, gboolean starts,
        const TdPass *pass, guint value, gsize first, gsize last)
{
  gsize offset = first * pass->graph->values[value].width;
  gsize n = td_value_floats (&pass->graph->values[value], first, last);
  float *sum = rows_of (pass, value, first);

  if (starts)
    memset (sum, 0, n * sizeof (float));
  for (guint k = 0; k < self->graph.n_tasks; k++)
    if (weights[k] != 0 && sources[(gsize) value * self->graph.n_tasks + k])
      td_kernels ()->axpy (sum, td_task_delta (self, k, value) + offset, n, weights[k]);
}

/* The first of a list's nodes below @to. */
static guint
find_below (const TdNodeList *list, guint to)
{
  guint low = 0, high = list->n_nodes;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (list->nodes[middle] < to)
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* @to beyond the last node: the way begins here. */
static void
run (const TdNodeList *list, const TdPass *pass, guint from, guint to, gsize first, gsize last)
{
  if (to == pass->graph->n_nodes)
    clear_fresh (list, pass, first, last);
  for (guint i = find_below (list, to); i < list->n_nodes && list->nodes[i] >= from; i++)
    {
      const TdNode *node = &pass->graph->nodes[list->nodes[i]];

      node->op->backward (pass, node, first, last);
    }
}

/* What the tasks want of the output of common node @n, which no other node reads any more. */
static void
take_edge (const TdTaskWay *way, guint n, gsize first, gsize last)
{
  const TdTaskGraph *graph = &way->deltas->graph;
  guint value = graph->graph->nodes[n].output;

  if (graph->shared[n] && graph->edge[value])
    add_up (way->deltas, graph->own_edge, way->weights, !graph->inner[value], way->pass, value,
            first, last);
}

static void
run_common (const TdTaskWay *way, guint from, guint to, gsize first, gsize last)
{
  const TdNodeList *list = &way->deltas->graph.common;
  const TdPass *pass = way->pass;

  if (to == pass->graph->n_nodes)
    clear_fresh (list, pass, first, last);
  for (guint i = find_below (list, to); i < list->n_nodes && list->nodes[i] >= from; i++)
    {
      const TdNode *node = &pass->graph->nodes[list->nodes[i]];

      if (node->op->meeting == NULL)
        take_edge (way, list->nodes[i], first, last);
      node->op->backward (pass, node, first, last);
    }
  /* A meeting, which is what the next part begins with, finds its delta complete. */
  if (from > 0 && pass->graph->nodes[from - 1].op->meeting != NULL)
    take_edge (way, from - 1, first, last);
}

static void
go_back (gpointer data, guint worker, guint from, guint to, gsize first, gsize last)
{
  const TdTaskWay *way = data;
  const TdTaskGraph *graph = &way->deltas->graph;

  for (guint k = 0; k < graph->n_tasks && (way->whole || way->own); k++)
    {
      TdPass pass = td_task_pass (way->deltas, way->pass, worker, k);

      run (way->whole && way->present[k] ? &graph->whole[k] : &graph->own[k], &pass, from, to, first,
           last);
    }
  if (!way->whole && way->common)
    run_common (way, from, to, first, last);
}

static void
meet (gpointer data, guint worker, const TdNode *node, guint part, guint n_parts)
{
  const TdTaskWay *way = data;
  const TdTaskGraph *graph = &way->deltas->graph;
  gboolean shared = graph->shared[node - graph->graph->nodes];

  if (shared && !way->whole)
    {
      if (way->common)
        node->op->meeting->backward (way->pass, node, part, n_parts);
      return;
    }
  for (guint k = 0; k < graph->n_tasks && (way->whole || way->own); k++)
    if (graph->reach[(gsize) node->output * graph->n_tasks + k])
      {
        TdPass pass = td_task_pass (way->deltas, way->pass, worker, k);

        node->op->meeting->backward (&pass, node, part, n_parts);
      }
}

const TdWayBack td_task_way_back = { go_back, meet };

void
td_task_combine (TdTaskDeltas *self, const double *weights, guint value, gsize first, gsize last)
{
  TdPass pass = td_network_pass (self->network, NULL, self->network->max_rows, 0);

  add_up (self, self->graph.reach, weights, TRUE, &pass, value, first, last);
}
