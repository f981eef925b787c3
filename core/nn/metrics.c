/* metrics.c — tallies merged slice by slice, and the figures made from them.
 *
 * Means and deviations are merged as in Chan, Golub & LeVeque, 1979: adding up squares instead
 * would cancel for targets far from zero.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/metrics.h"

#include <math.h>
#include <string.h>

void
td_tally_init (TdTally *self, guint n_numbers)
{
  *self = (TdTally) { .n_numbers = n_numbers };
  if (n_numbers > 0)
    self->numbers = g_new0 (TdNumberTally, n_numbers);
}

void
td_tally_reset (TdTally *self)
{
  TdNumberTally *numbers = self->numbers;
  guint n_numbers = self->n_numbers;

  *self = (TdTally) { .n_numbers = n_numbers, .numbers = numbers };
  if (n_numbers > 0)
    memset (numbers, 0, n_numbers * sizeof *numbers);
}

void
td_tally_clear (TdTally *self)
{
  g_clear_pointer (&self->numbers, g_free);
  self->n_numbers = 0;
}

static void
add_number (TdNumberTally *self, const TdNumberTally *other)
{
  double n = self->n + other->n;
  double apart = other->mean - self->mean;

  if (other->n == 0)
    return;

  self->mean += apart * (other->n / n);
  self->m2 += other->m2 + apart * apart * (self->n * other->n / n);
  self->error2 += other->error2;
  self->n = n;
}

void
td_tally_add (TdTally *self, const TdTally *other)
{
  g_return_if_fail (self->n_numbers == other->n_numbers);

  self->loss += other->loss;
  self->n_labels += other->n_labels;
  self->n_correct += other->n_correct;
  self->n_rows += other->n_rows;
  self->n_exact += other->n_exact;
  self->log_loss += other->log_loss;
  for (guint i = 0; i < self->n_numbers; i++)
    add_number (&self->numbers[i], &other->numbers[i]);
}

static double
ratio (double part, double whole)
{
  return whole > 0 ? part / whole : NAN;
}

static double
r2_of (const TdTally *self)
{
  double sum = 0;

  for (guint i = 0; i < self->n_numbers; i++)
    sum += 1 - ratio (self->numbers[i].error2, self->numbers[i].m2);
  return ratio (sum, self->n_numbers);
}

static TdTaskMetrics
number_metrics (const TdTally *self)
{
  double n = 0;
  double error2 = 0;

  for (guint i = 0; i < self->n_numbers; i++)
    {
      n += self->numbers[i].n;
      error2 += self->numbers[i].error2;
    }

  return (TdTaskMetrics) {
    .loss = n > 0 ? self->loss : NAN,
    .accuracy = NAN,
    .exact = NAN,
    .log_loss = NAN,
    .r2 = r2_of (self),
    .rmse = sqrt (ratio (error2, n)),
    .n_labels = n,
  };
}

TdTaskMetrics
td_tally_metrics (const TdTally *self)
{
  if (self->n_numbers > 0)
    return number_metrics (self);

  return (TdTaskMetrics) {
    .loss = self->n_labels > 0 ? self->loss : NAN,
    .accuracy = ratio (self->n_correct, self->n_labels),
    .exact = ratio (self->n_exact, self->n_rows),
    .log_loss = ratio (self->log_loss, self->n_labels),
    .r2 = NAN,
    .rmse = NAN,
    .n_labels = self->n_labels,
  };
}

double
td_mean_accuracy (const TdTaskMetrics *metrics, guint n_tasks)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < n_tasks; k++)
    if (!isnan (metrics[k].accuracy))
      {
        sum += metrics[k].accuracy;
        n++;
      }
  return ratio (sum, n);
}

/* Over the tasks that have an accuracy; a log loss that is NaN because
 * training diverged shows. */
double
td_mean_log_loss (const TdTaskMetrics *metrics, guint n_tasks)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < n_tasks; k++)
    if (!isnan (metrics[k].accuracy))
      {
        sum += metrics[k].log_loss;
        n++;
      }
  return ratio (sum, n);
}
