/* gradvac.c — gradient vaccine: gradients are drawn towards the angles they usually have.
 *
 * Each pair of tasks has a target cosine, a running mean of what was seen (from 0); a gradient
 * whose cosine with another is below the target is turned until it is there. One target for the
 * whole model. With targets of 0 it is PCGrad.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/surgery.h"

#include <math.h>

typedef struct
{
  TdGradientOptions gradient;
  double            beta;
} GradvacOptions;

static const TdOption options_table[] = {
  { .name = "beta", .label = N_("Beta"),
    .help = N_("How fast the target angles follow what is seen."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (GradvacOptions, beta),
    .minimum = 0, .maximum = 1, .number = 0.5, .live = TRUE },
  TD_OPTION_ON (GradvacOptions),
  TD_OPTION_EVERY (GradvacOptions),
  { NULL }
};

static const TdBalancerSlot pairs[] = { { "cosine", 0 }, { NULL } };

typedef struct
{
  const TdBalancerStep *step;
  TdBalancerMemory     *memory;
  double                beta;
} Vaccine;

static double
mend (gpointer data, const TdSurgery *surgery, guint i, guint j)
{
  const Vaccine *self = data;
  const guint *tasks = self->step->tasks;
  double *target = &self->memory->pairs[(gsize) tasks[i] * self->memory->n_tasks + tasks[j]];
  double own = sqrt (MAX (surgery->own_norm2, 0)), other = sqrt (surgery->norm2);
  double cosine, wanted = *target, factor = 0;

  if (!(own > 0 && other > 0))
    return 0;
  cosine = CLAMP (surgery->dot / own / other, -1, 1);
  if (cosine < wanted)
    factor = own / other
             * (wanted * sqrt (1 - cosine * cosine) / sqrt (1 - wanted * wanted) - cosine);
  *target = MIN ((1 - self->beta) * wanted + self->beta * cosine, 1 - 1e-6);
  return factor;
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const GradvacOptions *options = data;
  Vaccine vaccine = { step, memory, options->beta };

  td_surgery (step, mend, &vaccine, weights, memory->scratch);
}

extern const TdBalancerKind td_balancer_gradvac;

const TdBalancerKind td_balancer_gradvac = {
  .kind = {
    .id = "gradvac",
    .title = N_("GradVac"),
    .summary = N_("Turns gradients towards the angles they usually have with one another."),
    .paper = "Wang et al., 2021, arXiv:2010.05874",
    .options = options_table,
    .options_size = sizeof (GradvacOptions),
  },
  .formula = "as pcgrad, but if c = cos (d_k, g_j) < ρ_kj: d_k += |d_k| (ρ √(1 - c²) "
             "- c √(1 - ρ²)) / (|g_j| √(1 - ρ²)) g_j; ρ = (1 - β) ρ + β c",
  .needs = TD_NEEDS_GRAM,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_WEIGHTED,
  .pair_slots = pairs,
  .n_scratch = td_surgery_n_scratch,
  .weigh = weigh,
};
