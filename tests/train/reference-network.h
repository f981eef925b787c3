/* reference-network.h — a network with hard sharing as plain double loops, forward and backward.
 *
 * Slow and plain on purpose: straight from the formulas (reference-layers.h). Its derivatives are
 * checked by central differences, the engine's against them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/project/plan.h"

typedef struct _ReferenceNetwork ReferenceNetwork;

/* What task @task's head sees of inputs @x; owned, (*width). */
typedef double *(*ReferenceFeatures) (const ReferenceNetwork *self, guint task, const double *x,
                                      gsize *width);

/* A batch: (rows, channels, height, width). */
typedef struct
{
  double  *x;
  TdShape  shape;
  gboolean lanes; /* held in the lane layout, which dropout counts by */
} ReferenceValue;

/* The same of a whole batch; x is owned. */
typedef ReferenceValue (*ReferenceBatchFeatures) (ReferenceNetwork *self, guint task,
                                                  ReferenceValue in);

struct _ReferenceNetwork
{
  const TdPlan *plan;
  ReferenceFeatures features; /* NULL: the common trunk's; else nothing can be derived */
  ReferenceBatchFeatures batch_features; /* NULL: row by row */
  double        penalty;      /* of what else is in the loss; for features to add to, row by row */
  double       *parameters; /* (n_weights), places as in the plan's layout */
  double       *gradients;  /* (n_weights) */
  gboolean      training;   /* dropout acts, batch-norm takes the batch */
  guint64       step;
  gsize         n_rows;     /* of the batch under way */
  guint         n_locks;    /* residual blocks around that are locked */
};

void   reference_network_init  (ReferenceNetwork *self, const TdPlan *plan,
                                const float *parameters);
void   reference_network_clear (ReferenceNetwork *self);
/* Σ_k λ_k L_k over the first @n_rows rows of the data set. */
double reference_network_loss  (ReferenceNetwork *self, gsize n_rows);
/* Its derivative by every parameter, into gradients. */
void   reference_network_derive (ReferenceNetwork *self, gsize n_rows);
