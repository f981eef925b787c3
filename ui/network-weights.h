/* network-weights.h — what a plan and the newest weights tell about the layers of a picture.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/weights.h"
#include "ui/chart/network-view.h"

/* Shapes and parameter counts. @model must be filled from the project that @plan was made of. */
void     td_network_model_measure (TdNetworkModel *model, const TdPlan *plan);
/* Histograms, figures and, of small networks, the weights themselves, which are borrowed from
 * @weights. Of the same plan. */
void     td_network_model_weigh   (TdNetworkModel *model, const TdWeights *weights);
/* Forgets what was borrowed. */
void     td_network_model_unweigh (TdNetworkModel *model);
