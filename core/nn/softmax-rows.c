/* softmax-rows.c — see softmax-rows.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/softmax-rows.h"

#include "core/math/kernels.h"

#include <math.h>

#define SCRATCH 1024 /* floats: stays in the first cache */

typedef struct
{
  const TdLossTask *task;
  TdSoftmaxLoss     loss;
  gconstpointer     user;
} Job;

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

/* Adds the exponentials of @n outputs, a scratchful at a time. */
static double
add_exponentials (const float *z, gsize n, float largest, double sum)
{
  float scratch[SCRATCH];

  for (gsize first = 0; first < n; first += SCRATCH)
    {
      gsize piece = MIN (n - first, SCRATCH);

      for (gsize i = 0; i < piece; i++)
        scratch[i] = z[first + i] - largest;
      td_kernels ()->exp (scratch, scratch, piece);
      sum = add_up (scratch, piece, sum);
    }
  return sum;
}

static double
finish_row (const Job *job, TdSoftmaxRow *row, float target, float *delta)
{
  if (isnan (target))
    {
      for (guint c = 0; delta != NULL && c < row->n_outputs; c++)
        delta[c] = 0;
      return 0;
    }
  row->class = (guint) target;
  g_assert (row->class < row->n_outputs);
  return job->loss (job->user, row, delta);
}

/* Rows whose exponentials fit @exponentials, (rows, n_outputs), which is the delta if there is one.
 * Until a row's loss is known its place keeps the row's largest output. */
static void
run_block (const Job *job, const float *outputs, const float *targets, gsize rows, double *losses,
           float *exponentials, gboolean has_delta)
{
  guint n_outputs = job->task->n_outputs;

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
      TdSoftmaxRow row = { .outputs = outputs + r * n_outputs, .exponentials = e,
                           .n_outputs = n_outputs, .largest = (float) losses[r],
                           .sum = add_up (e, n_outputs, 0) };

      losses[r] = finish_row (job, &row, targets[r], has_delta ? e : NULL);
    }
}

/* A row too long for the scratch, where no derivative is asked for. */
static double
run_long_row (const Job *job, const float *z, float target)
{
  TdSoftmaxRow row = { .outputs = z, .n_outputs = job->task->n_outputs };

  row.largest = largest_of (z, row.n_outputs);
  row.sum = add_exponentials (z, row.n_outputs, row.largest, 0);
  return finish_row (job, &row, target, NULL);
}

void
td_softmax_rows (const TdLossTask *task, const float *outputs, const float *targets, gsize rows,
                 TdSoftmaxLoss loss, gconstpointer user, double *losses, float *delta)
{
  const Job job = { task, loss, user };
  guint n_outputs = task->n_outputs;
  float scratch[SCRATCH];
  gsize block = MAX (SCRATCH / n_outputs, 1);

  g_assert (task->n_targets == 1);

  for (gsize first = 0; first < rows; first += block)
    {
      gsize n = MIN (block, rows - first);
      const float *z = outputs + first * n_outputs;

      if (delta == NULL && n_outputs > SCRATCH)
        losses[first] = run_long_row (&job, z, targets[first]);
      else
        run_block (&job, z, targets + first, n, losses + first,
                   delta != NULL ? delta + first * n_outputs : scratch, delta != NULL);
    }
}

double
td_softmax_surprise (const TdSoftmaxRow *row, guint class)
{
  return log (row->sum) + ((double) row->largest - row->outputs[class]);
}

double
td_softmax_others (const TdSoftmaxRow *row)
{
  guint after = row->class + 1;
  double sum;

  if (row->exponentials != NULL)
    {
      sum = add_up (row->exponentials, row->class, 0);
      return add_up (row->exponentials + after, row->n_outputs - after, sum);
    }
  sum = add_exponentials (row->outputs, row->class, row->largest, 0);
  return add_exponentials (row->outputs + after, row->n_outputs - after, row->largest, sum);
}
