/* moco.c — multi-objective gradient correction: MGDA on running means of the gradients.
 *
 * y_k follows its task's gradient, from 0; w takes one gradient step towards the shortest mixture
 * of the y_k and is projected onto the simplex. As in the paper's algorithm; its common code has a
 * softmax in place of the projection, and gives each gradient the length of its loss.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/gram.h"
#include "core/math/simplex.h"

#include <math.h>

enum { WEIGHT };

typedef struct
{
  double beta, beta_power;
  double gamma, gamma_power;
  double rho;
} MocoOptions;

static const TdOption options_table[] = {
  { .name = "beta", .label = N_("Beta"),
    .help = N_("How fast the running means follow the gradients."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (MocoOptions, beta),
    .minimum = 0, .maximum = 1, .number = 0.5, .live = TRUE },
  { .name = "beta-power", .label = N_("Beta's decline"),
    .help = N_("In step t, beta is divided by t to this power."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (MocoOptions, beta_power),
    .minimum = 0, .maximum = 10, .number = 0.5, .live = TRUE },
  { .name = "gamma", .label = N_("Gamma"),
    .help = N_("How fast the task weights move."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (MocoOptions, gamma),
    .minimum = 0, .maximum = 1000, .number = 0.1, .live = TRUE },
  { .name = "gamma-power", .label = N_("Gamma's decline"),
    .help = N_("In step t, gamma is divided by t to this power."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (MocoOptions, gamma_power),
    .minimum = 0, .maximum = 10, .number = 0.5, .live = TRUE },
  { .name = "rho", .label = N_("Rho"),
    .help = N_("How strongly weights are drawn towards equal ones."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (MocoOptions, rho),
    .minimum = 0, .maximum = 1000, .number = 0, .live = TRUE },
  { NULL }
};

/* As a task's part of a whole: 1 each at the start. */
static const TdBalancerSlot slots[] = { [WEIGHT] = { "weight", 1 }, { NULL } };
static const char *const row_slots[] = { "mean", NULL };

static double
decline (double value, double power, const TdBalancerStep *step)
{
  return value / pow ((double) step->step + 1, power);
}

static void
transform (gconstpointer data, const TdBalancerStep *step, const TdBalancerChunk *chunk,
           double *sums)
{
  const MocoOptions *options = data;
  float beta = (float) decline (options->beta, options->beta_power, step);

  for (guint k = 0; k < step->n; k++)
    {
      float *row = chunk->rows[k], *mean = chunk->slots[k];

      for (gsize i = 0; i < chunk->n; i++)
        row[i] = mean[i] += beta * (row[i] - mean[i]);
    }
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const MocoOptions *options = data;
  double gamma = decline (options->gamma, options->gamma_power, step);
  double *now = memory->scratch, sum = 0;

  for (guint k = 0; k < step->n; k++)
    sum += memory->tasks[step->tasks[k]];
  for (guint k = 0; k < step->n; k++)
    now[k] = sum > 0 ? memory->tasks[step->tasks[k]] / sum : 1.0 / step->n;
  for (guint k = 0; k < step->n; k++)
    weights[k] = now[k] - gamma * (td_gram_dot (step->n, step->gram, k, now)
                                   + options->rho * now[k]);
  td_simplex_project (step->n, weights, now);
  for (guint k = 0; k < step->n; k++)
    memory->tasks[step->tasks[k]] = weights[k] * step->n;
}

static gsize
n_scratch (guint n)
{
  return n;
}

extern const TdBalancerKind td_balancer_moco;

const TdBalancerKind td_balancer_moco = {
  .kind = {
    .id = "moco",
    .title = N_("MoCo"),
    .summary = N_("Seeks the shortest mixture of the gradients' running means, which noise "
                  "disturbs less."),
    .paper = "Fernando et al., 2023, Mitigating gradient bias in multi-objective learning, ICLR",
    .options = options_table,
    .options_size = sizeof (MocoOptions),
  },
  .formula = "Σ_k w_k y_k, y_k += β_t (g_k - y_k), w = project (w - γ_t (Y Yᵀ + ρ I) w)",
  .needs = TD_NEEDS_ROWS | TD_NEEDS_GRAM,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT,
  .task_slots = slots,
  .row_slots = row_slots,
  .n_scratch = n_scratch,
  .transform = transform,
  .weigh = weigh,
};
