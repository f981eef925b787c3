/* reference-layers.c — see reference-layers.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-layers.h"

#include "../nn-reference.h"
#include "reference-image.h"

#include "core/math/kernels.h"

#include <math.h>
#include <string.h>

static gpointer
option (const TdSpec *spec, const char *name)
{
  return td_spec_value (spec, td_kind_find_option (spec->kind, name));
}

static const TdTensor *
tensor (const ReferenceNetwork *self, const char *name, const char *role)
{
  g_autofree char *full = g_strconcat (name, ".", role, NULL);

  return td_layout_find (self->plan->graph->layout, full);
}

static double *
parameters_of (const ReferenceNetwork *self, const char *name, const char *role)
{
  return self->parameters + tensor (self, name, role)->offset;
}

static double *
gradients_of (const ReferenceNetwork *self, const char *name, const char *role)
{
  return self->gradients + tensor (self, name, role)->offset;
}

/* Dense: weights are held (inputs, units). */

double *
reference_dense_forward (ReferenceNetwork *self, const char *name, ReferenceValue in, gsize n_out)
{
  const double *w = parameters_of (self, name, "weight");
  const TdTensor *bias = tensor (self, name, "bias");
  gsize n_in = td_shape_size (in.shape);
  double *z = g_new0 (double, self->n_rows * n_out);

  for (gsize r = 0; r < self->n_rows; r++)
    for (gsize o = 0; o < n_out; o++)
      {
        z[r * n_out + o] = bias != NULL ? self->parameters[bias->offset + o] : 0;
        for (gsize i = 0; i < n_in; i++)
          z[r * n_out + o] += in.x[r * n_in + i] * w[i * n_out + o];
      }
  return z;
}

double *
reference_dense_backward (ReferenceNetwork *self, const char *name, ReferenceValue in, gsize n_out,
                          const double *delta)
{
  const double *w = parameters_of (self, name, "weight");
  double *gradient = gradients_of (self, name, "weight");
  const TdTensor *bias = tensor (self, name, "bias");
  gsize n_in = td_shape_size (in.shape);
  double *below = g_new0 (double, self->n_rows * n_in);

  for (gsize r = 0; r < self->n_rows; r++)
    for (gsize o = 0; o < n_out; o++)
      {
        double d = delta[r * n_out + o];

        if (bias != NULL)
          self->gradients[bias->offset + o] += d;
        for (gsize i = 0; i < n_in; i++)
          {
            below[r * n_in + i] += w[i * n_out + o] * d;
            gradient[i * n_out + o] += in.x[r * n_in + i] * d;
          }
      }
  return below;
}

static void
dense_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  gsize units = *(gint64 *) option (layer->spec, "units");

  layer->out.shape = (TdShape) { units, 1, 1 };
  layer->out.lanes = FALSE;
  layer->inner = reference_dense_forward (self, layer->name, layer->in, units);
  layer->out.x = g_new (double, self->n_rows * units);
  for (gsize i = 0; i < self->n_rows * units; i++)
    layer->out.x[i] = reference_activate (option (layer->spec, "activation"), layer->inner[i]);
}

static double *
dense_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  gsize units = layer->out.shape.channels;

  for (gsize i = 0; i < self->n_rows * units; i++)
    delta[i] *= reference_slope (option (layer->spec, "activation"), layer->inner[i]);
  return reference_dense_backward (self, layer->name, layer->in, units, delta);
}

/* Image layers, image by image. */

/* NULL without the tensor. */
static double *
numbers_of (const ReferenceNetwork *self, double *numbers, const char *name, const char *role)
{
  const TdTensor *at = tensor (self, name, role);

  return at != NULL ? numbers + at->offset : NULL;
}

static void
image_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  const TdOption *activation = td_kind_find_option (layer->spec->kind, "activation");
  gsize n_in = td_shape_size (layer->in.shape), n_out = 0;

  for (gsize r = 0; r < self->n_rows; r++)
    {
      g_autofree double *row
        = reference_image_forward (layer->spec,
                                   numbers_of (self, self->parameters, layer->name, "weight"),
                                   numbers_of (self, self->parameters, layer->name, "bias"),
                                   layer->in.x + r * n_in, layer->in.shape, &layer->out.shape);

      n_out = td_shape_size (layer->out.shape);
      layer->inner = r == 0 ? g_new (double, self->n_rows * n_out) : layer->inner;
      memcpy (layer->inner + r * n_out, row, n_out * sizeof (double));
    }
  layer->out.lanes = TRUE;
  layer->out.x = g_memdup2 (layer->inner, self->n_rows * n_out * sizeof (double));
  for (gsize i = 0; activation != NULL && i < self->n_rows * n_out; i++)
    layer->out.x[i] = reference_activate (td_spec_value (layer->spec, activation), layer->inner[i]);
}

static double *
image_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  const TdOption *activation = td_kind_find_option (layer->spec->kind, "activation");
  gsize n_in = td_shape_size (layer->in.shape), n_out = td_shape_size (layer->out.shape);
  double *below = g_new (double, self->n_rows * n_in);

  for (gsize i = 0; activation != NULL && i < self->n_rows * n_out; i++)
    delta[i] *= reference_slope (td_spec_value (layer->spec, activation), layer->inner[i]);
  for (gsize r = 0; r < self->n_rows; r++)
    {
      g_autofree double *row
        = reference_image_back (layer->spec,
                                numbers_of (self, self->parameters, layer->name, "weight"),
                                layer->in.x + r * n_in, layer->in.shape, layer->out.shape,
                                delta + r * n_out,
                                numbers_of (self, self->gradients, layer->name, "weight"),
                                numbers_of (self, self->gradients, layer->name, "bias"));

      memcpy (below + r * n_in, row, n_in * sizeof (double));
    }
  return below;
}

/* Dropout, inverted: factors of 0 or 1 / (1 - rate). Elements are counted as they stand in
 * memory. */

static void
dropout_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  double rate = *(double *) option (layer->spec, "rate");
  TdStream stream = td_stream (self->plan->graph->seed, *(char **) option (layer->spec, "id"));
  gsize width = td_shape_size (layer->in.shape), n = self->n_rows * width;

  layer->inner = g_new (double, n);
  layer->out.x = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      gsize row = i / width, column = i % width;
      gsize place = layer->in.lanes
                      ? row / TD_LANES * TD_LANES * width + column * TD_LANES + row % TD_LANES : i;
      guint32 words[2];

      td_stream_words (stream, self->step, place, words);
      layer->inner[i] = !self->training || rate == 0 ? 1
                        : words[0] < rate * 4294967296.0 ? 0 : 1 / (1 - rate);
      layer->out.x[i] = layer->in.x[i] * layer->inner[i];
    }
}

static double *
dropout_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  gsize n = self->n_rows * td_shape_size (layer->in.shape);
  double *below = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    below[i] = delta[i] * layer->inner[i];
  return below;
}

/* Normalization of groups of numbers. Number i is in group group_of (i) and has the weight
 * weight_of (i); inner is x̂, then 1 / sqrt (variance + ε) of each group. */
typedef struct
{
  gsize    n, size;                     /* numbers, and of a row */
  gsize    positions;                   /* of a channel */
  gsize    n_groups;
  gboolean by_row;
} Groups;

static Groups
groups_of (const ReferenceNetwork *self, const ReferenceLayer *layer, gboolean by_row)
{
  TdShape shape = layer->in.shape;
  gsize size = td_shape_size (shape);

  return (Groups) { self->n_rows * size, size, shape.height * shape.width,
                    by_row ? self->n_rows : shape.channels, by_row };
}

static gsize
group_of (const Groups *groups, gsize i)
{
  return groups->by_row ? i / groups->size : i % groups->size / groups->positions;
}

static gsize
weight_of (const Groups *groups, gsize i)
{
  return groups->by_row ? i % groups->size : group_of (groups, i);
}

static void
find_moments (const Groups *groups, const double *x, double *mean, double *variance)
{
  double count = (double) groups->n / groups->n_groups;

  for (gsize i = 0; i < groups->n; i++)
    mean[group_of (groups, i)] += x[i] / count;
  for (gsize i = 0; i < groups->n; i++)
    {
      double far = x[i] - mean[group_of (groups, i)];

      variance[group_of (groups, i)] += far * far / count;
    }
}

static void
normalize (ReferenceNetwork *self, ReferenceLayer *layer, const Groups *groups, const double *mean,
           const double *variance)
{
  const double *weight = parameters_of (self, layer->name, "weight");
  const double *bias = parameters_of (self, layer->name, "bias");
  double epsilon = *(double *) option (layer->spec, "epsilon");

  layer->inner = g_new (double, groups->n + groups->n_groups);
  layer->out.x = g_new (double, groups->n);
  for (gsize g = 0; g < groups->n_groups; g++)
    layer->inner[groups->n + g] = 1 / sqrt (variance[g] + epsilon);
  for (gsize i = 0; i < groups->n; i++)
    {
      gsize g = group_of (groups, i), w = weight_of (groups, i);

      layer->inner[i] = (layer->in.x[i] - mean[g]) * layer->inner[groups->n + g];
      layer->out.x[i] = layer->inner[i] * weight[w] + bias[w];
    }
}

/* @own: the moments are the groups' own, and depend on the numbers. */
static double *
normalize_back (ReferenceNetwork *self, const ReferenceLayer *layer, const Groups *groups,
                gboolean own, const double *delta)
{
  const double *weight = parameters_of (self, layer->name, "weight");
  double *sums = g_new0 (double, 2 * groups->n_groups), *products = sums + groups->n_groups;
  double *below = g_new (double, groups->n);
  double count = (double) groups->n / groups->n_groups;

  for (gsize i = 0; i < groups->n; i++)
    {
      gsize g = group_of (groups, i), w = weight_of (groups, i);

      gradients_of (self, layer->name, "weight")[w] += delta[i] * layer->inner[i];
      gradients_of (self, layer->name, "bias")[w] += delta[i];
      sums[g] += own ? delta[i] * weight[w] / count : 0;
      products[g] += own ? delta[i] * weight[w] * layer->inner[i] / count : 0;
    }
  for (gsize i = 0; i < groups->n; i++)
    {
      gsize g = group_of (groups, i), w = weight_of (groups, i);

      below[i] = layer->inner[groups->n + g]
                 * (delta[i] * weight[w] - sums[g] - layer->inner[i] * products[g]);
    }
  g_free (sums);
  return below;
}

static gboolean
takes_batch (const ReferenceNetwork *self, const ReferenceLayer *layer, const Groups *groups)
{
  return self->training && !layer->locked && groups->n / groups->n_groups > 1;
}

static void
batch_norm_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  Groups groups = groups_of (self, layer, FALSE);
  g_autofree double *mean = g_new0 (double, groups.n_groups);
  g_autofree double *variance = g_new0 (double, groups.n_groups);

  layer->out.lanes = groups.positions > 1;
  if (takes_batch (self, layer, &groups))
    find_moments (&groups, layer->in.x, mean, variance);
  else
    {
      memcpy (mean, parameters_of (self, layer->name, "running_mean"),
              groups.n_groups * sizeof *mean);
      memcpy (variance, parameters_of (self, layer->name, "running_var"),
              groups.n_groups * sizeof *mean);
    }
  normalize (self, layer, &groups, mean, variance);
}

static double *
batch_norm_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  Groups groups = groups_of (self, layer, FALSE);

  return normalize_back (self, layer, &groups, takes_batch (self, layer, &groups), delta);
}

static void
layer_norm_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  Groups groups = groups_of (self, layer, TRUE);
  g_autofree double *mean = g_new0 (double, groups.n_groups);
  g_autofree double *variance = g_new0 (double, groups.n_groups);

  layer->out.lanes = FALSE;
  find_moments (&groups, layer->in.x, mean, variance);
  normalize (self, layer, &groups, mean, variance);
}

static double *
layer_norm_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  Groups groups = groups_of (self, layer, TRUE);

  return normalize_back (self, layer, &groups, TRUE, delta);
}

/* Residual block: without layers, nothing is added. */

static void
residual_forward (ReferenceNetwork *self, ReferenceLayer *layer)
{
  const TdSpecList *layers = option (layer->spec, "layers");
  g_autofree char *name = g_strconcat (layer->name, ".layers", NULL);
  gsize n = self->n_rows * td_shape_size (layer->in.shape);

  self->n_locks += layer->locked;
  layer->nested = reference_stack_new (self, layers, name, layer->in);
  self->n_locks -= layer->locked;
  layer->out.lanes = layer->nested->out.lanes;
  layer->out.x = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    layer->out.x[i] = layer->in.x[i] + (layers->n > 0 ? layer->nested->out.x[i] : 0);
}

static double *
residual_backward (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta)
{
  gsize n = self->n_rows * td_shape_size (layer->in.shape);
  double *copy = g_memdup2 (delta, n * sizeof (double));
  double *below;

  if (layer->nested->n == 0)
    return copy;
  below = reference_stack_back (self, layer->nested, copy);
  for (gsize i = 0; i < n; i++)
    below[i] += delta[i];
  return below;
}

typedef struct
{
  const char *id;
  /* Sets what comes out, whose shape is what came in unless it says so. */
  void    (*forward)  (ReferenceNetwork *self, ReferenceLayer *layer);
  /* Returns the derivative by what came in; may change @delta. */
  double *(*backward) (ReferenceNetwork *self, const ReferenceLayer *layer, double *delta);
} Formulas;

static const Formulas all_formulas[] = {
  { "dense", dense_forward, dense_backward },
  { "dropout", dropout_forward, dropout_backward },
  { "batch-norm", batch_norm_forward, batch_norm_backward },
  { "layer-norm", layer_norm_forward, layer_norm_backward },
  { "residual", residual_forward, residual_backward },
};

static const Formulas image_formulas = { "", image_forward, image_backward };

static const Formulas *
find_formulas (const TdSpec *spec)
{
  if (reference_is_image_layer (spec))
    return &image_formulas;
  for (gsize i = 0; i < G_N_ELEMENTS (all_formulas); i++)
    if (strcmp (all_formulas[i].id, spec->kind->id) == 0)
      return &all_formulas[i];
  g_error ("tests/train/reference-layers.c has no layer “%s”", spec->kind->id);
}

ReferenceStack *
reference_stack_new (ReferenceNetwork *self, const TdSpecList *layers, const char *name,
                     ReferenceValue in)
{
  return reference_stack_new_from (self, layers, name, 0, in);
}

ReferenceStack *
reference_stack_new_from (ReferenceNetwork *self, const TdSpecList *layers, const char *name,
                          gsize number, ReferenceValue in)
{
  ReferenceStack *stack = g_new0 (ReferenceStack, 1);

  stack->n = layers->n;
  stack->layers = g_new0 (ReferenceLayer, layers->n);
  stack->out = in;
  for (gsize l = 0; l < layers->n; l++)
    {
      ReferenceLayer *layer = &stack->layers[l];

      layer->spec = &layers->items[l];
      layer->name = g_strdup_printf ("%s.%" G_GSIZE_FORMAT, name, number + l);
      layer->in = layer->out = stack->out;
      layer->locked = self->n_locks > 0 || *(gboolean *) option (layer->spec, "frozen");
      find_formulas (layer->spec)->forward (self, layer);
      stack->out = layer->out;
    }
  return stack;
}

void
reference_stack_free (ReferenceStack *stack)
{
  if (stack == NULL)
    return;
  for (gsize l = 0; l < stack->n; l++)
    {
      g_free (stack->layers[l].name);
      g_free (stack->layers[l].out.x);
      g_free (stack->layers[l].inner);
      reference_stack_free (stack->layers[l].nested);
    }
  g_free (stack->layers);
  g_free (stack);
}

double *
reference_stack_back (ReferenceNetwork *self, const ReferenceStack *stack, double *delta)
{
  for (gsize l = stack->n; l-- > 0;)
    {
      double *below = find_formulas (stack->layers[l].spec)->backward (self, &stack->layers[l], delta);

      g_free (delta);
      delta = below;
    }
  return delta;
}
