/* weights.c — a job of the observer: what the weights of each layer look like.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/weights.h"

#include "core/math/kernels.h"
#include "core/nn/network.h"

#include <math.h>
#include <string.h>

#define N_ROWS 128 /* that shares are averaged over */

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

static void
average (TdJointMeans *self, guint n, const float *values, gsize rows, gsize width)
{
  self->n = n;
  self->values = g_new0 (float, n);
  for (gsize row = 0; row < rows; row++)
    for (gsize i = 0; i < width; i++)
      self->values[i * n / width] += values[row * width + i] * n / ((float) width * rows);
}

/* Groups of as many values as there are channels. */
static void
average_stitch (TdJointMeans *self, const TdTensor *tensor, const float *parameters)
{
  guint n = (guint) (tensor->dims[0] * tensor->dims[1]);

  average (self, n, parameters + tensor->offset, 1, tensor->n);
}

static gboolean
has_shares (const TdGraph *graph)
{
  for (guint i = 0; i < graph->joints->len; i++)
    if (g_array_index (graph->joints, TdJoint, i).tensor < 0)
      return TRUE;
  return FALSE;
}

/* The newest weights on the first training rows; NULL: there are no rows, or nobody asks. */
static TdNetwork *
look_at_rows (const TdSight *sight, gsize *n_rows)
{
  TdGraph *graph = sight->plan->graph;
  const TdDataset *data = sight->plan->dataset;
  TdNetwork *network;
  TdPass pass;

  *n_rows = data != NULL ? MIN (data->n_part[TD_PART_TRAIN], N_ROWS) : 0;
  if (*n_rows == 0 || !has_shares (graph))
    return NULL;
  network = td_network_new (graph, *n_rows, FALSE);
  pass = td_network_pass (network, sight->parameters, *n_rows, 0);
  for (gsize i = 0; i < *n_rows; i++)
    memcpy (network->values[0] + i * data->n_features,
            data->inputs + (gsize) data->rows[TD_PART_TRAIN][i] * data->n_features,
            data->n_features * sizeof (float));
  td_network_forward (&pass, 0, *n_rows);
  return network;
}

static void
measure_joints (TdWeights *self, const TdSight *sight)
{
  const TdGraph *graph = sight->plan->graph;
  gsize n_rows;
  g_autoptr (TdNetwork) network = look_at_rows (sight, &n_rows);

  self->joints = g_new0 (TdJointMeans, MAX (graph->joints->len, 1));
  for (guint i = 0; i < graph->joints->len; i++)
    {
      const TdJoint *joint = &g_array_index (graph->joints, TdJoint, i);
      gsize width = graph->values[joint->value].width;

      if (joint->tensor >= 0)
        average_stitch (&self->joints[i], &graph->layout->tensors[joint->tensor], sight->parameters);
      else if (network != NULL)
        average (&self->joints[i], joint->is_mask ? 1 : (guint) width, network->values[joint->value],
                 n_rows, width);
    }
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
  td_flush_denormals ();
  measure_joints (self, sight);
  return g_steal_pointer (&self);
}

void
td_weights_free (TdWeights *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->joints != NULL && i < self->plan->graph->joints->len; i++)
    g_free (self->joints[i].values);
  td_plan_unref (self->plan);
  g_free (self->joints);
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
