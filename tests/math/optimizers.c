/* optimizers.c — tests of the optimizer kernels against PyTorch.
 *
 * The weights after three steps were computed with PyTorch 1.13: four weights, the gradients
 * below, learning rate 0.1, weight decay 0.01, momentum 0.9 where there is one, all else default;
 * Lion's with tests/reference/lion.py.
 *
 * SPDX-License-Identifier: MIT
 */
#include "kernel-tests.h"

#include <math.h>
#include <string.h>

#define RATE  0.1f
#define DECAY 0.01f

static const float start[4] = { 0.5f, -1.0f, 2.0f, 0.25f };
static const float gradients[3][4] = {
  { 0.1f, -0.2f, 0.3f, 0.0f },
  { -0.4f, 0.05f, 0.2f, 1e-3f },
  { 0.7f, 0.6f, -0.5f, -2e-3f },
};

/* One step @t, counted from 1, on the state of one optimizer. */
typedef void (*Step) (const TdKernels *kernels, float *w, const float *g, float *a, float *b,
                      float *c, gsize n, guint t);

static void
step_sgd (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
          gsize n, guint t)
{
  kernels->sgd (w, g, n, RATE, DECAY);
}

static void
step_momentum (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
               gsize n, guint t)
{
  kernels->sgd_momentum (w, g, a, n, RATE, 0.9f, DECAY, FALSE, t == 1);
}

static void
step_nesterov (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
               gsize n, guint t)
{
  kernels->sgd_momentum (w, g, a, n, RATE, 0.9f, DECAY, TRUE, t == 1);
}

static void
step_adagrad (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
              gsize n, guint t)
{
  kernels->adagrad (w, g, a, n, RATE, 1e-10f, DECAY);
}

static void
step_rmsprop (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
              gsize n, guint t)
{
  kernels->rmsprop (w, g, a, NULL, NULL, n, RATE, 0.99, 1e-8f, DECAY, 0);
}

static void
step_centered (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
               gsize n, guint t)
{
  kernels->rmsprop (w, g, a, b, NULL, n, RATE, 0.99, 1e-8f, DECAY, 0);
}

static void
step_moving (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
             gsize n, guint t)
{
  kernels->rmsprop (w, g, a, NULL, c, n, RATE, 0.99, 1e-8f, DECAY, 0.9f);
}

static void
step_both (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
           gsize n, guint t)
{
  kernels->rmsprop (w, g, a, b, c, n, RATE, 0.99, 1e-8f, DECAY, 0.9f);
}

static TdAdamStep
adam_step (guint t)
{
  return (TdAdamStep) { .rate = 0.1, .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8, .decay = 0.01,
                        .correction1 = 1 - pow (0.9, t), .correction2 = 1 - pow (0.999, t) };
}

static void
step_adam (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
           gsize n, guint t)
{
  TdAdamStep step = adam_step (t);

  kernels->adam (w, g, a, b, n, &step);
}

static void
step_adamw (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
            gsize n, guint t)
{
  TdAdamStep step = adam_step (t);

  kernels->adamw (w, g, a, b, n, &step);
}

/* The rates of PyTorch's steps 1, 2, 3 with momentum-decay 0.004. */
static void
step_nadam (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
            gsize n, guint t)
{
  TdNadamStep step = { .beta1 = 0.9, .beta2 = 0.999, .epsilon = 1e-8, .decay = 0.01,
                       .correction2 = 1 - pow (0.999, t) };
  double product = 1;

  for (guint i = 1; i <= t; i++)
    {
      double now = 0.9 * (1 - 0.5 * pow (0.96, 0.004 * i));
      double next = 0.9 * (1 - 0.5 * pow (0.96, 0.004 * (i + 1)));

      product *= now;
      step.gradient = 0.1 * (1 - now) / (1 - product);
      step.mean = 0.1 * next / (1 - product * next);
    }
  kernels->nadam (w, g, a, b, n, &step);
}

static void
step_adadelta (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
               gsize n, guint t)
{
  kernels->adadelta (w, g, a, b, n, RATE, 0.9, 1e-6f, DECAY);
}

static void
step_lion (const TdKernels *kernels, float *w, const float *g, float *a, float *b, float *c,
           gsize n, guint t)
{
  kernels->lion (w, g, a, n, 0.1, 0.9, 0.99, 0.01);
}

static const struct
{
  const char *name;
  Step        step;
  float       expected[4];
} optimizers[] = {
  { "sgd", step_sgd, { 0.458481461f, -1.04203796f, 1.99408603f, 0.249350861f } },
  { "momentum", step_momentum, { 0.476095408f, -1.00976574f, 1.91962361f, 0.248608798f } },
  { "nesterov", step_nesterov, { 0.436950952f, -1.05092263f, 1.92194068f, 0.248100594f } },
  { "adagrad", step_adagrad, { 0.410199553f, -1.01318598f, 1.92141056f, 0.111600131f } },
  { "rmsprop", step_rmsprop, { -0.392753541f, -1.17430913f, 1.24332166f, 0.207114711f } },
  { "centered", step_centered, { -0.396296084f, -1.17241096f, 1.23313785f, 0.20810689f } },
  { "moving", step_moving, { -1.22839594f, 0.324661821f, -0.956962585f, 0.112280048f } },
  { "both", step_both, { -1.23823345f, 0.334363461f, -0.980452657f, 0.108953916f } },
  { "adam", step_adam, { 0.420805901f, -0.895053208f, 1.80532336f, 0.00381406397f } },
  { "adamw", step_adamw, { 0.421487004f, -0.898941875f, 1.80524969f, 0.206340909f } },
  { "nadam", step_nadam, { 0.39887023f, -1.01263106f, 1.91206801f, 0.0978138447f } },
  { "adadelta", step_adadelta, { 0.499578387f, -1.00019455f, 1.99983013f, 0.24951458f } },
  { "lion", step_lion, { 0.398601413f, -1.09710288f, 1.89430594f, 0.249350756f } },
};

static void
check_pytorch (const TdKernels *kernels)
{
  for (gsize o = 0; o < G_N_ELEMENTS (optimizers); o++)
    {
      float w[4];
      float state[3][4] = { { 0 } };

      memcpy (w, start, sizeof w);
      for (guint t = 1; t <= 3; t++)
        optimizers[o].step (kernels, w, gradients[t - 1], state[0], state[1], state[2], 4, t);
      for (gsize i = 0; i < 4; i++)
        if (fabsf (w[i] - optimizers[o].expected[i]) > 2e-6f)
          g_error ("%s: weight %zu is %.9g, not %.9g", optimizers[o].name, i, w[i],
                   optimizers[o].expected[i]);
    }
}

/* Steps on the whole, and on pieces of @size. */
static void
train (const TdKernels *kernels,
       Step             step,
       float           *w,
       gsize            n,
       gsize            size)
{
  g_autofree float *g = g_new (float, n);
  g_autofree float *state = g_new0 (float, 3 * n);

  fill (w, n, 1, "weights");
  fill (g, n, 1, "gradients");
  for (guint t = 1; t <= 3; t++)
    for (gsize i = 0; i < n; i += size)
      step (kernels, w + i, g + i, state + i, state + n + i, state + 2 * n + i, MIN (size, n - i),
            t);
}

static void
check_places (const TdKernels *kernels)
{
  enum { N = 203 };
  float whole[N];
  float parts[N];

  for (gsize o = 0; o < G_N_ELEMENTS (optimizers); o++)
    {
      train (kernels, optimizers[o].step, whole, N, N);
      for (gsize size = 1; size < 50; size += 3)
        {
          train (kernels, optimizers[o].step, parts, N, size);
          if (memcmp (whole, parts, sizeof whole) != 0)
            g_error ("%s differs in pieces of %zu", optimizers[o].name, size);
        }
    }
}

/* A gradient that has been zero for long leaves its squared mean and mean about equal. */
static void
check_centered_is_finite (const TdKernels *kernels)
{
  float w[4] = { 1, 1, 1, 1 };
  float g[4] = { 1, 0.1f, 1e-3f, 1e-20f };
  float square[4] = { 0 };
  float mean[4] = { 0 };

  for (guint t = 0; t < 2000; t++)
    kernels->rmsprop (w, g, square, mean, NULL, 4, 1e-6f, 0.9, 1e-8f, 0, 0);
  for (gsize i = 0; i < 4; i++)
    g_assert_true (isfinite (w[i]));
}

static void
test_pytorch (void)
{
  for_each_table (check_pytorch);
}

static void
test_places (void)
{
  for_each_table (check_places);
}

static void
test_centered_is_finite (void)
{
  for_each_table (check_centered_is_finite);
}

void
add_optimizer_tests (void)
{
  g_test_add_func ("/kernels/optimizers-follow-pytorch", test_pytorch);
  g_test_add_func ("/kernels/optimizers-do-not-depend-on-the-place", test_places);
  g_test_add_func ("/kernels/centered-rmsprop-stays-finite", test_centered_is_finite);
}
