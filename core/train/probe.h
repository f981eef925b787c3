/* probe.h — the tasks' gradients on one batch, away from the run: for jobs of the observer.
 *
 * Keeps its buffers from one call to the next; they are made anew when the plan has changed.
 * Dropout and batch-norm act as in training.
 *
 * One thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/engine-gram.h"
#include "core/train/observer.h"

/* Of one task, in the batch. */
typedef struct
{
  float     *batch;    /* (rows, n_columns) targets */
  float     *share;    /* (n_columns) 1/labelled rows */
  TdLossTask measured; /* what the loss is to know */
  double     lambda;
  double     loss;     /* L_k; NaN where the task takes no part */
} TdProbeTask;

typedef struct
{
  TdPlan       *plan;     /* a reference; NULL before the first call */
  gboolean      keep_all; /* every task's whole gradient, not only products */
  TdNetwork    *network;
  TdTeam       *team;     /* of one */
  TdTaskDeltas *deltas;
  TdGram       *gram;
  TdPass        pass;
  gboolean     *present;  /* (n_tasks) enabled, with a label in the batch */
  TdProbeTask  *tasks;    /* (n_tasks) */
  double       *losses;   /* (rows) scratch */
  float        *gradients; /* (n_parameters) of the tasks' own weights */
} TdProbe;

/* FALSE, and nothing is made, when @plan has no rows to train on. */
gboolean td_probe_prepare (TdProbe *self, TdPlan *plan, gboolean keep_all);
void     td_probe_clear   (TdProbe *self);

/* Takes the batch that a run of the plan may be at after @step steps, in the order of the data. */
void td_probe_take   (TdProbe *self, guint64 step);
/* Losses of the batch with @parameters (n_weights), into tasks[].loss. */
void td_probe_lose   (TdProbe *self, const float *parameters);
/* These, and the gradients of λ_k L_k: products in self->gram, own weights' in self->gradients. */
void td_probe_derive (TdProbe *self, const float *parameters);
