/* floor.h — the bare matrix products of a training step: what no program can do without.
 *
 * Same shapes as the step's, cut over the same workers: batch rows for x W and δ Wᵀ, then rows of
 * W for xᵀ δ, with a meeting after each; BLAS runs one thread in each worker. A convolution's are
 * taken image by image. Nothing else is done: no gather, bias, activation, loss or update.
 *
 * Belongs to one thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/bench/workload.h"

typedef struct _TdFloor TdFloor;

/* @workload is borrowed. */
TdFloor *td_floor_new  (const TdWorkload *workload, guint n_workers);
void     td_floor_free (TdFloor *self);
void     td_floor_step (TdFloor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdFloor, td_floor_free)
