/* weights.h — a job of the observer: what the weights of each layer look like.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/observer.h"

#define TD_WEIGHT_BINS 24
#define TD_WEIGHTS_COPIED 65536 /* parameters of a network that is small enough to draw */

/* Of one tensor. Bins are equally wide from minimum to maximum; when these are equal, all is in the
 * first. Values that aren't finite are left out. */
typedef struct
{
  gsize  n;          /* values that were counted; 0: the rest is 0 */
  float  minimum, maximum;
  double mean, deviation;
  guint  counts[TD_WEIGHT_BINS];
} TdWeightSummary;

typedef struct
{
  TdPlan          *plan;       /* a reference */
  guint64          step;
  TdWeightSummary *tensors;    /* (n_tensors) in the order of the plan's layout */
  float           *parameters; /* (n_parameters); NULL: more than TD_WEIGHTS_COPIED */
} TdWeights;

/* No question (NULL); answers TdWeights. At most ten times a second. */
extern const TdJobKind td_weights_job;

void td_weights_free (TdWeights *self);
/* By layer id and role ("weight", "bias"); NULL: there is no such tensor. */
const TdWeightSummary *td_weights_find (const TdWeights *self, const char *id, const char *role);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdWeights, td_weights_free)
