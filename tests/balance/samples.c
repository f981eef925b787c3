/* samples.c — draws matrices with given properties.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/samples.h"

#include <math.h>
#include <string.h>

double
roll_normal (TdDice *dice)
{
  return td_stream_normal (dice->stream, 0, dice->next++);
}

double
roll_unit (TdDice *dice)
{
  return td_stream_unit (dice->stream, 1, dice->next++);
}

double *
draw_normal (TdDice *dice, gsize m, gsize n, gsize rank)
{
  double *a = g_new0 (double, m * n);

  for (gsize r = 0; r < rank; r++)
    {
      g_autofree double *left = g_new (double, m);

      for (gsize i = 0; i < m; i++)
        left[i] = roll_normal (dice);
      for (gsize j = 0; j < n; j++)
        {
          double right = roll_normal (dice);

          for (gsize i = 0; i < m; i++)
            a[i * n + j] += left[i] * right;
        }
    }
  return a;
}

double *
draw_stationary (TdDice *dice, gsize m, gsize n, gsize rank)
{
  double *a = draw_normal (dice, m, n, rank);
  g_autofree double *v = g_new (double, m);

  for (gsize i = 0; i < m; i++)
    v[i] = 0.1 + fabs (roll_normal (dice));
  for (gsize j = 0; j < n; j++)
    {
      double sum = 0, norm2 = 0;

      for (gsize i = 0; i < m; i++)
        {
          sum += v[i] * a[i * n + j];
          norm2 += v[i] * v[i];
        }
      for (gsize i = 0; i < m; i++)
        a[i * n + j] -= v[i] * sum / norm2;
    }
  return a;
}

/* The first half in the hyperplane of the last column, the rest above it. */
double *
draw_weak (TdDice *dice, gsize m, gsize n)
{
  gsize half = m / 2;
  g_autofree double *first = draw_stationary (dice, half, n - 1, MIN (half, n - 1));
  double *a = draw_normal (dice, m, n, MIN (m, n));

  for (gsize i = 0; i < m; i++)
    {
      if (i < half)
        memcpy (a + i * n, first + i * (n - 1), (n - 1) * sizeof (double));
      a[i * n + n - 1] = i < half ? 0 : 0.1 + fabs (a[i * n + n - 1]);
    }
  return a;
}

double *
draw_one_sided (TdDice *dice, gsize m, gsize n)
{
  double *a = draw_normal (dice, m, n, MIN (m, n));

  for (gsize i = 0; i < m; i++)
    a[i * n] = 0.1 + fabs (a[i * n]);
  return a;
}
