/* values.c — gradient methods against published and derived values.
 *
 * J = [[-4, 1, 1], [6, 1, 1]] and its results are those of TorchJD's tests (test_values.py),
 * printed to four digits; digits beyond come from solving the same problems independently. UPGrad
 * and DualProj are exact here, where TorchJD adds 1e-4 to the normalised Gram matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/suites.h"

static const double J[] = { -4, 1, 1, 6, 1, 1 };
static const double RANK_1[] = { 1, 1, 2, 2 };
static const double IDENTITY[] = { 1, 0, 0, 1 };

typedef struct
{
  const char *id, *option; /* NULL: as it is */
  double      weights[2];  /* NAN: not given */
  double      combined[3];
  double      tolerance;
} Value;

static const Value values[] = {
  { "equal", NULL, { 1, 1 }, { 2, 2, 2 }, 1e-12 },
  { "upgrad", NULL, { 1.1109, .7894 }, { .2929, 1.9004, 1.9004 }, 1e-3 },
  { "upgrad", NULL, { 10. / 9, 15. / 19 }, { 50. / 171, 325. / 171, 325. / 171 }, 1e-12 },
  { "dualproj", NULL, { .6109, .5 }, { .5563, 1.1109, 1.1109 }, 1e-3 },
  { "dualproj", NULL, { 11. / 18, .5 }, { 5. / 9, 10. / 9, 10. / 9 }, 1e-12 },
  { "mgda", NULL, { .6, .4 }, { 0, 1, 1 }, 1e-12 },
  { "pcgrad", NULL, { 20. / 9, 30. / 19 }, { .5847953216, 3.8011695906, 3.8011695906 }, 1e-9 },
  { "gradvac", NULL, { 20. / 9, 30. / 19 }, { .5847953216, 3.8011695906, 3.8011695906 }, 1e-9 },
  { "cagrad", "c=0.2", { .58164966, .5 }, { .67340137, 1.08164966, 1.08164966 }, 1e-8 },
  { "cagrad", "c=0.4", { .66329932, .5 }, { .34680274, 1.16329932, 1.16329932 }, 1e-8 },
  { "cagrad", NULL, { .70412415, .5 }, { .18350342, 1.20412415, 1.20412415 }, 1e-8 },
  { "nash-mtl", NULL, { .59146115, .40707148 }, { .07658429, .99853264, .99853264 }, 1e-8 },
  { "nash-mtl", "max-norm=1", { NAN, NAN }, { .0542, .7061, .7061 }, 1e-4 },
  { "fairgrad", NULL, { .59146115, .40707148 }, { .07658429, .99853264, .99853264 }, 1e-8 },
  { "fairgrad", NULL, { .5915, .4071 }, { .0766, .9985, .9985 }, 1e-4 },
  { "fairgrad", "alpha=0.5", { .74282825, .52539261 }, { .18104265, 1.26822086, 1.26822086 },
    1e-8 },
  { "fairgrad", "alpha=2", { .47136292, .31945423 }, { .03127368, .79081715, .79081715 }, 1e-8 },
  { "imtl-g", NULL, { .59233032, .40766968 }, { .07669683, 1, 1 }, 1e-8 },
  { "aligned-mtl", NULL, { .55907192, .40826107 }, { .21327875, .96733298, .96733298 }, 1e-8 },
  { "config", NULL, { NAN, NAN }, { .1588089758, 2.0706067581, 2.0706067581 }, 1e-9 },
};

static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const Value *value = &values[i];
      g_auto(TdSpec) spec = { NULL };
      double weights[2], combined[3];

      make_balancer (&spec, value->id, value->option, NULL);
      balance_once (&spec, 2, 3, J, NULL, weights, combined);
      if (!isnan (value->weights[0]))
        assert_near (value->id, 2, weights, value->weights, value->tolerance);
      assert_near (value->id, 3, combined, value->combined, value->tolerance);
    }
}

typedef struct
{
  const char *id;
  double      weights[2];
} Edge;

static void
check_edges (const Edge *edges, gsize n, const double *rows)
{
  for (gsize i = 0; i < n; i++)
    {
      g_auto(TdSpec) spec = { NULL };
      double weights[2];

      make_balancer (&spec, edges[i].id, NULL);
      balance_once (&spec, 2, 2, rows, NULL, weights, NULL);
      assert_near (edges[i].id, 2, weights, edges[i].weights, 1e-9);
    }
}

/* Rows that are multiples of each other. */
static void
test_rank_one (void)
{
  static const Edge edges[] = {
    { "mgda", { 1, 0 } }, { "upgrad", { .5, .5 } }, { "dualproj", { .5, .5 } },
    { "nash-mtl", { .5, .25 } }, { "imtl-g", { 1. / 3, 2. / 3 } }, { "aligned-mtl", { .3, .6 } },
  };
  g_auto(TdSpec) spec = { NULL };
  double combined[2];

  check_edges (edges, G_N_ELEMENTS (edges), RANK_1);
  make_balancer (&spec, "config", NULL);
  balance_once (&spec, 2, 2, RANK_1, NULL, NULL, combined);
  assert_near ("config", 2, combined, (double[]) { 3, 3 }, 1e-9);
}

static void
test_orthogonal (void)
{
  static const Edge edges[] = {
    { "nash-mtl", { 1, 1 } }, { "cagrad", { .75, .75 } }, { "mgda", { .5, .5 } },
    { "upgrad", { .5, .5 } }, { "dualproj", { .5, .5 } }, { "imtl-g", { .5, .5 } },
    { "aligned-mtl", { .5, .5 } }, { "pcgrad", { 1, 1 } },
  };

  check_edges (edges, G_N_ELEMENTS (edges), IDENTITY);
}

/* One's gradient is the other's, reversed: no descent, and finite all the same. */
static void
test_opposite (void)
{
  const double rows[] = { 1, 2, -1, -2 };

  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };
      double combined[2];

      make_balancer (&spec, (*kind)->id, NULL);
      balance_once (&spec, 2, 2, rows, NULL, NULL, combined);
      g_assert_true (isfinite (combined[0]) && isfinite (combined[1]));
    }
}

/* GradVac [derived]: with target .2, the cosine is .2 afterwards. */
static void
test_vaccine (void)
{
  const double rows[] = { 1, 0, -.5, sqrt (3) / 2 };
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL;
  double weights[2];

  make_balancer (&spec, "gradvac", NULL);
  matrix = td_balancer_matrix_new (&spec, 2, 2, 1);
  matrix->memory->pairs[1] = .2;
  matrix->memory->pairs[2] = -.5; /* the other way round nothing is to be done */
  td_balancer_matrix_step (matrix, rows, NULL, weights, NULL);
  g_assert_cmpfloat_with_epsilon (weights[0], 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (weights[1], 1.6767766953, 1e-9);
  g_assert_cmpfloat_with_epsilon (matrix->memory->pairs[1], .5 * .2 + .5 * -.5, 1e-12);
}

/* Every element takes the gradients of one sign, the likelier one more often. */
static void
test_graddrop (void)
{
  const double rows[] = { 1, -2, 3, 2, 1, -1 }, chance[] = { 1, 1. / 3, 3. / 4 };
  const double up[] = { 3, 1, 3 }, down[] = { 0, -2, -1 };
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL;
  guint n_up[3] = { 0 };

  make_balancer (&spec, "graddrop", NULL);
  matrix = td_balancer_matrix_new (&spec, 2, 3, 1);
  for (guint i = 0; i < 2000; i++)
    {
      double combined[3];

      td_balancer_matrix_step (matrix, rows, NULL, NULL, combined);
      for (guint c = 0; c < 3; c++)
        {
          g_assert_true (combined[c] == up[c] || combined[c] == down[c]);
          n_up[c] += combined[c] == up[c];
        }
    }
  for (guint c = 0; c < 3; c++)
    g_assert_cmpfloat_with_epsilon (n_up[c] / 2000.0, chance[c], .04);
}

/* ExcessMTL at rate 1: the first step stores the risks, 2 and 1; the next are relative to these.
 * TorchJD's values follow when, as there, the first risks themselves are in the weights. */
static void
test_excess (void)
{
  const double first[] = { 2, 0, 1, 0 }, second[] = { 1, 0, 2, 0 };
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL, torchjd = NULL;
  double weights[2];

  make_balancer (&spec, "excess-mtl", "rate=1", NULL);
  matrix = td_balancer_matrix_new (&spec, 2, 2, 1);
  td_balancer_matrix_step (matrix, first, NULL, weights, NULL);
  assert_near ("first", 2, weights, (double[]) { .5, .5 }, 1e-12);
  assert_near ("risks", 2, matrix->memory->tasks + 2, (double[]) { 2, 1 }, 1e-6);
  td_balancer_matrix_step (matrix, second, NULL, weights, NULL);
  assert_near ("second", 2, weights, (double[]) { .1728949, .8271051 }, 1e-6);

  torchjd = td_balancer_matrix_new (&spec, 2, 2, 1);
  td_balancer_matrix_step (torchjd, first, NULL, NULL, NULL);
  torchjd->memory->tasks[0] = 2; /* [e², e] / (e² + e) = [.7310585786, .2689414214] */
  torchjd->memory->tasks[1] = 1;
  td_balancer_matrix_step (torchjd, second, NULL, weights, NULL);
  assert_near ("TorchJD", 2, weights, (double[]) { .3623341416, .6376658584 }, 1e-6);
}

/* SDMGrad: A = diag (1, .25, 0), one round at rate 10, then A = I [TorchJD]. */
static void
test_sdmgrad (void)
{
  const double first[] = { 1, 0, 0, 0, .5, 0, 0, 0, 0 };
  const double second[] = { 1, 0, 0, 0, 1, 0, 0, 0, 1 };
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL;
  double weights[3];

  make_balancer (&spec, "sdmgrad", "rounds=1", "rate=10", NULL);
  matrix = td_balancer_matrix_new (&spec, 3, 3, 1);
  td_balancer_matrix_step (matrix, first, NULL, weights, NULL);
  assert_near ("first", 3, weights, (double[]) { 1. / 13, 1. / 13, 11. / 13 }, 1e-12);
  td_balancer_matrix_step (matrix, second, NULL, weights, NULL);
  assert_near ("second", 3, weights, (double[]) { 6. / 13, 6. / 13, 1. / 13 }, 1e-12);
}

/* MoCo by hand: y = β g, then one projected step on w. */
static void
test_moco (void)
{
  g_auto(TdSpec) spec = { NULL };
  double weights[2], combined[2];
  const double rows[] = { 2, 0, 0, 1 };

  make_balancer (&spec, "moco", NULL);
  balance_once (&spec, 2, 2, rows, NULL, weights, combined);
  /* Y = [[1, 0], [0, .5]]; w = project ([.5 - .1 · .5, .5 - .1 · .125]). */
  assert_near ("weights", 2, weights, (double[]) { .48125, .51875 }, 1e-9);
  assert_near ("combined", 2, combined, (double[]) { .48125, .259375 }, 1e-6);
}

/* DB-MTL by hand: u = (1 - β) g / L, both as long as the longer. */
static void
test_db_mtl (void)
{
  g_auto(TdSpec) spec = { NULL };
  double weights[2], combined[2];
  const double rows[] = { 2, 0, 0, 1 }, losses[] = { 1, .25 };

  make_balancer (&spec, "db-mtl", NULL);
  balance_once (&spec, 2, 2, rows, losses, weights, combined);
  assert_near ("weights", 2, weights, (double[]) { 2, 1 }, 1e-6);
  assert_near ("combined", 2, combined, (double[]) { .4, .4 }, 1e-6);
}

void
add_value_tests (void)
{
  g_test_add_func ("/balance/values-are-those-published", test_values);
  g_test_add_func ("/balance/values-at-rank-one", test_rank_one);
  g_test_add_func ("/balance/values-for-orthogonal-rows", test_orthogonal);
  g_test_add_func ("/balance/opposite-rows-are-finite", test_opposite);
  g_test_add_func ("/balance/gradvac/turns-to-the-target", test_vaccine);
  g_test_add_func ("/balance/graddrop/follows-one-sign", test_graddrop);
  g_test_add_func ("/balance/excess-mtl/first-two-steps", test_excess);
  g_test_add_func ("/balance/sdmgrad/first-two-steps", test_sdmgrad);
  g_test_add_func ("/balance/moco/first-step", test_moco);
  g_test_add_func ("/balance/db-mtl/first-step", test_db_mtl);
}
