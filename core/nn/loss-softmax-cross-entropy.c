/* loss-softmax-cross-entropy.c — -log p(class) with p = softmax of the outputs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/softmax-rows.h"

#include <glib/gi18n-lib.h>

static double
row_loss (gconstpointer user, const TdSoftmaxRow *row, float *delta)
{
  const TdLossTask *task = user;
  float share = task->share[0];
  float factor = (float) (share / row->sum);

  for (guint c = 0; delta != NULL && c < row->n_outputs; c++)
    delta[c] *= factor;
  if (delta != NULL)
    delta[row->class] -= share;
  return share * td_softmax_surprise (row, row->class);
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  td_softmax_rows (task, outputs, targets, rows, row_loss, task, losses, delta);
}

extern const TdLossKind td_loss_softmax_cross_entropy;

const TdLossKind td_loss_softmax_cross_entropy = {
  .kind = {
    .id = "softmax-cross-entropy",
    .title = N_("Softmax cross-entropy"),
    .summary = N_("How surprised the network is by the true class, when its classes share 100 %."),
  },
  .evaluate = evaluate,
};
