/* gram.c — lengths and cosines from a Gram matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/balance/gram.h"

#include <math.h>

double
td_gram_dot (gsize n, const double *gram, gsize i, const double *w)
{
  double sum = 0;

  for (gsize j = 0; j < n; j++)
    sum += gram[i * n + j] * w[j];
  return sum;
}

double
td_gram_length (gsize n, const double *gram, const double *w)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += w[i] * td_gram_dot (n, gram, i, w);
  return sqrt (MAX (sum, 0));
}

void
td_gram_cosines (gsize n, const double *gram, double *cosines, double *lengths)
{
  for (gsize i = 0; i < n; i++)
    lengths[i] = sqrt (MAX (gram[i * n + i], 0));
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      cosines[i * n + j] = lengths[i] > 0 && lengths[j] > 0
                             ? gram[i * n + j] / lengths[i] / lengths[j] : 0;
}

void
td_gram_limit (gsize n, const double *gram, double limit, double *w)
{
  double length = limit > 0 ? td_gram_length (n, gram, w) : 0;

  for (gsize i = 0; length > limit && i < n; i++)
    w[i] *= limit / length;
}
