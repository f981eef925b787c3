/* reference-network.c — see reference-network.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-network.h"

#include "../nn-reference.h"
#include "reference-layers.h"

#include <math.h>
#include <string.h>

static double *
task_shares (const TdTargets *targets, gsize n_rows)
{
  double *shares = g_new0 (double, MAX (targets->n_columns, 1));

  for (guint c = 0; c < targets->n_columns; c++)
    {
      guint n = 0;

      for (gsize r = 0; r < n_rows; r++)
        n += !isnan (targets->values[r * targets->n_columns + c]);
      shares[c] = n > 0 ? 1.0 / n : 0;
    }
  return shares;
}

/* One task's loss; with @below (rows, width of φ) also goes back, adding to it. */
static double
run_task (ReferenceNetwork *self, guint k, ReferenceValue features, double *below)
{
  const TdTaskOptions *task = td_task_options (td_plan_task (self->plan, k));
  const TdTargets *targets = &self->plan->dataset->targets[k];
  gsize n_outputs = self->plan->graph->values[self->plan->graph->outputs[k]].width;
  gsize n_features = td_shape_size (features.shape);
  g_autofree char *head_name = g_strdup_printf ("heads.%u", k);
  g_autofree char *last_name = g_strdup_printf ("heads.%u.%zu", k, task->head.n);
  g_autofree double *shares = task_shares (targets, self->n_rows);
  g_autofree double *target = g_new (double, MAX (targets->n_columns, 1));
  g_autofree double *delta = g_new0 (double, self->n_rows * n_outputs);
  ReferenceStack *head = reference_stack_new (self, &task->head, head_name, features);
  g_autofree double *z = reference_dense_forward (self, last_name, head->out, n_outputs);
  const TdLossTask measured = td_plan_loss_task (self->plan, k, NULL);
  double loss = 0;

  for (gsize row = 0; row < self->n_rows; row++)
    {
      for (guint c = 0; c < targets->n_columns; c++)
        target[c] = targets->values[row * targets->n_columns + c];
      loss += reference_cost (&task->loss, &(ReferenceRow) { &measured, shares,
                                                             z + row * n_outputs, target },
                              delta + row * n_outputs);
    }
  for (gsize i = 0; i < self->n_rows * n_outputs; i++)
    delta[i] *= task->weight;
  if (below != NULL)
    {
      g_autofree double *back
        = reference_stack_back (self, head, reference_dense_backward (self, last_name, head->out,
                                                                      n_outputs, delta));

      for (gsize i = 0; i < self->n_rows * n_features; i++)
        below[i] += back[i];
    }
  reference_stack_free (head);
  return task->weight * loss;
}

/* What task @k's head sees of every row, by self->features. */
static ReferenceValue
find_features (ReferenceNetwork *self, guint k, ReferenceValue in)
{
  gsize n_in = td_shape_size (in.shape), width = 0;
  ReferenceValue value = { NULL };

  if (self->batch_features != NULL)
    return self->batch_features (self, k, in);
  for (gsize row = 0; row < self->n_rows; row++)
    {
      g_autofree double *x = self->features (self, k, in.x + row * n_in, &width);

      value.x = row == 0 ? g_new (double, self->n_rows * width) : value.x;
      memcpy (value.x + row * width, x, width * sizeof (double));
    }
  value.shape = (TdShape) { width, 1, 1 };
  return value;
}

static double
run_with_features (ReferenceNetwork *self, ReferenceValue in)
{
  double loss = 0;

  self->penalty = 0;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      ReferenceValue features = find_features (self, k, in);

      loss += run_task (self, k, features, NULL);
      g_free (features.x);
    }
  return loss + self->penalty;
}

static double
run_with_trunk (ReferenceNetwork *self, ReferenceValue in, gboolean derive)
{
  ReferenceStack *trunk
    = reference_stack_new (self, &td_network_of (&self->plan->project)->trunk, "trunk", in);
  double *below = derive ? g_new0 (double, self->n_rows * td_shape_size (trunk->out.shape)) : NULL;
  double loss = 0;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (td_task_options (td_plan_task (self->plan, k))->enabled)
      loss += run_task (self, k, trunk->out, below);
  if (derive)
    below = reference_stack_back (self, trunk, below);
  g_free (below);
  reference_stack_free (trunk);
  return loss;
}

static double
run (ReferenceNetwork *self, gsize n_rows, gboolean derive)
{
  const TdDataset *data = self->plan->dataset;
  g_autofree double *x = g_new (double, n_rows * data->n_features);
  ReferenceValue in = { x, self->plan->graph->values[0].shape };

  self->n_rows = n_rows;
  for (gsize i = 0; i < n_rows * data->n_features; i++)
    x[i] = data->inputs[i];
  return self->features != NULL || self->batch_features != NULL
           ? run_with_features (self, in) : run_with_trunk (self, in, derive);
}

void
reference_network_init (ReferenceNetwork *self, const TdPlan *plan, const float *parameters)
{
  gsize n = plan->graph->layout->n_weights;

  *self = (ReferenceNetwork) { .plan = plan };
  self->parameters = g_new (double, n);
  self->gradients = g_new0 (double, n);
  for (gsize i = 0; i < n; i++)
    self->parameters[i] = parameters[i];
}

void
reference_network_clear (ReferenceNetwork *self)
{
  g_free (self->parameters);
  g_free (self->gradients);
}

double
reference_network_loss (ReferenceNetwork *self, gsize n_rows)
{
  return run (self, n_rows, FALSE);
}

void
reference_network_derive (ReferenceNetwork *self, gsize n_rows)
{
  memset (self->gradients, 0, self->plan->graph->layout->n_weights * sizeof (double));
  run (self, n_rows, TRUE);
}
