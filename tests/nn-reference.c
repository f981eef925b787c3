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

/* What a label of @column counts. */
static double
share_of (const ReferenceRow *row, guint column, guint class)
{
  double weight = row->task->weights == NULL
                    ? 1 : row->task->weights[column * row->task->n_classes + class];

  return weight * row->share[column];
}

/* What the row of a choice counts by its true class; 0 without a label. */
static double
row_share (const ReferenceRow *row)
{
  return isnan (row->t[0]) ? 0 : share_of (row, 0, (guint) row->t[0]);
}

/* A labelled cell, and 0 for the others: its target, what it counts, and 1 - 2 t. */
typedef struct
{
  double t, share, side;
} Cell;

/* Of classes, one against rest. */
static Cell
cell_at (const ReferenceRow *row, guint c)
{
  gboolean choice = row->task->form == TD_ANSWER_CHOICE;
  double label = row->t[choice ? 0 : c];
  double t = choice ? c == label : label;

  if (isnan (label))
    return (Cell) { 0, 0, 1 };
  if (row->task->form == TD_ANSWER_AMOUNTS)
    return (Cell) { t, row->share[c], 0 };
  return (Cell) { t, share_of (row, choice ? 0 : c, (guint) label), 1 - 2 * t };
}

static double
squared_error (const ReferenceRow *row, double *delta)
{
  gboolean truths = row->task->form == TD_ANSWER_TRUTHS;
  double loss = 0;

  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);
      double y = truths ? sigmoid (row->z[c], 0) : row->z[c];
      double slope = truths ? sigmoid_slope (row->z[c], 0) : 1;
      /* The first of these is exact where y is nearly 1. */
      double error = truths && cell.t == 1 ? -sigmoid (-row->z[c], 0) : y - cell.t;

      loss += cell.share * error * error;
      if (delta != NULL)
        delta[c] = cell.share * 2 * error * slope;
    }
  return loss;
}

static double
absolute_error (const ReferenceRow *row, double *delta)
{
  double loss = 0;

  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);

      loss += cell.share * fabs (row->z[c] - cell.t);
      if (delta != NULL)
        delta[c] = cell.share * ((row->z[c] > cell.t) - (row->z[c] < cell.t));
    }
  return loss;
}

static double
huber (const ReferenceRow *row, double *delta)
{
  double d = row->parameter, loss = 0;

  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);
      double error = row->z[c] - cell.t;
      double far = fabs (error) - d;

      loss += cell.share * (far > 0 ? d * far + d * d / 2 : error * error / 2);
      if (delta != NULL)
        delta[c] = cell.share * (far > 0 ? d * (error > 0 ? 1 : -1) : error);
    }
  return loss;
}

/* Softmax of the row: log p of each class, in @log_p (n_outputs). */
static void
log_softmax (const ReferenceRow *row, double *log_p)
{
  double largest = row->z[0], sum = 0;

  for (guint c = 1; c < row->task->n_outputs; c++)
    largest = MAX (largest, row->z[c]);
  for (guint c = 0; c < row->task->n_outputs; c++)
    sum += exp (row->z[c] - largest);
  for (guint c = 0; c < row->task->n_outputs; c++)
    log_p[c] = row->z[c] - largest - log (sum);
}

/* PyTorch's cross_entropy with weight and label_smoothing, of a single row:
 * Σ_c w_c (ε / C + (1 - ε) [c = class]) (-log p_c). */
static double
softmax_cross_entropy (const ReferenceRow *row, double *delta)
{
  guint n = row->task->n_outputs;
  g_autofree double *log_p = g_new (double, n);
  g_autofree double *part = g_new0 (double, n);
  double epsilon = row->parameter, loss = 0, total = 0;

  log_softmax (row, log_p);
  for (guint c = 0; !isnan (row->t[0]) && c < n; c++)
    part[c] = share_of (row, 0, c) * (epsilon / n + (c == row->t[0] ? 1 - epsilon : 0));
  for (guint c = 0; c < n; c++)
    {
      loss -= part[c] * log_p[c];
      total += part[c];
    }
  for (guint c = 0; delta != NULL && c < n; c++)
    delta[c] = total * exp (log_p[c]) - part[c];
  return loss;
}

/* -t log p - (1 - t) log (1 - p): log p = -softplus (-z), log (1 - p) = -softplus (z). Smoothed,
 * the target is t (1 - ε) + ½ ε. */
static double
sigmoid_cross_entropy (const ReferenceRow *row, double *delta)
{
  double epsilon = row->parameter, loss = 0;

  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);
      double z = row->z[c], t = cell.t * (1 - epsilon) + epsilon / 2;

      loss += cell.share * (t * softplus (-z, 0) + (1 - t) * softplus (z, 0));
      if (delta != NULL)
        delta[c] = cell.share * (sigmoid (z, 0) - t);
    }
  return loss;
}

/* -q^γ log p with q = 1 - p, and its derivative by log p times q. */
static double
focal (double gamma, double p, double q, double log_p, double *slope)
{
  *slope = -pow (q, gamma) * (q - gamma * p * log_p);
  return -pow (q, gamma) * log_p;
}

static double
focal_truths (const ReferenceRow *row, double *delta)
{
  double loss = 0;

  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);
      double a = cell.side * row->z[c], slope; /* p = σ(-a), whose logarithm has the slope -q by a */

      loss += cell.share * focal (row->parameter, sigmoid (-a, 0), sigmoid (a, 0),
                                  -softplus (a, 0), &slope);
      if (delta != NULL)
        delta[c] = cell.share * -slope * cell.side;
    }
  return loss;
}

static double
focal_choice (const ReferenceRow *row, double *delta)
{
  guint n = row->task->n_outputs;
  g_autofree double *log_p = g_new (double, n);
  guint class = isnan (row->t[0]) ? 0 : (guint) row->t[0];
  double weight = row_share (row);
  double q = 0, loss, slope;

  log_softmax (row, log_p);
  for (guint c = 0; c < n; c++)
    q += c == class ? 0 : exp (log_p[c]);
  loss = focal (row->parameter, exp (log_p[class]), q, log_p[class], &slope);
  for (guint c = 0; delta != NULL && c < n; c++)
    delta[c] = weight * slope * (c == class ? 1 : -exp (log_p[c]) / q);
  return weight * loss;
}

static double
focal_loss (const ReferenceRow *row, double *delta)
{
  return row->task->form == TD_ANSWER_CHOICE ? focal_choice (row, delta) : focal_truths (row, delta);
}

static double
hinge_choice (const ReferenceRow *row, double *delta)
{
  guint n = row->task->n_outputs;
  guint class = isnan (row->t[0]) ? 0 : (guint) row->t[0];
  double weight = row_share (row);
  double most = -INFINITY, lack;

  for (guint c = 0; c < n; c++)
    most = c == class ? most : MAX (most, row->z[c]);
  lack = 1 + most - row->z[class];
  for (guint c = 0; delta != NULL && c < n; c++)
    delta[c] = lack > 0 ? weight * ((c != class && row->z[c] == most) - (c == class)) : 0;
  return weight * MAX (lack, 0);
}

static double
hinge (const ReferenceRow *row, double *delta)
{
  double loss = 0;

  if (row->task->form == TD_ANSWER_CHOICE)
    return hinge_choice (row, delta);
  for (guint c = 0; c < row->task->n_outputs; c++)
    {
      Cell cell = cell_at (row, c);
      double lack = 1 + cell.side * row->z[c];

      loss += cell.share * MAX (lack, 0);
      if (delta != NULL)
        delta[c] = lack > 0 ? cell.share * cell.side : 0;
    }
  return loss;
}

static const ReferenceLoss losses[] = {
  { "sigmoid-cross-entropy", sigmoid_cross_entropy },
  { "softmax-cross-entropy", softmax_cross_entropy },
  { "focal", focal_loss },
  { "hinge", hinge },
  { "squared-error", squared_error },
  { "absolute-error", absolute_error },
  { "huber", huber },
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
first_number (const TdSpec *spec)
{
  for (guint i = 0; i < td_kind_n_options (spec->kind); i++)
    if (spec->kind->options[i].type == TD_NUMBER)
      return *(double *) td_spec_value (spec, &spec->kind->options[i]);
  return 0;
}

double
reference_activate (const TdSpec *activation, double x)
{
  return reference_activation (activation->kind->id)->value (x, first_number (activation));
}

double
reference_slope (const TdSpec *activation, double x)
{
  return reference_activation (activation->kind->id)->slope (x, first_number (activation));
}

double
reference_cost (const TdSpec *loss, const ReferenceRow *row, double *delta)
{
  ReferenceRow with_options = *row;

  with_options.parameter = first_number (loss);
  return reference_loss (loss->kind->id)->row (&with_options, delta);
}
