/* identities.c — what must hold between weights and gradients, and between methods.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/samples.h"
#include "tests/balance/suites.h"

#define K 5
#define P 9

typedef struct
{
  double rows[K * P];
  double weights[K], combined[P];
} Sample;

static double
dot (const double *x, const double *y)
{
  double sum = 0;

  for (guint i = 0; i < P; i++)
    sum += x[i] * y[i];
  return sum;
}

/* Sample @turn: conflicting rows for most turns, of lengths 1 to about 100. */
static void
draw (Sample *self, guint turn)
{
  TdDice dice = { td_stream (5, "samples"), turn * 1000 };

  for (guint k = 0; k < K; k++)
    for (guint i = 0; i < P; i++)
      self->rows[k * P + i] = roll_normal (&dice) * pow (10, k * .5);
}

static void
apply (Sample *self, const char *id, const char *option, guint n)
{
  g_auto(TdSpec) spec = { NULL };

  make_balancer (&spec, id, option, NULL);
  balance_once (&spec, n, P, self->rows, NULL, self->weights, self->combined);
}

static double
gain (const Sample *self, guint task)
{
  return dot (self->rows + task * P, self->combined);
}

static double
length (const double *x)
{
  return sqrt (dot (x, x));
}

/* The weights solve min |Σ w g|² over the simplex: <g_k, d> = |d|² where w_k > 0, >= elsewhere. */
static void
test_mgda (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample;
      double sum = 0, norm2;

      draw (&sample, turn);
      apply (&sample, "mgda", NULL, K);
      norm2 = dot (sample.combined, sample.combined);
      for (guint k = 0; k < K; k++)
        {
          g_assert_cmpfloat (sample.weights[k], >=, 0);
          g_assert_cmpfloat (gain (&sample, k), >=, norm2 - 1e-9);
          if (sample.weights[k] > 1e-9)
            g_assert_cmpfloat_with_epsilon (gain (&sample, k), norm2, 1e-9);
          sum += sample.weights[k];
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
    }
}

/* The same on the shapes of TorchJD's test, 5 x 7 … 50 x 100. */
static void
test_mgda_shapes (void)
{
  static const gsize shapes[][2] = { { 5, 7 }, { 9, 37 }, { 2, 14 }, { 32, 114 }, { 50, 100 } };
  TdDice dice = { td_stream (6, "samples"), 0 };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      gsize m = shapes[s][0], n = shapes[s][1];
      g_autofree double *rows = draw_normal (&dice, m, n, MIN (m, n));
      g_autofree double *weights = g_new (double, m), *d = g_new (double, n);
      g_auto(TdSpec) spec = { NULL };
      double norm2 = 0;

      make_balancer (&spec, "mgda", NULL);
      balance_once (&spec, (guint) m, n, rows, NULL, weights, d);
      for (gsize i = 0; i < n; i++)
        norm2 += d[i] * d[i];
      for (gsize k = 0; k < m; k++)
        {
          double along = 0;

          for (gsize i = 0; i < n; i++)
            along += rows[k * n + i] * d[i];
          g_assert_cmpfloat (along, >=, norm2 - 1e-9);
          g_assert_true (weights[k] >= 0);
        }
    }
}

/* |d|² = K and <g_k, d> = 1 / w_k. */
static void
test_nash (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample, other;

      draw (&sample, turn);
      other = sample;
      apply (&sample, "nash-mtl", NULL, K);
      apply (&other, "fairgrad", "alpha=1", K);
      g_assert_cmpfloat_with_epsilon (length (sample.combined), sqrt (K), 1e-9);
      for (guint k = 0; k < K; k++)
        g_assert_cmpfloat_with_epsilon (gain (&sample, k) * sample.weights[k], 1, 1e-9);
      assert_near ("fairgrad at 1", P, other.combined, sample.combined, 1e-9);
    }
}

/* <g_k, d> = w_k^(-1 / alpha); towards 0 all weights are 1. */
static void
test_fairgrad (void)
{
  static const struct { const char *text; double alpha; } options[] = {
    { "alpha=0.1", .1 }, { "alpha=0.5", .5 }, { "alpha=2", 2 }, { "alpha=10", 10 },
  };

  for (guint turn = 0; turn < 40; turn++)
    {
      Sample sample;
      guint o = turn % G_N_ELEMENTS (options);
      double size = 0;

      draw (&sample, turn);
      apply (&sample, "fairgrad", options[o].text, K);
      for (guint k = 0; k < K; k++)
        size += sample.weights[k] * length (sample.rows + k * P);
      for (guint k = 0; k < K; k++)
        {
          double share = pow (sample.weights[k], -1 / options[o].alpha);

          /* A gain of 1e-7 is what is left of products of 1e3: the rest is rounding. */
          g_assert_cmpfloat_with_epsilon (gain (&sample, k), share,
                                          1e-9 * share
                                          + 1e-14 * size * length (sample.rows + k * P));
        }
    }
}

/* The same projection on every task's direction; weights sum to 1. */
static void
test_imtl (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample;
      double first = 0, sum = 0;

      draw (&sample, turn);
      apply (&sample, "imtl-g", NULL, K);
      for (guint k = 0; k < K; k++)
        {
          double along = gain (&sample, k) / length (sample.rows + k * P);

          first = k == 0 ? along : first;
          sum += sample.weights[k];
          g_assert_cmpfloat_with_epsilon (along, first, 1e-9 * (1 + fabs (first)));
        }
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
    }
}

/* The same angle to every task, and a length that is the sum of the projections. */
static void
test_config (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample;
      double size, sum = 0;

      draw (&sample, turn);
      apply (&sample, "config", NULL, K);
      size = length (sample.combined);
      for (guint k = 0; k < K; k++)
        {
          double cosine = gain (&sample, k) / length (sample.rows + k * P) / size;

          g_assert_cmpfloat (cosine, >, 0);
          g_assert_cmpfloat_with_epsilon (cosine, gain (&sample, 0) / length (sample.rows) / size,
                                          1e-9);
          sum += gain (&sample, k) / size;
        }
      g_assert_cmpfloat_with_epsilon (size, sum, 1e-9 * size);
    }
}

/* Two tasks: Nash, IMTL-G and ConFIG all take the bisector of the angle. */
static void
test_bisector (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      static const char *const ids[] = { "nash-mtl", "imtl-g", "config" };
      Sample samples[3];

      for (guint i = 0; i < 3; i++)
        {
          draw (&samples[i], turn);
          apply (&samples[i], ids[i], NULL, 2);
          g_assert_cmpfloat_with_epsilon (
            dot (samples[0].combined, samples[i].combined),
            length (samples[0].combined) * length (samples[i].combined),
            1e-9 * length (samples[0].combined) * length (samples[i].combined));
        }
    }
}

/* The dual problem's conditions: w >= u, G w >= 0, and complementary. */
static void
test_dual_cone (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample, scaled;
      double slack = 0;

      draw (&sample, turn);
      scaled = sample;
      apply (&sample, "dualproj", NULL, K);
      for (guint k = 0; k < K; k++)
        {
          g_assert_cmpfloat (sample.weights[k], >=, 1. / K - 1e-12);
          g_assert_cmpfloat (gain (&sample, k), >=, -1e-8);
          slack += (sample.weights[k] - 1. / K) * gain (&sample, k);
        }
      g_assert_cmpfloat_with_epsilon (slack, 0, 1e-7);
      for (guint i = 0; i < K * P; i++)
        scaled.rows[i] *= 1e-7;
      apply (&scaled, "dualproj", NULL, K);
      assert_near ("at another scale", K, scaled.weights, sample.weights, 1e-9);
    }
}

/* c = 0 is the mean; with a large one the direction is MGDA's. The optimum's condition in between:
 * with v the gain of the worst task, w lies on tasks whose gain is v alone. */
static void
test_cagrad (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample, mean, mgda;
      double worst = INFINITY;

      draw (&sample, turn);
      mean = mgda = sample;
      apply (&mean, "equal", NULL, K);
      apply (&mgda, "mgda", NULL, K);
      apply (&sample, "cagrad", "c=0", K);
      for (guint i = 0; i < P; i++)
        g_assert_cmpfloat_with_epsilon (sample.combined[i], mean.combined[i] / K, 1e-9);
      apply (&sample, "cagrad", "c=100", K);
      for (guint i = 0; i < P; i++)
        sample.combined[i] -= mean.combined[i] / K;
      g_assert_cmpfloat (dot (sample.combined, mgda.combined), >,
                         .9 * length (sample.combined) * length (mgda.combined));
      apply (&sample, "cagrad", NULL, K);
      for (guint k = 0; k < K; k++)
        worst = MIN (worst, gain (&sample, k));
      for (guint k = 0; k < K; k++)
        if (sample.weights[k] > 1. / K + 1e-9)
          g_assert_cmpfloat_with_epsilon (gain (&sample, k), worst, 1e-7 * fabs (worst) + 1e-7);
      for (guint i = 0; i < P; i++)
        sample.combined[i] -= mean.combined[i] / K;
      g_assert_cmpfloat_with_epsilon (length (sample.combined), .5 * length (mean.combined) / K,
                                      1e-9 * length (mean.combined));
    }
}

/* Two tasks: PCGrad is twice UPGrad, whatever the order. */
static void
test_pcgrad (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      Sample sample, other;

      draw (&sample, turn);
      other = sample;
      apply (&sample, "pcgrad", NULL, 2);
      apply (&other, "upgrad", NULL, 2);
      for (guint k = 0; k < 2; k++)
        g_assert_cmpfloat_with_epsilon (sample.weights[k], 2 * other.weights[k], 1e-9);
    }
}

/* Without conflict nothing is to be done. */
static void
test_no_conflict (void)
{
  Sample sample;

  draw (&sample, 0);
  for (guint i = 0; i < K * P; i++)
    sample.rows[i] = fabs (sample.rows[i]);
  apply (&sample, "pcgrad", NULL, K);
  assert_near ("pcgrad", K, sample.weights, (double[]) { 1, 1, 1, 1, 1 }, 0);
  apply (&sample, "upgrad", NULL, K);
  assert_near ("upgrad", K, sample.weights, (double[]) { .2, .2, .2, .2, .2 }, 1e-12);
  apply (&sample, "dualproj", NULL, K);
  assert_near ("dualproj", K, sample.weights, (double[]) { .2, .2, .2, .2, .2 }, 1e-12);
}

/* Aligned-MTL: w is B 1/K with B G B = σ I, so wᵀ G w = σ / K with σ the smallest eigenvalue. */
static void
test_aligned (void)
{
  Sample sample;

  draw (&sample, 3);
  for (guint i = 0; i < K * P; i++)
    sample.rows[i] = 0;
  for (guint k = 0; k < K; k++)
    sample.rows[k * P + k] = k + 2;
  apply (&sample, "aligned-mtl", NULL, K);
  g_assert_cmpfloat_with_epsilon (dot (sample.combined, sample.combined), 4. / K, 1e-9);
  for (guint k = 0; k < K; k++)
    g_assert_cmpfloat_with_epsilon (sample.combined[k], 2. / K, 1e-9);
}

/* A task without a gradient takes nothing from the others, and 139 tasks are no trouble. */
static void
test_many (void)
{
  TdDice dice = { td_stream (8, "samples"), 0 };
  gsize m = 139, n = 200;
  g_autofree double *rows = draw_normal (&dice, m, n, m);
  g_autofree double *weights = g_new (double, m), *combined = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    rows[7 * n + i] = 0;
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };

      make_balancer (&spec, (*kind)->id, NULL);
      balance_once (&spec, (guint) m, n, rows, NULL, weights, combined);
      for (gsize i = 0; i < n; i++)
        g_assert_true (isfinite (combined[i]));
    }
}

void
add_identity_tests (void)
{
  g_test_add_func ("/balance/mgda/conditions-of-the-optimum", test_mgda);
  g_test_add_func ("/balance/mgda/conditions-on-other-shapes", test_mgda_shapes);
  g_test_add_func ("/balance/nash-mtl/length-is-root-of-k", test_nash);
  g_test_add_func ("/balance/fairgrad/gains-are-fair", test_fairgrad);
  g_test_add_func ("/balance/imtl-g/same-projection-on-all", test_imtl);
  g_test_add_func ("/balance/config/same-angle-to-all", test_config);
  g_test_add_func ("/balance/two-tasks-meet-half-way", test_bisector);
  g_test_add_func ("/balance/dualproj/conditions-of-the-optimum", test_dual_cone);
  g_test_add_func ("/balance/cagrad/conditions-and-limits", test_cagrad);
  g_test_add_func ("/balance/pcgrad/is-upgrad-for-two", test_pcgrad);
  g_test_add_func ("/balance/no-conflict-no-change", test_no_conflict);
  g_test_add_func ("/balance/aligned-mtl/condition-number-one", test_aligned);
  g_test_add_func ("/balance/139-tasks", test_many);
}
