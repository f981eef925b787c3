/* gradnorm.c — gradients of like size, more for tasks that lag behind.
 *
 * The weights themselves are learned: |w_k g_k| is drawn towards the mean of these norms times r_k
 * to the power alpha, r_k being how far the loss has come against the others. The weights are then
 * scaled to sum K. First losses are the means of the first epoch, during which all weights are 1;
 * the paper takes those of the first batch. A weight stays above 0.001, so that none turns sign.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/gram.h"
#include "core/balance/learned.h"

#include <math.h>

#define LEAST_WEIGHT 1e-3

enum { WEIGHT, FIRST_LOSS = 4 };

typedef struct
{
  TdGradientOptions gradient;
  double            alpha;
  double            learning_rate;
} GradnormOptions;

static const TdOption options_table[] = {
  { .name = "alpha", .label = N_("Alpha"),
    .help = N_("How hard tasks that lag behind are pulled along; 0: all norms alike."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (GradnormOptions, alpha),
    .minimum = 0, .maximum = 10, .number = 1.5, .live = TRUE },
  TD_OPTION_LEARNED_RATE (GradnormOptions, 0.025),
  TD_OPTION_ON (GradnormOptions),
  TD_OPTION_EVERY (GradnormOptions),
  { NULL }
};

static const TdBalancerSlot slots[] = {
  TD_LEARNED_SLOTS ("weight", 1), [FIRST_LOSS] = { "first_loss", 0 }, { NULL }
};

/* r_k for the tasks present. FALSE: a task has no first loss yet. */
static gboolean
find_rates (const TdBalancerStep *step, double *first, double *rates)
{
  double sum = 0;

  for (guint k = 0; k < step->n; k++)
    {
      double *own = &first[step->tasks[k]];

      if (*own == 0 && step->means[0][k] > 0)
        *own = step->means[0][k];
      if (!(*own > 0))
        return FALSE;
      sum += rates[k] = step->losses[k] / *own;
    }
  for (guint k = 0; k < step->n; k++)
    rates[k] *= sum > 0 ? step->n / sum : 0;
  return TRUE;
}

static void
learn (const GradnormOptions *options, const TdBalancerStep *step, TdBalancerMemory *memory,
       const double *rates)
{
  double mean = 0;

  for (guint k = 0; k < step->n; k++)
    mean += memory->tasks[step->tasks[k]] * sqrt (step->gram[k * step->n + k]) / step->n;
  for (guint k = 0; k < step->n; k++)
    {
      double *weight = &memory->tasks[step->tasks[k]];
      double norm = sqrt (step->gram[k * step->n + k]);
      double excess = *weight * norm - mean * pow (rates[k], options->alpha);

      td_learn (memory, step->tasks[k], options->learning_rate,
                excess > 0 ? norm : excess < 0 ? -norm : 0);
      *weight = MAX (*weight, LEAST_WEIGHT);
    }
}

/* Those present keep their part of the sum K: weights of others don't move. */
static void
renormalize (const TdBalancerStep *step, double *all)
{
  double sum = 0;

  for (guint k = 0; k < step->n; k++)
    sum += all[step->tasks[k]];
  for (guint k = 0; k < step->n; k++)
    all[step->tasks[k]] *= step->n / sum;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  double *first = memory->tasks + FIRST_LOSS * memory->n_tasks;

  for (guint k = 0; k < step->n; k++)
    weights[k] = memory->tasks[step->tasks[k]];
  if (!find_rates (step, first, memory->scratch))
    return;
  learn (data, step, memory, memory->scratch);
  renormalize (step, memory->tasks);
}

static gsize
n_scratch (guint n)
{
  return n;
}

extern const TdBalancerKind td_balancer_gradnorm;

const TdBalancerKind td_balancer_gradnorm = {
  .kind = {
    .id = "gradnorm",
    .title = N_("GradNorm"),
    .summary = N_("Learns weights that give all tasks gradients of like size, and more to those "
                  "behind."),
    .paper = "Chen et al., 2018, arXiv:1711.02257",
    .options = options_table,
    .options_size = sizeof (GradnormOptions),
  },
  .formula = "w learned by Σ_k | |w_k g_k| - mean_j |w_j g_j| r_k^α |, Σ_k w_k = K, "
             "r_k = (L_k / L_k (0)) / mean_j (L_j / L_j (0))",
  .needs = TD_NEEDS_LOSSES | TD_NEEDS_GRAM | TD_NEEDS_EPOCH_MEANS,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .weighs_losses = TRUE,
  .learns = TRUE,
  .task_slots = slots,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
