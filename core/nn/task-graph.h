/* task-graph.h — a graph as each task alone sees it: which nodes a sweep back from its outputs
 * meets, and where what is the task's own meets what is shared.
 *
 * A node is shared when two or more enabled tasks reach it. Whatever reads a task's own value is
 * the task's own, so in every sweep the own nodes come first. A value at the edge is a shared one
 * that an own node reads: its delta is all that the shared part learns of the task.
 *
 * Immutable; the graph is borrowed.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/graph.h"

/* Nodes in the order of a sweep back, and the values whose delta is to be zero before it: there the
 * first writer adds, because another task's node or none comes before it. */
typedef struct
{
  guint  n_nodes, n_fresh;
  guint *nodes;
  guint *fresh;
} TdNodeList;

typedef struct
{
  const TdGraph *graph;
  guint     n_tasks;
  gboolean  is_sharing; /* some tensor that two or more tasks reach is trained */
  gboolean *shared;     /* (n_nodes) */
  gboolean *wanted;     /* (n_values) shared, and a sweep writes its delta */
  gboolean *edge;       /* (n_values) */
  gboolean *inner;      /* (n_values) a shared node reads it and writes its delta */
  guint8   *reach;      /* (n_values, n_tasks) the task's outputs depend on the value */
  guint8   *own_edge;   /* (n_values, n_tasks) a node of the task's own reads the value */
  TdNodeList *whole;    /* (n_tasks) all that the task reaches */
  TdNodeList *own;      /* (n_tasks) what only it reaches */
  TdNodeList  common;   /* what is shared, once for all tasks */
} TdTaskGraph;

void td_task_graph_init  (TdTaskGraph *self, const TdGraph *graph, const gboolean *enabled);
void td_task_graph_clear (TdTaskGraph *self);
