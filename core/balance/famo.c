/* famo.c — fast adaptive multitask optimization: all log losses are to fall at the same pace.
 *
 * z = softmax (s); after the update the losses of the same batch are measured again, and s moves
 * towards the tasks whose log loss fell less. Losses are taken as they are: their minima are 0.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/learned.h"
#include "core/balance/softmax.h"

#include <math.h>

#define SMALL 1e-8

typedef struct
{
  double learning_rate;
  double decay;
} FamoOptions;

static const TdOption options_table[] = {
  TD_OPTION_LEARNED_RATE (FamoOptions, 0.025),
  { .name = "decay", .label = N_("Weights' decay"),
    .help = N_("How strongly the task weights are drawn back towards equal ones."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (FamoOptions, decay),
    .minimum = 0, .maximum = 1, .number = 0.001, .live = TRUE },
  { NULL }
};

static const TdBalancerSlot slots[] = { TD_LEARNED_SLOTS ("logit", 0), { NULL } };

static void
find_shares (const TdBalancerStep *step, const TdBalancerMemory *memory, double *shares)
{
  for (guint k = 0; k < step->n; k++)
    shares[k] = memory->tasks[step->tasks[k]];
  td_softmax (step->n, shares, 1);
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  double sum = 0;

  find_shares (step, memory, weights);
  for (guint k = 0; k < step->n; k++)
    sum += weights[k] /= step->losses[k] + SMALL;
  for (guint k = 0; k < step->n; k++)
    weights[k] /= sum;
}

/* The slope of Σ_k z_k (log before_k - log after_k) in s. */
static void
after_step (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory)
{
  const FamoOptions *options = data;
  double *shares = memory->scratch, *fall = memory->scratch + step->n;
  double mean = 0;

  find_shares (step, memory, shares);
  for (guint k = 0; k < step->n; k++)
    {
      fall[k] = log (step->losses[k] + SMALL) - log (step->after[k] + SMALL);
      mean += shares[k] * fall[k];
    }
  for (guint k = 0; k < step->n; k++)
    td_learn (memory, step->tasks[k], options->learning_rate,
              shares[k] * (fall[k] - mean) + options->decay * memory->tasks[step->tasks[k]]);
}

static gsize
n_scratch (guint n)
{
  return 2 * n;
}

extern const TdBalancerKind td_balancer_famo;

const TdBalancerKind td_balancer_famo = {
  .kind = {
    .id = "famo",
    .title = N_("FAMO"),
    .summary = N_("Lets all losses fall at the same pace, by looking at them again after each "
                  "step."),
    .paper = "Liu, Feng, Stone & Liu, 2023, arXiv:2306.03792",
    .options = options_table,
    .options_size = sizeof (FamoOptions),
  },
  .formula = "w_k = c z_k / L_k, z = softmax (s), 1 / c = Σ_k z_k / L_k; after each step s is "
             "learned by Σ_k z_k (log L_k - log L'_k)",
  .needs = TD_NEEDS_LOSSES | TD_NEEDS_AFTER_STEP,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .learns = TRUE,
  .task_slots = slots,
  .n_scratch = n_scratch,
  .weigh = weigh,
  .after_step = after_step,
};
