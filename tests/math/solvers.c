/* solvers.c — the small dense solvers: factors, eigenvalues, nearest points.
 *
 * Each result is checked by the equation or the conditions that define it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/base/random.h"
#include "core/math/cholesky.h"
#include "core/math/cone.h"
#include "core/math/fair-point.h"
#include "core/math/simplex.h"
#include "core/math/symmetric-eigen.h"
#include "kernel-tests.h"

#include <math.h>
#include <string.h>

#define N 12
#define N_TURNS 30

/* Products of N random points in @dimension dimensions, some a thousand times longer. */
static void
draw (guint turn, guint dimension, double *gram)
{
  double points[N * 2 * N];
  TdStream stream = td_stream (turn, "points");

  for (guint i = 0; i < N; i++)
    for (guint c = 0; c < dimension; c++)
      points[i * 2 * N + c] = td_stream_normal (stream, i, c) * (i % 3 == 2 ? 1000 : 1);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      {
        gram[i * N + j] = 0;
        for (guint c = 0; c < dimension; c++)
          gram[i * N + j] += points[i * 2 * N + c] * points[j * 2 * N + c];
      }
}

static double
product (const double *gram, guint i, const double *x)
{
  double sum = 0;

  for (guint j = 0; j < N; j++)
    sum += gram[i * N + j] * x[j];
  return sum;
}

static void
test_cholesky (void)
{
  double a[N * N], l[N * N], x[N], b[N];

  draw (1, 2 * N, a);
  for (guint i = 0; i < N; i++)
    {
      td_cholesky_append (l, N, i, a + i * N, 1e-12);
      b[i] = x[i] = (double) i - 3;
    }
  td_cholesky_solve (l, N, N, x);
  for (guint i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (product (a, i, x), b[i], 1e-7);
}

/* A singular matrix gets a pivot all the same. */
static void
test_singular (void)
{
  const double a[] = { 1, 1, 1, 1 };
  double l[4], x[] = { 1, 1 };

  td_cholesky_append (l, 2, 0, a, 1e-12);
  td_cholesky_append (l, 2, 1, a + 2, 1e-12);
  td_cholesky_solve (l, 2, 2, x);
  g_assert_cmpfloat_with_epsilon (x[0] + x[1], 1, 1e-6);
}

static void
test_eigen (void)
{
  double a[N * N], values[N], vectors[N * N], bad[] = { 1, NAN, NAN, 1 };
  g_autofree double *scratch = g_new (double, td_symmetric_eigen_n_scratch (N));

  draw (2, 2 * N, a);
  g_assert_true (td_symmetric_eigen (N, a, values, vectors, scratch));
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (i == 0 || values[i] >= values[i - 1]);
      for (guint j = 0; j < N; j++)
        g_assert_cmpfloat_with_epsilon (product (a, j, vectors + i * N),
                                        values[i] * vectors[i * N + j], 1e-9 * values[N - 1]);
    }
  g_assert_false (td_symmetric_eigen (2, bad, values, vectors, scratch));
}

/* A A⁺ b = b for b within the range of A, whatever its rank. */
static void
test_pseudo (void)
{
  double a[N * N], b[N], x[N];
  g_autofree double *scratch = g_new (double, td_pseudo_solve_n_scratch (N));

  for (guint rank = 1; rank <= N; rank += 3)
    {
      draw (rank, rank, a);
      for (guint i = 0; i < N; i++)
        b[i] = a[i * N + 2];
      g_assert_true (td_pseudo_solve (N, a, b, 1e-11, x, scratch));
      for (guint i = 0; i < N; i++)
        g_assert_cmpfloat_with_epsilon (product (a, i, x), b[i], 1e-5 * fabs (b[2]));
    }
}

/* <g_i, x> >= |x|², with equality where w_i > 0. */
static void
test_min_norm (void)
{
  double gram[N * N], w[N];
  g_autofree double *scratch = g_new (double, td_min_norm_n_scratch (N));

  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      double sum = 0, norm2 = 0;

      draw (turn, 1 + turn % (2 * N), gram);
      td_min_norm (N, gram, w, scratch);
      for (guint i = 0; i < N; i++)
        {
          g_assert_cmpfloat (w[i], >=, 0);
          sum += w[i];
          norm2 += w[i] * product (gram, i, w);
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
      for (guint i = 0; i < N; i++)
        g_assert_cmpfloat (product (gram, i, w), >=, norm2 - 1e-8 * (1 + sqrt (gram[i * N + i])));
    }
}

/* v >= least, G v >= 0, and one of the two with equality. */
static void
test_cone (void)
{
  double gram[N * N], least[N], v[N];
  g_autofree double *scratch = g_new (double, td_shortest_above_n_scratch (N));

  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      draw (turn, 2 + turn % (2 * N - 1), gram);
      for (guint i = 0; i < N; i++)
        least[i] = i == turn % N ? 1 : 0.01;
      td_shortest_above (N, gram, least, v, scratch);
      for (guint i = 0; i < N; i++)
        {
          double slope = product (gram, i, v) / sqrt (gram[i * N + i]);

          g_assert_cmpfloat (v[i], >=, least[i]);
          g_assert_cmpfloat (slope, >=, -1e-6);
          if (v[i] > least[i] + 1e-9)
            g_assert_cmpfloat_with_epsilon (slope, 0, 1e-6);
        }
    }
}

static void
test_fair_point (void)
{
  static const double powers[] = { .1, .5, 1, 2, 10 };
  double gram[N * N], x[N];
  g_autofree double *scratch = g_new (double, td_fair_point_n_scratch (N));

  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      double power = powers[turn % G_N_ELEMENTS (powers)];

      draw (turn, 2 * N, gram);
      td_fair_point (N, gram, power, x, scratch);
      for (guint i = 0; i < N; i++)
        {
          double share = pow (x[i], -power), size = 0;

          for (guint j = 0; j < N; j++)
            size += fabs (gram[i * N + j] * x[j]);
          g_assert_cmpfloat (x[i], >, 0);
          g_assert_cmpfloat_with_epsilon (product (gram, i, x), share,
                                          1e-9 * share + 1e-14 * size);
        }
    }
}

/* A zero row has no part; all zero is all zero. */
static void
test_zeros (void)
{
  double gram[N * N], x[N];
  g_autofree double *scratch = g_new (double, td_fair_point_n_scratch (N)
                                              + td_min_norm_n_scratch (N)
                                              + td_shortest_above_n_scratch (N));

  draw (1, 2 * N, gram);
  for (guint i = 0; i < N; i++)
    gram[3 * N + i] = gram[i * N + 3] = 0;
  td_fair_point (N, gram, 1, x, scratch);
  g_assert_true (x[3] == 0 && x[4] > 0);
  td_min_norm (N, gram, x, scratch);
  g_assert_true (x[3] == 1);
  memset (gram, 0, sizeof gram);
  td_fair_point (N, gram, 1, x, scratch);
  for (guint i = 0; i < N; i++)
    g_assert_true (x[i] == 0);
}

void
add_solver_tests (void)
{
  g_test_add_func ("/solvers/cholesky-solves", test_cholesky);
  g_test_add_func ("/solvers/cholesky-of-a-singular-matrix", test_singular);
  g_test_add_func ("/solvers/eigenvectors", test_eigen);
  g_test_add_func ("/solvers/pseudo-inverse-at-every-rank", test_pseudo);
  g_test_add_func ("/solvers/min-norm-conditions", test_min_norm);
  g_test_add_func ("/solvers/cone-conditions", test_cone);
  g_test_add_func ("/solvers/fair-point-equation", test_fair_point);
  g_test_add_func ("/solvers/zero-rows", test_zeros);
}
