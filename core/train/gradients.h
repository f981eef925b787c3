/* gradients.h — a job of the observer: how the tasks' gradients lie to one another, layer by layer.
 *
 * Computed on one batch with the newest parameters, whatever balances the run: it costs the run
 * nothing, and nothing at all when nobody asks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/observer.h"

typedef struct
{
  TdPlan   *plan;     /* a reference */
  guint64   step;
  guint     n_tasks, n_layers;
  gboolean *present;  /* (n_tasks) has a gradient: enabled, with a label in the batch */
  char    **layers;   /* (n_layers) "trunk.0": those with shared weights, in order */
  double  **products; /* (n_layers + 1)(n_tasks, n_tasks) <g_i, g_j> of λ_k L_k; the last: all */
} TdGradients;

/* Question: td_gradients_ask(). Answers TdGradients, without layers when nothing is shared; nothing
 * without rows to train on. Four times a second. */
extern const TdJobKind td_gradients_job;

gpointer td_gradients_ask  (void);
void     td_gradients_free (TdGradients *self);

/* @layer: n_layers for all of them. Length of a task's gradient; cosine of two, NaN when one of
 * them is nothing; share of pairs that conflict (cosine < 0), NaN without pairs. */
double td_gradients_norm     (const TdGradients *self, guint layer, guint task);
double td_gradients_cosine   (const TdGradients *self, guint layer, guint a, guint b);
double td_gradients_conflict (const TdGradients *self, guint layer);
/* FALSE: a run has diverged, and nothing can be said of its gradients. */
gboolean td_gradients_are_finite (const TdGradients *self, guint layer);
/* The greatest over the least length of those that are not zero; 1 without any. */
double td_gradients_spread   (const TdGradients *self, guint layer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdGradients, td_gradients_free)
