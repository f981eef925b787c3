/* network.c — one block of memory for all values, deltas and scratch of a graph.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/network.h"

#include "core/math/kernels.h"

#include <stdlib.h>
#include <string.h>

#define SMALL_WORK 1e5 /* multiplications: some microseconds */

/* Floats of a (rows, width) buffer: whole blocks of lanes, rounded up to a cache line. */
static gsize
buffer_size (gsize rows, gsize width)
{
  return ((rows + TD_LANES - 1) / TD_LANES * TD_LANES * width + 15) / 16 * 16;
}

/* How many buffers a value has: for itself and its delta. */
static guint
n_buffers (const TdValue *value, gboolean trains)
{
  return (value->unstored ? 0 : 1) + (trains ? 1 : 0);
}

static gsize
value_size (const TdValue *value, gsize rows)
{
  return buffer_size (value->summary ? 1 : rows, value->width);
}

static gsize
n_floats (const TdGraph *graph, gsize rows, gboolean trains)
{
  gsize n = 0;

  for (guint i = 0; i < graph->n_values; i++)
    n += value_size (&graph->values[i], rows) * n_buffers (&graph->values[i], trains);
  for (guint i = 0; i < graph->n_nodes; i++)
    n += buffer_size (rows, graph->nodes[i].scratch);
  return n;
}

double
td_network_size (const TdGraph *graph, gsize max_rows, gboolean trains)
{
  double n = 0;

  for (guint i = 0; i < graph->n_values; i++)
    n += (double) graph->values[i].width * (graph->values[i].summary ? 1 : max_rows)
         * n_buffers (&graph->values[i], trains);
  for (guint i = 0; i < graph->n_nodes; i++)
    n += (double) graph->nodes[i].scratch * max_rows;
  return n * sizeof (float);
}

gpointer
td_aligned_new (gsize bytes)
{
  gsize size = MAX ((bytes + 63) / 64 * 64, 64);
  gpointer memory = aligned_alloc (64, size);

  if (memory == NULL)
    g_error ("out of memory: %zu bytes", size);
  return memset (memory, 0, size);
}

TdNetwork *
td_network_new (TdGraph *graph, gsize max_rows, gboolean trains)
{
  TdNetwork *self = g_new0 (TdNetwork, 1);
  float *next;

  self->graph = td_graph_ref (graph);
  self->max_rows = max_rows;
  self->trains = trains;
  self->memory = td_aligned_new (n_floats (graph, max_rows, trains) * sizeof (float));
  self->values = g_new0 (float *, graph->n_values);
  self->deltas = trains ? g_new0 (float *, graph->n_values) : NULL;
  self->scratch = g_new0 (float *, MAX (graph->n_nodes, 1));
  next = self->memory;
  for (guint i = 0; i < graph->n_values; i++)
    {
      gsize size = value_size (&graph->values[i], max_rows);

      if (!graph->values[i].unstored)
        {
          self->values[i] = next;
          next += size;
        }
      if (trains)
        {
          self->deltas[i] = next;
          next += size;
        }
    }
  for (guint i = 0; i < graph->n_nodes; i++)
    {
      self->scratch[i] = next;
      next += buffer_size (max_rows, graph->nodes[i].scratch);
    }
  return self;
}

gsize
td_network_buffer_size (const TdNetwork *self, guint value)
{
  return value_size (&self->graph->values[value], self->max_rows);
}

void
td_network_free (TdNetwork *self)
{
  if (self == NULL)
    return;
  td_graph_unref (self->graph);
  free (self->memory);
  g_free (self->values);
  g_free (self->deltas);
  g_free (self->scratch);
  g_free (self);
}

TdPass
td_network_pass (TdNetwork *self, const float *parameters, gsize rows, guint64 step)
{
  g_assert (rows <= self->max_rows);
  return (TdPass) { .graph = self->graph, .parameters = parameters, .values = self->values,
                    .deltas = self->deltas, .scratch = self->scratch, .rows = rows, .step = step };
}

void
td_network_gradient (const TdPass *pass, guint worker, guint n_workers)
{
  guint turn = 0;

  for (guint i = pass->graph->n_nodes; i-- > 0;)
    {
      const TdNode *node = &pass->graph->nodes[i];
      guint parts;

      if (!node->active || node->op->gradient == NULL)
        continue;
      parts = node->op->n_parts != NULL ? node->op->n_parts (pass->graph, node, pass->rows) : 1;
      for (guint part = 0; part < parts; part++)
        if (turn++ % n_workers == worker)
          node->op->gradient (pass, node, part, parts);
    }
}

/* Products are at their best from 64 rows on; smaller batches are cut in two, and those whose step
 * is over before a second worker is there not at all. */
guint
td_network_n_slices (const TdGraph *graph, gsize rows)
{
  return rows < 2 * TD_LANES || graph->row_work * rows < SMALL_WORK ? 1 : MAX (2, (rows + 63) / 64);
}

gsize
td_network_slice (const TdGraph *graph, gsize rows, guint slice)
{
  guint n = td_network_n_slices (graph, rows);

  return slice == n ? rows : rows * slice / n / TD_LANES * TD_LANES;
}
