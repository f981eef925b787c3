/* loss-sigmoid-cross-entropy.c — -t log p - (1 - t) log (1 - p) with p = σ(z), per output.
 *
 * Computed as max (z, 0) - z t + log (1 + e^-|z|), which neither overflows nor cancels. Of classes
 * each is a question of its own: one against rest. Smoothed by ε, t becomes t (1 - ε) + ½ ε.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/loss-options.h"

#include <math.h>

#define SCRATCH 512 /* floats: stays in the first cache */

typedef struct
{
  TdClassLossOptions base;
  double             label_smoothing;
} SigmoidOptions;

static const TdOption options_table[] = {
  TD_OPTION_LABEL_SMOOTHING (SigmoidOptions),
  TD_OPTION_CLASS_WEIGHTS,
  { NULL }
};

typedef struct
{
  const TdLossTask *task;
  const float      *outputs; /* (rows, n_outputs) */
  const float      *targets; /* (rows, n_targets) */
  float             kept, added; /* t becomes kept t + added */
} Job;

/* What one output cell is measured against. */
typedef struct
{
  float target; /* NaN: unlabelled */
  float share;
} Cell;

static Cell
cell_at (const Job *job, gsize row, guint column)
{
  const TdLossTask *task = job->task;
  gboolean choice = task->form == TD_ANSWER_CHOICE;
  float label = job->targets[choice ? row : row * task->n_targets + column];
  float truth = choice ? column == (guint) label : label;

  if (isnan (label))
    return (Cell) { label, 0 };
  return (Cell) { job->kept * truth + job->added, td_loss_share (task, choice ? 0 : column, label) };
}

/* Cells @first … @first + @n - 1 of the flattened outputs; adds to the losses of their rows. */
static void
evaluate_cells (const Job *job, gsize first, gsize n, double *losses, float *delta)
{
  const float *outputs = job->outputs + first;
  guint n_outputs = job->task->n_outputs;
  float tails[SCRATCH]; /* log (1 + e^-|z|) */
  float chances[SCRATCH];
  gsize row = first / n_outputs;
  guint column = first % n_outputs;

  for (gsize i = 0; i < n; i++)
    tails[i] = -fabsf (outputs[i]);
  td_kernels ()->softplus (tails, tails, n);
  if (delta != NULL)
    td_kernels ()->sigmoid (outputs, chances, n);

  for (gsize i = 0; i < n; i++)
    {
      double z = outputs[i];
      Cell cell = cell_at (job, row, column);
      gboolean labelled = !isnan (cell.target);

      if (labelled)
        losses[row] += cell.share * ((z > 0 ? z : 0) - z * cell.target + tails[i]);
      if (delta != NULL)
        delta[first + i] = labelled ? cell.share * (chances[i] - cell.target) : 0;
      if (++column == n_outputs)
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
  double smoothing = ((const SigmoidOptions *) options)->label_smoothing;
  const Job job = { task, outputs, targets, (float) (1 - smoothing), (float) (smoothing / 2) };
  gsize n = rows * task->n_outputs;

  for (gsize r = 0; r < rows; r++)
    losses[r] = 0;
  for (gsize first = 0; first < n; first += SCRATCH)
    evaluate_cells (&job, first, MIN (SCRATCH, n - first), losses, delta);
}

extern const TdLossKind td_loss_sigmoid_cross_entropy;

const TdLossKind td_loss_sigmoid_cross_entropy = {
  .kind = {
    .id = "sigmoid-cross-entropy",
    .title = N_("Sigmoid cross-entropy"),
    .summary = N_("How surprised the network is by each yes or no, every output on its own."),
    .options = options_table,
    .options_size = sizeof (SigmoidOptions),
  },
  .weighs_classes = TRUE,
  .evaluate = evaluate,
};
