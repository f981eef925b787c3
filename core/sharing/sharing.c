/* sharing.c — the family of sharing kinds, and the head that all of them end in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/sharing/sharing.h"

#include <glib/gi18n-lib.h>

extern const TdSharingKind td_sharing_hard, td_sharing_separate, td_sharing_soft,
  td_sharing_cross_stitch, td_sharing_mmoe, td_sharing_cgc, td_sharing_ple, td_sharing_mtan,
  td_sharing_dselect_k;

static const TdKind *const kinds[] = {
  &td_sharing_hard.kind, &td_sharing_separate.kind, &td_sharing_soft.kind,
  &td_sharing_cross_stitch.kind, &td_sharing_mmoe.kind, &td_sharing_cgc.kind,
  &td_sharing_ple.kind, &td_sharing_mtan.kind, &td_sharing_dselect_k.kind, NULL
};

const TdFamily td_sharings = { .id = "sharing", .title = N_("Sharing"), .kinds = kinds };

gboolean
td_sharing_build_trunk (TdGraph *graph, const TdNetworkSpec *spec, guint task, guint *output,
                        GError **error)
{
  g_autofree char *name = g_strdup_printf ("trunks.%u", task);
  g_autofree char *copy = g_strconcat ("@", spec->heads[task].id, NULL);
  const TdPlace place = { name, copy, task };

  return td_layers_build (graph, spec->trunk, &place, 0, output, error);
}

gboolean
td_sharing_build_head (TdGraph *graph, const TdNetworkSpec *spec, guint task, guint input,
                       GError **error)
{
  const TdHeadSpec *head = &spec->heads[task];
  g_autofree char *name = g_strdup_printf ("heads.%u", task);
  g_autofree char *last = g_strdup_printf ("heads.%u.%zu", task, head->head->n);
  g_autofree char *id = g_strconcat (head->id, ".output", NULL);
  TdPlace place = { name, "", task };
  TdPlace output = { last, "", task };
  guint value;

  if (!td_layers_build (graph, head->head, &place, input, &value, error))
    return FALSE;
  graph->outputs[task] = td_layers_build_output (graph, id, &output, value, head->n_outputs);
  return TRUE;
}

TdGraph *
td_sharing_build (const TdSpec *sharing, const TdNetworkSpec *spec, GError **error)
{
  const TdSharingKind *kind = (const TdSharingKind *) sharing->kind;
  g_autoptr (TdGraph) graph = td_graph_new (spec->seed, spec->input, spec->n_tasks);
  g_autofree gboolean *enabled = g_new0 (gboolean, MAX (spec->n_tasks, 1));

  if (!kind->build (graph, sharing->options, spec, error))
    return NULL;
  for (guint task = 0; task < spec->n_tasks; task++)
    enabled[task] = spec->heads[task].enabled;
  td_graph_finish (graph, enabled);
  return g_steal_pointer (&graph);
}
