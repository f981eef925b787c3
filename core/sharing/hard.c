/* hard.c — one trunk for all tasks, a head for each.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>

static gboolean
build (TdGraph *graph, gconstpointer options, const TdNetworkSpec *spec, GError **error)
{
  TdPlace trunk = { "trunk", "", -1 };
  guint features;

  if (!td_layers_build (graph, spec->trunk, &trunk, 0, &features, error))
    return FALSE;
  for (guint task = 0; task < spec->n_tasks; task++)
    if (!td_sharing_build_head (graph, spec, task, features, error))
      return FALSE;
  return TRUE;
}

const TdSharingKind td_sharing_hard = {
  .kind = { .id = "hard",
            .title = N_("Hard sharing"),
            .summary = N_("All tasks share one trunk; each has a head of its own."),
            .paper = "Caruana, 1997, Machine Learning 28:41–75" },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Shared trunk φ(x)"),
  .build = build,
};
