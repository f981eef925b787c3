/* softmax.c — the softmax of a few doubles.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/softmax.h"

#include <math.h>

void
td_softmax (guint n, double *x, double sum)
{
  double largest = x[0], total = 0;

  for (guint k = 1; k < n; k++)
    largest = MAX (largest, x[k]);
  for (guint k = 0; k < n; k++)
    total += x[k] = exp (x[k] - largest);
  for (guint k = 0; k < n; k++)
    x[k] *= sum / total;
}
