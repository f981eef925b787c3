/* loss-sigmoid-cross-entropy.c — -t log p - (1 - t) log (1 - p) with p = σ(z), per output.
 *
 * Computed as max (z, 0) - z t + log (1 + e^-|z|), which neither overflows nor cancels. Of classes
 * each is a question of its own: one against rest.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/loss.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SCRATCH 512 /* floats: stays in the first cache */

/* What one output cell is measured against. */
typedef struct
{
  float target; /* NaN: unlabelled */
  float share;
} Cell;

static Cell
cell_at (const TdLossTask *task, const float *targets, gsize row, guint column)
{
  if (task->form == TD_ANSWER_TRUTHS)
    return (Cell) { targets[row * task->n_targets + column], task->share[column] };

  float class = targets[row];

  return (Cell) { isnan (class) ? class : column == (guint) class, task->share[0] };
}

/* Cells @first … @first + @n - 1 of the flattened outputs; adds to the losses of their rows. */
static void
evaluate_cells (const TdLossTask *task, const float *outputs, const float *targets, gsize first,
                gsize n, double *losses, float *delta)
{
  float tails[SCRATCH]; /* log (1 + e^-|z|) */
  float chances[SCRATCH];
  gsize row = first / task->n_outputs;
  guint column = first % task->n_outputs;

  for (gsize i = 0; i < n; i++)
    tails[i] = -fabsf (outputs[first + i]);
  td_kernels ()->softplus (tails, tails, n);
  if (delta != NULL)
    td_kernels ()->sigmoid (outputs + first, chances, n);

  for (gsize i = 0; i < n; i++)
    {
      double z = outputs[first + i];
      Cell cell = cell_at (task, targets, row, column);
      gboolean labelled = !isnan (cell.target);

      if (labelled)
        losses[row] += cell.share * ((z > 0 ? z : 0) - z * cell.target + tails[i]);
      if (delta != NULL)
        delta[first + i] = labelled ? cell.share * (chances[i] - cell.target) : 0;
      if (++column == task->n_outputs)
        {
          column = 0;
          row++;
        }
    }
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  gsize n = rows * task->n_outputs;

  for (gsize r = 0; r < rows; r++)
    losses[r] = 0;
  for (gsize first = 0; first < n; first += SCRATCH)
    evaluate_cells (task, outputs, targets, first, MIN (SCRATCH, n - first), losses, delta);
}

extern const TdLossKind td_loss_sigmoid_cross_entropy;

const TdLossKind td_loss_sigmoid_cross_entropy = {
  .kind = {
    .id = "sigmoid-cross-entropy",
    .title = N_("Sigmoid cross-entropy"),
    .summary = N_("How surprised the network is by each yes or no, every output on its own."),
  },
  .evaluate = evaluate,
};
