/* gradient.h — what tests of gradients share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

#define N_GRADIENT_ROWS 24

/* The network's own Σ λ_k L_k over the first rows of its data set, and its gradient; the latter
 * only with @training where workers meet in training alone. */
double network_gradient (const TdPlan *plan, const float *parameters, gboolean training,
                         guint64 step, float *gradients);
