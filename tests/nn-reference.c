/* nn-reference.c — the formulas, and tables of them by id.
 *
 * SPDX-License-Identifier: MIT
 */
#include "nn-reference.h"

#include <math.h>

static double identity (double x, double a) { return x; }
static double identity_slope (double x, double a) { return 1; }

static double relu (double x, double a) { return x > 0 ? x : 0; }
static double relu_slope (double x, double a) { return x > 0 ? 1 : 0; }

static double leaky (double x, double a) { return x > 0 ? x : a * x; }
static double leaky_slope (double x, double a) { return x > 0 ? 1 : a; }

static double elu (double x, double a) { return x > 0 ? x : a * expm1 (x); }
static double elu_slope (double x, double a) { return x > 0 ? 1 : a * exp (x); }

static double sigmoid (double x, double a) { return 1 / (1 + exp (-x)); }
static double sigmoid_slope (double x, double a) { return sigmoid (x, a) * sigmoid (-x, a); }

static double silu (double x, double a) { return x * sigmoid (x, a); }
static double silu_slope (double x, double a) { return sigmoid (x, a) + x * sigmoid_slope (x, a); }

static double hyperbolic (double x, double a) { return tanh (x); }
static double hyperbolic_slope (double x, double a) { return 1 / (cosh (x) * cosh (x)); }

static double softplus (double x, double a) { return MAX (x, 0) + log1p (exp (-fabs (x))); }

/* The normal distribution and its density. */
static double normal (double x) { return erfc (-x / G_SQRT2) / 2; }
static double bell (double x) { return exp (-x * x / 2) / sqrt (2 * G_PI); }

static double gelu (double x, double a) { return x * normal (x); }
static double gelu_slope (double x, double a) { return normal (x) + x * bell (x); }

static const ReferenceActivation activations[] = {
  { "identity", identity, identity_slope },
  { "relu", relu, relu_slope },
  { "leaky-relu", leaky, leaky_slope },
  { "elu", elu, elu_slope },
  { "gelu", gelu, gelu_slope },
  { "silu", silu, silu_slope },
  { "tanh", hyperbolic, hyperbolic_slope },
  { "sigmoid", sigmoid, sigmoid_slope },
  { "softplus", softplus, sigmoid },
};

static double
squared_error (const double *z, guint n_outputs, const double *t, guint n_targets,
               const double *share, double *delta)
{
  double loss = 0;

  for (guint c = 0; c < n_outputs; c++)
    {
      double error = isnan (t[c]) ? 0 : z[c] - t[c];

      loss += share[c] * error * error;
      if (delta != NULL)
        delta[c] = share[c] * 2 * error;
    }
  return loss;
}

static double
softmax_cross_entropy (const double *z, guint n_outputs, const double *t, guint n_targets,
                       const double *share, double *delta)
{
  guint class = isnan (t[0]) ? 0 : (guint) t[0];
  double weight = isnan (t[0]) ? 0 : share[0];
  double largest = z[0];
  double sum = 0;

  for (guint c = 1; c < n_outputs; c++)
    largest = MAX (largest, z[c]);
  for (guint c = 0; c < n_outputs; c++)
    sum += exp (z[c] - largest);
  for (guint c = 0; delta != NULL && c < n_outputs; c++)
    delta[c] = weight * (exp (z[c] - largest) / sum - (c == class));
  return weight * (log (sum) + largest - z[class]);
}

/* -t log p - (1 - t) log (1 - p): log p = -softplus (-z), log (1 - p) = -softplus (z). */
static double
sigmoid_cross_entropy (const double *z, guint n_outputs, const double *t, guint n_targets,
                       const double *share, double *delta)
{
  gboolean one_against_rest = n_targets == 1 && n_outputs > 1;
  double loss = 0;

  for (guint c = 0; c < n_outputs; c++)
    {
      double target = one_against_rest ? (c == t[0]) : t[c];
      double weight = one_against_rest ? share[0] : share[c];

      if (isnan (one_against_rest ? t[0] : t[c]))
        weight = target = 0;
      loss += weight * (target * softplus (-z[c], 0) + (1 - target) * softplus (z[c], 0));
      if (delta != NULL)
        delta[c] = weight * (sigmoid (z[c], 0) - target);
    }
  return loss;
}

static const ReferenceLoss losses[] = {
  { "sigmoid-cross-entropy", sigmoid_cross_entropy },
  { "softmax-cross-entropy", softmax_cross_entropy },
  { "squared-error", squared_error },
};

const ReferenceActivation *
reference_activation (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activations); i++)
    if (g_str_equal (activations[i].id, id))
      return &activations[i];
  g_error ("tests/nn-reference.c has no activation “%s”", id);
}

const ReferenceLoss *
reference_loss (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    if (g_str_equal (losses[i].id, id))
      return &losses[i];
  g_error ("tests/nn-reference.c has no loss “%s”", id);
}

static double
first_option (const TdSpec *spec)
{
  const TdOption *option = spec->kind->options;

  return option == NULL ? 0 : *(double *) td_spec_value (spec, option);
}

double
reference_activate (const TdSpec *activation, double x)
{
  return reference_activation (activation->kind->id)->value (x, first_option (activation));
}

double
reference_slope (const TdSpec *activation, double x)
{
  return reference_activation (activation->kind->id)->slope (x, first_option (activation));
}
