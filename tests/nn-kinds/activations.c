/* activations.c — every activation against its formula.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/activation.h"
#include "suites.h"
#include "tests/family-contract.h"
#include "tests/nn-reference.h"

#include <math.h>
#include <string.h>

#define N 2001
#define SENTINEL 12345.5f

typedef void (*Check) (const TdSpec *spec, const TdActivationKind *kind);

/* Runs @check on every kind with its defaults, and with its first option changed. */
static void
check_all (gconstpointer data)
{
  Check check = (Check) data;

  for (const TdKind *const *kind = td_activations.kinds; *kind != NULL; kind++)
    {
      g_auto (TdSpec) spec = { NULL };

      g_test_message ("%s", (*kind)->id);
      td_spec_init (&spec, *kind);
      check (&spec, (const TdActivationKind *) *kind);
      if ((*kind)->options == NULL)
        continue;
      *(double *) td_spec_value (&spec, (*kind)->options) = 0.3;
      check (&spec, (const TdActivationKind *) *kind);
    }
}

/* No x is so near a kink that a difference would straddle it. */
static void
check_slope (const TdSpec *spec, const TdActivationKind *kind)
{
  const double h = 1e-5;

  for (double x = -8.05; x < 8; x += 0.1)
    {
      double numeric = (reference_activate (spec, x + h) - reference_activate (spec, x - h)) / (2 * h);
      double slope = reference_slope (spec, x);

      g_assert_cmpfloat_with_epsilon (numeric, slope, 1e-6 * MAX (fabs (slope), 1e-3));
    }
}

static void
fill_inputs (float *x)
{
  static const float special[] = { 0, 88, -88, 100, -100, 1e4f, -1e4f, 1e-6f, -1e-6f };

  for (int i = 0; i < N; i++)
    x[i] = (float) (i - N / 2) * 0.012f;
  memcpy (x, special, sizeof special);
}

static void
assert_near (float value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-5 * fabs (expected) + 1e-6);
}

static void
check_values (const TdSpec *spec, const TdActivationKind *kind)
{
  float x[N], y[N], delta[N];

  g_assert_true ((kind->forward == NULL) == (kind->backward == NULL));
  if (kind->forward == NULL)
    return;

  fill_inputs (x);
  for (int i = 0; i < N; i++)
    delta[i] = 2;
  kind->forward (spec->options, x, y, N);
  kind->backward (spec->options, kind->needs_input ? x : y, delta, N);

  for (int i = 0; i < N; i++)
    {
      assert_near (y[i], reference_activate (spec, x[i]));
      assert_near (delta[i] / 2, reference_slope (spec, x[i]));
    }
}

/* In place, in pieces of every length: the same bits, and nothing beyond the end is touched. */
static void
check_pieces (const TdSpec *spec, const TdActivationKind *kind)
{
  float x[N], y[N], piece[64];

  if (kind->forward == NULL)
    return;

  fill_inputs (x);
  kind->forward (spec->options, x, y, N);
  for (gsize n = 1, at = 0; at + n <= N; at += n, n = n % 50 + 1)
    {
      memcpy (piece, x + at, n * sizeof (float));
      piece[n] = SENTINEL;
      kind->forward (spec->options, piece, piece, n);
      g_assert_cmpmem (piece, n * sizeof (float), y + at, n * sizeof (float));
      g_assert_cmpfloat (piece[n], ==, SENTINEL);
      kind->backward (spec->options, y + at, piece, n);
      g_assert_cmpfloat (piece[n], ==, SENTINEL);
    }
}

static void
test_table (void)
{
  check_family (&td_activations);
  g_assert_cmpuint (td_family_n_kinds (&td_activations), ==, 9);
}

void
add_activation_tests (void)
{
  g_test_add_func ("/activation/table-is-well-formed", test_table);
  g_test_add_data_func ("/activation/slope-of-the-formula-is-its-central-difference",
                        (gconstpointer) check_slope, check_all);
  g_test_add_data_func ("/activation/kernels-match-the-formulas",
                        (gconstpointer) check_values, check_all);
  g_test_add_data_func ("/activation/pieces-give-the-same-bits",
                        (gconstpointer) check_pieces, check_all);
}
