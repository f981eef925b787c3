/* step-lab.h — a job of the observer: what each balancer would do on one and the same batch.
 *
 * The batch is frozen, all tasks' gradients on it are computed once, and every balancer there is
 * says its weights as if it had just begun (the run's own kind with the run's options, the others
 * with theirs as they come). Then a trial step is taken, and undone: plain descent at the given
 * rate.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/balance/balancer.h"
#include "core/train/observer.h"

/* Each (n_tasks); NaN of tasks that take no part. */
typedef struct
{
  const TdBalancerKind *kind;
  double *weights;   /* w_k */
  double *predicted; /* change of L_k to first order: -rate times its gradient along the step */
  double *real;      /* L_k after the step, less L_k before */
} TdStepTrial;

typedef struct
{
  TdPlan      *plan;     /* a reference */
  guint64      step;
  double       rate;
  guint        n_tasks;
  gboolean    *present;  /* (n_tasks) enabled, with a label in the batch */
  double      *losses;   /* (n_tasks) L_k before; NaN of tasks that take no part */
  double      *products; /* (n_tasks, n_tasks) <g_i, g_j> on shared parameters, of λ_k L_k */
  guint        n_trials; /* one for each balancer, in the family's order */
  TdStepTrial *trials;
} TdStepLab;

/* Question: td_step_lab_ask(). Answers TdStepLab once; nothing without rows to train on. */
extern const TdJobKind td_step_lab_job;

/* @rate: of the trial step; 0: the optimizer's. */
gpointer td_step_lab_ask  (double rate);
void     td_step_lab_free (TdStepLab *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdStepLab, td_step_lab_free)
