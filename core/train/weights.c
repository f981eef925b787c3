/* weights.c — a job of the observer: what the weights of each layer look like.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/weights.h"

#include <math.h>
#include <string.h>

/* Least and greatest, mean and deviation; Welford's sums, as weights may sit far from zero. */
static void
measure (TdWeightSummary *self, const float *values, gsize n)
{
  double mean = 0, m2 = 0;

  self->minimum = INFINITY;
  self->maximum = -INFINITY;
  for (gsize i = 0; i < n; i++)
    {
      double delta = values[i] - mean;

      if (!isfinite (values[i]))
        continue;
      self->n++;
      mean += delta / self->n;
      m2 += delta * (values[i] - mean);
      self->minimum = MIN (self->minimum, values[i]);
      self->maximum = MAX (self->maximum, values[i]);
    }
  self->mean = mean;
  self->deviation = self->n > 0 ? sqrt (m2 / self->n) : 0;
}

static void
count (TdWeightSummary *self, const float *values, gsize n)
{
  double width = (double) self->maximum - self->minimum;
  double bins = width > 0 ? TD_WEIGHT_BINS / width : 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      self->counts[MIN ((guint) (((double) values[i] - self->minimum) * bins), TD_WEIGHT_BINS - 1)]++;
}

static void
summarize (TdWeightSummary *self, const float *values, gsize n)
{
  measure (self, values, n);
  if (self->n == 0)
    memset (self, 0, sizeof *self);
  else
    count (self, values, n);
}

static gpointer
compute (gpointer question, const TdSight *sight, const TdJob *job)
{
  const TdLayout *layout = sight->plan->graph->layout;
  g_autoptr (TdWeights) self = g_new0 (TdWeights, 1);

  self->plan = td_plan_ref (sight->plan);
  self->step = sight->step;
  self->tensors = g_new0 (TdWeightSummary, MAX (layout->n_tensors, 1));
  if (layout->n_parameters <= TD_WEIGHTS_COPIED)
    self->parameters = g_memdup2 (sight->parameters, layout->n_parameters * sizeof (float));
  for (guint i = 0; i < layout->n_tensors; i++)
    {
      const TdTensor *tensor = &layout->tensors[i];

      if (td_job_is_cancelled (job))
        return NULL;
      if (!tensor->statistic)
        summarize (&self->tensors[i], sight->parameters + tensor->offset, tensor->n);
    }
  return g_steal_pointer (&self);
}

void
td_weights_free (TdWeights *self)
{
  if (self == NULL)
    return;
  td_plan_unref (self->plan);
  g_free (self->tensors);
  g_free (self->parameters);
  g_free (self);
}

static void
free_result (gpointer result)
{
  td_weights_free (result);
}

const TdJobKind td_weights_job = {
  .interval = 0.1,
  .compute = compute,
  .free_result = free_result,
};

const TdWeightSummary *
td_weights_find (const TdWeights *self, const char *id, const char *role)
{
  const TdLayout *layout = self->plan->graph->layout;

  for (guint i = 0; i < layout->n_tensors; i++)
    if (g_str_equal (layout->tensors[i].id, id) && g_str_equal (layout->tensors[i].role, role))
      return &self->tensors[i];
  return NULL;
}
