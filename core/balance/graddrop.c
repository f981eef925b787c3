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

#include <math.h>

#define BLOCK 256 /* elements whose factors are found at once */

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

/* Factors of positive gradients of @n elements from @at on; those of negative ones are 1 + leak less
 * these. */
static void
choose (const TdBalancerStep *step, const TdBalancerChunk *chunk, gsize at, gsize n, float leak,
        float *up)
{
  float sum[BLOCK] = { 0 }, size[BLOCK] = { 0 };

  for (guint k = 0; k < step->n; k++)
    for (gsize i = 0; i < n; i++)
      {
        sum[i] += chunk->rows[k][at + i];
        size[i] += fabsf (chunk->rows[k][at + i]);
      }
  td_kernels ()->uniform (up, n, step->stream.key, (guint32) step->step,
                          (guint32) (chunk->first + at));
  for (gsize i = 0; i < n; i++)
    {
      float agreement = size[i] > 0 ? sum[i] / size[i] : 0;

      up[i] = 0.5f * (1 + agreement) > up[i] ? 1 : leak;
    }
}

static void
transform (gconstpointer data, const TdBalancerStep *step, const TdBalancerChunk *chunk,
           double *sums)
{
  const GraddropOptions *options = data;
  float leak = (float) options->leak;
  float up[BLOCK];

  for (gsize at = 0; at < chunk->n; at += BLOCK)
    {
      gsize n = MIN (BLOCK, chunk->n - at);

      choose (step, chunk, at, n, leak, up);
      for (guint k = 0; k < step->n; k++)
        for (gsize i = 0; i < n; i++)
          {
            float *element = chunk->rows[k] + at + i;

            *element *= *element > 0 ? up[i] : 1 + leak - up[i];
          }
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
