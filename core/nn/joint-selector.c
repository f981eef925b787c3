/* joint-selector.c — shares of the DSelect-k gate (Hazimeh et al., 2021, arXiv:2106.03760).
 *
 * Selector i turns its digits z_ib into shares r_ie = Π_b (S(z_ib) where digit b of e is 1, else
 * 1 - S(z_ib)); the shares are q_e = Σ_i softmax(w)_i r_ie. Added to the loss, as means over the
 * batch: entropy Σ_i H(r_i) and, when the number of experts is no power of two, Σ_i 1 / Σ_e r_ie,
 * which keeps selectors off codes that stand for no expert. As in the authors' program,
 * H = -Σ r log (r + 1e-6).
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/joints.h"

#include <math.h>
#include <string.h>

#define EPSILON 1e-6
#define MOST_DIGITS 6     /* of TD_NODE_MAX_INPUTS experts */

G_STATIC_ASSERT (TD_NODE_MAX_INPUTS <= 1 << MOST_DIGITS);

typedef struct
{
  TdSelector selector;
  guint      n_experts;
} Detail;

/* One selector of one row. */
typedef struct
{
  guint        n_digits, n_experts;
  const float *z;                          /* (n_digits) */
  double       steps[MOST_DIGITS];         /* S(z) */
  double       shares[TD_NODE_MAX_INPUTS]; /* r */
} Selection;

double
td_smooth_step (double t, double gamma)
{
  if (t <= -gamma / 2)
    return 0;
  if (t >= gamma / 2)
    return 1;
  return -2 * t * t * t / (gamma * gamma * gamma) + 3 * t / (2 * gamma) + 0.5;
}

static double
step_slope (double t, double gamma)
{
  return fabs (t) >= gamma / 2 ? 0 : -6 * t * t / (gamma * gamma * gamma) + 3 / (2 * gamma);
}

static guint
count_digits (guint n_experts)
{
  guint n = 0;

  while (1u << n < n_experts)
    n++;
  return n;
}

static gboolean
has_idle_codes (const Selection *self)
{
  return 1u << self->n_digits != self->n_experts;
}

/* S or 1 - S, as @expert has the digit. */
static double
factor (const Selection *self, guint expert, guint digit)
{
  return expert >> digit & 1 ? self->steps[digit] : 1 - self->steps[digit];
}

static void
select_experts (Selection *self, const Detail *detail, const float *codes, guint index)
{
  self->n_experts = detail->n_experts;
  self->n_digits = count_digits (detail->n_experts);
  self->z = codes + index * self->n_digits;
  for (guint b = 0; b < self->n_digits; b++)
    self->steps[b] = td_smooth_step (self->z[b], detail->selector.gamma);
  for (guint e = 0; e < self->n_experts; e++)
    {
      self->shares[e] = 1;
      for (guint b = 0; b < self->n_digits; b++)
        self->shares[e] *= factor (self, e, b);
    }
}

static double
sum_of (const double *x, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

static void
softmax (const float *z, guint n, double *shares)
{
  float largest = z[0];
  double sum;

  for (guint i = 1; i < n; i++)
    largest = MAX (largest, z[i]);
  for (guint i = 0; i < n; i++)
    shares[i] = exp ((double) z[i] - largest);
  sum = sum_of (shares, n);
  for (guint i = 0; i < n; i++)
    shares[i] /= sum;
}

static void
forward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  guint k = detail->selector.n_nonzeros, n = detail->n_experts;

  for (gsize row = first; row < last; row++)
    {
      const float *codes = pass->values[node->inputs[0]] + row * node->input_width;
      double weights[TD_NODE_MAX_INPUTS], sums[TD_NODE_MAX_INPUTS] = { 0 };

      softmax (codes + k * count_digits (n), k, weights);
      for (guint i = 0; i < k; i++)
        {
          Selection selection;

          select_experts (&selection, detail, codes, i);
          for (guint e = 0; e < n; e++)
            sums[e] += weights[i] * selection.shares[e];
        }
      for (guint e = 0; e < n; e++)
        pass->values[node->output][row * n + e] = sums[e];
    }
}

/* Of the regularisers, by r; @scale brings the sum over rows to a mean. */
static void
add_cost_slopes (const Selection *self, double entropy, double scale, double *slopes)
{
  double sum = sum_of (self->shares, self->n_experts);

  for (guint e = 0; e < self->n_experts; e++)
    {
      double r = self->shares[e];

      slopes[e] -= scale * entropy * (log (r + EPSILON) + r / (r + EPSILON));
      if (has_idle_codes (self))
        slopes[e] -= scale / ((sum + EPSILON) * (sum + EPSILON));
    }
}

/* From @slopes, by r, to those by z, which are added. */
static void
derive_digits (const Selection *self, double gamma, const double *slopes, float *below)
{
  for (guint b = 0; b < self->n_digits; b++)
    {
      double sum = 0;

      for (guint e = 0; e < self->n_experts; e++)
        {
          double others = slopes[e];

          for (guint other = 0; other < self->n_digits; other++)
            others *= other != b ? factor (self, e, other) : 1;
          sum += e >> b & 1 ? others : -others;
        }
      below[b] += sum * step_slope (self->z[b], gamma);
    }
}

/* Added to @below, (input_width). */
static void
derive_row (const Detail *detail, const float *codes, const float *delta, double scale, float *below)
{
  guint k = detail->selector.n_nonzeros, n = detail->n_experts, n_digits = count_digits (n);
  double weights[TD_NODE_MAX_INPUTS], gains[TD_NODE_MAX_INPUTS], mean = 0;

  softmax (codes + k * n_digits, k, weights);
  for (guint i = 0; i < k; i++)
    {
      double slopes[TD_NODE_MAX_INPUTS];
      Selection selection;

      select_experts (&selection, detail, codes, i);
      gains[i] = 0;
      for (guint e = 0; e < n; e++)
        {
          gains[i] += delta[e] * selection.shares[e];
          slopes[e] = weights[i] * delta[e];
        }
      add_cost_slopes (&selection, detail->selector.entropy, scale, slopes);
      derive_digits (&selection, detail->selector.gamma, slopes, below + i * n_digits);
      mean += weights[i] * gains[i];
    }
  for (guint i = 0; i < k; i++)
    below[k * n_digits + i] += weights[i] * (gains[i] - mean);
}

static void
backward (const TdPass *pass, const TdNode *node, gsize first, gsize last)
{
  const Detail *detail = node->detail;
  gsize width = node->input_width;
  float *below = pass->deltas[node->inputs[0]];

  if (!node->wants_delta[0])
    return;
  if (!node->accumulate[0])
    memset (below + first * width, 0, (last - first) * width * sizeof *below);
  for (gsize row = first; row < last; row++)
    derive_row (detail, pass->values[node->inputs[0]] + row * width,
                pass->deltas[node->output] + row * detail->n_experts, 1.0 / pass->rows,
                below + row * width);
}

static const TdOp op = { .forward = forward, .backward = backward };

guint
td_selector_width (const TdSelector *self, guint n_experts)
{
  return self->n_nonzeros * (count_digits (n_experts) + 1);
}

guint
td_joint_selector (TdGraph *graph, const TdSelector *selector, const TdPlace *place, guint codes,
                   guint n_experts)
{
  TdNode node = { .op = &op, .n_inputs = 1, .inputs = { codes }, .task = place->task };
  Detail *detail = g_new0 (Detail, 1);

  g_assert (n_experts <= TD_NODE_MAX_INPUTS && selector->n_nonzeros <= TD_NODE_MAX_INPUTS);
  g_assert (graph->values[codes].width == td_selector_width (selector, n_experts));
  detail->selector = *selector;
  detail->n_experts = n_experts;
  return td_graph_add_node (graph, &node, (TdShape) { n_experts, 1, 1 }, detail);
}
