/* reference-sharing.c — see reference-sharing.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-sharing.h"

#include "gradient.h"

#include <math.h>
#include <string.h>

#define STEP 5

static gconstpointer
option (const ReferenceNetwork *self, const char *name)
{
  const TdSpec *sharing = &td_network_of (&self->plan->project)->sharing;

  return td_spec_value (sharing, td_kind_find_option (sharing->kind, name));
}

gint64
reference_sharing_number (const ReferenceNetwork *self, const char *name)
{
  return *(const gint64 *) option (self, name);
}

double
reference_sharing_real (const ReferenceNetwork *self, const char *name)
{
  return *(const double *) option (self, name);
}

gboolean
reference_sharing_flag (const ReferenceNetwork *self, const char *name)
{
  return *(const gboolean *) option (self, name);
}

static void
softmax (double *z, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += exp (z[i]);
  for (gsize i = 0; i < n; i++)
    z[i] = exp (z[i]) / sum;
}

double *
reference_softmax_gate (const ReferenceNetwork *self, double *logits, gsize n, gsize n_experts)
{
  softmax (logits, n);
  return logits;
}

double
reference_smooth_step (double t, double gamma)
{
  return t <= -gamma / 2 ? 0 : t >= gamma / 2 ? 1
         : -2 / pow (gamma, 3) * pow (t, 3) + 3 / (2 * gamma) * t + 0.5;
}

double *
reference_selecting_gate (const ReferenceNetwork *self, double *logits, gsize n, gsize n_experts)
{
  gsize k = reference_sharing_number (self, "nonzeros"), n_digits = ceil (log2 (n_experts));
  double gamma = reference_sharing_real (self, "gamma");
  double *shares = g_new0 (double, n_experts);

  g_assert_cmpuint (n, ==, k * (n_digits + 1));
  softmax (logits + k * n_digits, k);
  for (gsize i = 0; i < k; i++)
    {
      double sum = 0, entropy = 0;

      for (gsize e = 0; e < n_experts; e++)
        {
          double r = 1;

          for (gsize b = 0; b < n_digits; b++)
            {
              double s = reference_smooth_step (logits[i * n_digits + b], gamma);

              r *= e >> b & 1 ? s : 1 - s;
            }
          shares[e] += logits[k * n_digits + i] * r;
          sum += r;
          entropy -= r * log (r + 1e-6);
        }
      entropy *= reference_sharing_real (self, "entropy");
      if (exp2 (n_digits) != n_experts)
        entropy += 1 / (sum + 1e-6);
      ((ReferenceNetwork *) self)->penalty += entropy / N_GRADIENT_ROWS;
    }
  g_free (logits);
  return shares;
}

/* Gates and stitches away from where they start, so that nothing is equal by chance. */
static void
shake (const TdLayout *layout, float *parameters)
{
  for (guint i = 0; i < layout->n_tensors; i++)
    for (gsize j = 0; j < layout->tensors[i].n; j++)
      parameters[layout->tensors[i].offset + j] += 0.04f * ((gint) (j % 11) - 5) + 0.013f;
}

static double
central_difference (ReferenceNetwork *reference, gsize at)
{
  const double h = 1e-5;
  double start = reference->parameters[at], up, down;

  reference->parameters[at] = start + h;
  up = reference_network_loss (reference, N_GRADIENT_ROWS);
  reference->parameters[at] = start - h;
  down = reference_network_loss (reference, N_GRADIENT_ROWS);
  reference->parameters[at] = start;
  return (up - down) / (2 * h);
}

/* At @n_checked weights, spread over it. */
static void
check_tensor (ReferenceNetwork *reference, const float *gradients, const TdTensor *tensor,
              guint n_checked, double tolerance)
{
  gsize step = MAX (tensor->n / n_checked, 1);
  double most = 1e-3;

  for (gsize i = 0; i < tensor->n; i++)
    most = MAX (most, fabs (gradients[tensor->offset + i]));
  for (gsize i = step / 2; i < tensor->n; i += step)
    {
      double expected = central_difference (reference, tensor->offset + i);

      if (fabs (gradients[tensor->offset + i] - expected) > tolerance * most)
        g_error ("%s[%zu]: %g instead of %g", tensor->name, i, gradients[tensor->offset + i],
                 expected);
    }
}

/* Both from the same parameters. */
static void
begin (ReferenceNetwork *reference, const TdPlan *plan, const ReferenceNetwork *with,
       float *parameters)
{
  td_graph_initialize (plan->graph, parameters);
  shake (plan->graph->layout, parameters);
  reference_network_init (reference, plan, parameters);
  reference->features = with->features;
  reference->batch_features = with->batch_features;
  reference->training = with->training;
  reference->step = STEP;
}

void
reference_check_sharing (const TdPlan *plan, const ReferenceNetwork *with, guint n_checked,
                         double tolerance)
{
  const TdLayout *layout = plan->graph->layout;
  g_autofree float *parameters = g_new (float, layout->n_weights);
  g_autofree float *gradients = g_new0 (float, layout->n_parameters);
  ReferenceNetwork reference;

  begin (&reference, plan, with, parameters);
  network_gradient (plan, parameters, with->training, STEP, gradients);
  for (guint i = 0; i < layout->n_tensors; i++)
    if (!layout->tensors[i].statistic)
      check_tensor (&reference, gradients, &layout->tensors[i], n_checked, tolerance);
  reference_network_clear (&reference);
}

void
reference_check_losses (const TdPlan *plan, const ReferenceNetwork *with, double tolerance)
{
  const TdLayout *layout = plan->graph->layout;
  g_autofree float *parameters = g_new (float, layout->n_weights);
  g_autofree float *gradients = g_new0 (float, layout->n_parameters);
  ReferenceNetwork reference;
  double loss, expected;

  begin (&reference, plan, with, parameters);
  loss = network_gradient (plan, parameters, with->training, STEP, gradients);
  expected = reference_network_loss (&reference, N_GRADIENT_ROWS) - reference.penalty;
  g_assert_cmpfloat (fabs (loss - expected), <=, tolerance * fabs (expected));
  reference_network_clear (&reference);
}
