/* dselect-k.c — a mixture of experts whose gates choose: all but k experts get no share at all.
 *
 * Gates read the network's input (the paper's per-example gating) by one matrix without a bias:
 * first k rows of digits, then a row of weight for each of the k. Digits start within a hundredth
 * of the smooth step, as in the authors' program. The entropy regulariser is the authors'; LibMTL
 * has its strength of 1e-6.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/init-draw.h"
#include "core/nn/initializer.h"
#include "core/nn/joints.h"
#include "core/sharing/experts.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  gint64 experts, nonzeros;
  double gamma, entropy;
} DselectK;

static const TdOption options[] = {
  { "experts", N_("Experts"), N_("How many copies of the trunk the tasks choose from."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (DselectK, experts), .minimum = 1, .maximum = TD_MOST_EXPERTS,
    .number = 4, .steps = TD_STEPS_DOUBLING },
  { "nonzeros", N_("Chosen experts"), N_("How many experts a gate chooses at most."), TD_INTEGER,
    .offset = G_STRUCT_OFFSET (DselectK, nonzeros), .minimum = 1, .maximum = 16, .number = 2 },
  { "gamma", N_("Width of the step"),
    N_("Over what range a gate's digits turn from 0 to 1: the narrower, the sooner it decides."),
    TD_NUMBER, .offset = G_STRUCT_OFFSET (DselectK, gamma), .minimum = 1e-3, .maximum = 1e3,
    .number = 1 },
  { "entropy", N_("Entropy penalty"), N_("Makes gates decide for single experts."), TD_NUMBER,
    .offset = G_STRUCT_OFFSET (DselectK, entropy), .maximum = 1e3, .number = 1e-6,
    .usual = 1e-6, .special = N_("Off") },
  { NULL }
};

static void
fill (gconstpointer data, TdStream stream, gsize fan_in, gsize fan_out, gsize rows, gsize columns,
      float *weights)
{
  double most = ((const DselectK *) data)->gamma / 100;

  td_draw_uniform (stream, -most, most, rows * columns, weights);
}

static const TdInitializerKind start = { .kind = { .id = "digits" }, .fill = fill };

static guint
gate (TdGraph *graph, gconstpointer data, const char *id, const TdPlace *place, guint input,
      guint n_experts, char **names)
{
  const DselectK *dselect = data;
  const TdSelector selector = { (guint) dselect->nonzeros, dselect->gamma, dselect->entropy };
  TdLinear linear = { id, td_selector_width (&selector, n_experts), FALSE, NULL, NULL };
  TdSpec initializer = { &start.kind, (gpointer) data };

  linear.initializer = td_graph_keep (graph, g_memdup2 (&initializer, sizeof initializer));
  return td_joint_selector (graph, &selector, place,
                            td_layers_build_linear (graph, &linear, place, input), n_experts);
}

static void
describe (gconstpointer data, TdSharingForm *form)
{
  *form = (TdSharingForm) { .n_shared = (guint) ((const DselectK *) data)->experts, .n_levels = 1 };
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  const DselectK *dselect = data;
  const TdExperts experts = { 1, (guint) dselect->experts, 0, gate, data };

  return td_experts_build (graph, &experts, spec, error);
}

const TdSharingKind td_sharing_dselect_k = {
  .kind = { .id = "dselect-k",
            .title = N_("Chosen experts"),
            .summary = N_("As a mixture of experts, but each gate chooses a few and leaves the rest."),
            .paper = "Hazimeh et al., 2021, arXiv:2106.03760 (DSelect-k)",
            .options = options,
            .options_size = sizeof (DselectK) },
  .has_shared_trunk = TRUE,
  .trunk_title = N_("Shared experts"),
  .describe = describe,
  .build = build,
};
