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

/* Of one joint of the graph: a gate's shares, averaged over some training rows; a mask's mean over
 * rows and features; a stitch's weights (task, task), averaged over channels. */
typedef struct
{
  guint  n;      /* 0: without data there are none */
  float *values; /* (n) */
} TdJointMeans;

typedef struct
{
  TdPlan          *plan;       /* a reference */
  guint64          step;
  TdWeightSummary *tensors;    /* (n_tensors) in the order of the plan's layout */
  TdJointMeans    *joints;     /* as the plan's graph has them */
  float           *parameters; /* (n_parameters); NULL: more than TD_WEIGHTS_COPIED */
} TdWeights;

/* No question (NULL); answers TdWeights. At most ten times a second. */
extern const TdJobKind td_weights_job;

void td_weights_free (TdWeights *self);
/* By layer id and role ("weight", "bias"); NULL: there is no such tensor. */
const TdWeightSummary *td_weights_find (const TdWeights *self, const char *id, const char *role);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdWeights, td_weights_free)
