/* loss-huber.c — ½ (y - t)² near the target, straight lines from a distance of δ on.
 *
 * δ (|y - t| - ½ δ) beyond δ, as PyTorch's HuberLoss; with the half that squared-error lacks.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/amount-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct
{
  double delta;
} HuberOptions;

static const TdOption options_table[] = {
  { .name = "delta", .label = N_("Delta"),
    .help = N_("From this distance on, errors count by size and not by their square."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (HuberOptions, delta),
    .minimum = 1e-6, .maximum = 1e6, .number = 1, .live = TRUE },
  { NULL }
};

static double
amount_loss (gconstpointer options, double error, double *slope)
{
  double delta = ((const HuberOptions *) options)->delta;

  *slope = CLAMP (error, -delta, delta);
  return fabs (error) < delta ? error * error / 2 : delta * (fabs (error) - delta / 2);
}

static void
evaluate (gconstpointer options, const TdLossTask *task, const float *outputs,
          const float *targets, gsize rows, double *losses, float *delta)
{
  td_amount_cells (task, outputs, targets, rows, amount_loss, options, losses, delta);
}

extern const TdLossKind td_loss_huber;

const TdLossKind td_loss_huber = {
  .kind = {
    .id = "huber",
    .title = N_("Huber"),
    .summary = N_("Squared error for small errors, absolute error for large ones."),
    .paper = "Huber, 1964, Annals of Mathematical Statistics 35",
    .options = options_table,
    .options_size = sizeof (HuberOptions),
  },
  .evaluate = evaluate,
};
