/* mmoe.c — multi-gate mixture of experts: shared experts, and a gate for each task.
 *
 * Gates read the network's input and have no bias (equations 6 and 7). LibMTL's have one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/experts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 experts;
} Mmoe;

static const TdOption options[] = {
  { "experts", N_("Experts"), N_("How many copies of the trunk the tasks choose from."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Mmoe, experts), .minimum = 1, .maximum = TD_MOST_EXPERTS,
    .number = 4 },
  { NULL }
};

static void
describe (gconstpointer data, TdSharingForm *form)
{
  *form = (TdSharingForm) { .n_shared = (guint) ((const Mmoe *) data)->experts, .n_levels = 1 };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  const Mmoe *mmoe = data;
  const TdExperts experts = { 1, (guint) mmoe->experts, 0, td_gate_softmax, NULL };

  return td_experts_build (graph, &experts, spec, error);
}

const TdSharingKind td_sharing_mmoe = {
  .kind = { .id = "mmoe",
            .title = N_("Mixture of experts"),
            .summary = N_("Several trunks as experts; each task's gate mixes them, row by row."),
            .paper = "Ma et al., 2018, KDD, doi:10.1145/3219819.3220007 (MMoE)",
            .options = options,
            .options_size = sizeof (Mmoe) },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Shared experts"),
  .describe = describe,
  .build = build,
};
