/* balance-state.h — what is kept of balancing from step to step, as part of a run's state.
 *
 * Numbers of one run, of each task or of each pair of tasks, and arrays of shared parameters for
 * each task. Its arrays in a file are `balancer.<name>` of the balancer's own and
 * `balancing.<name>` of the rest; tasks are told by their ids.
 *
 * Belongs to a TdState, with which it is immutable.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/nn/layout.h"
#include "core/project/safetensors.h"

typedef struct
{
  char   *name;   /* as in files */
  guint   order;  /* 0: of the run, 1: (n_tasks), 2: (n_tasks, n_tasks) */
  double *values;
} TdKeptNumbers;

typedef struct
{
  char   *name;  /* as in files */
  float **rows;  /* (n_tasks)(n_parameters) */
} TdKeptRows;

typedef struct
{
  char          *kind;  /* the balancer's id: what it keeps is of no use to another */
  guint          n_tasks;
  char         **ids;   /* (n_tasks) */
  guint          n_numbers, n_rows;
  TdKeptNumbers *numbers;
  TdKeptRows    *rows;
} TdBalanceState;

TdBalanceState *td_balance_state_new      (const char *kind, guint n_tasks);
void            td_balance_state_free     (TdBalanceState *self);
void            td_balance_state_set_id   (TdBalanceState *self, guint task, const char *id);
/* Adds zeros; the array is the state's. */
double         *td_balance_state_add      (TdBalanceState *self, const char *name, guint order);
float         **td_balance_state_add_rows (TdBalanceState *self, const char *name, gsize n);
gsize           td_balance_state_n        (const TdBalanceState *self, guint order);
double         *td_balance_state_find     (const TdBalanceState *self, const char *name, guint order);

void            td_balance_state_to_arrays   (const TdBalanceState *self, const TdLayout *layout,
                                              TdArraySet *set);
/* NULL: @set has none, or it doesn't hang together. */
TdBalanceState *td_balance_state_from_arrays (const TdLayout *layout, TdArraySet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdBalanceState, td_balance_state_free)
