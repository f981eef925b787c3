/* db-mtl.c — dual balancing: losses by the logarithm, gradients to the length of the longest.
 *
 * Rows are the gradients of log L_k, u_k their running mean from 0 (so the first steps are short);
 * the update is Σ_k max_j |u_j| / |u_k| u_k. What is logged are the factors of the u_k.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"

#include <math.h>

#define SMALL 1e-8

typedef struct
{
  double beta;
  double beta_power;
} DbOptions;

static const TdOption options_table[] = {
  { .name = "beta", .label = N_("Beta"),
    .help = N_("How long the gradients' running mean remembers: closer to 1 is longer."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (DbOptions, beta),
    .minimum = 0, .maximum = 0.9999, .number = 0.9, .live = TRUE },
  { .name = "beta-power", .label = N_("Beta's decline"),
    .help = N_("In step t, beta is divided by t to this power."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (DbOptions, beta_power),
    .minimum = 0, .maximum = 10, .number = 0, .live = TRUE },
  { NULL }
};

static const char *const row_slots[] = { "mean", NULL };

static void
transform (gconstpointer data, const TdBalancerStep *step, const TdBalancerChunk *chunk,
           double *sums)
{
  const DbOptions *options = data;
  float keep = (float) (options->beta / pow ((double) step->step + 1, options->beta_power));

  for (guint k = 0; k < step->n; k++)
    {
      float *row = chunk->rows[k], *mean = chunk->slots[k];
      float take = (1 - keep) / (float) (step->losses[k] + SMALL);

      for (gsize i = 0; i < chunk->n; i++)
        row[i] = mean[i] = keep * mean[i] + take * row[i];
    }
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  guint n = step->n;
  double longest = 0;

  for (guint k = 0; k < n; k++)
    longest = MAX (longest, sqrt (step->gram[k * n + k]));
  for (guint k = 0; k < n; k++)
    weights[k] = longest / (sqrt (step->gram[k * n + k]) + SMALL);
}

extern const TdBalancerKind td_balancer_db_mtl;

const TdBalancerKind td_balancer_db_mtl = {
  .kind = {
    .id = "db-mtl",
    .title = N_("DB-MTL"),
    .summary = N_("Compares losses on a log scale, and stretches all gradients to the length of "
                  "the longest."),
    .paper = "Lin et al., 2023, arXiv:2308.12029",
    .options = options_table,
    .options_size = sizeof (DbOptions),
  },
  .formula = "Σ_k w_k u_k, w_k = max_j |u_j| / |u_k|, u_k = β u_k + (1 - β) ∇ log L_k",
  .needs = TD_NEEDS_LOSSES | TD_NEEDS_ROWS | TD_NEEDS_GRAM,
  .scale = TD_SCALE_OWN,
  .lambda = TD_LAMBDA_CANCELLED,
  .properties = TD_IS_PERMUTATION_INVARIANT,
  .row_slots = row_slots,
  .transform = transform,
  .weigh = weigh,
};
