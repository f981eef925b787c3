/* loss-softmax-cross-entropy.c — -log p(class) with p = softmax of the outputs.
 *
 * l = log Σ_c e^(z_c - m) + m - z_class with m = max z, so nothing overflows. Exponentials are
 * taken over blocks of rows at once; sums run row by row in column order, so a row's bits don't
 * depend on its neighbours.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/kernels.h"
#include "core/nn/loss.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SCRATCH 1024 /* floats: stays in the first cache */

typedef struct
{
  const float *outputs; /* (n_outputs) */
  guint        n_outputs;
  float        largest; /* output */
  double       sum;     /* of exponentials */
} Row;

static float
largest_of (const float *z, gsize n)
{
  float largest = z[0];

  for (gsize i = 1; i < n; i++)
    largest = z[i] > largest ? z[i] : largest;
  return largest;
}

static double
add_up (const float *x, gsize n, double sum)
{
  for (gsize i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

static double
loss_of (const Row *row, guint class)
{
  return log (row->sum) + ((double) row->largest - row->outputs[class]);
}

/* Turns a row's exponentials into the derivative by its outputs. */
static void
derive (const Row *row, guint class, float share, float *delta)
{
  float factor = (float) (share / row->sum);

  for (guint c = 0; c < row->n_outputs; c++)
    delta[c] *= factor;
  delta[class] -= share;
}

static void
finish_row (const Row *row, float target, float share, double *loss, float *delta)
{
  if (isnan (target))
    {
      *loss = 0;
      for (guint c = 0; delta != NULL && c < row->n_outputs; c++)
        delta[c] = 0;
      return;
    }

  guint class = (guint) target;

  g_assert (class < row->n_outputs);
  *loss = share * loss_of (row, class);
  if (delta != NULL)
    derive (row, class, share, delta);
}

/* Rows whose exponentials fit @exponentials, (rows, n_outputs), which is @delta if there is one.
 * Until a row's loss is known its place keeps the row's largest output. */
static void
evaluate_block (const float *outputs, guint n_outputs, const float *targets, float share,
                gsize rows, double *losses, float *exponentials, gboolean has_delta)
{
  for (gsize r = 0; r < rows; r++)
    {
      const float *z = outputs + r * n_outputs;
      float largest = largest_of (z, n_outputs);

      losses[r] = largest;
      for (guint c = 0; c < n_outputs; c++)
        exponentials[r * n_outputs + c] = z[c] - largest;
    }
  td_kernels ()->exp (exponentials, exponentials, rows * n_outputs);

  for (gsize r = 0; r < rows; r++)
    {
      float *e = exponentials + r * n_outputs;
      Row row = { outputs + r * n_outputs, n_outputs, (float) losses[r], add_up (e, n_outputs, 0) };

      finish_row (&row, targets[r], share, &losses[r], has_delta ? e : NULL);
    }
}

/* A row too long for the scratch, where no derivative is asked for. */
static void
evaluate_long_row (const float *z, guint n_outputs, float target, float share, double *loss)
{
  float scratch[SCRATCH];
  Row row = { z, n_outputs, largest_of (z, n_outputs), 0 };

  for (gsize first = 0; first < n_outputs; first += SCRATCH)
    {
      gsize n = MIN (n_outputs - first, SCRATCH);

      for (gsize i = 0; i < n; i++)
        scratch[i] = z[first + i] - row.largest;
      td_kernels ()->exp (scratch, scratch, n);
      row.sum = add_up (scratch, n, row.sum);
    }
  finish_row (&row, target, share, loss, NULL);
}

static void
evaluate (gconstpointer options,
          const float  *outputs,
          guint         n_outputs,
          const float  *targets,
          guint         n_targets,
          const float  *share,
          gsize         rows,
          double       *losses,
          float        *delta)
{
  float scratch[SCRATCH];
  gsize block = MAX (SCRATCH / n_outputs, 1);

  g_assert (n_targets == 1);

  for (gsize first = 0; first < rows; first += block)
    {
      gsize n = MIN (block, rows - first);
      const float *z = outputs + first * n_outputs;

      if (delta == NULL && n_outputs > SCRATCH)
        evaluate_long_row (z, n_outputs, targets[first], *share, losses + first);
      else
        evaluate_block (z, n_outputs, targets + first, *share, n, losses + first,
                        delta != NULL ? delta + first * n_outputs : scratch, delta != NULL);
    }
}

extern const TdLossKind td_loss_softmax_cross_entropy;

const TdLossKind td_loss_softmax_cross_entropy = {
  .kind = {
    .id = "softmax-cross-entropy",
    .title = N_("Softmax cross-entropy"),
    .summary = N_("How surprised the network is by the true class, when its classes share 100 %."),
  },
  .evaluate = evaluate,
};
