/* cross-stitch.c — a trunk for each task; after each stage every task goes on with a mix of all.
 *
 * The paper puts units after pooling and fully connected layers, starts them as convex mixes near
 * the task's own (0.9), and has one for each channel; LibMTL starts all of them at 1. A unit for a
 * whole layer is the default here, as it can be read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/joints.h"
#include "core/sharing/sharing.h"
#include "core/sharing/stages.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  double   own;
  gboolean per_channel;
} CrossStitch;

static const TdOption options[] = {
  { "own", N_("First share of its own"),
    N_("How much of its own features a task starts with; the others' share the rest."), TD_NUMBER,
    .offset = G_STRUCT_OFFSET (CrossStitch, own), .minimum = 0, .maximum = 1, .number = 0.9 },
  { "per-channel", N_("Each channel by itself"),
    N_("Mixes every channel or unit by weights of its own, else whole layers."), TD_BOOLEAN,
    .offset = G_STRUCT_OFFSET (CrossStitch, per_channel) },
  { NULL }
};

/* What task t takes of task s: "t1 of t2". Tasks may come, go, and change places. */
static char **
dup_pairs (const TdNetworkSpec *spec)
{
  GStrvBuilder *pairs = g_strv_builder_new ();
  char **names;

  for (guint t = 0; t < spec->n_tasks; t++)
    for (guint s = 0; s < spec->n_tasks; s++)
      {
        g_autofree char *pair = g_strdup_printf ("%s of %s", spec->heads[t].id, spec->heads[s].id);

        g_strv_builder_add (pairs, pair);
      }
  names = g_strv_builder_end (pairs);
  g_strv_builder_unref (pairs);
  return names;
}

static void
stitch_values (TdGraph *graph, const CrossStitch *settings, const TdNetworkSpec *spec, guint stage,
               guint *values)
{
  gsize first = td_stage_start (spec->trunk, stage), last = td_stage_start (spec->trunk, stage + 1);
  g_autofree char *id = g_strconcat (td_stage_id (spec->trunk, first), ".stitch", NULL);
  g_auto (GStrv) pairs = dup_pairs (spec);
  g_autofree char *name = g_strdup_printf ("stitches.%u", stage);
  const TdPlace common = { name, "", -1, td_stages_are_locked (spec->trunk, first, last) };
  const TdStitch stitch = { id, pairs, settings->per_channel, settings->own };
  guint mixed = td_joint_stitch (graph, &stitch, &common, values, spec->n_tasks);
  const TdJoint joint = { -1, stage, FALSE, mixed, (gint) graph->layout->n_tensors - 1 };

  g_array_append_val (graph->joints, joint);
  for (guint task = 0; task < spec->n_tasks; task++)
    values[task] = td_joint_part (graph, &common, mixed, task, spec->n_tasks);
}

/* Stitches make all trunks common: every task learns from them. */
static gboolean
build_stage (TdGraph *graph, const TdNetworkSpec *spec, gsize first, guint *values, GError **error)
{
  for (guint task = 0; task < spec->n_tasks; task++)
    {
      g_autofree char *name = g_strdup_printf ("trunks.%u", task);
      g_autofree char *copy = g_strconcat ("@", spec->heads[task].id, NULL);
      const TdPlace place = { name, copy, spec->n_tasks > 1 ? -1 : (gint) task };

      if (!td_layers_build_some (graph, spec->trunk, first, td_stage_end (spec->trunk, first), &place,
                                 first, values[task], &values[task], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_tasks (guint n_tasks, GError **error)
{
  if (n_tasks <= TD_NODE_MAX_INPUTS)
    return TRUE;
  g_set_error (error, TD_GRAPH_ERROR, 0,
               _("network.sharing would stitch %u tasks together, but at most %d can be; choose "
                 "another kind of sharing."), n_tasks, TD_NODE_MAX_INPUTS);
  return FALSE;
}

static gboolean
build (TdGraph *graph, gconstpointer data, const TdNetworkSpec *spec, GError **error)
{
  g_autofree guint *values = g_new0 (guint, MAX (spec->n_tasks, 1));

  if (!check_tasks (spec->n_tasks, error))
    return FALSE;
  for (guint stage = 0; stage < td_stage_count (spec->trunk); stage++)
    {
      if (!build_stage (graph, spec, td_stage_start (spec->trunk, stage), values, error))
        return FALSE;
      if (spec->n_tasks > 1)
        stitch_values (graph, data, spec, stage, values);
    }
  for (guint task = 0; task < spec->n_tasks; task++)
    if (!td_sharing_build_head (graph, spec, task, values[task], error))
      return FALSE;
  return TRUE;
}

const TdSharingKind td_sharing_cross_stitch = {
  .kind = { .id = "cross-stitch",
            .title = N_("Cross-stitch"),
            .summary = N_("Each task has a trunk of its own; after each layer the trunks are mixed."),
            .paper = "Misra et al., 2016, CVPR, arXiv:1604.03539",
            .options = options,
            .options_size = sizeof (CrossStitch) },
  .trunk_title = N_("Stitched trunks"),
  .build = build,
};
