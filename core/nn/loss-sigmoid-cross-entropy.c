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
#include <string.h>

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

/* What one output cell is measured against; a cell without a label has no share. */
static void
find_cell (const Job *job, gsize row, guint column, float *target, float *share)
{
  const TdLossTask *task = job->task;
  gboolean choice = task->form == TD_ANSWER_CHOICE;
  float label = job->targets[choice ? row : row * task->n_targets + column];
  float truth = choice ? column == (guint) label : label;
  gboolean labelled = !isnan (label);

  *target = labelled ? job->kept * truth + job->added : 0;
  *share = labelled ? td_loss_share (task, choice ? 0 : column, label) : 0;
}

/* The same for cells of one column whose labels count alike: the usual case, without a branch. */
static void
find_column (const Job *job, gsize first, gsize n, float *targets, float *shares)
{
  const float *labels = job->targets + first;
  float share = job->task->share[0];

  for (gsize i = 0; i < n; i++)
    {
      gboolean labelled = !isnan (labels[i]);

      targets[i] = labelled ? job->kept * labels[i] + job->added : 0;
      shares[i] = labelled ? share : 0;
    }
}

static void
find_cells (const Job *job, gsize first, gsize n, float *targets, float *shares)
{
  guint n_outputs = job->task->n_outputs, column = first % n_outputs;
  gsize row = first / n_outputs;

  for (gsize i = 0; i < n; i++)
    {
      find_cell (job, row, column, &targets[i], &shares[i]);
      if (++column == n_outputs)
        {
          column = 0;
          row++;
        }
    }
}

/* Costs by rows of @n_outputs, from cell @first on. */
static void
add_costs (const double *costs, gsize first, gsize n, guint n_outputs, double *losses)
{
  guint column = first % n_outputs;
  gsize row = first / n_outputs;

  for (gsize i = 0; i < n; i++)
    {
      losses[row] += costs[i];
      if (++column == n_outputs)
        {
          column = 0;
          row++;
        }
    }
}

/* Cells @first … @first + @n - 1 of the flattened outputs; adds to the losses of their rows, or
 * writes them where every row is one cell. */
static void
evaluate_cells (const Job *job, gsize first, gsize n, double *losses, float *delta)
{
  guint n_outputs = job->task->n_outputs;
  float targets[SCRATCH], shares[SCRATCH], slopes[SCRATCH];
  double costs[SCRATCH];

  if (n_outputs == 1 && job->task->form == TD_ANSWER_TRUTHS && job->task->weights == NULL)
    find_column (job, first, n, targets, shares);
  else
    find_cells (job, first, n, targets, shares);
  td_kernels ()->sigmoid_loss (job->outputs + first, targets, shares,
                               n_outputs == 1 ? losses + first : costs,
                               delta != NULL ? delta + first : slopes, n);
  if (n_outputs > 1)
    add_costs (costs, first, n, n_outputs, losses);
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  double smoothing = ((const SigmoidOptions *) options)->label_smoothing;
  const Job job = { task, outputs, targets, (float) (1 - smoothing), (float) (smoothing / 2) };
  gsize n = rows * task->n_outputs;

  if (task->n_outputs > 1)
    memset (losses, 0, rows * sizeof *losses);
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
