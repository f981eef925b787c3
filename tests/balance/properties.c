/* properties.c — what every balancer promises, checked on random matrices.
 *
 * The checks, samplers and tolerances are those of TorchJD's tests; which kind is held to what is
 * read from its descriptor, and the descriptors are compared with the published table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/samples.h"
#include "tests/balance/suites.h"

#include <string.h>

typedef void (*CheckFunc) (const TdSpec *spec, const double *rows, gsize m, gsize n);

typedef struct
{
  gsize m, n, rank;
} Shape;

static const Shape shapes[] = {
  { 1, 1, 1 }, { 4, 3, 1 }, { 4, 3, 2 }, { 4, 3, 3 }, { 9, 11, 5 }, { 9, 11, 9 },
};
static const Shape stationary_shapes[] = {
  { 20, 10, 10 }, { 20, 10, 5 }, { 20, 10, 1 }, { 20, 100, 1 }, { 20, 100, 19 },
};

static double
norm (gsize n, const double *x)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * x[i];
  return sqrt (sum);
}

static double
distance (gsize n, const double *x, const double *y)
{
  g_autofree double *difference = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    difference[i] = x[i] - y[i];
  return norm (n, difference);
}

static double *
balance (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  double *combined = g_new (double, n);

  balance_once (spec, (guint) m, n, rows, NULL, NULL, combined);
  return combined;
}

static const TdBalancerKind *
kind_of (const TdSpec *spec)
{
  return (const TdBalancerKind *) spec->kind;
}

/* @check for every kind with @property (0: all of them). */
static void
for_each_kind (TdBalancerProperties property, CheckFunc check, const double *rows, gsize m, gsize n)
{
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };

      make_balancer (&spec, (*kind)->id, NULL);
      if ((kind_of (&spec)->properties & property) == property)
        check (&spec, rows, m, n);
    }
}

static void
for_each_sample (TdBalancerProperties property, CheckFunc check)
{
  TdDice dice = { td_stream (1, "samples"), 0 };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      Shape shape = shapes[s];
      g_autofree double *rows = draw_normal (&dice, shape.m, shape.n, shape.rank);
      g_autofree double *zeros = g_new0 (double, shape.m * shape.n);

      for_each_kind (property, check, rows, shape.m, shape.n);
      for_each_kind (property, check, zeros, shape.m, shape.n);
    }
  for (gsize s = 0; s < G_N_ELEMENTS (stationary_shapes); s++)
    {
      Shape shape = stationary_shapes[s];
      g_autofree double *strong = draw_stationary (&dice, shape.m, shape.n, shape.rank);
      g_autofree double *weak = draw_weak (&dice, shape.m, shape.n);
      g_autofree double *sided = draw_one_sided (&dice, shape.m, shape.n);

      for_each_kind (property, check, strong, shape.m, shape.n);
      for_each_kind (property, check, weak, shape.m, shape.n);
      for_each_kind (property, check, sided, shape.m, shape.n);
    }
}

/* Finite, whatever the scale of all rows or of one; nothing but the weights for a weighted kind. */
static void
check_structure (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  static const double scales[] = { 0, 1e-10, 1, 1e3, 1e5, 1e10, 1e15 };

  for (gsize s = 0; s < G_N_ELEMENTS (scales); s++)
    for (gsize first_alone = 0; first_alone < 2; first_alone++)
      {
        g_autofree double *scaled = g_memdup2 (rows, m * n * sizeof (double));
        g_autofree double *weights = g_new (double, m + 1);
        g_autofree double *combined = g_new (double, n);

        for (gsize i = 0; i < (first_alone ? n : m * n); i++)
          scaled[i] *= scales[s];
        weights[m] = 7;
        balance_once (spec, (guint) m, n, scaled, NULL, weights, combined);
        g_assert_cmpfloat (weights[m], ==, 7);
        for (gsize i = 0; i < m; i++)
          if (!isfinite (weights[i]))
            g_error ("%s: a weight isn't finite at scale %g", spec->kind->id, scales[s]);
        for (gsize i = 0; i < n; i++)
          if (!isfinite (combined[i]))
            g_error ("%s: an update isn't finite at scale %g", spec->kind->id, scales[s]);
      }
}

static void
check_non_conflicting (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  g_autofree double *combined = balance (spec, rows, m, n);

  for (gsize i = 0; i < m; i++)
    {
      double dot = 0;

      for (gsize j = 0; j < n; j++)
        dot += rows[i * n + j] * combined[j];
      if (dot < -4e-4)
        g_error ("%s: task %zu of %zu x %zu loses %g", spec->kind->id, i, m, n, dot);
    }
}

static void
check_permutation (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  g_autofree double *combined = balance (spec, rows, m, n);

  for (guint turn = 0; turn < 5; turn++)
    {
      g_autofree guint32 *order = g_new (guint32, m);
      g_autofree double *mixed = g_new (double, m * n);
      g_autofree double *other = NULL;

      td_stream_permute (td_stream (7, "order"), turn, order, m);
      for (gsize i = 0; i < m; i++)
        memcpy (mixed + i * n, rows + order[i] * n, n * sizeof (double));
      other = balance (spec, mixed, m, n);
      if (!(distance (n, combined, other) <= 1e-4 * (1 + norm (n, combined))))
        g_error ("%s: order makes a difference of %g for %zu x %zu", spec->kind->id,
                 distance (n, combined, other), m, n);
    }
}

static double *
scale_rows (const double *rows, gsize m, gsize n, const double *factors)
{
  double *scaled = g_new (double, m * n);

  for (gsize i = 0; i < m * n; i++)
    scaled[i] = rows[i] * factors[i / n];
  return scaled;
}

static void
check_linear (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  TdDice dice = { td_stream (3, "factors"), 0 };

  for (guint turn = 0; turn < 5; turn++)
    {
      double a = roll_unit (&dice), b = roll_unit (&dice);
      g_autofree double *first = g_new (double, m), *second = g_new (double, m);
      g_autofree double *both = g_new (double, m);
      g_autofree double *rows1 = NULL, *rows2 = NULL, *rows3 = NULL;
      g_autofree double *d1 = NULL, *d2 = NULL, *d3 = NULL;

      for (gsize i = 0; i < m; i++)
        {
          first[i] = roll_unit (&dice);
          second[i] = roll_unit (&dice);
          both[i] = a * first[i] + b * second[i];
        }
      d1 = balance (spec, rows1 = scale_rows (rows, m, n, first), m, n);
      d2 = balance (spec, rows2 = scale_rows (rows, m, n, second), m, n);
      d3 = balance (spec, rows3 = scale_rows (rows, m, n, both), m, n);
      for (gsize j = 0; j < n; j++)
        d1[j] = a * d1[j] + b * d2[j];
      if (!(distance (n, d1, d3) <= 1e-4 * (1 + norm (n, d3))))
        g_error ("%s: not linear by %g for %zu x %zu", spec->kind->id, distance (n, d1, d3), m, n);
    }
}

static void
check_moves (const TdSpec *spec, const double *rows, gsize m, gsize n)
{
  g_autofree double *combined = balance (spec, rows, m, n);

  if (!(norm (n, combined) > 5e-3))
    g_error ("%s: stands still, %g, where it shouldn't", spec->kind->id, norm (n, combined));
}

static void
test_structure (void)
{
  for_each_sample (0, check_structure);
}

static void
test_non_conflicting (void)
{
  for_each_sample (TD_IS_NON_CONFLICTING, check_non_conflicting);
}

static void
test_permutation (void)
{
  for_each_sample (TD_IS_PERMUTATION_INVARIANT, check_permutation);
}

static void
test_linear (void)
{
  for_each_sample (TD_IS_LINEAR_UNDER_SCALING, check_linear);
}

static void
test_stationary (void)
{
  TdDice dice = { td_stream (2, "samples"), 0 };
  Shape shape = { 20, 10, 10 };
  g_autofree double *sided = draw_one_sided (&dice, shape.m, shape.n);
  g_autofree double *plain = draw_one_sided (&dice, 9, 11);

  for_each_kind (TD_IS_STRONGLY_STATIONARY, check_moves, sided, shape.m, shape.n);
  for_each_kind (TD_IS_STRONGLY_STATIONARY, check_moves, plain, 9, 11);
}

/* With a larger radius CAGrad never conflicts; with alpha .1 FairGrad doesn't. */
static void
test_options (void)
{
  static const char *const pairs[][2] = {
    { "cagrad", "c=1" }, { "cagrad", "c=2" }, { "fairgrad", "alpha=0.1" },
  };
  TdDice dice = { td_stream (4, "samples"), 0 };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      g_autofree double *rows = draw_normal (&dice, shapes[s].m, shapes[s].n, shapes[s].rank);

      for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
        {
          g_auto(TdSpec) spec = { NULL };

          make_balancer (&spec, pairs[i][0], pairs[i][1], NULL);
          check_non_conflicting (&spec, rows, shapes[s].m, shapes[s].n);
          check_structure (&spec, rows, shapes[s].m, shapes[s].n);
        }
    }
}

/* Quinton & Rey, table 1, and TorchJD's page "aggregation". */
static void
test_table (void)
{
  static const struct { const char *id; gboolean conflict_free, linear, weighted; } table[] = {
    { "upgrad", TRUE, TRUE, TRUE }, { "equal", FALSE, TRUE, TRUE }, { "mgda", TRUE, FALSE, TRUE },
    { "dualproj", TRUE, FALSE, TRUE }, { "pcgrad", FALSE, TRUE, TRUE },
    { "graddrop", FALSE, FALSE, FALSE }, { "imtl-g", FALSE, FALSE, TRUE },
    { "cagrad", FALSE, FALSE, TRUE }, { "rlw", FALSE, TRUE, TRUE },
    { "nash-mtl", TRUE, FALSE, TRUE }, { "aligned-mtl", FALSE, FALSE, TRUE },
    { "config", FALSE, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const TdBalancerKind *kind
        = (const TdBalancerKind *) td_family_find (&td_balancers, table[i].id);

      g_assert_cmpint ((kind->properties & TD_IS_NON_CONFLICTING) != 0, ==,
                       table[i].conflict_free);
      g_assert_cmpint ((kind->properties & TD_IS_LINEAR_UNDER_SCALING) != 0, ==,
                       table[i].linear);
      g_assert_cmpint ((kind->properties & TD_IS_WEIGHTED) != 0, ==, table[i].weighted);
    }
}

void
add_property_tests (void)
{
  g_test_add_func ("/balance/properties/table-is-the-published-one", test_table);
  g_test_add_func ("/balance/properties/finite-at-every-scale-and-rank", test_structure);
  g_test_add_func ("/balance/properties/non-conflicting", test_non_conflicting);
  g_test_add_func ("/balance/properties/order-makes-no-difference", test_permutation);
  g_test_add_func ("/balance/properties/linear-under-scaling", test_linear);
  g_test_add_func ("/balance/properties/stands-still-only-where-it-should", test_stationary);
  g_test_add_func ("/balance/properties/with-other-options", test_options);
}
