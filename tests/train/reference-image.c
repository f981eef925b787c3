/* reference-image.c — see reference-image.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "reference-image.h"

#include <string.h>

/* One layer on one image, and what a walk over its windows has come to. */
typedef struct
{
  const double *weights, *x, *delta;
  double       *z, *below, *weight_gradient;
  TdShape       in, out;
  gsize         size, stride, padding;
} Walk;

static gint64
whole_number (const TdSpec *layer, const char *name)
{
  const TdOption *option = td_kind_find_option (layer->kind, name);

  return option != NULL ? *(gint64 *) td_spec_value (layer, option) : 0;
}

gboolean
reference_is_image_layer (const TdSpec *layer)
{
  return td_kind_find_option (layer->kind, "stride") != NULL;
}

static Walk
walk_new (const TdSpec *layer, TdShape in)
{
  Walk walk = { .in = in, .size = whole_number (layer, "size"),
                .stride = whole_number (layer, "stride"), .padding = whole_number (layer, "padding") };

  if (walk.stride == 0)
    walk.stride = walk.size;
  walk.out.channels = strcmp (layer->kind->id, "conv2d") == 0 ? (gsize) whole_number (layer, "channels")
                                                               : in.channels;
  walk.out.height = (in.height + 2 * walk.padding - walk.size) / walk.stride + 1;
  walk.out.width = (in.width + 2 * walk.padding - walk.size) / walk.stride + 1;
  return walk;
}

/* Of the pixel (@y, @x) of a window; FALSE in the border. */
static gboolean
pixel_at (const Walk *self, gsize c, gsize row, gsize column, gsize y, gsize x, gsize *at)
{
  gsize down = row * self->stride + y - self->padding, across = column * self->stride + x - self->padding;

  *at = (c * self->in.height + down) * self->in.width + across;
  return down < self->in.height && across < self->in.width;
}

static void
convolve_at (Walk *self, gsize f, gsize row, gsize column, gsize to)
{
  for (gsize c = 0; c < self->in.channels; c++)
    for (gsize y = 0; y < self->size; y++)
      for (gsize x = 0; x < self->size; x++)
        {
          gsize w = ((f * self->in.channels + c) * self->size + y) * self->size + x, at;

          if (!pixel_at (self, c, row, column, y, x, &at))
            continue;
          if (self->z != NULL)
            self->z[to] += self->weights[w] * self->x[at];
          else
            {
              self->below[at] += self->weights[w] * self->delta[to];
              self->weight_gradient[w] += self->x[at] * self->delta[to];
            }
        }
}

static void
take_largest (Walk *self, gsize c, gsize row, gsize column, gsize to)
{
  gsize best = G_MAXSIZE, at;

  for (gsize i = 0; i < self->size * self->size; i++)
    if (pixel_at (self, c, row, column, i / self->size, i % self->size, &at)
        && (best == G_MAXSIZE || self->x[at] > self->x[best]))
      best = at;
  if (self->z != NULL)
    self->z[to] = self->x[best];
  else
    self->below[best] += self->delta[to];
}

static void
take_mean (Walk *self, gsize c, gsize row, gsize column, gsize to)
{
  double n = self->size * self->size;
  gsize at;

  for (gsize i = 0; i < self->size * self->size; i++)
    {
      pixel_at (self, c, row, column, i / self->size, i % self->size, &at);
      if (self->z != NULL)
        self->z[to] += self->x[at] / n;
      else
        self->below[at] += self->delta[to] / n;
    }
}

static const struct
{
  const char *id;
  void      (*window) (Walk *self, gsize channel, gsize row, gsize column, gsize to);
} kinds[] = {
  { "conv2d", convolve_at },
  { "max-pool", take_largest },
  { "average-pool", take_mean },
};

static void
walk_windows (const TdSpec *layer, Walk *walk)
{
  gsize n = walk->out.height * walk->out.width;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (strcmp (layer->kind->id, kinds[k].id) == 0)
      {
        for (gsize to = 0; to < walk->out.channels * n; to++)
          kinds[k].window (walk, to / n, to % n / walk->out.width, to % walk->out.width, to);
        return;
      }
  g_error ("tests/train/reference-image.c has no layer “%s”", layer->kind->id);
}

double *
reference_image_forward (const TdSpec *layer, const double *weights, const double *bias,
                         const double *x, TdShape in, TdShape *out)
{
  Walk walk = walk_new (layer, in);
  gsize n = td_shape_size (walk.out);

  walk.weights = weights;
  walk.x = x;
  walk.z = g_new0 (double, n);
  for (gsize i = 0; bias != NULL && i < n; i++)
    walk.z[i] = bias[i / (walk.out.height * walk.out.width)];
  walk_windows (layer, &walk);
  *out = walk.out;
  return walk.z;
}

double *
reference_image_back (const TdSpec *layer, const double *weights, const double *x, TdShape in,
                      TdShape out, const double *delta, double *weight_gradient,
                      double *bias_gradient)
{
  Walk walk = walk_new (layer, in);

  walk.weights = weights;
  walk.x = x;
  walk.delta = delta;
  walk.weight_gradient = weight_gradient;
  walk.below = g_new0 (double, td_shape_size (in));
  for (gsize i = 0; bias_gradient != NULL && i < td_shape_size (out); i++)
    bias_gradient[i / (out.height * out.width)] += delta[i];
  walk_windows (layer, &walk);
  return walk.below;
}
