/* monitor.c — the quantity that early stopping and the best weights follow.
 *
 * "loss" is the mean over tasks of L_k divided by its value after the first epoch, so that no task
 * rules by the scale of its loss.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/monitor.h"

#include <math.h>
#include <string.h>

void
td_monitor_init (TdMonitor *self, guint n_tasks)
{
  *self = (TdMonitor) { .n_tasks = n_tasks, .best_value = INFINITY };
  self->first_loss = g_new (double, MAX (n_tasks, 1));
  for (guint k = 0; k < n_tasks; k++)
    self->first_loss[k] = NAN;
}

void
td_monitor_clear (TdMonitor *self)
{
  g_clear_pointer (&self->first_loss, g_free);
}

static double
relative_loss (const TdMonitor *self, const TdTaskMetrics *metrics)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < self->n_tasks; k++)
    if (!isnan (self->first_loss[k]) && !isnan (metrics[k].loss))
      {
        sum += metrics[k].loss / MAX (self->first_loss[k], 1e-30);
        n++;
      }
  return n > 0 ? sum / n : NAN;
}

/* Lower is better. */
static double
monitored (const TdMonitor *self, const TdPlan *plan, const TdTaskMetrics *metrics)
{
  const char *name = td_training_of (&plan->project)->monitor;

  if (strcmp (name, "loss") == 0)
    return relative_loss (self, metrics);
  if (strcmp (name, "mean-accuracy") == 0)
    return -td_mean_accuracy (metrics, self->n_tasks);
  for (guint k = 0; k < self->n_tasks; k++)
    if (strcmp (name, td_task_options (td_plan_task (plan, k))->name) == 0)
      return metrics[k].loss;
  return NAN;
}

gboolean
td_monitor_take (TdMonitor *self, const TdPlan *plan, guint64 epoch, const TdTaskMetrics *metrics)
{
  double value;

  for (guint k = 0; k < self->n_tasks; k++)
    if (isnan (self->first_loss[k]))
      self->first_loss[k] = metrics[k].loss;
  value = monitored (self, plan, metrics);
  if (isnan (value) || value >= self->best_value)
    {
      self->patience++;
      return FALSE;
    }
  self->best_value = value;
  self->best_epoch = epoch;
  self->patience = 0;
  return TRUE;
}

gboolean
td_monitor_stops (const TdMonitor *self, const TdPlan *plan)
{
  gint64 limit = td_training_of (&plan->project)->early_stopping;

  return limit > 0 && self->best_epoch > 0 && self->patience >= (guint64) limit;
}
