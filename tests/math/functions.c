/* functions.c — tests of the kernels that apply a function to each element.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define SLOPE 0.125f

typedef void   (*Loop)     (const float *x, float *y, gsize n);
typedef void   (*LoopWith) (const float *x, float *y, gsize n, float parameter);
typedef double (*Function) (double x);

/* A function with its loops in the table; of the pairs, one is used. */
typedef struct
{
  const char *name;
  gsize       loop;          /* offset in TdKernels */
  gsize       back;
  gboolean    has_parameter;
  gboolean    back_from_x;   /* else from y */
  Function    exact;
} Case;

static double
exact_relu (double x)
{
  return x < 0 ? 0 : x;
}

static double
exact_leaky_relu (double x)
{
  return x < 0 ? SLOPE * x : x;
}

static double
exact_elu (double x)
{
  return x < 0 ? SLOPE * expm1 (x) : x;
}

static double
exact_gelu (double x)
{
  return 0.5 * x * erfc (-x / sqrt (2.0));
}

static double
exact_sigmoid (double x)
{
  return 1.0 / (1.0 + exp (-x));
}

static double
exact_silu (double x)
{
  return x * exact_sigmoid (x);
}

static double
exact_softplus (double x)
{
  return x > 0 ? x + log1p (exp (-x)) : log1p (exp (x));
}

#define OFFSET(member) offsetof (TdKernels, member)
static const Case cases[] = {
  { "relu", OFFSET (relu), OFFSET (relu_back), FALSE, FALSE, exact_relu },
  { "leaky_relu", OFFSET (leaky_relu), OFFSET (leaky_relu_back), TRUE, FALSE, exact_leaky_relu },
  { "elu", OFFSET (elu), OFFSET (elu_back), TRUE, FALSE, exact_elu },
  { "gelu", OFFSET (gelu), OFFSET (gelu_back), FALSE, TRUE, exact_gelu },
  { "silu", OFFSET (silu), OFFSET (silu_back), FALSE, TRUE, exact_silu },
  { "tanh", OFFSET (tanh), OFFSET (tanh_back), FALSE, FALSE, tanh },
  { "sigmoid", OFFSET (sigmoid), OFFSET (sigmoid_back), FALSE, FALSE, exact_sigmoid },
  { "softplus", OFFSET (softplus), OFFSET (softplus_back), FALSE, FALSE, exact_softplus },
  { "exp", OFFSET (exp), 0, FALSE, FALSE, exp },
  { "log", OFFSET (log), 0, FALSE, FALSE, log },
};

static void
call (const TdKernels *kernels,
      const Case      *test,
      gsize            offset,
      const float     *x,
      float           *y,
      gsize            n)
{
  const void *slot = (const char *) kernels + offset;

  if (test->has_parameter)
    (*(const LoopWith *) slot) (x, y, n, SLOPE);
  else
    (*(const Loop *) slot) (x, y, n);
}

/* Units in the last place of @exact as a float. */
static double
ulps (float  value,
      double exact)
{
  float nearest = (float) exact;
  double unit;

  if (isinf (nearest) || isnan (nearest))
    return value == nearest || (isnan (value) && isnan (nearest)) ? 0 : INFINITY;
  unit = nextafterf (fabsf (nearest), INFINITY) - (double) fabsf (nearest);
  return fabs (value - exact) / unit;
}

static double
worst_ulps (Loop     loop,
            Function exact,
            float    from,
            float    to)
{
  const gsize n = 200001;
  g_autofree float *x = g_new (float, n);
  g_autofree float *y = g_new (float, n);
  double worst = 0;

  for (gsize i = 0; i < n; i++)
    x[i] = (float) (from + (double) i / (n - 1) * ((double) to - from));
  loop (x, y, n);
  for (gsize i = 0; i < n; i++)
    worst = MAX (worst, ulps (y[i], exact (x[i])));
  g_test_message ("from %g to %g: %.2f ulp", from, to, worst);
  return worst;
}

static void
check_accuracy (const TdKernels *kernels)
{
  g_assert_cmpfloat (worst_ulps (kernels->exp, exp, -87.3f, 89), <, 2);
  g_assert_cmpfloat (worst_ulps (kernels->exp, exp, -1, 1), <, 2);
  g_assert_cmpfloat (worst_ulps (kernels->log, log, 0.001f, 3), <, 2);
  g_assert_cmpfloat (worst_ulps (kernels->log, log, FLT_MIN, FLT_MAX), <, 2);
  g_assert_cmpfloat (worst_ulps (kernels->log, log, FLT_MIN, 2 * FLT_MIN), <, 2);
  g_assert_cmpfloat (worst_ulps (kernels->tanh, tanh, -10, 10), <, 4);
  g_assert_cmpfloat (worst_ulps (kernels->tanh, tanh, -1e-3f, 1e-3f), <, 4);
  g_assert_cmpfloat (worst_ulps (kernels->sigmoid, exact_sigmoid, -87, 40), <, 4);
  g_assert_cmpfloat (worst_ulps (kernels->softplus, exact_softplus, -87, 40), <, 4);
}

/* Nothing beyond ±1, or 1 - y² would have the wrong sign. */
static void
check_tanh_is_bounded (const TdKernels *kernels)
{
  const gsize n = 100000;
  g_autofree float *x = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    x[i] = 6 + (float) i * 4e-5f;
  kernels->tanh (x, x, n);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (x[i], <=, 1);
}

static void
check_extremes (const TdKernels *kernels)
{
  static const float x[] = { 0, -0.0f, 1e-30f, -1e-30f, 100, -100, 1e10f, -1e10f, FLT_MAX, -FLT_MAX,
                             INFINITY };
  float y[G_N_ELEMENTS (x)];

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      call (kernels, &cases[c], cases[c].loop, x, y, G_N_ELEMENTS (x));
      for (gsize i = 0; i < G_N_ELEMENTS (x); i++)
        {
          double exact = x[i] < -1e9f && cases[c].exact == exact_silu ? 0 : cases[c].exact (x[i]);

          if (isnan (exact) || isinf ((float) exact))
            g_assert_cmpfloat (ulps (y[i], exact), ==, 0);
          else
            g_assert_cmpfloat_with_epsilon (y[i], exact, 1e-6 * fabs (exact) + 1e-30);
        }
    }
}

static void
check_nan_stays (const TdKernels *kernels)
{
  float x[20];
  float y[20];

  for (gsize i = 0; i < 20; i++)
    x[i] = i % 3 == 0 ? NAN : 0.5f;
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      call (kernels, &cases[c], cases[c].loop, x, y, 20);
      for (gsize i = 0; i < 20; i++)
        g_assert_true (isnan (y[i]) == (i % 3 == 0));
    }
}

static void
check_values (const TdKernels *kernels)
{
  const gsize n = 20001;
  g_autofree float *x = g_new (float, n);
  g_autofree float *y = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    x[i] = ((float) i - 10000) / 1000;
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      call (kernels, &cases[c], cases[c].loop, x, y, n);
      for (gsize i = 0; i < n; i++)
        if (cases[c].exact != log || x[i] > 0)
          {
            double exact = cases[c].exact (x[i]);

            if (!(fabs (y[i] - exact) <= 2e-6 * fabs (exact) + 1e-12))
              g_error ("%s (%g) is %g, not %g", cases[c].name, x[i], y[i], exact);
          }
    }
}

static void
check_derivatives (const TdKernels *kernels)
{
  const gsize n = 1999;
  g_autofree float *x = g_new (float, n);
  g_autofree float *y = g_new (float, n);
  g_autofree float *delta = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    x[i] = ((float) i - 999.5f) / 100;
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      if (cases[c].back == 0)
        continue;
      call (kernels, &cases[c], cases[c].loop, x, y, n);
      for (gsize i = 0; i < n; i++)
        delta[i] = 2;
      call (kernels, &cases[c], cases[c].back, cases[c].back_from_x ? x : y, delta, n);
      for (gsize i = 0; i < n; i++)
        {
          const double h = 1e-5;
          double slope = (cases[c].exact (x[i] + h) - cases[c].exact (x[i] - h)) / (2 * h);

          if (fabs (delta[i] - 2 * slope) > 2e-6)
            g_error ("%s' (%g) is %g, not %g", cases[c].name, x[i], delta[i] / 2, slope);
        }
    }
}

/* Each element alone, in pieces, shifted and in place: always the bits it has in the whole. */
static void
check_places (const TdKernels *kernels)
{
  enum { N = 203 };
  float x[N + 8];
  float whole[N];
  float parts[N + 8];

  fill (x, N, 6, "places");
  for (gsize c = 0; c < 2 * G_N_ELEMENTS (cases); c++)
    {
      const Case *test = &cases[c / 2];
      gsize offset = c % 2 == 0 ? test->loop : test->back;

      if (offset == 0)
        continue;
      for (gsize i = 0; i < N; i++)
        whole[i] = (float) i + 0.5f; /* deltas */
      call (kernels, test, offset, x, whole, N);
      for (gsize size = 1; size < 70; size += size < 20 ? 1 : 7)
        {
          for (gsize i = 0; i < N; i++)
            parts[i] = (float) i + 0.5f;
          for (gsize i = 0; i < N; i += size)
            call (kernels, test, offset, x + i, parts + i, MIN (size, N - i));
          if (memcmp (whole, parts, sizeof whole) != 0)
            g_error ("%s differs in pieces of %zu (%s)", test->name, size, kernels->name);
        }
      if (c % 2 == 0)
        {
          memcpy (parts, x, sizeof whole);
          call (kernels, test, offset, parts, parts, N);
          g_assert_cmpmem (whole, sizeof whole, parts, sizeof whole);
        }
    }
}

static void
test_accuracy (void)
{
  for_each_table (check_accuracy);
  for_each_table (check_tanh_is_bounded);
}

static void
test_values (void)
{
  for_each_table (check_values);
}

static void
test_extremes (void)
{
  for_each_table (check_extremes);
}

static void
test_nan_stays (void)
{
  for_each_table (check_nan_stays);
}

static void
test_derivatives (void)
{
  for_each_table (check_derivatives);
}

static void
test_places (void)
{
  for_each_table (check_places);
}

void
add_function_tests (void)
{
  g_test_add_func ("/kernels/functions-are-right-to-a-few-ulp", test_accuracy);
  g_test_add_func ("/kernels/functions-have-the-right-values", test_values);
  g_test_add_func ("/kernels/functions-survive-extremes", test_extremes);
  g_test_add_func ("/kernels/functions-pass-nan-on", test_nan_stays);
  g_test_add_func ("/kernels/back-is-the-derivative", test_derivatives);
  g_test_add_func ("/kernels/bits-do-not-depend-on-the-place", test_places);
}
