/* task-deltas.h — what each task alone wants of the values that tasks share, and the sweeps that
 * find it out.
 *
 * Deltas of a task's own values are the network's; those of shared values exist once for each task,
 * in memory of this struct, either of all of them or of those at the edge. Everything is allocated
 * when it is made. Several threads may sweep disjoint rows at once, each as another worker.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/network.h"
#include "core/nn/task-graph.h"

typedef struct
{
  TdNetwork  *network; /* borrowed */
  TdTaskGraph graph;
  gboolean    whole;   /* deltas of all shared values, not only at the edge */
  guint       n_workers;
  gsize      *places;  /* (n_values) of its delta in a task's memory; G_MAXSIZE: the network's */
  gsize       n_floats; /* of one task */
  float      *memory;  /* (n_tasks, n_floats) */
  float    ***views;   /* (n_workers)(n_values) scratch: deltas as a pass of one task wants them */
} TdTaskDeltas;

TdTaskDeltas *td_task_deltas_new  (TdNetwork *network, const gboolean *enabled, gboolean whole,
                                   guint n_workers);
void          td_task_deltas_free (TdTaskDeltas *self);

/* (rows, width): the task's delta of a value that has a place. */
float *td_task_delta (const TdTaskDeltas *self, guint task, guint value);
/* @pass as seen by one task, until the same worker asks for another. */
TdPass td_task_pass  (TdTaskDeltas *self, const TdPass *pass, guint worker, guint task);

/* A way back, from the deltas of the tasks' outputs, which the network has. `whole`: all the way
 * with each task's own deltas. Else `own`: with these to the edge; and `common`: on from there with
 * the network's, which are Σ_k weights[k] (delta of task k) at the edge. */
typedef struct
{
  TdTaskDeltas   *deltas;
  const TdPass   *pass;
  const gboolean *present; /* (n_tasks) of the others, own nodes alone: their deltas are zero */
  const double   *weights; /* (n_tasks) for `common` */
  gboolean        whole, own, common;
} TdTaskWay;

/* For a TdSweep; the data is a TdTaskWay. */
extern const TdWayBack td_task_way_back;

/* The network's delta of @value, which has a place, = Σ_k weights[k] (delta of task k). */
void td_task_combine (TdTaskDeltas *self, const double *weights, guint value, gsize first,
                      gsize last);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTaskDeltas, td_task_deltas_free)
