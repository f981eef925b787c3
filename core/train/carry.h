/* carry.h — takes what stays the same through an edit from one state to the next.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/tensor-box.h"
#include "core/train/state.h"

/* @to: first values of the edited run, filled in. Tensors are matched by (id, role, shape), slots
 * by the optimizer too, first losses and sums of the epoch by task. What @from has and @to lacks
 * goes into @box, what @to has and @from lacks comes out of it (NULL: no box).
 * Answers TRUE when both have the very same tensors, slots and tasks: the box isn't touched. */
gboolean td_state_carry (TdState *to, const TdState *from, TdTensorBox *box);
