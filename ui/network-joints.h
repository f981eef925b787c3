/* network-joints.h — how tasks share, in the picture of a network: copies, ties, stitches, gates.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/weights.h"
#include "ui/chart/network-view.h"

/* What there is, after layers and heads were filled. @plan NULL: what only a plan knows is left
 * out. */
void  td_network_model_join        (TdNetworkModel *model, const TdSpec *project, const TdPlan *plan);
/* "4 experts", "2 shared, 1 of each task's own"; NULL: there are none. */
char *td_network_dup_experts       (const TdSpec *sharing);
/* The newest values, which are copied. Of the same plan. */
void  td_network_model_show_joints (TdNetworkModel *model, const TdWeights *weights);
