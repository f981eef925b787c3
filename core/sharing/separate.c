/* separate.c — no sharing: each task has a trunk of its own. The baseline.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>

static gboolean
build (TdGraph *graph, gconstpointer options, const TdNetworkSpec *spec, GError **error)
{
  for (guint task = 0; task < spec->n_tasks; task++)
    {
      guint features;

      if (!td_sharing_build_trunk (graph, spec, task, &features, error)
          || !td_sharing_build_head (graph, spec, task, features, error))
        return FALSE;
    }
  return TRUE;
}

const TdSharingKind td_sharing_separate = {
  .kind = { .id = "separate",
            .title = N_("Separate networks"),
            .summary = N_("Each task has a trunk of its own: nothing is shared. The baseline.") },
  .trunk_title = N_("A trunk for each task"),
  .build = build,
};
