/* balancer.h — how K task losses or gradients become one update: the family "balancers".
 *
 * A balancer says what it needs and is given just that. λ_k multiplies a task's loss before any
 * balancer sees it. A step knows the tasks present alone: enabled, with a label in the batch.
 * The update is Σ_k w_k g_k over these, g_k the gradient of λ_k L_k, or the row transform() left.
 *
 * Functions allocate nothing and are pure but for the memory they are given. transform() may run
 * in several threads on disjoint chunks; the others belong to one thread at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/memory.h"
#include "core/base/random.h"
#include "core/base/spec.h"

typedef enum
{
  TD_NEEDS_NOTHING     = 0,
  TD_NEEDS_LOSSES      = 1 << 0, /* λ_k L_k of this batch */
  TD_NEEDS_GRAM        = 1 << 1, /* products of the gradients; with ROWS, of the rows transformed */
  TD_NEEDS_ROWS        = 1 << 2, /* the gradients on the shared parameters themselves */
  TD_NEEDS_AFTER_STEP  = 1 << 3, /* the same batch's losses after the update */
  TD_NEEDS_EPOCH_MEANS = 1 << 4, /* mean losses of the last two epochs */
  TD_NEEDS_BATCHES_3   = 1 << 5, /* two batches more: for the cross products, the third updates */
} TdBalancerNeeds;

/* What Σ_k w_k is about. */
typedef enum { TD_SCALE_SUM /* K */, TD_SCALE_MEAN /* 1 */, TD_SCALE_OWN } TdBalancerScale;

/* What becomes of λ: a larger one counts more, makes no difference, or counts less. */
typedef enum { TD_LAMBDA_KEPT, TD_LAMBDA_CANCELLED, TD_LAMBDA_INVERTED } TdBalancerLambda;

/* What is true of A (G), the update for gradients G, with default options. */
typedef enum
{
  TD_IS_NON_CONFLICTING       = 1 << 0, /* no task's loss rises: G A(G) >= 0 */
  TD_IS_PERMUTATION_INVARIANT = 1 << 1, /* the order of tasks makes no difference */
  TD_IS_LINEAR_UNDER_SCALING  = 1 << 2, /* c -> A (diag (c) G) is linear for c > 0 */
  TD_IS_STRONGLY_STATIONARY   = 1 << 3, /* A (G) = 0 only if v G = 0 for some v > 0 */
  TD_IS_WEIGHTED              = 1 << 4, /* A (G) = Gᵀ w */
} TdBalancerProperties;

/* One step as a balancer sees it; what it has no need for is NULL. */
typedef struct
{
  guint         n;        /* tasks present, at least 1 */
  const guint  *tasks;    /* (n) their places among all tasks, ascending */
  const double *losses;   /* (n) λ_k L_k */
  const double *after;    /* (n) the same after the update: for after_step() */
  const double *gram;     /* (n, n) <g_i, g_j> */
  const double *cross;    /* (n, n) <g_i of the first batch, g_j of the second> */
  const double *sums;     /* (n) from transform(), added up over the chunks */
  const double *means[2]; /* (n) λ_k mean L_k of the last epoch, of the one before; NaN: none */
  guint64       step;     /* from 0 */
  guint64       epoch;    /* from 0 */
  TdStream      stream;   /* of random numbers, keyed by @step */
} TdBalancerStep;

/* A part of the flat vector of shared parameters. */
typedef struct
{
  gsize         first, n;
  float *const *rows;  /* (step->n) each (n): in, the gradients; out, what is to be combined */
  float *const *slots; /* (row slots, step->n) each (n) */
} TdBalancerChunk;

struct _TdBalancerKind
{
  TdKind                kind;
  const char           *formula;    /* as text */
  TdBalancerNeeds       needs;
  TdBalancerScale       scale;
  TdBalancerLambda      lambda;
  TdBalancerProperties  properties;
  gboolean              weighs_losses; /* private parameters get w_k, too, not λ_k alone */
  gboolean              learns;        /* weights of its own, with a rate of their own */
  const TdBalancerSlot *task_slots, *pair_slots, *common_slots; /* NULL: none */
  const char *const    *row_slots; /* arrays per task and shared parameter, from 0; NULL: none */
  gsize               (*n_scratch) (guint n_tasks); /* NULL: none */

  /* ROWS: changes the rows of a chunk, and its slots. @sums (step->n) starts at 0. */
  void (*transform)  (gconstpointer options, const TdBalancerStep *step,
                      const TdBalancerChunk *chunk, double *sums);
  /* Writes the weights (step->n) of this step. */
  void (*weigh)      (gconstpointer options, const TdBalancerStep *step, TdBalancerMemory *memory,
                      double *weights);
  /* AFTER_STEP: learns from the losses after the update. */
  void (*after_step) (gconstpointer options, const TdBalancerStep *step, TdBalancerMemory *memory);
};

extern const TdFamily td_balancers;

/* Options that some have: weights are found anew every so many steps (1: always) and used again
 * in between; on the representation's gradients in place of the shared parameters'. */
guint    td_balancer_every             (const TdSpec *balancer);
gboolean td_balancer_on_representation (const TdSpec *balancer);
