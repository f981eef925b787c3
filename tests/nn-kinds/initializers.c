/* initializers.c — spread, range and repeatability of first values.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/initializer.h"
#include "suites.h"
#include "tests/family-contract.h"

#include <math.h>
#include <string.h>

enum { ROWS = 60, COLUMNS = 100, N = ROWS * COLUMNS };

/* What (60, 100) weights with 60 inputs and 100 outputs are drawn from. */
typedef struct
{
  const char *id;
  double      deviation;
  double      limit; /* of |w| */
} Expected;

static const Expected expected[] = {
  { "zeros", 0, 0 },
  { "constant", 0, 0 },
  { "uniform", 0.028867513, 0.05 },      /* 0.1/√12 */
  { "normal", 0.05, INFINITY },
  { "glorot-uniform", 0.111803399, 0.193649168 }, /* √(2/160), √(6/160) */
  { "glorot-normal", 0.111803399, INFINITY },
  { "he-uniform", 0.182574186, 0.316227767 },     /* √(2/60), √(6/60) */
  { "he-normal", 0.182574186, INFINITY },
  { "lecun-normal", 0.129099445, INFINITY },      /* √(1/60) */
  { "orthogonal", 0.1, 1 },                       /* unit rows of 100 */
};

static void
fill (const TdSpec *spec, const char *stream, gsize rows, gsize columns, float *weights)
{
  const TdInitializerKind *kind = (const TdInitializerKind *) spec->kind;

  kind->fill (spec->options, td_stream (7, stream), rows, columns, rows, columns, weights);
}

static void
fill_kind (const char *id, const char *stream, gsize rows, gsize columns, float *weights)
{
  g_auto (TdSpec) spec = { NULL };

  td_spec_init (&spec, td_family_find (&td_initializers, id));
  fill (&spec, stream, rows, columns, weights);
}

static double
mean_power (const float *x, gsize n, int power)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += pow (x[i], power);
  return sum / (double) n;
}

static void
test_table (void)
{
  check_family (&td_initializers);
  g_assert_cmpuint (td_family_n_kinds (&td_initializers), ==, G_N_ELEMENTS (expected));
}

static void
test_spread (void)
{
  float weights[N];

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      double deviation = expected[i].deviation;

      g_test_message ("%s", expected[i].id);
      fill_kind (expected[i].id, "l1", ROWS, COLUMNS, weights);
      g_assert_cmpfloat_with_epsilon (mean_power (weights, N, 1), 0, 0.05 * deviation + 1e-30);
      g_assert_cmpfloat_with_epsilon (sqrt (mean_power (weights, N, 2)), deviation,
                                      0.03 * deviation + 1e-30);
      for (gsize j = 0; j < N; j++)
        g_assert_cmpfloat (fabs (weights[j]), <=, expected[i].limit * (1 + 1e-6));
    }
}

static void
test_repeatable (void)
{
  float first[N + 1], again[N + 1], other[N];

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      first[N] = again[N] = 3;
      fill_kind (expected[i].id, "l1", ROWS, COLUMNS, first);
      fill_kind (expected[i].id, "l1", ROWS, COLUMNS, again);
      fill_kind (expected[i].id, "l2", ROWS, COLUMNS, other);
      g_assert_cmpmem (first, sizeof first, again, sizeof again);
      g_assert_cmpfloat (first[N], ==, 3);
      if (expected[i].deviation > 0)
        g_assert_cmpint (memcmp (first, other, sizeof other), !=, 0);
    }
}

/* Adding units to a layer must not redraw the weights it has. */
static void
test_prefix (void)
{
  float few[N], many[N];

  fill_kind ("uniform", "l1", 10, COLUMNS, few);
  fill_kind ("uniform", "l1", ROWS, COLUMNS, many);
  g_assert_cmpmem (few, 10 * COLUMNS * sizeof (float), many, 10 * COLUMNS * sizeof (float));
  fill_kind ("normal", "l1", 10, COLUMNS, few);
  fill_kind ("normal", "l1", ROWS, COLUMNS, many);
  g_assert_cmpmem (few, 10 * COLUMNS * sizeof (float), many, 10 * COLUMNS * sizeof (float));
}

static void
test_options (void)
{
  g_auto (TdSpec) spec = { NULL };
  float weights[N];

  td_spec_init (&spec, td_family_find (&td_initializers, "constant"));
  g_assert_true (td_spec_set_path (&spec, "value", "0.25", NULL));
  fill (&spec, "l1", ROWS, COLUMNS, weights);
  for (gsize i = 0; i < N; i++)
    g_assert_cmpfloat (weights[i], ==, 0.25f);
  td_spec_clear (&spec);

  td_spec_init (&spec, td_family_find (&td_initializers, "normal"));
  g_assert_true (td_spec_set_path (&spec, "mean", "4", NULL));
  fill (&spec, "l1", ROWS, COLUMNS, weights);
  g_assert_cmpfloat_with_epsilon (mean_power (weights, N, 1), 4, 0.01);
}

/* Products of the vectors along the longer side: the identity times gain². */
static void
check_orthogonal (gsize rows, gsize columns, double gain)
{
  g_auto (TdSpec) spec = { NULL };
  g_autofree float *w = g_new (float, rows * columns);
  g_autofree char *text = td_json_number_to_text (gain);
  gsize n = MIN (rows, columns);
  gsize length = MAX (rows, columns);
  gsize across = rows < columns ? columns : 1; /* from one vector to the next */
  gsize along = rows < columns ? 1 : columns;

  td_spec_init (&spec, td_family_find (&td_initializers, "orthogonal"));
  g_assert_true (td_spec_set_path (&spec, "gain", text, NULL));
  fill (&spec, "l1", rows, columns, w);

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      {
        double dot = 0;

        for (gsize k = 0; k < length; k++)
          dot += (double) w[i * across + k * along] * w[j * across + k * along];
        g_assert_cmpfloat_with_epsilon (dot, i == j ? gain * gain : 0, 1e-5 * gain * gain);
      }
}

static void
test_orthogonal (void)
{
  check_orthogonal (30, 12, 1);
  check_orthogonal (12, 30, 1);
  check_orthogonal (16, 16, 2);
  check_orthogonal (1, 5, 1);
  check_orthogonal (5, 1, 1);
}

void
add_initializer_tests (void)
{
  g_test_add_func ("/initializer/table-is-well-formed", test_table);
  g_test_add_func ("/initializer/spread-is-as-the-papers-say", test_spread);
  g_test_add_func ("/initializer/same-stream-same-values", test_repeatable);
  g_test_add_func ("/initializer/more-rows-keep-the-first-ones", test_prefix);
  g_test_add_func ("/initializer/options-count", test_options);
  g_test_add_func ("/initializer/orthogonal-vectors-are-orthonormal", test_orthogonal);
}
