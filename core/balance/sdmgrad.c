/* sdmgrad.c — direction-oriented multi-objective descent from three batches.
 *
 * Two independent batches make the products that the weights follow unbiased; the third is the one
 * updated with. Each step takes some rounds of descent with momentum on w, which starts from where
 * it was, with the cross products divided by the squared mean length of the gradients; d is drawn
 * towards the mean gradient by lambda.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/simplex.h"

#include <math.h>

enum { WEIGHT };

typedef struct
{
  TdGradientOptions gradient; /* every alone */
  double            lambda, rate, momentum;
  gint64            rounds;
} SdmgradOptions;

static const TdOption options_table[] = {
  { .name = "lambda", .label = N_("Towards the mean"),
    .help = N_("How strongly the update is drawn towards the mean gradient; 0: MGDA."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (SdmgradOptions, lambda),
    .minimum = 0, .maximum = 1000, .number = 0.3, .live = TRUE },
  { .name = "rounds", .label = N_("Rounds"),
    .help = N_("How many times the weights are moved in each step."),
    .type = TD_INTEGER, .offset = G_STRUCT_OFFSET (SdmgradOptions, rounds),
    .minimum = 1, .maximum = 10000, .number = 20, .live = TRUE },
  { .name = "rate", .label = N_("Weights' rate"),
    .help = N_("How far the weights move in a round."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (SdmgradOptions, rate),
    .minimum = 0, .maximum = 1000, .number = 5, .live = TRUE },
  { .name = "momentum", .label = N_("Weights' momentum"),
    .help = N_("How much of the last round's move goes on."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (SdmgradOptions, momentum),
    .minimum = 0, .maximum = 0.9999, .number = 0.5, .live = TRUE, .steps = TD_STEPS_NEAR_ONE },
  TD_OPTION_EVERY (SdmgradOptions),
  { NULL }
};

/* As a task's part of a whole: 1 each at the start. */
static const TdBalancerSlot slots[] = { [WEIGHT] = { "weight", 1 }, { NULL } };

/* What the cross products are divided by: the squared mean of the gradients' lengths. */
static double
find_scale (const TdBalancerStep *step)
{
  double sum = 0;

  for (guint k = 0; k < step->n; k++)
    sum += sqrt (MAX (step->cross[k * step->n + k], 0)) / step->n;
  return sum > 0 ? sum * sum : 1;
}

/* One round: w -= rate (momentum move + A (w + lambda / K)). */
static void
move (const SdmgradOptions *options, const TdBalancerStep *step, double scale, double *w,
      double *moves, double *scratch)
{
  guint n = step->n;

  for (guint i = 0; i < n; i++)
    {
      double slope = 0;

      for (guint j = 0; j < n; j++)
        slope += step->cross[i * n + j] / scale * (w[j] + options->lambda / n);
      moves[i] = options->momentum * moves[i] + slope;
    }
  for (guint i = 0; i < n; i++)
    w[i] -= options->rate * moves[i];
  td_simplex_project (n, w, scratch);
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const SdmgradOptions *options = data;
  double *moves = memory->scratch, *scratch = moves + step->n;
  double scale = find_scale (step), sum = 0;

  for (guint k = 0; k < step->n; k++)
    sum += memory->tasks[step->tasks[k]];
  for (guint k = 0; k < step->n; k++)
    {
      weights[k] = sum > 0 ? memory->tasks[step->tasks[k]] / sum : 1.0 / step->n;
      moves[k] = 0;
    }
  for (gint64 round = 0; round < options->rounds; round++)
    move (options, step, scale, weights, moves, scratch);
  for (guint k = 0; k < step->n; k++)
    {
      memory->tasks[step->tasks[k]] = weights[k] * step->n;
      weights[k] = (weights[k] + options->lambda / step->n) / (1 + options->lambda);
    }
}

static gsize
n_scratch (guint n)
{
  return 2 * n;
}

extern const TdBalancerKind td_balancer_sdmgrad;

const TdBalancerKind td_balancer_sdmgrad = {
  .kind = {
    .id = "sdmgrad",
    .title = N_("SDMGrad"),
    .summary = N_("Seeks a common descent from three batches, so that noise cancels, near the mean "
                  "gradient."),
    .paper = "Xiao, Ban & Ji, 2023, arXiv:2305.18409",
    .options = options_table,
    .options_size = sizeof (SdmgradOptions),
  },
  .formula = "Σ_k (w_k + λ/K) / (1 + λ) g_k, w = project (w - η G₁ G₂ᵀ (w + λ/K)) over some rounds",
  .needs = TD_NEEDS_BATCHES_3,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .task_slots = slots,
  .n_scratch = n_scratch,
  .weigh = weigh,
};
