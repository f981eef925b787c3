/* cholesky.c — the factor of a small matrix, row by row, and solving with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/cholesky.h"

#include <math.h>

void
td_cholesky_append (double *l, gsize ld, gsize p, const double *row, double least)
{
  double *last = l + p * ld;
  double pivot = row[p];

  for (gsize i = 0; i < p; i++)
    {
      const double *above = l + i * ld;
      double sum = row[i];

      for (gsize k = 0; k < i; k++)
        sum -= last[k] * above[k];
      last[i] = sum / above[i];
      pivot -= last[i] * last[i];
    }
  last[p] = sqrt (pivot > least ? pivot : least);
}

void
td_cholesky_solve (const double *l, gsize ld, gsize p, double *x)
{
  for (gsize i = 0; i < p; i++)
    {
      for (gsize k = 0; k < i; k++)
        x[i] -= l[i * ld + k] * x[k];
      x[i] /= l[i * ld + i];
    }
  for (gsize i = p; i-- > 0;)
    {
      x[i] /= l[i * ld + i];
      for (gsize k = 0; k < i; k++)
        x[k] -= l[i * ld + k] * x[i];
    }
}
