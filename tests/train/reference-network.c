/* reference-network.c — see reference-network.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-network.h"

#include "../nn-reference.h"
#include "reference-image.h"

#include "core/math/kernels.h"

#include <math.h>
#include <string.h>

/* A stack of layers as it was passed by one row: outputs of every layer, to go back. */
typedef struct
{
  const TdSpecList *layers;
  char             *prefix;
  GPtrArray        *values; /* double *: the input, then each layer's output */
  GPtrArray        *inner;  /* double *: before the activation, or the dropout factors */
  GArray           *shapes; /* TdShape, as values */
  gboolean          lanes;  /* an image layer made the last value */
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

/* Factors of inverted dropout: 0 or 1 / (1 - rate). Elements are counted as they stand in memory. */
static double *
dropout_factors (const ReferenceNetwork *self, const TdSpec *layer, gsize row, gsize width,
                 gboolean lanes)
{
  double rate = *(double *) option (layer, "rate");
  TdStream stream = td_stream (self->plan->graph->seed, *(char **) option (layer, "id"));
  double *factors = g_new (double, width);

  for (gsize i = 0; i < width; i++)
    {
      gsize place = lanes ? row / TD_LANES * TD_LANES * width + i * TD_LANES + row % TD_LANES
                          : row * width + i;
      guint32 words[2];

      td_stream_words (stream, self->step, place, words);
      factors[i] = !self->training || rate == 0 ? 1
                   : words[0] < rate * 4294967296.0 ? 0 : 1 / (1 - rate);
    }
  return factors;
}

/* The place of a tensor's first number, NULL without the tensor. */
static double *
numbers_of (double *numbers, const TdTensor *at)
{
  return at != NULL ? numbers + at->offset : NULL;
}

static double *
activated (const TdSpec *layer, const double *inner, gsize n)
{
  const TdOption *activation = td_kind_find_option (layer->kind, "activation");
  double *output = g_memdup2 (inner, n * sizeof *inner);

  for (gsize o = 0; activation != NULL && o < n; o++)
    output[o] = reference_activate (td_spec_value (layer, activation), inner[o]);
  return output;
}

/* Adds the values of layer @l, whose inputs are @shape. Returns the shape of its outputs. */
static TdShape
trace_layer (const ReferenceNetwork *self, Trace *trace, gsize l, TdShape shape, gsize row)
{
  const TdSpec *layer = &trace->layers->items[l];
  const double *input = g_ptr_array_index (trace->values, l);
  double *inner, *output;

  if (reference_is_image_layer (layer))
    {
      const TdTensor *weight = tensor (self, trace->prefix, l, "weight");
      const TdTensor *bias = tensor (self, trace->prefix, l, "bias");

      inner = reference_image_forward (layer, numbers_of (self->parameters, weight),
                                       numbers_of (self->parameters, bias), input, shape, &shape);
      output = activated (layer, inner, td_shape_size (shape));
      trace->lanes = TRUE;
    }
  else if (strcmp (layer->kind->id, "dense") == 0)
    {
      gsize units = *(gint64 *) option (layer, "units");

      inner = dense_forward (self, trace->prefix, l, input, td_shape_size (shape), units);
      output = activated (layer, inner, units);
      shape = (TdShape) { units, 1, 1 };
      trace->lanes = FALSE;
    }
  else
    {
      /* A new layer kind needs its formulas here. */
      g_assert_cmpstr (layer->kind->id, ==, "dropout");
      inner = dropout_factors (self, layer, row, td_shape_size (shape), trace->lanes);
      output = g_new (double, td_shape_size (shape));
      for (gsize o = 0; o < td_shape_size (shape); o++)
        output[o] = input[o] * inner[o];
    }
  g_ptr_array_add (trace->inner, inner);
  g_ptr_array_add (trace->values, output);
  return shape;
}

static Trace *
trace_new (const ReferenceNetwork *self, const TdSpecList *layers, const char *prefix,
           const double *x, TdShape shape, gboolean lanes, gsize row)
{
  Trace *trace = g_new0 (Trace, 1);

  trace->layers = layers;
  trace->prefix = g_strdup (prefix);
  trace->values = g_ptr_array_new_with_free_func (g_free);
  trace->inner = g_ptr_array_new_with_free_func (g_free);
  trace->shapes = g_array_new (FALSE, FALSE, sizeof (TdShape));
  trace->lanes = lanes;
  g_ptr_array_add (trace->values, g_memdup2 (x, td_shape_size (shape) * sizeof (double)));
  g_array_append_val (trace->shapes, shape);
  for (gsize l = 0; l < layers->n; l++)
    {
      shape = trace_layer (self, trace, l, shape, row);
      g_array_append_val (trace->shapes, shape);
    }
  return trace;
}

static void
trace_free (Trace *trace)
{
  g_free (trace->prefix);
  g_ptr_array_unref (trace->values);
  g_ptr_array_unref (trace->inner);
  g_array_unref (trace->shapes);
  g_free (trace);
}

static const double *
trace_output (const Trace *trace, TdShape *shape)
{
  *shape = g_array_index (trace->shapes, TdShape, trace->layers->n);
  return g_ptr_array_index (trace->values, trace->layers->n);
}

/* Takes @delta, the derivative by the output of layer @l; returns that by its input. */
static double *
layer_back (ReferenceNetwork *self, const Trace *trace, gsize l, double *delta)
{
  const TdSpec *layer = &trace->layers->items[l];
  const TdOption *activation = td_kind_find_option (layer->kind, "activation");
  const double *inner = g_ptr_array_index (trace->inner, l);
  const double *input = g_ptr_array_index (trace->values, l);
  TdShape in = g_array_index (trace->shapes, TdShape, l);
  TdShape out = g_array_index (trace->shapes, TdShape, l + 1);
  gsize n_in = td_shape_size (in), n_out = td_shape_size (out);
  const TdTensor *weight = tensor (self, trace->prefix, l, "weight");
  const TdTensor *bias = tensor (self, trace->prefix, l, "bias");
  double *below;

  for (gsize o = 0; activation != NULL && o < n_out; o++)
    delta[o] *= reference_slope (td_spec_value (layer, activation), inner[o]);
  if (reference_is_image_layer (layer))
    below = reference_image_back (layer, numbers_of (self->parameters, weight), input, in, out, delta,
                                  numbers_of (self->gradients, weight),
                                  numbers_of (self->gradients, bias));
  else if (weight != NULL)
    below = dense_backward (self, trace->prefix, l, input, n_in, n_out, delta);
  else
    {
      for (gsize o = 0; o < n_out; o++)
        delta[o] *= inner[o];
      return delta;
    }
  g_free (delta);
  return below;
}

/* Takes @delta, the derivative by the output; returns that by the input. */
static double *
trace_back (ReferenceNetwork *self, const Trace *trace, double *delta)
{
  for (gsize l = trace->layers->n; l-- > 0;)
    delta = layer_back (self, trace, l, delta);
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

/* φ of one row, as a head reads it. */
typedef struct
{
  const double *numbers;
  TdShape       shape;
  gboolean      lanes;
} Features;

/* One task's loss on one row; with @derive also goes back, adding to @below (width of φ). */
static double
task_row (ReferenceNetwork *self, guint k, gsize row, const Features *features,
          const double *shares, gboolean derive, double *below)
{
  const TdTaskOptions *task = td_task_options (td_plan_task (self->plan, k));
  const TdTargets *targets = &self->plan->dataset->targets[k];
  gsize n_outputs = self->plan->graph->values[self->plan->graph->outputs[k]].width, width;
  TdShape shape;
  g_autofree char *prefix = g_strdup_printf ("heads.%u", k);
  g_autofree double *target = g_new (double, MAX (targets->n_columns, 1));
  g_autofree double *delta = g_new0 (double, n_outputs);
  Trace *head = trace_new (self, &task->head, prefix, features->numbers, features->shape,
                           features->lanes, row);
  const double *last = trace_output (head, &shape);
  g_autofree double *z = dense_forward (self, prefix, task->head.n, last,
                                        width = td_shape_size (shape), n_outputs);
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
      for (gsize i = 0; i < td_shape_size (features->shape); i++)
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
      g_autofree double *numbers = self->features (self, k, x, &width);
      const Features features = { numbers, { width, 1, 1 }, FALSE };

      loss += task_row (self, k, row, &features, shares[k], FALSE, NULL);
    }
  return loss + self->penalty;
}

static double
run_row (ReferenceNetwork *self, gsize row, double **shares, gboolean derive)
{
  const TdDataset *data = self->plan->dataset;
  g_autofree double *x = g_new (double, data->n_features);
  Trace *trunk;
  Features features;
  double *below;
  double loss = 0;

  for (guint i = 0; i < data->n_features; i++)
    x[i] = data->inputs[row * data->n_features + i];
  if (self->features != NULL)
    return run_other_row (self, x, row, shares);
  trunk = trace_new (self, &td_network_of (&self->plan->project)->trunk, "trunk", x,
                     self->plan->graph->values[0].shape, FALSE, row);
  features.numbers = trace_output (trunk, &features.shape);
  features.lanes = trunk->lanes;
  below = g_new0 (double, td_shape_size (features.shape));
  for (guint k = 0; k < self->plan->n_tasks; k++)
    if (td_task_options (td_plan_task (self->plan, k))->enabled)
      loss += task_row (self, k, row, &features, shares[k], derive, below);
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
