/* dwa.c — dynamic weight average: tasks whose loss falls slowly get more weight.
 *
 * The rate of a task is the mean loss of the last epoch over that of the one before; until two
 * epochs are behind it, a task counts as one that stands still.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/softmax.h"

#include <math.h>

typedef struct
{
  double temperature;
} DwaOptions;

static const TdOption options_table[] = {
  { .name = "temperature", .label = N_("Temperature"),
    .help = N_("How far weights may differ: the higher, the more alike they are."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (DwaOptions, temperature),
    .minimum = 0.01, .maximum = 1000, .number = 2, .live = TRUE },
  { NULL }
};

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const DwaOptions *options = data;

  for (guint k = 0; k < step->n; k++)
    {
      double rate = step->means[0][k] / step->means[1][k];

      weights[k] = (isfinite (rate) ? rate : 1) / options->temperature;
    }
  td_softmax (step->n, weights, step->n);
}

extern const TdBalancerKind td_balancer_dwa;

const TdBalancerKind td_balancer_dwa = {
  .kind = {
    .id = "dwa",
    .title = N_("Dynamic weight average"),
    .summary = N_("Gives more weight to tasks whose loss fell less from one epoch to the next."),
    .paper = "Liu, Johns & Davison, 2019, arXiv:1803.10704",
    .options = options_table,
    .options_size = sizeof (DwaOptions),
  },
  .formula = "w = K softmax (r / T), r_k = L_k (epoch - 1) / L_k (epoch - 2)",
  .needs = TD_NEEDS_EPOCH_MEANS,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .weigh = weigh,
};
