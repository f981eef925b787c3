/* convolution.c — convolutions and poolings against plain loops in double precision.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/math/convolution.h"

#include "kernel-tests.h"

#include <math.h>
#include <string.h>

#define SENTINEL 12345.0f

/* Channels, height, width with the border, filters, size, stride, border, blocks. */
static const gsize shapes[][8] = {
  { 1, 5, 5, 1, 1, 1, 0, 1 },  { 1, 12, 11, 10, 9, 1, 0, 2 }, { 3, 7, 6, 7, 5, 1, 2, 3 },
  { 2, 9, 8, 13, 3, 2, 1, 1 }, { 5, 6, 6, 3, 1, 1, 0, 2 },    { 4, 8, 9, 6, 2, 3, 0, 5 },
  { 7, 3, 3, 5, 3, 1, 1, 2 },  { 2, 10, 7, 2, 4, 3, 2, 1 },   { 11, 5, 4, 20, 4, 1, 0, 2 },
};

/* Arrays of one case: inputs, and the outputs of kernels with a sentinel behind. */
typedef struct
{
  TdConvolution conv;
  gsize         border, n_blocks, n_x, n_y, n_w, n_dx, dx_block;
  float        *x, *w, *bias, *d;
} Case;

static float *
new_filled (gsize       n,
            const char *name)
{
  float *numbers = g_new (float, n);

  fill (numbers, n, 1, name);
  return numbers;
}

static float *
new_output (gsize n)
{
  float *numbers = g_new (float, n + 1);

  for (gsize i = 0; i <= n; i++)
    numbers[i] = SENTINEL;
  return numbers;
}

static void
case_init (Case        *self,
           const gsize *shape)
{
  TdConvolution conv = { .channels = shape[0], .height = shape[1], .width = shape[2],
                         .filters = shape[3], .size = shape[4], .stride = shape[5] };

  conv.out_height = (conv.height - conv.size) / conv.stride + 1;
  conv.out_width = (conv.width - conv.size) / conv.stride + 1;
  conv.x_block = conv.channels * conv.height * conv.width * TD_LANES + 16;
  conv.y_block = conv.filters * conv.out_height * conv.out_width * TD_LANES;
  *self = (Case) { .conv = conv, .border = shape[6], .n_blocks = shape[7] };
  self->n_x = conv.x_block * self->n_blocks;
  self->n_y = conv.y_block * self->n_blocks;
  self->n_w = conv.filters * conv.channels * conv.size * conv.size;
  self->dx_block = conv.channels * (conv.height - 2 * self->border)
                   * (conv.width - 2 * self->border) * TD_LANES;
  self->n_dx = self->dx_block * self->n_blocks;
  self->x = new_filled (self->n_x, "x");
  self->w = new_filled (self->n_w, "w");
  self->bias = new_filled (conv.filters, "bias");
  self->d = new_filled (self->n_y, "d");
}

static void
case_clear (Case *self)
{
  g_free (self->x);
  g_free (self->w);
  g_free (self->bias);
  g_free (self->d);
}

static gsize
x_place (const Case *self,
         gsize       image,
         gsize       c,
         gsize       y,
         gsize       x)
{
  return image / TD_LANES * self->conv.x_block
         + ((c * self->conv.height + y) * self->conv.width + x) * TD_LANES + image % TD_LANES;
}

static gsize
y_place (const Case *self,
         gsize       image,
         gsize       f,
         gsize       row,
         gsize       column)
{
  return image / TD_LANES * self->conv.y_block
         + ((f * self->conv.out_height + row) * self->conv.out_width + column) * TD_LANES
         + image % TD_LANES;
}

typedef void (*TapFunc) (const Case *self, gsize x, gsize w, gsize y, double *sums);

/* Every product there is: an input, a weight, an output. */
static void
for_each_tap (const Case *self,
              TapFunc     function,
              double     *sums)
{
  const TdConvolution *s = &self->conv;

  for (gsize image = 0; image < self->n_blocks * TD_LANES; image++)
    for (gsize f = 0; f < s->filters; f++)
      for (gsize row = 0; row < s->out_height; row++)
        for (gsize column = 0; column < s->out_width; column++)
          for (gsize tap = 0; tap < s->channels * s->size * s->size; tap++)
            {
              gsize c = tap / (s->size * s->size), ky = tap / s->size % s->size, kx = tap % s->size;

              function (self,
                        x_place (self, image, c, row * s->stride + ky, column * s->stride + kx),
                        f * s->channels * s->size * s->size + tap,
                        y_place (self, image, f, row, column), sums);
            }
}

static void
add_output (const Case *self,
            gsize       x,
            gsize       w,
            gsize       y,
            double     *sums)
{
  sums[y] += (double) self->x[x] * self->w[w];
}

static void
add_input (const Case *self,
           gsize       x,
           gsize       w,
           gsize       y,
           double     *sums)
{
  sums[x] += (double) self->d[y] * self->w[w];
}

static void
add_weight (const Case *self,
            gsize       x,
            gsize       w,
            gsize       y,
            double     *sums)
{
  sums[w] += (double) self->d[y] * self->x[x];
}

static double *
outputs_of (const Case *self)
{
  double *sums = g_new0 (double, self->n_y);

  for (gsize i = 0; i < self->n_y; i++)
    sums[i] = self->bias[i % self->conv.y_block / TD_LANES
                         / (self->conv.out_height * self->conv.out_width)];
  for_each_tap (self, add_output, sums);
  return sums;
}

static void
check_forward (const TdKernels *kernels,
               const Case      *self)
{
  g_autofree double *expected = outputs_of (self);
  g_autofree float *y = new_output (self->n_y);
  g_autofree float *one = new_output (self->n_y);

  kernels->convolve (&self->conv, self->x, self->w, self->bias, FALSE, y, NULL, 0, self->n_blocks);
  for (gsize i = 0; i < self->n_y; i++)
    g_assert_cmpfloat_with_epsilon (y[i], expected[i], 1e-5 * (1 + fabs (expected[i])));
  g_assert_cmpfloat (y[self->n_y], ==, SENTINEL);
  /* The same bits block by block: batches may be cut anywhere. */
  for (gsize b = 0; b < self->n_blocks; b++)
    kernels->convolve (&self->conv, self->x + b * self->conv.x_block, self->w, self->bias, FALSE,
                       one + b * self->conv.y_block, NULL, 0, 1);
  g_assert_cmpmem (y, self->n_y * sizeof (float), one, self->n_y * sizeof (float));
  kernels->convolve (&self->conv, self->x, self->w, self->bias, TRUE, one, NULL, 0, self->n_blocks);
  for (gsize i = 0; i < self->n_y; i++)
    g_assert_cmpfloat (one[i], ==, MAX (y[i], 0));
}

/* What is pooled along has the bits of what is pooled afterwards. */
static void
check_pooled (const TdKernels *kernels,
              const Case      *self)
{
  TdConvolution conv = self->conv;
  TdPooling pooling = { conv.filters, conv.out_height, conv.out_width, 2, 2, conv.out_height / 2,
                        conv.out_width / 2 };
  gsize block = conv.filters * pooling.out_height * pooling.out_width * TD_LANES;
  gsize n = block * self->n_blocks;
  g_autofree float *whole = new_output (self->n_y);
  g_autofree float *y = new_output (n), *winners = new_output (n);
  g_autofree float *apart = new_output (n), *winners_apart = new_output (n);

  kernels->convolve (&conv, self->x, self->w, NULL, TRUE, whole, NULL, 0, self->n_blocks);
  kernels->pool_max (&pooling, whole, apart, winners_apart, self->n_blocks);
  conv.y_block = block;
  kernels->convolve (&conv, self->x, self->w, NULL, TRUE, y, winners, block, self->n_blocks);
  g_assert_cmpmem (y, (n + 1) * sizeof (float), apart, (n + 1) * sizeof (float));
  for (gsize i = 0; i < n; i++)
    if (y[i] > 0)
      g_assert_cmpmem (&winners[i], sizeof (float), &winners_apart[i], sizeof (float));
  g_assert_cmpfloat (winners[n], ==, SENTINEL);
}

static void
check_back (const TdKernels *kernels,
            const Case      *self)
{
  const TdConvolution *s = &self->conv;
  gsize height = s->height - 2 * self->border, width = s->width - 2 * self->border;
  g_autofree double *sums = g_new0 (double, self->n_x);
  g_autofree float *dx = new_output (self->n_dx);

  for_each_tap (self, add_input, sums);
  for (guint add = 0; add < 2; add++)
    {
      kernels->convolve_back (s, self->d, self->w, self->border, dx, self->dx_block, add,
                              self->n_blocks);
      for (gsize i = 0; i < self->n_dx; i++)
        {
          gsize at = i % self->dx_block / TD_LANES, x = at % width, y = at / width % height;
          gsize image = i / self->dx_block * TD_LANES + i % TD_LANES;
          double expected = (add + 1) * sums[x_place (self, image, at / (width * height),
                                                      y + self->border, x + self->border)];

          g_assert_cmpfloat_with_epsilon (dx[i], expected, 1e-5 * (1 + fabs (expected)));
        }
    }
  g_assert_cmpfloat (dx[self->n_dx], ==, SENTINEL);
}

static void
check_gradient (const TdKernels *kernels,
                const Case      *self)
{
  const TdConvolution *s = &self->conv;
  gsize n_taps = s->channels * s->size * s->size;
  g_autofree double *sums = g_new0 (double, self->n_w);
  g_autofree float *dw = new_output (self->n_w);
  float bias[32] = { 0 };

  for_each_tap (self, add_weight, sums);
  kernels->convolve_gradient (s, self->x, self->d, self->n_blocks, 0, MIN (2, s->filters), 0,
                              n_taps / 2, dw);
  kernels->convolve_gradient (s, self->x, self->d, self->n_blocks, 0, MIN (2, s->filters),
                              n_taps / 2, n_taps, dw);
  kernels->convolve_gradient (s, self->x, self->d, self->n_blocks, MIN (2, s->filters), s->filters,
                              0, n_taps, dw);
  for (gsize i = 0; i < self->n_w; i++)
    g_assert_cmpfloat_with_epsilon (dw[i], sums[i], 1e-4 * (1 + fabs (sums[i])));
  g_assert_cmpfloat (dw[self->n_w], ==, SENTINEL);

  kernels->sum_planes (self->d, s->filters, s->out_height * s->out_width, self->n_blocks, 0,
                       s->filters, bias);
  for (gsize f = 0; f < s->filters; f++)
    {
      double expected = 0;

      for (gsize i = 0; i < self->n_y; i++)
        if (i % s->y_block / TD_LANES / (s->out_height * s->out_width) == f)
          expected += self->d[i];
      g_assert_cmpfloat_with_epsilon (bias[f], expected, 1e-5 * (1 + fabs (expected)));
    }
}

static void
check_convolution (const TdKernels *kernels)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      Case self;

      case_init (&self, shapes[i]);
      check_forward (kernels, &self);
      check_pooled (kernels, &self);
      check_back (kernels, &self);
      check_gradient (kernels, &self);
      case_clear (&self);
    }
}

/* Size, stride and the image's height and width; two blocks of three channels. */
static void
check_pool (const TdKernels *kernels,
            gsize            size,
            gsize            stride,
            gsize            height,
            gsize            width)
{
  TdPooling p = { 3, height, width, size, stride, (height - size) / stride + 1,
                  (width - size) / stride + 1 };
  gsize plane = p.out_height * p.out_width * TD_LANES;
  gsize n_x = 2 * 3 * height * width * TD_LANES, n_y = 2 * 3 * plane;
  g_autofree float *x = new_filled (n_x, "x"), *d = new_filled (n_y, "d");
  g_autofree float *y = new_output (n_y), *winners = new_output (n_y), *mean = new_output (n_y);
  g_autofree float *dx = new_output (n_x), *dmean = new_output (n_x);
  g_autofree double *most = g_new0 (double, n_x), *share = g_new0 (double, n_x);

  x[TD_LANES] = x[0]; /* the first of equal ones wins */
  kernels->pool_max (&p, x, y, winners, 2);
  kernels->pool_average (&p, x, mean, 2);
  for (gsize i = 0; i < n_y; i++)
    {
      gsize place = i % plane / TD_LANES, best = G_MAXSIZE;
      gsize from = i / plane * height * width + place / p.out_width * stride * width
                   + place % p.out_width * stride;
      double sum = 0;

      for (gsize k = 0; k < size * size; k++)
        {
          gsize at = (from + k / size * width + k % size) * TD_LANES + i % TD_LANES;

          best = best == G_MAXSIZE || x[at] > x[best] ? at : best;
          sum += x[at];
          share[at] += d[i] / (double) (size * size);
        }
      most[best] += d[i];
      g_assert_cmpfloat (y[i], ==, x[best]);
      g_assert_cmpfloat_with_epsilon (mean[i], sum / (size * size), 1e-6);
    }
  for (guint add = 0; add < 2; add++)
    {
      kernels->unpool_max (&p, d, winners, 3 * plane, dx, add, 2);
      kernels->unpool_average (&p, d, dmean, add, 2);
      for (gsize i = 0; i < n_x; i++)
        {
          g_assert_cmpfloat_with_epsilon (dx[i], (add + 1) * most[i], 1e-5);
          g_assert_cmpfloat_with_epsilon (dmean[i], (add + 1) * share[i], 1e-5);
        }
    }
  g_assert_cmpfloat (y[n_y], ==, SENTINEL);
  g_assert_cmpfloat (winners[n_y], ==, SENTINEL);
  g_assert_cmpfloat (mean[n_y], ==, SENTINEL);
  g_assert_cmpfloat (dx[n_x], ==, SENTINEL);
  g_assert_cmpfloat (dmean[n_x], ==, SENTINEL);
}

static void
check_pooling (const TdKernels *kernels)
{
  check_pool (kernels, 2, 2, 6, 8);
  check_pool (kernels, 2, 2, 5, 7);
  check_pool (kernels, 3, 1, 5, 4);
  check_pool (kernels, 3, 2, 8, 7);
  check_pool (kernels, 1, 2, 3, 4);
  check_pool (kernels, 4, 4, 4, 4);
}

static void
test_convolution (void)
{
  for_each_table (check_convolution);
}

static void
test_pooling (void)
{
  for_each_table (check_pooling);
}

void
add_convolution_tests (void)
{
  g_test_add_func ("/kernels/convolution-as-plain-loops", test_convolution);
  g_test_add_func ("/kernels/pooling-as-plain-loops", test_pooling);
}
