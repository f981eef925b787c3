/* forward.c — forward passes slice by slice, with a look at whether anybody still wants them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/forward.h"

#include "core/math/kernels.h"

static void
prepare (TdForward *self, TdGraph *graph, gsize n_rows)
{
  if (self->network != NULL && self->network->graph == graph && self->network->max_rows >= n_rows)
    return;
  td_network_free (self->network);
  self->network = td_network_new (graph, n_rows, FALSE);
}

gboolean
td_forward_run (TdForward *self, const TdSight *sight, gsize n_rows, TdForwardFill fill,
                TdForwardTake take, gpointer data, const TdJob *job)
{
  prepare (self, sight->plan->graph, CLAMP (n_rows, 1, TD_FORWARD_ROWS));
  td_flush_denormals ();
  for (gsize first = 0; first < n_rows; first += TD_FORWARD_ROWS)
    {
      gsize n = MIN (TD_FORWARD_ROWS, n_rows - first);
      TdPass pass = td_network_pass (self->network, sight->parameters, n, 0);

      if (td_job_is_cancelled (job))
        return FALSE;
      fill (data, first, n, self->network->values[0]);
      td_network_forward (&pass, 0, n);
      take (data, first, n);
    }
  return TRUE;
}

const float *
td_forward_outputs (const TdForward *self, guint task, guint *n_outputs)
{
  const TdGraph *graph = self->network->graph;

  *n_outputs = graph->values[graph->outputs[task]].width;
  return self->network->values[graph->outputs[task]];
}

void
td_forward_clear (TdForward *self)
{
  g_clear_pointer (&self->network, td_network_free);
}
