/* cgc.c — customized gate control: experts of each task's own beside the shared ones.
 *
 * A task's gate has its own experts first, then the shared ones (equations 1 to 4), and no bias.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/experts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 shared_experts, task_experts;
} Cgc;

static const TdOption options[] = {
  TD_OPTION_SHARED_EXPERTS (Cgc),
  TD_OPTION_TASK_EXPERTS (Cgc),
  { NULL }
};

static void
describe (gconstpointer data, TdSharingForm *form)
{
  const Cgc *cgc = data;

  *form = (TdSharingForm) { (guint) cgc->shared_experts, (guint) cgc->task_experts, 1, FALSE };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  const Cgc *cgc = data;
  const TdExperts experts = { 1, (guint) cgc->shared_experts, (guint) cgc->task_experts,
                              td_gate_softmax, NULL };

  return td_experts_build (graph, &experts, spec, error);
}

const TdSharingKind td_sharing_cgc = {
  .kind = { .id = "cgc",
            .title = N_("Shared and own experts"),
            .summary = N_("Each task's gate mixes shared experts with experts of its own."),
            .paper = "Tang et al., 2020, RecSys, doi:10.1145/3383313.3412236 (CGC)",
            .options = options,
            .options_size = sizeof (Cgc) },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Shared and own experts"),
  .describe = describe,
  .build = build,
};
