/* forward.h — what a network answers to given rows, for jobs of the observer.
 *
 * Keeps its buffers from one call to the next; they are made anew when the network has changed.
 * Rows are cut as in evaluate.c, so that the bits are those of an evaluation.
 *
 * One thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/network.h"
#include "core/train/observer.h"

#define TD_FORWARD_ROWS 256 /* in a slice at most, as in evaluate.c */

typedef struct
{
  TdNetwork *network; /* NULL before the first call */
} TdForward;

/* One slice of rows: @inputs (n, n_features) is what @fill wrote. Raw outputs of task k are in
 * td_forward_outputs(); they last until the next slice. */
typedef void (*TdForwardFill) (gpointer data, gsize first, gsize n, float *inputs);
typedef void (*TdForwardTake) (gpointer data, gsize first, gsize n);

/* Goes through @n_rows rows. FALSE when @job was cancelled. */
gboolean     td_forward_run     (TdForward *self, const TdSight *sight, gsize n_rows,
                                 TdForwardFill fill, TdForwardTake take, gpointer data,
                                 const TdJob *job);
/* (n, n_outputs) */
const float *td_forward_outputs (const TdForward *self, guint task, guint *n_outputs);
void         td_forward_clear   (TdForward *self);
