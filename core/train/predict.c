/* predict.c — forward passes over rows of a table, slice by slice, on a team of workers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/predict.h"

#include "core/base/team.h"
#include "core/math/kernels.h"
#include "core/nn/network.h"

#include <string.h>

#define SLICE_ROWS 256 /* as in evaluate.c, for the same bits */

struct _TdPredictor
{
  TdPlan      *plan;
  const float *parameters;
  TdTeam      *team;
  TdNetwork  **networks; /* (n_workers) of SLICE_ROWS */
  float      **outputs;  /* (n_tasks)(TD_PREDICT_ROWS, n_outputs) */
  /* Of the run under way. */
  const float *inputs;   /* (n, n_features) */
  gsize        n;
};

static guint
width_of (const TdPredictor *self,
          guint              task)
{
  const TdGraph *graph = self->plan->graph;

  return graph->values[graph->outputs[task]].width;
}

static void
run_slice (TdPredictor *self,
           TdNetwork   *network,
           gsize        first)
{
  gsize n = MIN (SLICE_ROWS, self->n - first);
  gsize n_features = self->plan->graph->values[0].width;
  TdPass pass = td_network_pass (network, self->parameters, n, 0);

  memcpy (network->values[0], self->inputs + first * n_features, n * n_features * sizeof (float));
  td_network_forward (&pass, 0, n);
  for (guint task = 0; task < self->plan->n_tasks; task++)
    {
      gsize width = width_of (self, task);

      memcpy (self->outputs[task] + first * width,
              network->values[self->plan->graph->outputs[task]], n * width * sizeof (float));
    }
}

static void
work (gpointer data,
      guint    worker,
      guint    n_workers)
{
  TdPredictor *self = data;

  td_flush_denormals ();
  for (gsize first = (gsize) worker * SLICE_ROWS; first < self->n; first += n_workers * SLICE_ROWS)
    run_slice (self, self->networks[worker], first);
}

TdPredictor *
td_predictor_new (TdPlan      *plan,
                  const float *parameters)
{
  TdPredictor *self = g_new0 (TdPredictor, 1);
  guint n_workers = MIN (td_n_processors (), TD_PREDICT_ROWS / SLICE_ROWS);

  self->plan = td_plan_ref (plan);
  self->parameters = parameters;
  self->team = td_team_new (n_workers);
  self->networks = g_new (TdNetwork *, n_workers);
  for (guint w = 0; w < n_workers; w++)
    self->networks[w] = td_network_new (plan->graph, SLICE_ROWS, FALSE);
  self->outputs = g_new (float *, plan->n_tasks);
  for (guint task = 0; task < plan->n_tasks; task++)
    self->outputs[task] = g_new0 (float, (gsize) TD_PREDICT_ROWS * width_of (self, task));
  return self;
}

void
td_predictor_free (TdPredictor *self)
{
  if (self == NULL)
    return;
  for (guint w = 0; w < td_team_size (self->team); w++)
    td_network_free (self->networks[w]);
  for (guint task = 0; task < self->plan->n_tasks; task++)
    g_free (self->outputs[task]);
  td_team_free (self->team);
  g_free (self->networks);
  g_free (self->outputs);
  td_plan_unref (self->plan);
  g_free (self);
}

gboolean
td_predictor_run (TdPredictor   *self,
                  const TdTable *table,
                  gsize          first,
                  gsize          n,
                  TdInputNotes  *notes,
                  GError       **error)
{
  g_autofree float *inputs = NULL;

  g_return_val_if_fail (n <= TD_PREDICT_ROWS, FALSE);

  inputs = td_inputs_encode_rows (self->plan->fit, table, first, n, notes, error);
  if (inputs == NULL)
    return FALSE;
  self->inputs = inputs;
  self->n = n;
  td_team_run (self->team, td_team_size (self->team), work, self);
  self->inputs = NULL;
  return TRUE;
}

const float *
td_predictor_outputs (const TdPredictor *self,
                      guint              task,
                      guint             *n_outputs)
{
  g_return_val_if_fail (task < self->plan->n_tasks, NULL);

  *n_outputs = width_of (self, task);
  return self->outputs[task];
}
