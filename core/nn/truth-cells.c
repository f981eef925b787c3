/* truth-cells.c — see truth-cells.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/truth-cells.h"

#include <math.h>

/* Which target a cell has, counted through a batch row by row. */
typedef struct
{
  gsize row;
  guint column;
} Place;

static void
go_on (Place *place, guint n_columns)
{
  if (++place->column < n_columns)
    return;
  place->column = 0;
  place->row++;
}

/* Unlabelled cells are computed along, with a = 0, and count nothing. */
static void
oppose (const float *outputs, const float *targets, gsize n, float *against)
{
  for (gsize i = 0; i < n; i++)
    {
      float side = targets[i] > 0 ? -outputs[i] : outputs[i];

      against[i] = isnan (targets[i]) ? 0 : side;
    }
}

void
td_truth_cells (const TdLossTask *task, const float *outputs, const float *targets, gsize rows,
                TdTruthLoss loss, gconstpointer options, double *losses, float *delta)
{
  gsize n = rows * task->n_outputs;
  Place place = { 0, 0 };

  g_assert (task->n_targets == task->n_outputs);

  for (gsize r = 0; r < rows; r++)
    losses[r] = 0;
  for (gsize first = 0; first < n; first += TD_TRUTH_CELLS)
    {
      float against[TD_TRUTH_CELLS], slopes[TD_TRUTH_CELLS];
      double costs[TD_TRUTH_CELLS];
      gsize piece = MIN (n - first, TD_TRUTH_CELLS);

      oppose (outputs + first, targets + first, piece, against);
      loss (options, against, piece, costs, slopes);
      for (gsize i = 0; i < piece; i++, go_on (&place, task->n_outputs))
        {
          float target = targets[first + i];
          float share = isnan (target) ? 0 : td_loss_share (task, place.column, target);

          if (share > 0)
            losses[place.row] += share * costs[i];
          if (delta != NULL)
            delta[first + i] = share * (target > 0 ? -slopes[i] : slopes[i]);
        }
    }
}
