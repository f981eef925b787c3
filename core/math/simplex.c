/* simplex.c — projection onto the simplex.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/simplex.h"

#include <string.h>

static void
sort_down (gsize n, double *x)
{
  for (gsize i = 1; i < n; i++)
    {
      double kept = x[i];
      gsize j = i;

      for (; j > 0 && x[j - 1] < kept; j--)
        x[j] = x[j - 1];
      x[j] = kept;
    }
}

void
td_simplex_project (gsize n, double *x, double *scratch)
{
  double sum = 0, shift = 0;

  memcpy (scratch, x, n * sizeof (double));
  sort_down (n, scratch);
  for (gsize i = 0; i < n; i++)
    {
      sum += scratch[i];
      if (scratch[i] > (sum - 1) / (double) (i + 1))
        shift = (sum - 1) / (double) (i + 1);
    }
  for (gsize i = 0; i < n; i++)
    x[i] = MAX (x[i] - shift, 0);
}
