/* loss-hinge.c — what an answer lacks to being right by a margin of 1, as in support vector
 * machines.
 *
 * Of yes and no max (0, 1 - z) and max (0, 1 + z). Of classes max (0, 1 + max_{c≠t} z_c - z_t),
 * which is Crammer & Singer's (and scikit-learn's hinge_loss); PyTorch's MultiMarginLoss is Weston
 * & Watkins', which adds up over all wrong classes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss-options.h"
#include "core/nn/truth-cells.h"

#include <math.h>

static const TdOption options_table[] = {
  TD_OPTION_CLASS_WEIGHTS,
  { NULL }
};

static void
cell_losses (gconstpointer options, const float *against, gsize n, double *costs, float *slopes)
{
  for (gsize i = 0; i < n; i++)
    {
      double lack = 1 + (double) against[i];

      costs[i] = lack > 0 ? lack : 0;
      slopes[i] = lack > 0;
    }
}

/* The largest output but that of @class. */
static guint
find_rival (const float *z, guint n, guint class)
{
  guint rival = class == 0;

  for (guint c = rival + 1; c < n; c++)
    if (c != class && z[c] > z[rival])
      rival = c;
  return rival;
}

static double
row_loss (const float *z, guint n, guint class, float share, float *delta)
{
  guint rival = find_rival (z, n, class);
  double lack = 1 + ((double) z[rival] - z[class]);

  if (!(lack > 0))
    return 0;
  if (delta != NULL)
    {
      delta[rival] = share;
      delta[class] = -share;
    }
  return share * lack;
}

static void
evaluate_classes (const TdLossTask *task, const float *outputs, const float *targets, gsize rows,
                  double *losses, float *delta)
{
  guint n = task->n_outputs;

  for (gsize i = 0; delta != NULL && i < rows * n; i++)
    delta[i] = 0;
  for (gsize r = 0; r < rows; r++)
    losses[r] = isnan (targets[r]) ? 0
                : row_loss (outputs + r * n, n, (guint) targets[r],
                            td_loss_share (task, 0, targets[r]),
                            delta != NULL ? delta + r * n : NULL);
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  if (task->form == TD_ANSWER_CHOICE)
    evaluate_classes (task, outputs, targets, rows, losses, delta);
  else
    td_truth_cells (task, outputs, targets, rows, cell_losses, options, losses, delta);
}

extern const TdLossKind td_loss_hinge;

const TdLossKind td_loss_hinge = {
  .kind = {
    .id = "hinge",
    .title = N_("Hinge"),
    .summary = N_("Costs nothing once an answer is right by a margin; its odds mean little."),
    .paper = "Crammer & Singer, 2001, JMLR 2",
    .options = options_table,
    .options_size = sizeof (TdClassLossOptions),
  },
  .weighs_classes = TRUE,
  .evaluate = evaluate,
};
