/* measure.c — hits, -log p(true) and probabilities of logits, without overflow.
 *
 * -log σ(z) = log (1 + e^-z); the softmax takes its largest logit out first. Exponentials of a
 * block of rows are computed at once, and rows are added up one by one, so a row adds the same bits
 * in any slice.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/measure.h"

#include "core/math/kernels.h"

#include <math.h>

#define SCRATCH 1024 /* floats: stays in the first cache */

/* The first of equals; n if every logit is NaN. */
static guint
largest_at (const float *logits,
            guint        n)
{
  guint at = n;

  for (guint c = 0; c < n; c++)
    if (!isnan (logits[c]) && (at == n || logits[c] > logits[at]))
      at = c;
  return at;
}

/* Σ e^(z - @largest) of one row too long for the scratch. */
static double
sum_long_row (const float *logits,
              guint        n,
              float        largest)
{
  float scratch[SCRATCH];
  double sum = 0;

  for (guint first = 0; first < n; first += SCRATCH)
    {
      guint count = MIN (n - first, SCRATCH);

      for (guint i = 0; i < count; i++)
        scratch[i] = logits[first + i] - largest;
      td_kernels ()->exp (scratch, scratch, count);
      for (guint i = 0; i < count; i++)
        sum += scratch[i];
    }
  return sum;
}

/* sums[r] = Σ_c e^(z_rc - z_r,at[r]) of rows that fit the scratch together. */
static void
sum_block (const float *outputs, /* (rows, n) */
           guint        n,
           const guint *at,      /* (rows) */
           gsize        rows,
           double      *sums)    /* (rows) */
{
  float scratch[SCRATCH];

  for (gsize r = 0; r < rows; r++)
    for (guint c = 0; c < n; c++)
      scratch[r * n + c] = outputs[r * n + c] - outputs[r * n + at[r]];
  td_kernels ()->exp (scratch, scratch, rows * n);
  for (gsize r = 0; r < rows; r++)
    {
      sums[r] = 0;
      for (guint c = 0; c < n; c++)
        sums[r] += scratch[r * n + c];
    }
}

static void
measure_block (const float *outputs,
               guint        n,
               const float *targets,
               gsize        rows,
               TdTally     *tally)
{
  guint at[SCRATCH];
  double sums[SCRATCH];

  for (gsize r = 0; r < rows; r++)
    at[r] = largest_at (outputs + r * n, n) % n;
  if (n > SCRATCH)
    sums[0] = sum_long_row (outputs, n, outputs[at[0]]);
  else
    sum_block (outputs, n, at, rows, sums);

  for (gsize r = 0; r < rows; r++)
    {
      const float *logits = outputs + r * n;
      guint target;

      if (isnan (targets[r]))
        continue;
      target = (guint) targets[r];
      g_assert (target < n);
      tally->n_labels += 1;
      tally->n_correct += target == at[r] && !isnan (logits[target]);
      tally->log_loss += log (sums[r]) + ((double) logits[at[r]] - logits[target]);
    }
}

gsize
td_measure_logits (const float *logits,
                   const float *targets,
                   gsize        n,
                   TdTally     *tally)
{
  gsize n_labels = 0, n_right = 0;

  tally->log_loss += td_kernels ()->measure_logits (logits, targets, n, &n_labels, &n_right);
  tally->n_labels += (double) n_labels;
  tally->n_correct += (double) n_right;
  return n_right;
}

void
td_measure_classes (const float *outputs,
                    guint        n_outputs,
                    const float *targets,
                    gsize        rows,
                    TdTally     *tally)
{
  gsize block = MAX (SCRATCH / n_outputs, 1);

  for (gsize first = 0; first < rows; first += block)
    measure_block (outputs + first * n_outputs, n_outputs, targets + first,
                   MIN (block, rows - first), tally);
}

double
td_logit_probability (float logit)
{
  double small = exp (-fabs ((double) logit));

  return logit > 0 ? 1 / (1 + small) : small / (1 + small);
}

guint
td_class_probabilities (const float *logits,
                        guint        n,
                        double      *probabilities)
{
  guint at = largest_at (logits, n);
  double sum = 0;

  for (guint c = 0; c < n; c++)
    {
      probabilities[c] = at < n ? exp ((double) logits[c] - logits[at]) : NAN;
      sum += probabilities[c];
    }
  for (guint c = 0; c < n; c++)
    probabilities[c] /= sum;
  return isnan (sum) ? n : at;
}
