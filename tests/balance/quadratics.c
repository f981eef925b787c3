/* quadratics.c — gradient descent on pairs of quadratics, as TorchJD's trajectories draw it.
 *
 * The landscapes, rates, numbers of steps and starts are those of TorchJD's file
 * tests/trajectories/_constants.py, and so is what each method multiplies the rate by; `equal` adds
 * up here where its Mean averages. End points come from an independent program in double precision
 * with closed solutions for two tasks, and single precision's idea of a zero eigenvalue for
 * Aligned-MTL; a start moved by 1e-6 moves each of them by less than 3e-4.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/suites.h"

#define MOST_STARTS 5

/* (x - centre)' a (x - centre) for each of two tasks. */
typedef struct
{
  const char *name;
  double      a[2][2][2], centres[2][2];
  double      rate;
  guint       n_steps, n_starts;
  double      starts[MOST_STARTS][2];
} Landscape;

static const Landscape squares = {
  "squares", { { { 1, 0 }, { 0, 0 } }, { { 0, 0 }, { 0, 1 } } }, { { 0, 0 }, { 0, 0 } },
  .075, 50, 5,
  { { 3, -2 }, { 0, -3 }, { -4, 4 }, { -3, 4 }, { -3.5, -.75 } }
};

static const Landscape convex = {
  "convex", { { { 1, .2 }, { .2, .05 } }, { { 3, -.6 }, { -.6, .2 } } }, { { 1, 0 }, { -1, 0 } },
  .125, 200, 3, { { .5, .5 }, { -.3, 7 }, { 0, 0 } }
};

static const Landscape scaled = {
  "scaled", { { { 2, -1 }, { -1, 2 } }, { { 20, -10 }, { -10, 20 } } }, { { 1, 0 }, { -10, 0 } },
  .005, 100, 4, { { -6, 4 }, { -3, -1.5 }, { 1.5, 2 }, { 2.5, 5.5 } }
};

typedef struct
{
  const char      *id, *option;
  const Landscape *landscape;
  double           factor; /* of the rate */
  double           ends[MOST_STARTS][2]; /* NAN: a gradient is zero from the start */
} Descent;

#define OPEN { NAN, NAN }

static const Descent descents[] = {
  { "upgrad", NULL, &squares, 1,
    { { 0.0608, -0.0406 }, { 0.0000, -0.0608 }, { -0.0811, 0.0811 }, { -0.0608, 0.0811 },
      { -0.0710, -0.0152 } } },
  { "upgrad", NULL, &convex, 1,
    { { 0.2217, 3.2414 }, { 0.0424, 3.4776 }, { -0.2474, 2.7473 } } },
  { "upgrad", NULL, &scaled, 1,
    { { -7.5747, 0.0001 }, { -2.5228, 0.0000 }, { -1.0493, 0.0000 }, { -3.7772, 0.0000 } } },
  { "mgda", NULL, &squares, 2,
    { { 2.1518, 0.0000 }, { 0.0000, -3.0000 }, { -0.0012, 0.0012 }, { 0.0000, 2.5153 },
      { -3.4051, 0.0000 } } },
  { "mgda", NULL, &convex, 2,
    { { 0.6619, 1.4895 }, { 0.1735, 3.4076 }, { 0.2833, 3.0400 } } },
  { "mgda", NULL, &scaled, 2,
    { { -6.4008, 0.0046 }, { -2.1861, -0.0618 }, { 0.7025, 0.1483 }, { 0.9294, 0.3568 } } },
  { "cagrad", NULL, &squares, 1,
    { { 0.0608, 0.0017 }, { 0.0000, -0.0608 }, { -0.0102, 0.0102 }, { 0.0032, 0.0809 },
      { -0.0710, 0.0022 } } },
  { "cagrad", NULL, &convex, 1,
    { { -0.2165, 2.8411 }, { -0.2102, 2.8869 }, { -0.2171, 2.8366 } } },
  { "cagrad", NULL, &scaled, 1,
    { { -8.9562, 0.0245 }, { -8.9518, 0.0270 }, { -8.9226, 0.0432 }, { -8.9096, 0.0505 } } },
  { "nash-mtl", "max-norm=1", &squares, 2,
    { { 0.0302, -0.0908 }, OPEN, { 0.0305, -0.0305 }, { -0.0302, -0.0305 },
      { -0.1059, 0.0985 } } },
  { "nash-mtl", "max-norm=1", &convex, 0.5,
    { { 0.3586, 2.7798 }, { 0.0919, 3.5250 }, { -0.0523, 3.3786 } } },
  { "nash-mtl", "max-norm=1", &scaled, 20,
    { { -7.0275, -0.0266 }, { -2.3738, -0.0272 }, { -0.1666, 0.0002 }, { -1.4210, -0.0410 } } },
  { "imtl-g", NULL, &squares, 1,
    { { 1.0020, -0.0020 }, OPEN, { -0.0811, 0.0811 }, { -0.0042, 1.0042 },
      { -2.7503, -0.0003 } } },
  { "imtl-g", NULL, &convex, 1,
    { { 0.5368, 2.0203 }, { 0.0809, 3.6687 }, { -0.0971, 3.2079 } } },
  { "imtl-g", NULL, &scaled, 2,
    { { -7.0024, 0.0019 }, { -2.3616, -0.0526 }, { 0.0196, 0.1637 }, { -1.2426, 0.2707 } } },
  { "aligned-mtl", NULL, &squares, 4,
    { { 0.0097, 0.0000 }, { 0.0000, 0.0000 }, { 0.0000, 0.0000 }, { 0.0000, 0.0097 },
      { -0.0091, 0.0000 } } },
  { "aligned-mtl", NULL, &convex, 4,
    { { -0.2145, 2.8548 }, { -0.2141, 2.8597 }, { -0.2145, 2.8545 } } },
  { "aligned-mtl", NULL, &scaled, 4,
    { { -8.9153, 0.0042 }, { -7.2327, 0.0584 }, { -2.3622, 0.2623 }, { -5.3066, 0.1234 } } },
  { "dualproj", NULL, &squares, 1,
    { { 0.0608, -0.0406 }, { 0.0000, -0.0608 }, { -0.0811, 0.0811 }, { -0.0608, 0.0811 },
      { -0.0710, -0.0152 } } },
  { "dualproj", NULL, &convex, 1,
    { { 0.0921, 3.4838 }, { -0.0099, 3.4127 }, { -0.3429, 2.4183 } } },
  { "dualproj", NULL, &scaled, 1,
    { { -8.2948, 0.0032 }, { -2.5346, 0.0000 }, { -1.0826, 0.0000 }, { -4.1791, 0.0000 } } },
  { "pcgrad", NULL, &squares, 0.5,
    { { 0.0608, -0.0406 }, { 0.0000, -0.0608 }, { -0.0811, 0.0811 }, { -0.0608, 0.0811 },
      { -0.0710, -0.0152 } } },
  { "pcgrad", NULL, &convex, 0.5,
    { { 0.2217, 3.2414 }, { 0.0424, 3.4776 }, { -0.2474, 2.7473 } } },
  { "pcgrad", NULL, &scaled, 0.5,
    { { -7.5747, 0.0001 }, { -2.5228, 0.0000 }, { -1.0493, 0.0000 }, { -3.7772, 0.0000 } } },
  { "equal", NULL, &squares, 0.5,
    { { 0.0608, -0.0406 }, { 0.0000, -0.0608 }, { -0.0811, 0.0811 }, { -0.0608, 0.0811 },
      { -0.0710, -0.0152 } } },
  { "equal", NULL, &convex, 0.5,
    { { -0.2155, 2.8455 }, { -0.2121, 2.8783 }, { -0.2158, 2.8426 } } },
  { "equal", NULL, &scaled, 0.5,
    { { -8.9878, 0.0122 }, { -8.9921, 0.0079 }, { -8.9782, 0.0218 }, { -8.9703, 0.0297 } } },
};

static void
derive (const Landscape *landscape, const double x[2], double losses[2], double gradients[4])
{
  for (guint k = 0; k < 2; k++)
    {
      const double (*a)[2] = landscape->a[k];
      double y[2] = { x[0] - landscape->centres[k][0], x[1] - landscape->centres[k][1] };

      for (guint i = 0; i < 2; i++)
        gradients[2 * k + i] = 2 * (a[i][0] * y[0] + a[i][1] * y[1]);
      losses[k] = (gradients[2 * k] * y[0] + gradients[2 * k + 1] * y[1]) / 2;
    }
}

static void
descend (const Descent *descent, const double start[2], double x[2])
{
  const Landscape *landscape = descent->landscape;
  g_auto(TdSpec) spec = { NULL };
  g_autoptr(TdBalancerMatrix) matrix = NULL;

  make_balancer (&spec, descent->id, descent->option, NULL);
  matrix = td_balancer_matrix_new (&spec, 2, 2, 1);
  x[0] = start[0];
  x[1] = start[1];
  for (guint step = 0; step < landscape->n_steps; step++)
    {
      double losses[2], gradients[4], d[2];

      derive (landscape, x, losses, gradients);
      td_balancer_matrix_step (matrix, gradients, losses, NULL, d);
      for (guint i = 0; i < 2; i++)
        x[i] -= landscape->rate * descent->factor * d[i];
    }
}

static void
test_descent (gconstpointer data)
{
  const Descent *descent = data;

  for (guint s = 0; s < descent->landscape->n_starts; s++)
    {
      double x[2];

      descend (descent, descent->landscape->starts[s], x);
      g_test_message ("start %u: %.4f, %.4f", s, x[0], x[1]);
      g_assert_true (isfinite (x[0]) && isfinite (x[1]));
      for (guint i = 0; i < 2; i++)
        if (!isnan (descent->ends[s][i]))
          g_assert_cmpfloat_with_epsilon (x[i], descent->ends[s][i], .001);
    }
}

void
add_quadratics_tests (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (descents); i++)
    {
      g_autofree char *path = g_strdup_printf ("/balance/quadratics/%s-on-%s", descents[i].id,
                                               descents[i].landscape->name);

      g_test_add_data_func (path, &descents[i], test_descent);
    }
}
