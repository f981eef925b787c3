/* surgery.c — pairs of gradients meet in random order.
 *
 * With d = Σ c_k g_k, all dots <d, g_k> are kept up to date: taking up a g_j costs one row of the
 * Gram matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/surgery.h"

#include <string.h>

gsize
td_surgery_n_scratch (guint n_tasks)
{
  return 2 * n_tasks;
}

static void
operate (const TdBalancerStep *step, guint i, TdMendFunc mend, gpointer data, double *weights,
         double *dots, const guint32 *order)
{
  guint n = step->n;
  double own = step->gram[i * n + i];

  memcpy (dots, step->gram + i * n, n * sizeof (double));
  weights[i] += 1;
  for (guint o = 0; o < n; o++)
    {
      guint j = order[o];
      TdSurgery surgery = { dots[j], own, step->gram[j * n + j] };
      double part = j != i ? mend (data, &surgery, i, j) : 0;

      if (part == 0)
        continue;
      weights[j] += part;
      own += part * (2 * dots[j] + part * surgery.norm2);
      for (guint k = 0; k < n; k++)
        dots[k] += part * step->gram[j * n + k];
    }
}

void
td_surgery (const TdBalancerStep *step, TdMendFunc mend, gpointer data, double *weights,
            double *scratch)
{
  guint32 *order = (guint32 *) (scratch + step->n);

  memset (weights, 0, step->n * sizeof (double));
  for (guint i = 0; i < step->n; i++)
    {
      td_stream_permute (step->stream, (guint32) (step->step * step->n + i), order, step->n);
      operate (step, i, mend, data, weights, scratch, order);
    }
}
