/* loss-focal.c — cross-entropy that turns to what is hard: -(1 - p)^γ log p.
 *
 * p is the probability of the true answer: of each yes or no as in the paper; of classes, that of
 * the true class in their softmax. With q = 1 - p, computed without cancellation, the derivative by
 * log p is -q^γ (q + γ p (-log p)) / q. γ = 0 is cross-entropy. For the paper's α there are
 * class weights.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/loss-options.h"
#include "core/nn/softmax-rows.h"
#include "core/nn/truth-cells.h"

#include <math.h>

typedef struct
{
  TdClassLossOptions base;
  double             gamma;
} FocalOptions;

static const TdOption options_table[] = {
  { .name = "gamma", .label = N_("Gamma"),
    .help = N_("How little counts what is known already; 0 is cross-entropy."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (FocalOptions, gamma),
    .minimum = 0, .maximum = 10, .number = 2, .live = TRUE },
  TD_OPTION_CLASS_WEIGHTS,
  { NULL }
};

typedef struct
{
  double            gamma;
  const TdLossTask *task;
} Job;

/* σ(a) is q: -log p = softplus a, and q^γ = e^(-γ softplus (-a)). */
static void
cell_losses (gconstpointer options, const float *against, gsize n, double *costs, float *slopes)
{
  const FocalOptions *focal = options;
  float surprise[TD_TRUTH_CELLS], wrong[TD_TRUTH_CELLS], right[TD_TRUTH_CELLS];
  float weight[TD_TRUTH_CELLS];
  float gamma = (float) focal->gamma;

  for (gsize i = 0; i < n; i++)
    right[i] = -against[i];
  td_kernels ()->softplus (right, weight, n);
  td_kernels ()->scale (weight, n, -gamma);
  td_kernels ()->exp (weight, weight, n);
  td_kernels ()->sigmoid (right, right, n);
  td_kernels ()->sigmoid (against, wrong, n);
  td_kernels ()->softplus (against, surprise, n);
  for (gsize i = 0; i < n; i++)
    {
      costs[i] = (double) weight[i] * surprise[i];
      slopes[i] = weight[i] * (wrong[i] + gamma * right[i] * surprise[i]);
    }
}

static double
row_loss (gconstpointer user, const TdSoftmaxRow *row, float *delta)
{
  const Job *job = user;
  double share = td_loss_share (job->task, 0, row->class);
  double surprise = td_softmax_surprise (row, row->class);
  double others = td_softmax_others (row), wrong = others / row->sum;
  double weight = pow (wrong, job->gamma), slope;
  float factor;

  if (delta == NULL)
    return share * weight * surprise;
  slope = share * weight * (wrong + job->gamma * exp (-surprise) * surprise);
  factor = others > 0 ? (float) (slope / others) : 0;
  for (guint c = 0; c < row->n_outputs; c++)
    delta[c] *= factor;
  delta[row->class] = (float) -slope;
  return share * weight * surprise;
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  const Job job = { ((const FocalOptions *) options)->gamma, task };

  if (task->form == TD_ANSWER_CHOICE)
    td_softmax_rows (task, outputs, targets, rows, row_loss, &job, losses, delta);
  else
    td_truth_cells (task, outputs, targets, rows, cell_losses, options, losses, delta);
}

extern const TdLossKind td_loss_focal;

const TdLossKind td_loss_focal = {
  .kind = {
    .id = "focal",
    .title = N_("Focal"),
    .summary = N_("Cross-entropy in which answers that are right already hardly count."),
    .paper = "Lin, Goyal, Girshick, He & Dollár, 2017, arXiv:1708.02002",
    .options = options_table,
    .options_size = sizeof (FocalOptions),
  },
  .weighs_classes = TRUE,
  .evaluate = evaluate,
};
