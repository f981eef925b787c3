/* losses.c — loss methods against derived values, and what they learn from step to step.
 *
 * Values: TorchJD's and LibMTL's formulas, evaluated independently.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/simplex.h"
#include "tests/balance/suites.h"

/* Gradients that no loss method looks at. */
static const double none[12];

static TdBalancerMatrix *
new_matrix (TdSpec *spec, const char *id, guint n, const char *option)
{
  make_balancer (spec, id, option, NULL);
  return td_balancer_matrix_new (spec, n, 1, 1);
}

static void
test_dwa (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "dwa", 2, NULL);
  const double last[] = { 1, 2 }, before[] = { 2, 2 };
  const double low[] = { 1, 1 }, mixed[] = { 1, 4 };
  double weights[2];

  td_balancer_matrix_step (matrix, none, NULL, weights, NULL);
  assert_near ("first epochs", 2, weights, (double[]) { 1, 1 }, 0);
  matrix->step.means[0] = last;
  matrix->step.means[1] = before;
  td_balancer_matrix_step (matrix, none, NULL, weights, NULL);
  assert_near ("T = 2", 2, weights, (double[]) { .8756469982, 1.1243530018 }, 1e-9);
  matrix->step.means[0] = mixed; /* TorchJD: rates 1 and 4 at T = 2: 2 softmax ([.5, 2]) */
  matrix->step.means[1] = low;
  td_balancer_matrix_step (matrix, none, NULL, weights, NULL);
  assert_near ("TorchJD", 2, weights, (double[]) { .3648510476, 1.6351489524 }, 1e-9);
}

/* s = 0: weights ½, slopes ½ - L / 2 = [0, -.5, -1.5]; at s = log L they vanish. */
static void
test_uncertainty (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "uncertainty", 3, NULL);
  const double losses[] = { 1, 2, 4 }, slopes[] = { 0, -.5, -1.5 };
  double weights[3];

  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("first", 3, weights, (double[]) { .5, .5, .5 }, 1e-12);
  for (guint k = 0; k < 3; k++) /* the second row of state is Adam's mean of slopes */
    g_assert_cmpfloat_with_epsilon (matrix->memory->tasks[3 + k], .1 * slopes[k], 1e-12);
  for (guint i = 0; i < 5000; i++)
    td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("s", 3, matrix->memory->tasks, (double[]) { 0, log (2), log (4) }, 1e-3);
  assert_near ("learned", 3, weights, (double[]) { .5, .25, .125 }, 1e-3);
}

/* With s = -.5, LibMTL's start: weights .8243606354. */
static void
test_uncertainty_elsewhere (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "uncertainty", 3, NULL);
  const double losses[] = { 1, 2, 4 };
  const double slopes[] = { -.3243606354, -1.1487212707, -2.7974425414 };
  double weights[3];

  for (guint k = 0; k < 3; k++)
    matrix->memory->tasks[k] = -.5;
  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  for (guint k = 0; k < 3; k++)
    {
      g_assert_cmpfloat_with_epsilon (weights[k], .8243606354, 1e-9);
      g_assert_cmpfloat_with_epsilon (matrix->memory->tasks[3 + k], .1 * slopes[k], 1e-9);
    }
}

static void
test_gls (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "gls", 3, NULL);
  double weights[3], many[139], own[139];
  g_auto(TdSpec) other = { NULL };
  g_autoptr(TdBalancerMatrix) large = new_matrix (&other, "gls", 139, NULL);

  td_balancer_matrix_step (matrix, none, (double[]) { 1, 2, 4 }, weights, NULL);
  assert_near ("gls", 3, weights, (double[]) { 2. / 3, 1. / 3, 1. / 6 }, 1e-9);
  td_balancer_matrix_step (matrix, none, (double[]) { 0, 2, 4 }, weights, NULL);
  for (guint k = 0; k < 3; k++)
    g_assert_true (isfinite (weights[k]));
  for (guint k = 0; k < 139; k++) /* the product would be 1e-417 */
    many[k] = 1e-3;
  {
    g_autofree double *gradients = g_new0 (double, 139);

    td_balancer_matrix_step (large, gradients, many, own, NULL);
  }
  g_assert_cmpfloat_with_epsilon (own[7], 1 / 139., 1e-12);
}

/* s = [0, .5], L = [1, 2]: weights [1, e^.5], slopes [0, 2.2974425414]. */
static void
test_imtl_l (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "imtl-l", 2, NULL);
  const double losses[] = { 1, 2 };
  double weights[2];

  matrix->memory->tasks[1] = .5;
  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("first", 2, weights, (double[]) { 1, exp (.5) }, 1e-12);
  g_assert_cmpfloat_with_epsilon (weights[0] * 1 + weights[1] * 2 - .5, 3.7974425414, 1e-9);
  g_assert_cmpfloat_with_epsilon (matrix->memory->tasks[3], .1 * 2.2974425414, 1e-9);
  for (guint i = 0; i < 5000; i++)
    td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("learned: L scaled to 1", 2, weights, (double[]) { 1, .5 }, 1e-3);
}

static void
test_famo (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "famo", 2, NULL);
  const TdBalancerKind *kind = (const TdBalancerKind *) spec.kind;
  const double losses[] = { 1, 2 }, after[] = { .9, 1.9 };
  const double *s = matrix->memory->tasks;
  double weights[2];

  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("first", 2, weights, (double[]) { 2. / 3, 1. / 3 }, 1e-8);
  matrix->step.losses = losses;
  matrix->step.after = after;
  kind->after_step (spec.options, &matrix->step, matrix->memory);
  g_assert_cmpfloat_with_epsilon (s[2], .1 * .0135168051, 1e-9);
  g_assert_cmpfloat_with_epsilon (s[3], .1 * -.0135168051, 1e-9);
  assert_near ("s after Adam", 2, s, (double[]) { -.025, .025 }, 1e-6);
}

static void
test_stch (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "stch", 2, NULL);
  const double losses[] = { 1, 2 }, nadir[] = { 2, 2.5 };
  double weights[2];

  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("warm-up: Σ log L", 2, weights, (double[]) { 1, .5 }, 1e-12);
  matrix->step.epoch = 5;
  matrix->step.means[0] = nadir;
  td_balancer_matrix_step (matrix, none, losses, weights, NULL);
  assert_near ("later", 2, weights, (double[]) { .7692307692, .6153846154 }, 1e-9);
  td_balancer_matrix_step (matrix, none, (double[]) { 1e300, 2e300 }, weights, NULL);
  g_assert_true (isfinite (weights[0]) && isfinite (weights[1]));
}

/* With μ near 0 the worst task alone counts. */
static void
test_stch_sharp (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "stch", 3, "mu=1e-10");
  const double ones[] = { 1, 1, 1 };
  double weights[3];

  matrix->step.epoch = 5;
  matrix->step.means[0] = ones;
  td_balancer_matrix_step (matrix, none, (double[]) { 1e30, 2e30, 3e30 }, weights, NULL);
  assert_near ("sharp", 3, weights, (double[]) { 0, 0, 1e-30 }, 1e-42);
}

static void
test_rlw (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = new_matrix (&spec, "rlw", 3, NULL);
  double sum[3] = { 0 }, weights[3], last = 0;

  for (guint i = 0; i < 4000; i++)
    {
      td_balancer_matrix_step (matrix, none, NULL, weights, NULL);
      g_assert_cmpfloat_with_epsilon (weights[0] + weights[1] + weights[2], 1, 1e-12);
      g_assert_true (weights[0] > 0 && weights[0] != last);
      last = weights[0];
      for (guint k = 0; k < 3; k++)
        sum[k] += weights[k] / 4000;
    }
  assert_near ("mean", 3, sum, (double[]) { 1. / 3, 1. / 3, 1. / 3 }, .01);
}

/* alpha 1.5, weights 1, norms 1 and 4, rates .8 and .4: slopes -1 and 4. */
static void
test_gradnorm (void)
{
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL;
  const double rows[] = { 1, 0, 0, 4 }, losses[] = { .8, .4 }, first[] = { 1, 1 };
  double weights[2], combined[2];

  make_balancer (&spec, "gradnorm", NULL);
  matrix = td_balancer_matrix_new (&spec, 2, 2, 1);
  td_balancer_matrix_step (matrix, rows, losses, weights, combined);
  assert_near ("first epoch", 2, matrix->memory->tasks, (double[]) { 1, 1 }, 0);
  matrix->step.means[0] = first;
  td_balancer_matrix_step (matrix, rows, losses, weights, combined);
  assert_near ("applied", 2, combined, (double[]) { 1, 4 }, 1e-12);
  assert_near ("slopes", 2, matrix->memory->tasks + 2, (double[]) { -.1, .4 }, 1e-12);
  for (guint i = 0; i < 2000; i++)
    td_balancer_matrix_step (matrix, rows, losses, weights, combined);
  g_assert_cmpfloat_with_epsilon (weights[0] + weights[1], 2, 1e-9);
  /* Balanced: |w_k g_k| as r_k^alpha, 2^1.5 : 1. */
  g_assert_cmpfloat_with_epsilon (combined[0] / combined[1], pow (2, 1.5), .35);
}

static void
test_simplex (void)
{
  double x[] = { .5, .1, .1 }, y[] = { 1, 0, -.5 }, scratch[3];

  td_simplex_project (3, x, scratch);
  assert_near ("x", 3, x, (double[]) { .6, .2, .2 }, 1e-12);
  td_simplex_project (3, y, scratch);
  assert_near ("y", 3, y, (double[]) { 1, 0, 0 }, 1e-12);
}

void
add_loss_tests (void)
{
  g_test_add_func ("/balance/dwa/rates-of-two-epochs", test_dwa);
  g_test_add_func ("/balance/uncertainty/learns-log-losses", test_uncertainty);
  g_test_add_func ("/balance/uncertainty/slopes-elsewhere", test_uncertainty_elsewhere);
  g_test_add_func ("/balance/gls/true-slopes-without-overflow", test_gls);
  g_test_add_func ("/balance/imtl-l/scales-losses-to-one", test_imtl_l);
  g_test_add_func ("/balance/famo/first-step-and-what-it-learns", test_famo);
  g_test_add_func ("/balance/stch/warm-up-and-after", test_stch);
  g_test_add_func ("/balance/stch/no-overflow", test_stch_sharp);
  g_test_add_func ("/balance/rlw/new-in-every-step", test_rlw);
  g_test_add_func ("/balance/gradnorm/slopes-and-balance", test_gradnorm);
  g_test_add_func ("/balance/simplex-projection", test_simplex);
}
