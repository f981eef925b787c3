/* engine-ways.h — the ways from the rows of a batch to one gradient, and what they need of a step.
 *
 * Every function with a worker is called by all workers side by side.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/engine.h"

/* Rows, forward, losses and gradient, before penalties, as the balancer wants it. */
void td_engine_differentiate (TdEngine *self, guint worker, guint n_workers);
/* After the update: what the balancer wants to know then. */
void td_engine_look_back     (TdEngine *self, guint worker, guint n_workers);

/* Of engine-step.c. For a TdSweep, with the engine as data: the inputs of a slice; losses and
 * deltas of its outputs. */
void   td_engine_gather    (gpointer engine, guint slice, gsize first, gsize last);
void   td_engine_run_tasks (gpointer engine, guint slice, gsize first, gsize last);
/* Batch @batch of the epoch becomes the one under way; by one thread. */
void   td_engine_take_batch (TdEngine *self, guint64 batch);
/* L_k of the batch; NaN when it has no such label. */
double td_engine_batch_loss (const TdEngine *self, guint task);
