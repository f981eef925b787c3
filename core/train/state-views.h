/* state-views.h — a state as arrays, each under a name that says all that must agree for another
 * state's to take its place: id, role and shape of a tensor, optimizer and slot, task.
 *
 * Views point into their state. They belong to the thread that makes the state.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/tensor-box.h"
#include "core/train/state.h"

typedef struct
{
  void *data;
  void *best;   /* its values at the best epoch; NULL: there are none */
  gsize size;   /* bytes of each */
  gsize stride; /* floats from one element to the next; 0: they lie side by side */
  guint index;  /* in the order of the layout */
  char *copy;   /* the name that it had as its task's copy; NULL: of no task */
} TdStateView;

/* Name to TdStateView, both owned. */
GHashTable *td_state_views (const TdState *state);

/* Both have the same size. */
void     td_state_view_copy (TdStateView *to, const TdStateView *from);
/* What is new has had no better values yet. */
void     td_state_view_begin_best (TdStateView *self);
/* Out of the box and in. FALSE: it has nothing of that name. */
gboolean td_state_view_take (TdStateView *self, const char *name, TdTensorBox *box);
void     td_state_view_put  (const TdStateView *self, const char *name, TdTensorBox *box);
