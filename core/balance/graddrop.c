/* graddrop.c — gradient sign dropout: each parameter follows the tasks of one sign.
 *
 * P = ½ (1 + Σ g / Σ |g|) is how far the tasks agree on up; with probability P a parameter takes
 * the positive gradients alone, else the negative ones. A leak lets part of the others through.
 * The paper drops at the trunk's output; here it is done for every shared parameter.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/balancer-options.h"
#include "core/math/kernels.h"

#define BLOCK 256 /* elements whose numbers are drawn at once */

typedef struct
{
  double leak;
} GraddropOptions;

static const TdOption options_table[] = {
  { .name = "leak", .label = N_("Leak"),
    .help = N_("The part of a gradient that passes although it was dropped."),
    .type = TD_NUMBER, .offset = G_STRUCT_OFFSET (GraddropOptions, leak),
    .minimum = 0, .maximum = 1, .number = 0, .live = TRUE },
  { NULL }
};

static void
transform (gconstpointer data, const TdBalancerStep *step, const TdBalancerChunk *chunk,
           double *sums)
{
  const GraddropOptions *options = data;
  float chances[BLOCK];

  for (gsize at = 0; at < chunk->n; at += BLOCK)
    {
      gsize n = MIN (BLOCK, chunk->n - at);

      td_kernels ()->uniform (chances, n, step->stream.key, (guint32) step->step,
                              (guint32) (chunk->first + at));
      td_kernels ()->drop_signs (chunk->rows, step->n, at, n, (float) options->leak, chances);
    }
}

static void
weigh (gconstpointer data, const TdBalancerStep *step, TdBalancerMemory *memory, double *weights)
{
  for (guint k = 0; k < step->n; k++)
    weights[k] = 1;
}

extern const TdBalancerKind td_balancer_graddrop;

const TdBalancerKind td_balancer_graddrop = {
  .kind = {
    .id = "graddrop",
    .title = N_("GradDrop"),
    .summary = N_("Lets each parameter follow either the tasks that pull it up or those that pull "
                  "it down."),
    .paper = "Chen et al., 2020, arXiv:2010.06808",
    .options = options_table,
    .options_size = sizeof (GraddropOptions),
  },
  .formula = "Σ_k m g_k by element: m = [P > U][g_k > 0] + [P < U][g_k < 0], "
             "P = ½ (1 + Σ_k g_k / Σ_k |g_k|), U uniform",
  .needs = TD_NEEDS_ROWS,
  .scale = TD_SCALE_SUM,
  .lambda = TD_LAMBDA_KEPT,
  .properties = 0,
  .transform = transform,
  .weigh = weigh,
};
