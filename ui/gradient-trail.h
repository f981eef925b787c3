/* gradient-trail.h — how the tasks' gradients lay to one another while somebody looked.
 *
 * A bounded list of cosines by layer and pair: when it is full, every other entry goes. It starts
 * anew with other tasks or layers, and forgets what lies ahead of a run that went back.
 *
 * Main thread only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/gradients.h"

typedef struct _TdGradientTrail TdGradientTrail;

TdGradientTrail *td_gradient_trail_new  (void);
void             td_gradient_trail_free (TdGradientTrail *self);
void             td_gradient_trail_add  (TdGradientTrail *self, const TdGradients *gradients);

gsize         td_gradient_trail_get_n (const TdGradientTrail *self);
const double *td_gradient_trail_get_x (const TdGradientTrail *self); /* (n) in epochs, ascending */
/* Cosine of two tasks in @layer (-1: all of them), entry i at i * *stride floats; borrowed
 * until the next change. NULL: no such layer or task. */
const float  *td_gradient_trail_get_cosines (const TdGradientTrail *self, gint layer, guint a,
                                             guint b, gsize *stride);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdGradientTrail, td_gradient_trail_free)
