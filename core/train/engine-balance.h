/* engine-balance.h — what a run needs to balance its tasks: who takes part in a step, what the
 * balancer is told, what it keeps, and what it has done.
 *
 * Only what the balancer needs is set up. When nothing is shared, or one task alone is on, methods
 * of gradients act as the plain sum.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer.h"
#include "core/project/plan.h"
#include "core/train/balance-state.h"
#include "core/train/engine-gram.h"

/* How a step finds its gradient; see engine-ways.c. */
typedef enum
{
  TD_WAY_SUM,      /* weights are known before the step: one gradient of Σ w_k λ_k L_k */
  TD_WAY_LOSSES,   /* weights follow from the losses: the same after a look at these */
  TD_WAY_EDGE,     /* from the deltas at the edge of what is shared */
  TD_WAY_PRODUCTS, /* from the products of the tasks' gradients */
  TD_WAY_ROWS,     /* from the gradients themselves */
  TD_WAY_BATCHES,  /* from those of two batches more */
} TdWay;

typedef struct
{
  TdPlan         *plan;      /* borrowed */
  const TdBalancerKind *kind; /* that acts */
  gconstpointer   options;
  TdBalancerMemory *memory;
  gboolean        is_idle;   /* the chosen one has nothing to compare and acts as the plain sum */
  gboolean        is_split;  /* shared weights get w_k, private ones λ_k: a gradient method */
  TdWay           usual;     /* the way of a step that weighs */
  guint           every;     /* steps from one weighing to the next */
  TdStream        stream;

  TdTaskDeltas   *deltas;    /* NULL: not needed, as are the next ones */
  TdGram         *gram;
  float         **first_rows; /* BATCHES: gradients of the first batch (n_tasks)(gram->n_row) */
  guint           n_row_slots;
  float        ***row_slots; /* (n_row_slots)(n_tasks)(n_parameters) */
  double         *chunk_sums; /* (gram->blends.n_items, n_tasks) from transform() */
  guint           n_workers;
  float         **chunk_rows; /* (n_workers)(1 + n_row_slots)(n_tasks) scratch */
  const float   **edge_list; /* (n_workers)(n_tasks) scratch, as the next */
  guint          *edge_tasks;
  double         *edge_sums; /* (slices)(2)(n_tasks, n_tasks) */
  double         *after_sums; /* (slices, n_tasks) losses after the update */

  /* Of the step under way. */
  TdWay           way;
  TdBalancerStep  step;
  gboolean       *present;   /* (n_tasks) */
  double         *weights;   /* (n_tasks) w_k; 0 of a task that is not present */

  double         *lambdas;   /* (n_tasks) */

  /* Kept. All (n_tasks) unless said; the last five NULL when no products are measured. */
  double         *last;      /* w_k when the task was weighed last */
  double         *means[2];  /* mean L_k of the last epoch, and of the one before; NaN: none */
  double         *sum, *n;   /* of the applied weights w_k λ_k in the epoch under way */
  double         *norms, *cosines; /* sums over the epoch; cosines (n_tasks, n_tasks) */
  double         *counts;    /* (n_tasks, n_tasks) of both */
  double         *conflicts; /* (2) pairs that conflicted, and all */
  double         *gram_matrix; /* (n_tasks, n_tasks) of the step under way */

  guint          *tasks;     /* (n_tasks) what step points at, as the rest */
  double         *losses, *after, *products, *cross, *sums, *found, *mean_pair[2];
} TdBalancing;

TdBalancing *td_balancing_new  (TdPlan *plan, TdNetwork *network, TdTeam *team);
void         td_balancing_free (TdBalancing *self);

/* A state with room for all that is kept, or from what it holds. */
TdBalanceState *td_balancing_save (const TdBalancing *self);
void            td_balancing_load (TdBalancing *self, const TdBalanceState *state);

/* Before a step, when self->present is filled; weights that don't depend on the batch are found. */
void td_balancing_begin (TdBalancing *self, guint64 step, guint64 epoch, gsize rows);
/* What the step knows: @losses (n_tasks) L_k; with self->gram_matrix, and @cross (n_tasks, n_tasks)
 * or NULL, it weighs. */
void td_balancing_know  (TdBalancing *self, const double *losses);
void td_balancing_weigh (TdBalancing *self, const double *cross);
/* The losses after the update. */
void td_balancing_after (TdBalancing *self, const double *losses);
/* After a step that was taken: counts what was applied. */
void td_balancing_count (TdBalancing *self);
/* At the end of an epoch, with the mean L_k (n_tasks); and at the start of the next. */
void td_balancing_end_epoch   (TdBalancing *self, const double *losses);
void td_balancing_begin_epoch (TdBalancing *self);

/* Mean over the epoch of what was applied; NaN when the task took no part. */
double td_balancing_mean_weight (const TdBalancing *self, guint task);
/* Means over the steps of the epoch that measured; NaN when none did. */
double td_balancing_mean_norm     (const TdBalancing *self, guint task);
double td_balancing_mean_cosine   (const TdBalancing *self, guint a, guint b);
double td_balancing_conflict_rate (const TdBalancing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdBalancing, td_balancing_free)
