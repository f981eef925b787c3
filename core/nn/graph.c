/* graph.c — building a network's list of nodes, and what follows from it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/graph.h"

#include "core/nn/initializer.h"

#include <string.h>

G_DEFINE_QUARK (td-graph-error-quark, td_graph_error)

/* How a tensor gets its first values. */
typedef struct
{
  const TdSpec *initializer; /* NULL: zeros */
  gsize         fan_in, fan_out;
} Start;

gsize
td_shape_size (TdShape shape)
{
  return shape.channels * shape.height * shape.width;
}

char *
td_shape_dup_text (TdShape shape)
{
  if (shape.height == 1 && shape.width == 1)
    return g_strdup_printf ("%" G_GSIZE_FORMAT, shape.channels);
  return g_strdup_printf ("%" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT,
                          shape.height, shape.width, shape.channels);
}

/* Room for one more element doubles when @n is a power of two: growing one by one would copy
 * large networks all over again for every layer. */
static gpointer
make_room (gpointer items, guint n, gsize size)
{
  return (n & (n - 1)) == 0 ? g_realloc_n (items, MAX (2 * (gsize) n, 1), size) : items;
}

static guint
add_value (TdGraph *self, TdShape shape, gint task, gboolean lanes)
{
  self->values = make_room (self->values, self->n_values, sizeof *self->values);
  self->values[self->n_values] = (TdValue) { .shape = shape, .width = td_shape_size (shape),
                                             .task = task, .lanes = lanes, .twin = self->n_values };
  return self->n_values++;
}

static void
clear_tie (gpointer data)
{
  g_free (((TdTie *) data)->tensors);
}

TdGraph *
td_graph_new (guint64 seed, TdShape input, guint n_tasks)
{
  TdGraph *self = g_new0 (TdGraph, 1);

  td_refs_init (&self->refs);
  self->seed = seed;
  self->layout = td_layout_new ();
  self->ties = g_array_new (FALSE, FALSE, sizeof (TdTie));
  g_array_set_clear_func (self->ties, clear_tie);
  self->joints = g_array_new (FALSE, FALSE, sizeof (TdJoint));
  self->starts = g_array_new (FALSE, FALSE, sizeof (Start));
  self->details = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->n_tasks = n_tasks;
  self->outputs = g_new0 (guint, n_tasks);
  add_value (self, input, -1, FALSE);
  return self;
}

TdGraph *
td_graph_ref (TdGraph *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_graph_unref (TdGraph *self)
{
  if (self == NULL || !td_refs_dec (&self->refs))
    return;
  td_layout_unref (self->layout);
  g_array_unref (self->ties);
  g_array_unref (self->joints);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->details);
  g_hash_table_unref (self->parts);
  g_free (self->values);
  g_free (self->nodes);
  g_free (self->outputs);
  g_free (self->meetings);
  g_free (self);
}

gpointer
td_graph_keep (TdGraph *self, gpointer memory)
{
  g_ptr_array_add (self->details, memory);
  return memory;
}

guint
td_graph_add_node (TdGraph *self, TdNode *node, TdShape shape, gpointer detail)
{
  g_assert (node->n_inputs >= 1 && node->n_inputs <= TD_NODE_MAX_INPUTS);

  node->output = add_value (self, shape, node->task, self->values[node->inputs[0]].lanes);
  node->output_width = self->values[node->output].width;
  node->input_width = self->values[node->inputs[0]].width;
  node->detail = detail;
  if (detail != NULL)
    g_ptr_array_add (self->details, detail);
  self->nodes = make_room (self->nodes, self->n_nodes, sizeof *self->nodes);
  self->nodes[self->n_nodes++] = *node;
  return node->output;
}

void
td_graph_add_tensor (TdGraph *self, TdNode *node, const TdTensor *tensor, const TdSpec *initializer,
                     gsize fan_in, gsize fan_out)
{
  Start start = { initializer, fan_in, fan_out };
  guint index = td_layout_add (self->layout, tensor);

  g_assert (node->n_tensors < G_N_ELEMENTS (node->tensors));
  node->tensors[node->n_tensors] = index;
  node->n_tensors++;
  g_array_append_val (self->starts, start);
}

void
td_graph_add_summary (TdGraph *self, TdNode *node, gsize width)
{
  node->summary = add_value (self, (TdShape) { width, 1, 1 }, node->task, FALSE);
  self->values[node->summary].summary = TRUE;
}

void
td_graph_add_tie (TdGraph *self, const guint *tensors, guint n, double strength)
{
  TdTie tie = { n, g_memdup2 (tensors, n * sizeof *tensors), strength };

  g_array_append_val (self->ties, tie);
}

static void
do_nothing (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
}

/* Of a node whose work another does along. */
static const TdOp absorbed = { .forward = do_nothing, .backward = do_nothing };

#define SEVERAL G_MAXUINT

/* The node that alone reads each value; n_nodes: none. Outputs are read by others, too. */
static guint *
find_readers (const TdGraph *self)
{
  guint *readers = g_new (guint, self->n_values);

  for (guint v = 0; v < self->n_values; v++)
    readers[v] = self->n_nodes;
  for (guint n = 0; n < self->n_nodes; n++)
    for (guint i = 0; i < self->nodes[n].n_inputs; i++)
      {
        guint *reader = &readers[self->nodes[n].inputs[i]];

        *reader = *reader == self->n_nodes ? n : SEVERAL;
      }
  for (guint task = 0; task < self->n_tasks; task++)
    readers[self->outputs[task]] = SEVERAL;
  return readers;
}

static void
join_nodes (TdGraph *self)
{
  g_autofree guint *readers = find_readers (self);

  for (guint n = 0; n < self->n_nodes; n++)
    {
      TdNode *node = &self->nodes[n];
      guint reader = readers[node->output];

      if (node->op->absorb == NULL || reader >= self->n_nodes
          || !node->op->absorb (self, node, &self->nodes[reader]))
        continue;
      self->values[node->output].unstored = TRUE;
      self->nodes[reader].op = &absorbed;
      self->nodes[reader].scratch = 0;
    }
}

guint8 *
td_graph_new_reach (const TdGraph *self, const gboolean *enabled)
{
  guint8 *reach = g_new0 (guint8, (gsize) self->n_values * MAX (self->n_tasks, 1));

  for (guint task = 0; task < self->n_tasks; task++)
    reach[(gsize) self->outputs[task] * self->n_tasks + task] = enabled[task] != 0;
  for (guint n = self->n_nodes; n-- > 0;)
    {
      const TdNode *node = &self->nodes[n];

      for (guint i = 0; i < node->n_inputs; i++)
        for (guint task = 0; task < self->n_tasks; task++)
          reach[(gsize) node->inputs[i] * self->n_tasks + task]
            |= reach[(gsize) node->output * self->n_tasks + task];
    }
  return reach;
}

static void
mark_tensors (TdGraph *self, TdNode *node, guint n_reached)
{
  for (guint i = 0; i < node->n_tensors; i++)
    {
      TdTensor *tensor = &self->layout->tensors[node->tensors[i]];

      tensor->shared = n_reached >= 2;
      tensor->trainable = tensor->trainable && n_reached >= 1;
      node->offsets[i] = tensor->offset;
    }
}

static gboolean
has_trainable_tensor (const TdGraph *self, const TdNode *node)
{
  for (guint i = 0; i < node->n_tensors; i++)
    if (self->layout->tensors[node->tensors[i]].trainable)
      return TRUE;
  return FALSE;
}

/* A delta is of use only below some trainable tensor. */
static void
mark_wanted_deltas (TdGraph *self)
{
  g_autofree gboolean *wanted = g_new0 (gboolean, self->n_values);
  g_autofree gboolean *written = g_new0 (gboolean, self->n_values);

  for (guint n = 0; n < self->n_nodes; n++)
    {
      TdNode *node = &self->nodes[n];

      for (guint i = 0; i < node->n_inputs; i++)
        {
          node->wants_delta[i] = node->active && wanted[node->inputs[i]];
          wanted[node->output] |= wanted[node->inputs[i]];
        }
      wanted[node->output] |= has_trainable_tensor (self, node);
      node->active = node->active && wanted[node->output];
    }
  for (guint n = self->n_nodes; n-- > 0;)
    {
      TdNode *node = &self->nodes[n];

      for (guint i = 0; i < node->n_inputs; i++)
        if (node->active && node->wants_delta[i])
          {
            node->accumulate[i] = written[node->inputs[i]];
            written[node->inputs[i]] = TRUE;
          }
    }
}

static void
list_meetings (TdGraph *self)
{
  self->meetings = g_new (guint, MAX (self->n_nodes, 1));
  for (guint n = 0; n < self->n_nodes; n++)
    if (self->nodes[n].active && self->nodes[n].op->meeting != NULL)
      self->meetings[self->n_meetings++] = n;
}

/* Every weight meets each pixel of its layer's output once. */
static double
row_work (const TdGraph *self)
{
  double work = 0;

  for (guint n = 0; n < self->n_nodes; n++)
    {
      TdShape shape = self->values[self->nodes[n].output].shape;

      for (guint i = 0; i < self->nodes[n].n_tensors; i++)
        work += (double) self->layout->tensors[self->nodes[n].tensors[i]].n * shape.height
                * shape.width;
    }
  return work;
}

void
td_graph_finish (TdGraph *self, const gboolean *enabled)
{
  g_autofree guint8 *reach = td_graph_new_reach (self, enabled);

  td_layout_finish (self->layout);
  join_nodes (self);
  for (guint n = 0; n < self->n_nodes; n++)
    {
      TdNode *node = &self->nodes[n];
      guint n_reached = 0;

      for (guint task = 0; task < self->n_tasks; task++)
        n_reached += reach[(gsize) node->output * self->n_tasks + task] != 0;
      node->active = n_reached > 0;
      mark_tensors (self, node, n_reached);
    }
  mark_wanted_deltas (self);
  list_meetings (self);
  self->row_work = row_work (self);
}

void
td_graph_initialize_tensor (const TdGraph *self, guint index, float *parameters)
{
  const TdTensor *tensor = &self->layout->tensors[index];
  const Start *start = &g_array_index (self->starts, Start, index);
  g_autofree char *name = g_strconcat (tensor->id, ".", tensor->role, NULL);
  float *weights = parameters + tensor->offset;

  if (start->initializer == NULL)
    memset (weights, 0, tensor->n * sizeof (float));
  else
    {
      const TdInitializerKind *kind = (const TdInitializerKind *) start->initializer->kind;
      gsize rows = tensor->transposed ? tensor->dims[1] : tensor->dims[0];

      kind->fill (start->initializer->options, td_stream (self->seed, name), start->fan_in,
                  start->fan_out, rows, tensor->n / rows, weights);
    }
}

void
td_graph_initialize (const TdGraph *self, float *parameters)
{
  memset (parameters, 0, self->layout->n_weights * sizeof (float));
  for (guint i = 0; i < self->layout->n_tensors; i++)
    td_graph_initialize_tensor (self, i, parameters);
}

guint
td_gradient_parts (gsize width_in, gsize width_out, gsize rows)
{
  double work = (double) width_in * width_out * rows;
  gsize by_rows = width_in / 64; /* below, BLAS is slower by a seventh: it packs the deltas for each part */
  guint n = (guint) CLAMP (MIN (work / 5e5, by_rows), 1, 64); /* of some 10 µs at least */

  return n > 1 ? n / 2 * 2 : 1; /* two workers share them evenly */
}
