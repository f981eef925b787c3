/* excess-mtl.c — weighs tasks by their excess risk, what they could still gain.
 *
 * The gain is estimated as gᵀ diag (1/√S) g with S the sum of squares of all gradients so far, as
 * in Adagrad, and taken relative to the task's first one; weights grow by its exponential. The
 * first step only stores the estimate, as in the authors' code; TorchJD puts the bare estimate into
 * the exponent there, whose size then decides for good (the digits lost a tenth of accuracy).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/balance/softmax.h"
#include "core/math/kernels.h"

#include <math.h>

#define SMALL 1e-7f

enum { LOG_WEIGHT, FIRST_RISK };

typedef struct
{
  double rate;
} ExcessOptions;

static const TdOption options_table[] = {
  { .name = "rate", .label = N_("Weights' rate"),
    .help = N_("How fast the weights of tasks with much to gain grow."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (ExcessOptions, rate),
    .minimum = 0, .maximum = 100, .number = 0.01, .live = TRUE },
  { NULL }
};

static const TdBalancerSlot slots[] = {
  [LOG_WEIGHT] = { "log_weight", 0 }, [FIRST_RISK] = { "first_risk", 0 }, { NULL }
};
static const char *const row_slots[] = { "square", NULL };

static void
transform (gconstpointer data, const TdBalancerStep *step, const TdBalancerChunk *chunk,
           double *sums)
{
  for (guint k = 0; k < step->n; k++)
    sums[k] += td_kernels ()->accumulate_risk (chunk->rows[k], chunk->slots[k], chunk->n, SMALL);
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  const ExcessOptions *options = data;
  double *log_weight = memory->tasks + LOG_WEIGHT * memory->n_tasks;
  double *first = memory->tasks + FIRST_RISK * memory->n_tasks;

  for (guint k = 0; k < step->n; k++)
    {
      guint task = step->tasks[k];
      double risk = step->sums[k];

      if (first[task] > 0 && isfinite (risk))
        log_weight[task] += options->rate * risk / first[task];
      else if (isfinite (risk))
        first[task] = risk;
      weights[k] = log_weight[task];
    }
  td_softmax (step->n, weights, 1);
}

extern const TdBalancerKind td_balancer_excess_mtl;

const TdBalancerKind td_balancer_excess_mtl = {
  .kind = {
    .id = "excess-mtl",
    .title = N_("ExcessMTL"),
    .summary = N_("Gives more weight to tasks that can still gain much; noise that can't be "
                  "learned is left."),
    .paper = "He et al., 2024, arXiv:2402.02009",
    .options = options_table,
    .options_size = sizeof (ExcessOptions),
  },
  .formula = "w_k ∝ w_k exp (η r_k / r_k (0)), r_k = g_kᵀ diag (1 / √S_k) g_k, S_k = Σ_t g_k²",
  .needs = TD_NEEDS_ROWS,
  .scale = TD_SCALE_MEAN,
  .lambda = TD_LAMBDA_KEPT,
  .properties = TD_IS_PERMUTATION_INVARIANT | TD_IS_WEIGHTED,
  .task_slots = slots,
  .row_slots = row_slots,
  .transform = transform,
  .weigh = weigh,
};
