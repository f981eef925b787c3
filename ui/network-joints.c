/* network-joints.c — see network-joints.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "ui/network-joints.h"

#include "core/sharing/sharing.h"
#include "core/sharing/stages.h"

#include <glib/gi18n.h>
#include <string.h>

static TdSharingForm
form_of (const TdSpec *sharing)
{
  const TdSharingKind *kind = (const TdSharingKind *) sharing->kind;
  TdSharingForm form = { 0 };

  if (kind->describe != NULL)
    kind->describe (sharing->options, &form);
  return form;
}

char *
td_network_dup_experts (const TdSpec *sharing)
{
  TdSharingForm form = form_of (sharing);

  if (form.n_shared == 0)
    return NULL;
  if (form.n_own == 0)
    return g_strdup_printf (g_dngettext (NULL, "%u expert", "%u experts", form.n_shared),
                            form.n_shared);
  return g_strdup_printf (_("%u shared, %u of each task's own"), form.n_shared, form.n_own);
}

/* After the last layer of each level but the last there are gates. */
static void
mark_levels (TdNetworkModel *model, const TdSpecList *trunk, guint n_levels)
{
  guint n_stages = td_stage_count (trunk), n = MIN (n_levels, n_stages);

  for (guint level = 1; level < n; level++)
    model->trunk[td_stage_start (trunk, n_stages * level / n) - 1].joined = TRUE;
}

/* The layer after which tasks exchange at the end of level @level. */
static TdBox *
level_end (TdNetworkModel *model, const TdSpec *project, guint level)
{
  const TdNetworkSettings *network = td_network_of (project);
  guint n_stages = td_stage_count (&network->trunk);
  guint n = MIN (form_of (&network->sharing).n_levels, n_stages);

  return &model->trunk[td_stage_start (&network->trunk, n_stages * (level + 1) / n) - 1];
}

static void
mark_common_gate (TdNetworkModel *model, const TdPlan *plan, const TdJoint *joint, guint n_shared)
{
  TdBox *box = level_end (model, &plan->project, joint->level);

  box->n_gate = (guint) plan->graph->values[joint->value].width;
  box->n_common = n_shared;
}

static void
mark_stitch (TdNetworkModel *model, const TdSpecList *trunk, guint stage)
{
  gsize last = td_stage_start (trunk, stage + 1) - 1;

  for (guint i = 0; i < model->n_heads; i++)
    model->heads[i].trunk[last].joined = TRUE;
}

static TdHeadBox *
find_head (TdNetworkModel *model, gint task)
{
  for (guint i = 0; task >= 0 && i < model->n_heads; i++)
    if (model->heads[i].task == task)
      return &model->heads[i];
  return NULL;
}

/* A head shows its gates level by level, or the last alone where these are too many, and all of its
 * masks. */
static void
mark_joint (TdNetworkModel *model, const TdPlan *plan, const TdJoint *joint,
            const TdSharingForm *form)
{
  TdHeadBox *head = find_head (model, joint->task);
  gsize width = plan->graph->values[joint->value].width;

  if (joint->tensor >= 0)
    mark_stitch (model, &td_network_of (&plan->project)->trunk, joint->level);
  else if (joint->task < 0)
    mark_common_gate (model, plan, joint, form->n_shared);
  if (head == NULL)
    return;
  head->has_masks = joint->is_mask;
  head->n_gates = joint->is_mask || (joint->level + 1) * width > TD_MOST_SHARES ? 1
                                                                                 : joint->level + 1;
  head->n_shares = MIN (joint->is_mask ? joint->level + 1 : head->n_gates * (guint) width,
                        TD_MOST_SHARES);
  head->n_own_shares = joint->is_mask ? 0 : form->n_own;
}

void
td_network_model_join (TdNetworkModel *model, const TdSpec *project, const TdPlan *plan)
{
  const TdNetworkSettings *network = td_network_of (project);
  TdSharingForm form = form_of (&network->sharing);

  model->tied = form.is_tied;
  model->n_copies = form.n_shared + form.n_own;
  if (!model->own_trunks)
    mark_levels (model, &network->trunk, form.n_levels);
  for (guint i = 0; plan != NULL && i < plan->graph->joints->len; i++)
    mark_joint (model, plan, &g_array_index (plan->graph->joints, TdJoint, i), &form);
}

/* Row t of the matrix is what task t takes of each. */
static void
show_stitch (TdNetworkModel *model, const TdSpecList *trunk, guint stage, const TdJointMeans *means)
{
  gsize last = td_stage_start (trunk, stage + 1) - 1;
  guint n = model->n_heads;

  for (guint i = 0; i < n && means->n == n * n; i++)
    {
      TdBox *box = &model->heads[i].trunk[last];

      g_free (box->stitch);
      box->stitch = g_memdup2 (means->values + (gsize) i * n, n * sizeof (float));
    }
}

static void
show_common_gate (TdBox *box, const TdJointMeans *means)
{
  if (means->n != box->n_gate)
    return;
  g_free (box->gate);
  box->gate = g_memdup2 (means->values, means->n * sizeof (float));
}

static void
show_shares (TdHeadBox *head, const TdJoint *joint, const TdJointMeans *means)
{
  guint first = joint->is_mask ? joint->level
                : head->n_gates > 1 ? joint->level * (guint) means->n : 0;

  if (means->n == 0 || first + means->n > TD_MOST_SHARES)
    return;
  memcpy (head->shares + first, means->values, means->n * sizeof (float));
  head->knows_shares = TRUE;
}

void
td_network_model_show_joints (TdNetworkModel *model, const TdWeights *weights)
{
  const TdPlan *plan = weights->plan;

  for (guint i = 0; i < plan->graph->joints->len; i++)
    {
      const TdJoint *joint = &g_array_index (plan->graph->joints, TdJoint, i);
      TdHeadBox *head = find_head (model, joint->task);

      if (joint->tensor >= 0)
        show_stitch (model, &td_network_of (&plan->project)->trunk, joint->level,
                     &weights->joints[i]);
      else if (head != NULL)
        show_shares (head, joint, &weights->joints[i]);
      else if (joint->task < 0)
        show_common_gate (level_end (model, &plan->project, joint->level), &weights->joints[i]);
    }
}
