/* reference-network.c — see reference-network.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-network.h"

#include "../nn-reference.h"

#include <math.h>
#include <string.h>

/* A stack of layers as it was passed by one row: outputs of every layer, to go back. */
typedef struct
{
  const TdSpecList *layers;
  char             *prefix;
  GPtrArray        *values; /* double *: the input, then each layer's output */
  GPtrArray        *inner;  /* double *: before the activation, or the dropout factors */
  GArray           *widths; /* gsize, as values */
} Trace;

static gpointer
option (const TdSpec *spec, const char *name)
{
  return td_spec_value (spec, td_kind_find_option (spec->kind, name));
}

static const TdTensor *
tensor (const ReferenceNetwork *self, const char *prefix, gsize layer, const char *role)
{
  g_autofree char *name = g_strdup_printf ("%s.%" G_GSIZE_FORMAT ".%s", prefix, layer, role);

  return td_layout_find (self->plan->graph->layout, name);
}

/* Weights are held (inputs, units). */
static double *
dense_forward (const ReferenceNetwork *self, const char *prefix, gsize layer, const double *x,
               gsize n_in, gsize n_out)
{
  const double *w = self->parameters + tensor (self, prefix, layer, "weight")->offset;
  const TdTensor *bias = tensor (self, prefix, layer, "bias");
  double *z = g_new0 (double, n_out);

  for (gsize o = 0; o < n_out; o++)
    {
      z[o] = bias != NULL ? self->parameters[bias->offset + o] : 0;
      for (gsize i = 0; i < n_in; i++)
        z[o] += x[i] * w[i * n_out + o];
    }
  return z;
}

/* Adds to the gradients; returns the derivative by the input. */
static double *
dense_backward (ReferenceNetwork *self, const char *prefix, gsize layer, const double *x, gsize n_in,
                gsize n_out, const double *delta)
{
  const TdTensor *weight = tensor (self, prefix, layer, "weight");
  const TdTensor *bias = tensor (self, prefix, layer, "bias");
  double *below = g_new0 (double, n_in);

  for (gsize o = 0; o < n_out; o++)
    {
      if (bias != NULL)
        self->gradients[bias->offset + o] += delta[o];
      for (gsize i = 0; i < n_in; i++)
        {
          below[i] += self->parameters[weight->offset + i * n_out + o] * delta[o];
          self->gradients[weight->offset + i * n_out + o] += x[i] * delta[o];
        }
    }
  return below;
}

/* Factors of inverted dropout: 0 or 1 / (1 - rate). */
static double *
dropout_factors (const ReferenceNetwork *self, const TdSpec *layer, gsize row, gsize width)
{
  double rate = *(double *) option (layer, "rate");
  TdStream stream = td_stream (self->plan->graph->seed, *(char **) option (layer, "id"));
  double *factors = g_new (double, width);

  for (gsize i = 0; i < width; i++)
    {
      guint32 words[2];

      td_stream_words (stream, self->step, row * width + i, words);
      factors[i] = !self->training || rate == 0 ? 1
                   : words[0] < rate * 4294967296.0 ? 0 : 1 / (1 - rate);
    }
  return factors;
}

static Trace *
trace_new (const ReferenceNetwork *self, const TdSpecList *layers, const char *prefix,
           const double *x, gsize width, gsize row)
{
  Trace *trace = g_new0 (Trace, 1);

  trace->layers = layers;
  trace->prefix = g_strdup (prefix);
  trace->values = g_ptr_array_new_with_free_func (g_free);
  trace->inner = g_ptr_array_new_with_free_func (g_free);
  trace->widths = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_ptr_array_add (trace->values, g_memdup2 (x, width * sizeof (double)));
  g_array_append_val (trace->widths, width);
  for (gsize l = 0; l < layers->n; l++)
    {
      const TdSpec *layer = &layers->items[l];
      const double *input = g_ptr_array_index (trace->values, l);
      double *inner, *output;

      if (strcmp (layer->kind->id, "dense") == 0)
        {
          gsize units = *(gint64 *) option (layer, "units");

          inner = dense_forward (self, prefix, l, input, width, units);
          output = g_new (double, units);
          for (gsize o = 0; o < units; o++)
            output[o] = reference_activate (option (layer, "activation"), inner[o]);
          width = units;
        }
      else
        {
          /* A new layer kind needs its formulas here. */
          g_assert_cmpstr (layer->kind->id, ==, "dropout");
          inner = dropout_factors (self, layer, row, width);
          output = g_new (double, width);
          for (gsize o = 0; o < width; o++)
            output[o] = input[o] * inner[o];
        }
      g_ptr_array_add (trace->inner, inner);
      g_ptr_array_add (trace->values, output);
      g_array_append_val (trace->widths, width);
    }
  return trace;
}

static void
trace_free (Trace *trace)
{
  g_free (trace->prefix);
  g_ptr_array_unref (trace->values);
  g_ptr_array_unref (trace->inner);
  g_array_unref (trace->widths);
  g_free (trace);
}

static const double *
trace_output (const Trace *trace, gsize *width)
{
  *width = g_array_index (trace->widths, gsize, trace->layers->n);
  return g_ptr_array_index (trace->values, trace->layers->n);
}

/* Takes @delta, the derivative by the output; returns that by the input. */
static double *
trace_back (ReferenceNetwork *self, const Trace *trace, double *delta)
{
  for (gsize l = trace->layers->n; l-- > 0;)
    {
      const TdSpec *layer = &trace->layers->items[l];
      const double *inner = g_ptr_array_index (trace->inner, l);
      gsize n_in = g_array_index (trace->widths, gsize, l);
      gsize n_out = g_array_index (trace->widths, gsize, l + 1);

      if (strcmp (layer->kind->id, "dense") == 0)
        {
          double *below;

          for (gsize o = 0; o < n_out; o++)
            delta[o] *= reference_slope (option (layer, "activation"), inner[o]);
          below = dense_backward (self, trace->prefix, l, g_ptr_array_index (trace->values, l), n_in,
                                  n_out, delta);
          g_free (delta);
          delta = below;
        }
      else
        for (gsize o = 0; o < n_out; o++)
          delta[o] *= inner[o];
    }
  return delta;
}

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

/* One task's loss on one row; with @derive also goes back, adding to @below (width of φ). */
static double
task_row (ReferenceNetwork *self, guint k, gsize row, const double *features, gsize n_features,
          const double *shares, gboolean derive, double *below)
{
  const TdTaskOptions *task = td_task_options (td_plan_task (self->plan, k));
  const TdTargets *targets = &self->plan->dataset->targets[k];
  gsize n_outputs = self->plan->graph->values[self->plan->graph->outputs[k]].width, width;
  g_autofree char *prefix = g_strdup_printf ("heads.%u", k);
  g_autofree double *target = g_new (double, MAX (targets->n_columns, 1));
  g_autofree double *delta = g_new0 (double, n_outputs);
  Trace *head = trace_new (self, &task->head, prefix, features, n_features, row);
  const double *last = trace_output (head, &width);
  g_autofree double *z = dense_forward (self, prefix, task->head.n, last, width, n_outputs);
  const TdLossTask measured = td_plan_loss_task (self->plan, k, NULL);
  double loss;

  for (guint c = 0; c < targets->n_columns; c++)
    target[c] = targets->values[row * targets->n_columns + c];
  loss = reference_cost (&task->loss, &(ReferenceRow) { &measured, shares, z, target }, delta);
  if (derive)
    {
      g_autofree double *back = NULL;

      for (gsize o = 0; o < n_outputs; o++)
        delta[o] *= task->weight;
      back = trace_back (self, head, dense_backward (self, prefix, task->head.n, last, width,
                                                     n_outputs, delta));
      for (gsize i = 0; i < n_features; i++)
        below[i] += back[i];
    }
  trace_free (head);
  return task->weight * loss;
}

static double
run_other_row (ReferenceNetwork *self, const double *x, gsize row, double **shares)
{
  double loss = 0;

  self->penalty = 0;
  for (guint k = 0; k < self->plan->n_tasks; k++)
    {
      gsize width;
      g_autofree double *features = self->features (self, k, x, &width);

      loss += task_row (self, k, row, features, width, shares[k], FALSE, NULL);
    }
  return loss + self->penalty;
}

static double
run_row (ReferenceNetwork *self, gsize row, double **shares, gboolean derive)
{
  const TdDataset *data = self->plan->dataset;
  g_autofree double *x = g_new (double, data->n_features);
  Trace *trunk;
  const double *features;
  double *below;
  gsize width;
  double loss = 0;

  for (guint i = 0; i < data->n_features; i++)
    x[i] = data->inputs[row * data->n_features + i];
  if (self->features != NULL)
    return run_other_row (self, x, row, shares);
  trunk = trace_new (self, &td_network_of (&self->plan->project)->trunk, "trunk", x,
                     data->n_features, row);
  features = trace_output (trunk, &width);
  below = g_new0 (double, width);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (td_task_options (td_plan_task (self->plan, k))->enabled)
      loss += task_row (self, k, row, features, width, shares[k], derive, below);
  if (derive)
    below = trace_back (self, trunk, below);
  g_free (below);
  trace_free (trunk);
  return loss;
}

static double
run (ReferenceNetwork *self, gsize n_rows, gboolean derive)
{
  double **shares = g_new (double *, self->plan->n_tasks);
  double loss = 0;

  for (guint k = 0; k < self->plan->n_tasks; k++)
    shares[k] = task_shares (&self->plan->dataset->targets[k], n_rows);
  for (gsize row = 0; row < n_rows; row++)
    loss += run_row (self, row, shares, derive);
  for (guint k = 0; k < self->plan->n_tasks; k++)
    g_free (shares[k]);
  g_free (shares);
  return loss;
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
  memset (self->gradients, 0, self->plan->graph->layout->n_parameters * sizeof (double));
  run (self, n_rows, TRUE);
}
