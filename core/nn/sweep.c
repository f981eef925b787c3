/* sweep.c — rows through a network and back, in one go from meeting to meeting.
 *
 * Without meetings a slice goes forward and back while it is in the cache. A node that needs all
 * rows at once cuts the sweep: every worker brings its slices up to there, all meet, each does its
 * parts for the node, all meet again, and the sweep goes on. Slices and parts are cut by the batch
 * and by shapes alone, so bits don't depend on the number of workers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/network.h"

typedef void (*PartFunc) (const TdPass *pass, const TdNode *node, guint part, guint n_parts);

static guint
n_meetings (const TdPass *pass)
{
  return pass->training ? pass->graph->n_meetings : 0;
}

static const TdNode *
meeting (const TdPass *pass, guint index)
{
  return &pass->graph->nodes[pass->graph->meetings[index]];
}

/* Nodes @from … @to-1. */
static void
go_forward (const TdPass *pass, guint from, guint to, gsize first, gsize last)
{
  for (guint i = from; i < to; i++)
    {
      const TdNode *node = &pass->graph->nodes[i];

      node->op->forward (pass, node, first, last);
    }
}

/* Nodes @to-1 … @from. */
static void
go_backward (const TdPass *pass, guint from, guint to, gsize first, gsize last)
{
  for (guint i = to; i-- > from;)
    {
      const TdNode *node = &pass->graph->nodes[i];

      if (node->active)
        node->op->backward (pass, node, first, last);
    }
}

static void
run_parts (const TdPass *pass, const TdNode *node, PartFunc function, guint worker, guint n_workers)
{
  guint n = node->op->meeting->n_parts (pass->graph, node, pass->rows);

  for (guint part = worker; part < n; part += n_workers)
    function (pass, node, part, n);
}

void
td_network_forward (const TdPass *pass, gsize first, gsize last)
{
  guint at = 0;

  g_assert (n_meetings (pass) == 0 || last - first == pass->rows);
  for (guint m = 0; m < n_meetings (pass); m++)
    {
      go_forward (pass, at, pass->graph->meetings[m], first, last);
      run_parts (pass, meeting (pass, m), meeting (pass, m)->op->meeting->forward, 0, 1);
      at = pass->graph->meetings[m];
    }
  go_forward (pass, at, pass->graph->n_nodes, first, last);
}

void
td_network_backward (const TdPass *pass, gsize first, gsize last)
{
  guint at = pass->graph->n_nodes;

  g_assert (n_meetings (pass) == 0 || last - first == pass->rows);
  for (guint m = n_meetings (pass); m-- > 0;)
    {
      go_backward (pass, pass->graph->meetings[m] + 1, at, first, last);
      run_parts (pass, meeting (pass, m), meeting (pass, m)->op->meeting->backward, 0, 1);
      at = pass->graph->meetings[m] + 1;
    }
  go_backward (pass, 0, at, first, last);
}

static void
meet_forward (const TdSweep *self, guint m, guint worker, guint n_workers)
{
  const TdNode *node = meeting (self->pass, m);

  td_team_barrier (self->team);
  run_parts (self->pass, node, node->op->meeting->forward, worker, n_workers);
  td_team_barrier (self->team);
}

static void
meet_back (const TdSweep *self, guint m, guint worker, guint n_workers)
{
  const TdNode *node = meeting (self->pass, m);
  guint n = node->op->meeting->n_parts (self->pass->graph, node, self->pass->rows);

  td_team_barrier (self->team);
  if (self->back == NULL)
    run_parts (self->pass, node, node->op->meeting->backward, worker, n_workers);
  for (guint part = worker; part < n && self->back != NULL; part += n_workers)
    self->back->part (self->back_data, worker, node, part, n);
  td_team_barrier (self->team);
}

/* Nodes from the meeting before number @m, or the inputs, up to that meeting, for every slice of
 * the worker's. */
static void
sweep_forward (const TdSweep *self, guint m, guint worker, guint n_workers)
{
  const guint *meetings = self->pass->graph->meetings;
  guint n_slices = td_network_n_slices (self->pass->graph, self->pass->rows);

  for (guint slice = worker; slice < n_slices; slice += n_workers)
    {
      gsize first = td_network_slice (self->pass->graph, self->pass->rows, slice);
      gsize last = td_network_slice (self->pass->graph, self->pass->rows, slice + 1);

      if (m == 0)
        self->begin (self->data, slice, first, last);
      go_forward (self->pass, m > 0 ? meetings[m - 1] : 0, meetings[m], first, last);
    }
}

static void
back_rows (const TdSweep *self, guint worker, guint from, guint to, gsize first, gsize last)
{
  if (self->back == NULL)
    go_backward (self->pass, from, to, first, last);
  else
    self->back->rows (self->back_data, worker, from, to, first, last);
}

/* Back from meeting @m, to the one before. */
static void
sweep_back (const TdSweep *self, guint m, guint worker, guint n_workers)
{
  const guint *meetings = self->pass->graph->meetings;
  guint n_slices = td_network_n_slices (self->pass->graph, self->pass->rows);

  for (guint slice = worker; slice < n_slices; slice += n_workers)
    back_rows (self, worker, m > 0 ? meetings[m - 1] + 1 : 0, meetings[m] + 1,
               td_network_slice (self->pass->graph, self->pass->rows, slice),
               td_network_slice (self->pass->graph, self->pass->rows, slice + 1));
}

/* From the last meeting to the outputs, and back; or one half of it. */
static void
sweep_round (const TdSweep *self, gboolean forward, gboolean back, guint worker, guint n_workers)
{
  const guint *meetings = self->pass->graph->meetings;
  guint n_slices = td_network_n_slices (self->pass->graph, self->pass->rows), n_nodes = self->pass->graph->n_nodes;
  guint n = n_meetings (self->pass);

  for (guint slice = worker; slice < n_slices; slice += n_workers)
    {
      gsize first = td_network_slice (self->pass->graph, self->pass->rows, slice);
      gsize last = td_network_slice (self->pass->graph, self->pass->rows, slice + 1);

      if (forward && n == 0)
        self->begin (self->data, slice, first, last);
      if (forward)
        go_forward (self->pass, n > 0 ? meetings[n - 1] : 0, n_nodes, first, last);
      if (self->turn != NULL)
        self->turn (self->data, slice, first, last);
      if (back)
        back_rows (self, worker, n > 0 ? meetings[n - 1] + 1 : 0, n_nodes, first, last);
    }
}

static void
up_to_last_meeting (const TdSweep *self, guint worker, guint n_workers)
{
  for (guint m = 0; m < n_meetings (self->pass); m++)
    {
      sweep_forward (self, m, worker, n_workers);
      meet_forward (self, m, worker, n_workers);
    }
}

static void
from_last_meeting (const TdSweep *self, guint worker, guint n_workers)
{
  for (guint m = n_meetings (self->pass); m-- > 0;)
    {
      meet_back (self, m, worker, n_workers);
      sweep_back (self, m, worker, n_workers);
    }
}

void
td_sweep_run (const TdSweep *self, guint worker, guint n_workers)
{
  up_to_last_meeting (self, worker, n_workers);
  sweep_round (self, TRUE, TRUE, worker, n_workers);
  from_last_meeting (self, worker, n_workers);
}

void
td_sweep_forward (const TdSweep *self, guint worker, guint n_workers)
{
  up_to_last_meeting (self, worker, n_workers);
  sweep_round (self, TRUE, FALSE, worker, n_workers);
}

void
td_sweep_back (const TdSweep *self, guint worker, guint n_workers)
{
  sweep_round (self, FALSE, TRUE, worker, n_workers);
  from_last_meeting (self, worker, n_workers);
}

void
td_network_learn (const TdPass *pass, guint worker, guint n_workers, float *weights)
{
  for (guint m = worker; m < n_meetings (pass); m += n_workers)
    meeting (pass, m)->op->meeting->learn (pass, meeting (pass, m), weights);
}
