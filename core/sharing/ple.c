/* ple.c — progressive layered extraction: customized gate control, level upon level.
 *
 * Between levels a shared gate mixes all experts for the next level's shared ones; the gates of
 * later levels read what the level before gave them (equations 5 and 6). LibMTL has no shared gate.
 * The trunk's stages are dealt evenly to the levels.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/experts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 levels;
  gint64 shared_experts, task_experts;
} Ple;

static const TdOption options[] = {
  { "levels", N_("Levels"),
    N_("Into how many levels of experts the trunk is cut, between its layers."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (Ple, levels), .minimum = 1, .maximum = 32, .number = 2 },
  TD_OPTION_SHARED_EXPERTS (Ple),
  TD_OPTION_TASK_EXPERTS (Ple),
  { NULL }
};

static void
describe (gconstpointer data, TdSharingForm *form)
{
  const Ple *ple = data;

  *form = (TdSharingForm) { (guint) ple->shared_experts, (guint) ple->task_experts,
                            (guint) ple->levels, FALSE };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  const Ple *ple = data;
  const TdExperts experts = { (guint) ple->levels, (guint) ple->shared_experts,
                              (guint) ple->task_experts, td_gate_softmax, NULL };

  return td_experts_build (graph, &experts, spec, error);
}

const TdSharingKind td_sharing_ple = {
  .kind = { .id = "ple",
            .title = N_("Levels of experts"),
            .summary = N_("Shared and own experts in several levels, with gates between them."),
            .paper = "Tang et al., 2020, RecSys, doi:10.1145/3383313.3412236 (PLE)",
            .options = options,
            .options_size = sizeof (Ple) },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Levels of experts"),
  .describe = describe,
  .build = build,
};
