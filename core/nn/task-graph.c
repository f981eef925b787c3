/* task-graph.c — walks a graph once for each task.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/task-graph.h"

static gboolean
is_reached (const TdTaskGraph *self, guint value, guint task)
{
  return self->reach[(gsize) value * self->n_tasks + task] != 0;
}

static guint
count_tasks (const TdTaskGraph *self, guint value)
{
  guint n = 0;

  for (guint task = 0; task < self->n_tasks; task++)
    n += is_reached (self, value, task);
  return n;
}

static gboolean
is_trained (const TdGraph *graph, const TdNode *node)
{
  for (guint i = 0; i < node->n_tensors; i++)
    if (graph->layout->tensors[node->tensors[i]].trainable)
      return TRUE;
  return FALSE;
}

static void
find_shared (TdTaskGraph *self)
{
  const TdGraph *graph = self->graph;

  for (guint n = 0; n < graph->n_nodes; n++)
    {
      const TdNode *node = &graph->nodes[n];

      self->shared[n] = node->active && count_tasks (self, node->output) >= 2;
      self->is_sharing |= self->shared[n] && is_trained (graph, node);
      if (self->shared[n])
        self->wanted[node->output] = TRUE;
      if (self->shared[n] && node->op->meeting != NULL)
        self->wanted[node->summary] = TRUE;
    }
}

static void
find_edges (TdTaskGraph *self)
{
  const TdGraph *graph = self->graph;

  for (guint n = 0; n < graph->n_nodes; n++)
    {
      const TdNode *node = &graph->nodes[n];

      for (guint i = 0; i < node->n_inputs; i++)
        {
          guint value = node->inputs[i];

          if (!node->active || !node->wants_delta[i] || !self->wanted[value])
            continue;
          if (self->shared[n])
            {
              self->inner[value] = TRUE;
              continue;
            }
          self->edge[value] = TRUE;
          for (guint task = 0; task < self->n_tasks; task++)
            self->own_edge[(gsize) value * self->n_tasks + task]
              |= is_reached (self, node->output, task);
        }
    }
}

/* Notes which values the node writes first though it adds to them. */
static void
add_node (const TdGraph *graph, guint n, gboolean *written, GArray *nodes, GArray *fresh)
{
  const TdNode *node = &graph->nodes[n];

  g_array_append_val (nodes, n);
  for (guint i = 0; i < node->n_inputs; i++)
    {
      guint value = node->inputs[i];

      if (!node->wants_delta[i])
        continue;
      if (node->accumulate[i] && !written[value])
        g_array_append_val (fresh, value);
      written[value] = TRUE;
    }
}

/* @task: -1 for any. */
static void
init_list (const TdTaskGraph *self, TdNodeList *list, gint task, gboolean own, gboolean common)
{
  const TdGraph *graph = self->graph;
  g_autofree gboolean *written = g_new0 (gboolean, graph->n_values);
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *fresh = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint n = graph->n_nodes; n-- > 0;)
    if (graph->nodes[n].active && (self->shared[n] ? common : own)
        && (task < 0 || is_reached (self, graph->nodes[n].output, task)))
      add_node (graph, n, written, nodes, fresh);
  list->n_nodes = nodes->len;
  list->n_fresh = fresh->len;
  list->nodes = (guint *) g_array_free (nodes, FALSE);
  list->fresh = (guint *) g_array_free (fresh, FALSE);
}

void
td_task_graph_init (TdTaskGraph *self, const TdGraph *graph, const gboolean *enabled)
{
  gsize n_cells = (gsize) graph->n_values * MAX (graph->n_tasks, 1);

  *self = (TdTaskGraph) { .graph = graph, .n_tasks = graph->n_tasks };
  self->shared = g_new0 (gboolean, MAX (graph->n_nodes, 1));
  self->wanted = g_new0 (gboolean, graph->n_values);
  self->edge = g_new0 (gboolean, graph->n_values);
  self->inner = g_new0 (gboolean, graph->n_values);
  self->reach = td_graph_new_reach (graph, enabled);
  self->own_edge = g_new0 (guint8, n_cells);
  self->whole = g_new0 (TdNodeList, MAX (graph->n_tasks, 1));
  self->own = g_new0 (TdNodeList, MAX (graph->n_tasks, 1));
  find_shared (self);
  find_edges (self);
  for (guint task = 0; task < graph->n_tasks; task++)
    {
      init_list (self, &self->whole[task], task, TRUE, TRUE);
      init_list (self, &self->own[task], task, TRUE, FALSE);
    }
  init_list (self, &self->common, -1, FALSE, TRUE);
}

static void
clear_list (TdNodeList *list)
{
  g_free (list->nodes);
  g_free (list->fresh);
}

void
td_task_graph_clear (TdTaskGraph *self)
{
  for (guint task = 0; task < self->n_tasks; task++)
    {
      clear_list (&self->whole[task]);
      clear_list (&self->own[task]);
    }
  clear_list (&self->common);
  g_free (self->shared);
  g_free (self->wanted);
  g_free (self->edge);
  g_free (self->inner);
  g_free (self->reach);
  g_free (self->own_edge);
  g_free (self->whole);
  g_free (self->own);
}
