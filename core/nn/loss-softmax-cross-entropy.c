/* loss-softmax-cross-entropy.c — -log p(class) with p = softmax of the outputs.
 *
 * Smoothed by ε it is Σ_c s_c (-log p_c), where s has 1 - ε at the true class and ε / C at each of
 * C classes, and each counts by its own class weight, as in PyTorch.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss-options.h"
#include "core/nn/softmax-rows.h"

#include <math.h>

typedef struct
{
  TdClassLossOptions base;
  double             label_smoothing;
} SoftmaxOptions;

static const TdOption options_table[] = {
  TD_OPTION_LABEL_SMOOTHING (SoftmaxOptions),
  TD_OPTION_CLASS_WEIGHTS,
  { NULL }
};

typedef struct
{
  const TdLossTask *task;
  double            smoothing;
} Job;

static double
sharp_loss (gconstpointer user, const TdSoftmaxRow *row, float *delta)
{
  float share = td_loss_share (((const Job *) user)->task, 0, row->class);
  float factor = (float) (share / row->sum);

  for (guint c = 0; delta != NULL && c < row->n_outputs; c++)
    delta[c] *= factor;
  if (delta != NULL)
    delta[row->class] -= share;
  return share * td_softmax_surprise (row, row->class);
}

/* What the answer @c counts in a row of @class. */
static double
part_of (const Job *job, guint class, guint c)
{
  double part = job->smoothing / job->task->n_outputs;

  return td_loss_share (job->task, 0, c) * (c == class ? 1 - job->smoothing + part : part);
}

static double
smooth_loss (gconstpointer user, const TdSoftmaxRow *row, float *delta)
{
  const Job *job = user;
  double log_sum = log (row->sum), loss = 0, total = 0;

  for (guint c = 0; c < row->n_outputs; c++)
    {
      double part = part_of (job, row->class, c);

      total += part;
      loss += part * (log_sum + ((double) row->largest - row->outputs[c]));
    }
  for (guint c = 0; delta != NULL && c < row->n_outputs; c++)
    delta[c] = (float) (total * delta[c] / row->sum - part_of (job, row->class, c));
  return loss;
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  const Job job = { task, ((const SoftmaxOptions *) options)->label_smoothing };

  td_softmax_rows (task, outputs, targets, rows, job.smoothing > 0 ? smooth_loss : sharp_loss, &job,
                   losses, delta);
}

extern const TdLossKind td_loss_softmax_cross_entropy;

const TdLossKind td_loss_softmax_cross_entropy = {
  .kind = {
    .id = "softmax-cross-entropy",
    .title = N_("Softmax cross-entropy"),
    .summary = N_("How surprised the network is by the true class, when its classes share 100 %."),
    .options = options_table,
    .options_size = sizeof (SoftmaxOptions),
  },
  .weighs_classes = TRUE,
  .evaluate = evaluate,
};
