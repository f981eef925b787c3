/* soft.c — a trunk for each task, tied to the others by an L2 penalty.
 *
 * strength/2 Σ_k |θ_k - m|², m the mean of the enabled tasks' trunks: for K tasks that is
 * strength/(2K) times the sum of |θ_i - θ_j|² over all pairs, so it doesn't grow with K. Like other
 * penalties it acts after balancing and stands in no loss. Duong et al. tie two networks.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double strength;
} Soft;

static const TdOption options[] = {
  { "strength", N_("Tie"), N_("How strongly the tasks' trunks are drawn together."), TD_NUMBER,
    .offset = G_STRUCT_OFFSET (Soft, strength), .maximum = 1e6, .number = 0.01, .usual = 0.01,
    .special = N_("Off") },
  { NULL }
};

/* The tasks' trunks begin at tensors 0, n, 2n … of the layout. */
static void
tie_trunks (TdGraph *graph, double strength, guint n_tasks, guint n)
{
  g_autofree guint *tensors = g_new (guint, n_tasks);

  for (guint i = 0; i < n; i++)
    {
      for (guint task = 0; task < n_tasks; task++)
        tensors[task] = task * n + i;
      td_graph_add_tie (graph, tensors, n_tasks, strength);
    }
}

static void
describe (gconstpointer data, TdSharingForm *form)
{
  *form = (TdSharingForm) { .is_tied = ((const Soft *) data)->strength > 0 };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  const Soft *soft = data;
  g_autofree guint *values = g_new0 (guint, MAX (spec->n_tasks, 1));

  for (guint task = 0; task < spec->n_tasks; task++)
    if (!td_sharing_build_trunk (graph, spec, task, &values[task], error))
      return FALSE;
  if (spec->n_tasks > 1)
    tie_trunks (graph, soft->strength, spec->n_tasks, graph->layout->n_tensors / spec->n_tasks);
  for (guint task = 0; task < spec->n_tasks; task++)
    if (!td_sharing_build_head (graph, spec, task, values[task], error))
      return FALSE;
  return TRUE;
}

const TdSharingKind td_sharing_soft = {
  .kind = { .id = "soft",
            .title = N_("Soft sharing"),
            .summary = N_("Each task has a trunk of its own; a penalty keeps them alike."),
            .paper = "Duong et al., 2015, ACL, doi:10.3115/v1/P15-2139",
            .options = options,
            .options_size = sizeof (Soft) },
  .trunk_title = N_("Tied trunks"),
  .describe = describe,
  .build = build,
};
