/* network-model.h — fills the picture of a network from a plan and its progress.
 *
 * Texts are made from option tables: a layer reads as its kind and its first whole number ("Dense
 * 128"), under it the kinds and figures it is made with ("ReLU · He normal").
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/trainer.h"
#include "ui/chart/network-view.h"

/* @self is cleared first. @project may be ahead of @plan, when it makes none: then what only a plan
 * knows of a task is left out. @progress may be NULL. */
void     td_network_model_fill     (TdNetworkModel *self, const TdSpec *project,
                                    const TdPlan *plan, const TdProgress *progress,
                                    gboolean dark);
/* Only what moves while training: the heads' figures. Answers whether any changed. */
gboolean td_network_model_progress (TdNetworkModel *self, const TdProgress *progress);
