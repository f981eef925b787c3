/* stch.c — smooth Tchebycheff: descends a smooth maximum of the losses.
 *
 * Losses are measured against the nadir, their mean in the epoch after the warm-up, and on a log
 * scale, as the authors do for networks; the paper's own formula takes losses as they are. Until a
 * task has a nadir, the sum of log losses is descended.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/softmax.h"

#include <math.h>

#define LEAST_LOSS 1e-30

enum { NADIR };

typedef struct
{
  double mu;
  gint64 warmup_epochs;
} StchOptions;

static const TdOption options_table[] = {
  { .name = "mu", .label = N_("Smoothness"),
    .help = N_("Towards 0 the worst task alone counts, with larger values all do."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (StchOptions, mu),
    .minimum = 1e-10, .maximum = 1000, .number = 1, .live = TRUE },
  { .name = "warmup-epochs", .label = N_("Warm-up"),
    .help = N_("Epochs before the losses are measured that later ones are compared with."),
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (StchOptions, warmup_epochs),
    .minimum = 0, .maximum = 1000000, .number = 4, .unit = N_("epochs"), .live = TRUE },
  { NULL }
};

static const TdBalancerSlot slots[] = { [NADIR] = { "nadir", 0 }, { NULL } };

/* Whether every task present has a nadir; those that have none yet take the last epoch's mean. */
static gboolean
find_nadir (const StchOptions *options, const TdBalancerStep *step, double *nadir)
{
  gboolean all = TRUE;

  for (guint k = 0; k < step->n; k++)
    {
      double *own = &nadir[step->tasks[k]];

      if (*own == 0 && step->epoch > (guint64) options->warmup_epochs && step->means[0][k] > 0)
        *own = step->means[0][k];
      all = all && *own > 0;
    }
  return all;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const StchOptions *options = data;
  const double *nadir = memory->tasks + NADIR * memory->n_tasks;
  gboolean ready = find_nadir (options, step, memory->tasks + NADIR * memory->n_tasks);

  for (guint k = 0; k < step->n; k++)
    {
      double loss = MAX (step->losses[k], LEAST_LOSS);

      weights[k] = ready ? log (loss / nadir[step->tasks[k]]) / options->mu : 0;
    }
  td_softmax (step->n, weights, step->n);
  for (guint k = 0; k < step->n; k++)
    weights[k] /= MAX (step->losses[k], LEAST_LOSS);
}

extern const TdBalancerKind td_balancer_stch;

const TdBalancerKind td_balancer_stch = {
  .kind = {
    .id = "stch",
    .title = N_("Smooth Tchebycheff"),
    .summary = N_("Works most on the task that is worst off against where it stood after the "
                  "warm-up."),
    .paper = "Lin et al., 2024, arXiv:2402.19078",
    .options = options_table,
    .options_size = sizeof (StchOptions),
  },
  .formula = "K μ log Σ_k exp (log (L_k / nadir_k) / μ); during the warm-up Σ_k log L_k",
  .needs = TD_NEEDS_LOSSES | TD_NEEDS_EPOCH_MEANS,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .task_slots = slots,
  .weigh = weigh,
};
