/* trajectories.c — 40 steps on a small network, against PyTorch's.
 *
 * y = tanh (x W1ᵀ + b1) W2ᵀ + b2 with squared error, gradients in double precision. The same
 * network, data and start are made by tests/reference/optimizers.py.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/optimizer.h"
#include "suites.h"
#include "trajectory-values.h"

#include <math.h>

enum { ROWS = 8, INPUTS = 3, UNITS = 4, OUTPUTS = 2, STEPS = 40 };
enum { W1 = 0, B1 = W1 + UNITS * INPUTS, W2 = B1 + UNITS, B2 = W2 + OUTPUTS * UNITS,
       N = B2 + OUTPUTS };

G_STATIC_ASSERT (N == TRAJECTORY_N_WEIGHTS);

static const int tensors[][2] = { { W1, B1 }, { B1, W2 }, { W2, B2 }, { B2, N } };

static double
input (int row, int column)
{
  return (float) sin (1.3 * (row * INPUTS + column) + 0.2);
}

static double
target (int row, int column)
{
  return (float) cos (0.7 * (row * OUTPUTS + column));
}

static void
forward (const float *w, int row, double hidden[UNITS], double outputs[OUTPUTS])
{
  for (int u = 0; u < UNITS; u++)
    {
      double sum = w[B1 + u];

      for (int i = 0; i < INPUTS; i++)
        sum += w[W1 + u * INPUTS + i] * input (row, i);
      hidden[u] = tanh (sum);
    }
  for (int o = 0; o < OUTPUTS; o++)
    {
      outputs[o] = w[B2 + o];
      for (int u = 0; u < UNITS; u++)
        outputs[o] += w[W2 + o * UNITS + u] * hidden[u];
    }
}

static void
backward (const float *w, int row, const double hidden[UNITS], const double outputs[OUTPUTS],
          double gradients[N])
{
  for (int o = 0; o < OUTPUTS; o++)
    {
      double delta = 2 * (outputs[o] - target (row, o)) / ROWS;

      gradients[B2 + o] += delta;
      for (int u = 0; u < UNITS; u++)
        {
          double inner = delta * w[W2 + o * UNITS + u] * (1 - hidden[u] * hidden[u]);

          gradients[W2 + o * UNITS + u] += delta * hidden[u];
          gradients[B1 + u] += inner;
          for (int i = 0; i < INPUTS; i++)
            gradients[W1 + u * INPUTS + i] += inner * input (row, i);
        }
    }
}

static void
differentiate (const float *w, float *gradients)
{
  double exact[N] = { 0 };

  for (int r = 0; r < ROWS; r++)
    {
      double hidden[UNITS], outputs[OUTPUTS];

      forward (w, r, hidden, outputs);
      backward (w, r, hidden, outputs, exact);
    }
  for (int i = 0; i < N; i++)
    gradients[i] = (float) exact[i];
}

/* @text as "name=value name=value". */
static void
set_options (TdSpec *spec, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL && **word != '\0'; word++)
    {
      g_auto (GStrv) sides = g_strsplit (*word, "=", 2);

      g_assert_true (td_spec_set_path (spec, sides[0], sides[1], NULL));
    }
}

static void
train (const TrajectoryCase *c, float *w)
{
  g_auto (TdSpec) spec = { NULL };
  const TdOptimizerKind *kind = (const TdOptimizerKind *) td_family_find (&td_optimizers, c->kind);
  float state[TD_OPTIMIZER_MAX_SLOTS][N] = { { 0 } };
  float *slots[] = { state[0], state[1], state[2] };
  float gradients[N];

  td_spec_init (&spec, &kind->kind);
  set_options (&spec, c->options);
  for (int i = 0; i < N; i++)
    w[i] = (float) (0.5 * sin (2.1 * i + 0.5));
  for (guint64 t = 1; t <= STEPS; t++)
    {
      differentiate (w, gradients);
      kind->step (spec.options, ((TdOptimizerOptions *) spec.options)->learning_rate, w, gradients,
                  slots, N, t);
    }
}

static double
distance (const float *w, const double *expected, int first, int end)
{
  double apart = 0, length = 0;

  for (int i = first; i < end; i++)
    {
      apart += (w[i] - expected[i]) * (w[i] - expected[i]);
      length += expected[i] * expected[i];
    }
  return sqrt (apart / length);
}

/* PyTorch's own float32 runs stay within 3e-6 of these values. */
static void
test_trajectory (gconstpointer data)
{
  const TrajectoryCase *c = data;
  float w[N];
  double worst = 0;

  train (c, w);
  for (gsize i = 0; i < G_N_ELEMENTS (tensors); i++)
    worst = MAX (worst, distance (w, c->weights, tensors[i][0], tensors[i][1]));
  g_test_message ("differs by %.1e", worst);
  g_assert_cmpfloat (worst, <, 1e-5);
}

void
add_trajectory_tests (void)
{
  for (const TrajectoryCase *c = trajectory_cases; c->kind != NULL; c++)
    {
      g_autofree char *path = g_strdup_printf ("/trajectory/%s/like-pytorch: %s", c->kind,
                                               *c->options ? c->options : "defaults");

      g_test_add_data_func (path, c, test_trajectory);
    }
}
