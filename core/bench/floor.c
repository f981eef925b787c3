/* floor.c — see floor.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/bench/floor.h"

#include "core/base/team.h"
#include "core/math/blas.h"
#include "core/math/kernels.h"
#include "core/nn/network.h"

#include <stdlib.h>

typedef struct
{
  float *x;        /* (rows, n_in), or (workers, n_in, n_pixels): one image's windows at a time */
  float *weights;  /* (n_in, n_out), of images (n_out, n_in) */
  float *y;        /* (rows, n_out), or of images (rows, n_out, n_pixels); δ lies there too */
  float *dx;       /* as x */
  float *gradient; /* as weights; of images one for each worker */
} Layer;

struct _TdFloor
{
  const TdWorkload *workload;
  TdTeam           *team;
  guint             n_workers;
  guint             n_layers;
  Layer             layers[TD_WORKLOAD_MAX_LAYERS];
};

/* Small numbers that are neither zero nor denormal. */
static float *
new_numbers (gsize n)
{
  float *numbers = td_aligned_new (n * sizeof (float));

  for (gsize i = 0; i < n; i++)
    numbers[i] = (float) (i % 61) / 610.0f - 0.05f;
  return numbers;
}

static gsize
n_floats (gsize rows, gsize width, gsize n_pixels)
{
  return rows * width * MAX (n_pixels, 1);
}

static void
add_layer (TdFloor *self, const TdWorkloadLayer *shape)
{
  gsize n_weights = shape->n_in * shape->n_out;
  gsize rows = self->workload->batch_size;
  gsize copies = shape->n_pixels > 0 ? self->n_workers : 1;
  gsize x_rows = shape->n_pixels > 0 ? self->n_workers : rows;

  self->layers[self->n_layers++] = (Layer) {
    .x = new_numbers (n_floats (x_rows, shape->n_in, shape->n_pixels)),
    .weights = new_numbers (n_weights),
    .y = new_numbers (n_floats (rows, shape->n_out, shape->n_pixels)),
    .dx = new_numbers (n_floats (x_rows, shape->n_in, shape->n_pixels)),
    .gradient = new_numbers (n_weights * copies),
  };
}

TdFloor *
td_floor_new (const TdWorkload *workload, guint n_workers)
{
  TdFloor *self = g_new0 (TdFloor, 1);

  td_blas_init ();
  self->workload = workload;
  self->team = td_team_new (n_workers);
  self->n_workers = td_team_size (self->team);
  for (guint i = 0; i < TD_WORKLOAD_MAX_LAYERS && workload->layers[i].n_in > 0; i++)
    add_layer (self, &workload->layers[i]);
  return self;
}

void
td_floor_free (TdFloor *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_layers; i++)
    {
      free (self->layers[i].x);
      free (self->layers[i].weights);
      free (self->layers[i].y);
      free (self->layers[i].dx);
      free (self->layers[i].gradient);
    }
  td_team_free (self->team);
  g_free (self);
}

static void
forward (const Layer *layer, const TdWorkloadLayer *shape, gsize first, gsize last, guint worker)
{
  gsize n_in = shape->n_in, n_out = shape->n_out, pixels = shape->n_pixels;

  if (pixels == 0)
    td_gemm_nn (last - first, n_out, n_in, layer->x + first * n_in, n_in, layer->weights, n_out, 0,
                layer->y + first * n_out, n_out);
  else
    for (gsize i = first; i < last; i++)
      td_gemm_nn (n_out, pixels, n_in, layer->weights, n_in, layer->x + worker * n_in * pixels,
                  pixels, 0, layer->y + i * n_out * pixels, pixels);
}

static void
backward (const Layer *layer, const TdWorkloadLayer *shape, gsize first, gsize last, guint worker)
{
  gsize n_in = shape->n_in, n_out = shape->n_out, pixels = shape->n_pixels;

  if (pixels == 0)
    td_gemm_nt (last - first, n_in, n_out, layer->y + first * n_out, n_out, layer->weights, n_out,
                0, layer->dx + first * n_in, n_in);
  else
    for (gsize i = first; i < last; i++)
      td_gemm_tn (n_in, pixels, n_out, layer->weights, n_in, layer->y + i * n_out * pixels, pixels,
                  0, layer->dx + worker * n_in * pixels, pixels);
}

/* Images of one worker are summed up in a gradient of its own. */
static void
sum_images (const Layer *layer, const TdWorkloadLayer *shape, gsize first, gsize last, guint worker)
{
  gsize n_in = shape->n_in, n_out = shape->n_out, pixels = shape->n_pixels;

  for (gsize i = first; i < last; i++)
    td_gemm_nt (n_out, n_in, pixels, layer->y + i * n_out * pixels, pixels,
                layer->x + worker * n_in * pixels, pixels, i > first ? 1 : 0,
                layer->gradient + worker * n_in * n_out, n_in);
}

static void
sum_rows (const Layer *layer, const TdWorkloadLayer *shape, gsize rows, guint worker,
          guint n_workers)
{
  gsize n_in = shape->n_in, n_out = shape->n_out;
  gsize first = n_in * worker / n_workers, last = n_in * (worker + 1) / n_workers;

  td_gemm_tn (last - first, n_out, rows, layer->x + first, n_in, layer->y, n_out, 0,
              layer->gradient + first * n_out, n_out);
}

static void
work (gpointer data, guint worker, guint n_workers)
{
  const TdFloor *self = data;
  const TdWorkloadLayer *shapes = self->workload->layers;
  gsize rows = self->workload->batch_size;
  gsize first = rows * worker / n_workers, last = rows * (worker + 1) / n_workers;

  for (guint i = 0; i < self->n_layers; i++)
    forward (&self->layers[i], &shapes[i], first, last, worker);
  for (guint i = self->n_layers; i-- > 1;) /* nobody wants the derivative of the inputs */
    backward (&self->layers[i], &shapes[i], first, last, worker);
  td_team_barrier (self->team);
  for (guint i = self->n_layers; i-- > 0;)
    if (shapes[i].n_pixels > 0)
      sum_images (&self->layers[i], &shapes[i], first, last, worker);
    else
      sum_rows (&self->layers[i], &shapes[i], rows, worker, n_workers);
}

void
td_floor_step (TdFloor *self)
{
  td_team_run (self->team, self->n_workers, work, self);
}
