/* symmetric-eigen.c — LAPACK's dsyev, and the pseudo-inverse from it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/symmetric-eigen.h"

#include <lapacke.h>
#include <math.h>
#include <string.h>

gsize
td_symmetric_eigen_n_scratch (gsize n)
{
  return 34 * n + 1;
}

/* A symmetric matrix reads the same by columns, where LAPACKE needs no copy; eigenvectors come as
 * columns there, rows here. */
gboolean
td_symmetric_eigen (gsize n, const double *a, double *values, double *vectors, double *scratch)
{
  lapack_int size = (lapack_int) n;

  for (gsize i = 0; i < n * n; i++)
    if (!isfinite (a[i]))
      return FALSE;
  memcpy (vectors, a, n * n * sizeof (double));
  return LAPACKE_dsyev_work (LAPACK_COL_MAJOR, 'V', 'U', size, vectors, size, values, scratch,
                             (lapack_int) td_symmetric_eigen_n_scratch (n)) == 0;
}

gsize
td_pseudo_solve_n_scratch (gsize n)
{
  return n * n + n + td_symmetric_eigen_n_scratch (n);
}

gboolean
td_pseudo_solve (gsize n, const double *a, const double *b, double tolerance, double *x,
                 double *scratch)
{
  double *vectors = scratch, *values = scratch + n * n;

  memset (x, 0, n * sizeof (double));
  if (!td_symmetric_eigen (n, a, values, vectors, values + n))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      const double *v = vectors + i * n;
      double part = 0;

      if (!(values[i] > tolerance * values[n - 1]))
        continue;
      for (gsize k = 0; k < n; k++)
        part += v[k] * b[k];
      for (gsize k = 0; k < n; k++)
        x[k] += part / values[i] * v[k];
    }
  return TRUE;
}
