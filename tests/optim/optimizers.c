/* optimizers.c — what every optimizer must do, whatever its formula.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/optim/optimizer.h"
#include "suites.h"
#include "tests/family-contract.h"

#include <math.h>
#include <string.h>

enum { N = 77 };
#define SENTINEL 12345.5f

/* An optimizer at work on N weights, each array followed by a sentinel. */
typedef struct
{
  TdSpec                 spec;
  const TdOptimizerKind *kind;
  float                  weights[N + 1];
  float                  state[TD_OPTIMIZER_MAX_SLOTS][N + 1];
} Bench;

/* With its options' defaults, or with everything switched on. */
static void
bench_init (Bench *self, const TdKind *kind, gboolean everything)
{
  static const char *const extras[][2] = {
    { "momentum", "0.9" }, { "nesterov", "true" }, { "centered", "true" }, { "weight-decay", "0.1" },
  };

  memset (self, 0, sizeof *self);
  self->kind = (const TdOptimizerKind *) kind;
  td_spec_init (&self->spec, kind);
  for (gsize i = 0; everything && i < G_N_ELEMENTS (extras); i++)
    if (td_kind_find_option (kind, extras[i][0]) != NULL)
      g_assert_true (td_spec_set_path (&self->spec, extras[i][0], extras[i][1], NULL));

  for (int i = 0; i < N; i++)
    self->weights[i] = (float) sin (i + 1);
  self->weights[N] = SENTINEL;
  for (int s = 0; s < TD_OPTIMIZER_MAX_SLOTS; s++)
    self->state[s][N] = SENTINEL;
}

static void
bench_step (Bench *self, const float *gradients, gsize first, gsize n, guint64 t)
{
  const TdOptimizerOptions *options = self->spec.options;
  float *slots[TD_OPTIMIZER_MAX_SLOTS];

  for (int s = 0; s < TD_OPTIMIZER_MAX_SLOTS; s++)
    slots[s] = self->state[s] + first;
  self->kind->step (self->spec.options, options->learning_rate, self->weights + first,
                    gradients + first, slots, n, t);
}

typedef void (*Check) (const TdKind *kind, gboolean everything);

static void
check_all (gconstpointer data)
{
  Check check = (Check) data;

  for (const TdKind *const *kind = td_optimizers.kinds; *kind != NULL; kind++)
    for (int everything = 0; everything < 2; everything++)
      {
        g_test_message ("%s%s", (*kind)->id, everything ? ", everything on" : "");
        check (*kind, everything);
      }
}

static void
fill_gradients (float *gradients, guint64 t)
{
  for (int i = 0; i < N; i++)
    gradients[i] = (float) cos (0.7 * i + (double) t);
}

/* The first step, without decay, goes against each gradient. */
static void
check_direction (const TdKind *kind, gboolean everything)
{
  Bench bench;
  float before[N], gradients[N];

  bench_init (&bench, kind, everything);
  if (td_kind_find_option (kind, "weight-decay") != NULL)
    g_assert_true (td_spec_set_path (&bench.spec, "weight-decay", "0", NULL));
  memcpy (before, bench.weights, sizeof before);
  fill_gradients (gradients, 1);
  bench_step (&bench, gradients, 0, N, 1);
  for (int i = 0; i < N; i++)
    g_assert_true ((bench.weights[i] < before[i]) == (gradients[i] > 0));
  td_spec_clear (&bench.spec);
}

static void
check_rest (const TdKind *kind, gboolean everything)
{
  Bench bench;
  float before[N], gradients[N] = { 0 };

  bench_init (&bench, kind, everything);
  g_assert_true (td_spec_set_path (&bench.spec, "weight-decay", "0", NULL));
  memcpy (before, bench.weights, sizeof before);
  for (guint64 t = 1; t < 5; t++)
    bench_step (&bench, gradients, 0, N, t);
  g_assert_cmpmem (bench.weights, sizeof before, before, sizeof before);
  td_spec_clear (&bench.spec);
}

/* Decay alone moves weights towards zero; adaptive steps may take a tiny one beyond it. */
static void
check_decay (const TdKind *kind, gboolean everything)
{
  Bench bench;
  float before[N], gradients[N] = { 0 };

  bench_init (&bench, kind, everything);
  g_assert_true (td_spec_set_path (&bench.spec, "weight-decay", "0.1", NULL));
  memcpy (before, bench.weights, sizeof before);
  bench_step (&bench, gradients, 0, N, 1);
  for (int i = 0; i < N; i++)
    g_assert_true ((bench.weights[i] < before[i]) == (before[i] > 0));
  td_spec_clear (&bench.spec);
}

static void
check_sentinels (const TdKind *kind, gboolean everything)
{
  const guint n_slots = td_optimizer_n_slots ((const TdOptimizerKind *) kind);
  Bench bench;
  float gradients[N];

  bench_init (&bench, kind, everything);
  for (guint64 t = 1; t < 4; t++)
    {
      fill_gradients (gradients, t);
      bench_step (&bench, gradients, 0, N, t);
    }
  g_assert_cmpfloat (bench.weights[N], ==, SENTINEL);
  g_assert_cmpuint (n_slots, <=, TD_OPTIMIZER_MAX_SLOTS);
  for (guint s = 0; s < TD_OPTIMIZER_MAX_SLOTS; s++)
    {
      g_assert_cmpfloat (bench.state[s][N], ==, SENTINEL);
      for (int i = 0; s >= n_slots && i < N; i++)
        g_assert_cmpfloat (bench.state[s][i], ==, 0);
    }
  td_spec_clear (&bench.spec);
}

/* Workers update ranges; where they are cut leaves no trace. */
static void
check_ranges (const TdKind *kind, gboolean everything)
{
  Bench whole, cut;
  float gradients[N];

  bench_init (&whole, kind, everything);
  bench_init (&cut, kind, everything);
  for (guint64 t = 1; t < 20; t++)
    {
      gsize at = (gsize) (t * 13 % N);

      fill_gradients (gradients, t);
      bench_step (&whole, gradients, 0, N, t);
      bench_step (&cut, gradients, at, N - at, t);
      bench_step (&cut, gradients, 0, at, t);
    }
  g_assert_cmpmem (whole.weights, sizeof whole.weights, cut.weights, sizeof cut.weights);
  g_assert_cmpmem (whole.state, sizeof whole.state, cut.state, sizeof cut.state);
  td_spec_clear (&whole.spec);
  td_spec_clear (&cut.spec);
}

static double
quadratic (const float *weights, float *gradients)
{
  double value = 0;

  for (int i = 0; i < N; i++)
    {
      double steepness = 0.5 + 0.02 * i;

      value += steepness * weights[i] * weights[i] / 2;
      gradients[i] = (float) (steepness * weights[i]);
    }
  return value;
}

/* At a rate that gets there in time, or at the kind's own where that is higher. */
static void
check_descent (const TdKind *kind, gboolean everything)
{
  Bench bench;
  TdOptimizerOptions *options;
  float gradients[N];
  double first;

  bench_init (&bench, kind, everything);
  options = bench.spec.options;
  options->learning_rate = MAX (options->learning_rate, 0.03);
  first = quadratic (bench.weights, gradients);
  for (guint64 t = 1; t <= 300; t++)
    {
      quadratic (bench.weights, gradients);
      bench_step (&bench, gradients, 0, N, t);
    }
  g_assert_cmpfloat (quadratic (bench.weights, gradients), <, first / 2);
  td_spec_clear (&bench.spec);
}

/* m/√v is the sign of the gradient at first, so Adam's first step is one rate. */
static void
test_adam_first_step (void)
{
  Bench bench;
  float before[N], gradients[N];

  bench_init (&bench, td_family_find (&td_optimizers, "adam"), FALSE);
  memcpy (before, bench.weights, sizeof before);
  fill_gradients (gradients, 1);
  bench_step (&bench, gradients, 0, N, 1);
  for (int i = 0; i < N; i++)
    g_assert_cmpfloat_with_epsilon (fabs ((double) bench.weights[i] - before[i]), 0.001, 2e-7);
  td_spec_clear (&bench.spec);
}

/* Defaults of torch.optim 1.13; SGD's rate, which PyTorch leaves to the user, is ours; Lion's are
 * its authors'. */
static void
test_defaults (void)
{
  static const char *const defaults[][3] = {
    { "sgd", "learning-rate", "0.01" },     { "sgd", "momentum", "0" },
    { "sgd", "nesterov", "false" },         { "sgd", "weight-decay", "0" },
    { "adagrad", "learning-rate", "0.01" }, { "adagrad", "epsilon", "1e-10" },
    { "adagrad", "weight-decay", "0" },     { "rmsprop", "learning-rate", "0.01" },
    { "rmsprop", "decay", "0.99" },         { "rmsprop", "momentum", "0" },
    { "rmsprop", "centered", "false" },     { "rmsprop", "epsilon", "1e-08" },
    { "rmsprop", "weight-decay", "0" },     { "adam", "learning-rate", "0.001" },
    { "adam", "beta1", "0.9" },             { "adam", "beta2", "0.999" },
    { "adam", "epsilon", "1e-08" },         { "adam", "weight-decay", "0" },
    { "adamw", "learning-rate", "0.001" },  { "adamw", "beta1", "0.9" },
    { "adamw", "beta2", "0.999" },          { "adamw", "epsilon", "1e-08" },
    { "adamw", "weight-decay", "0.01" },    { "nadam", "learning-rate", "0.002" },
    { "nadam", "beta1", "0.9" },            { "nadam", "beta2", "0.999" },
    { "nadam", "momentum-decay", "0.004" }, { "nadam", "epsilon", "1e-08" },
    { "nadam", "weight-decay", "0" },       { "adadelta", "learning-rate", "1" },
    { "adadelta", "rho", "0.9" },           { "adadelta", "epsilon", "1e-06" },
    { "adadelta", "weight-decay", "0" },    { "lion", "learning-rate", "0.0001" },
    { "lion", "beta1", "0.9" },             { "lion", "beta2", "0.99" },
    { "lion", "weight-decay", "0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      g_auto (TdSpec) spec = { NULL };
      g_autofree char *text = NULL;

      td_spec_init (&spec, td_family_find (&td_optimizers, defaults[i][0]));
      text = td_spec_get_path (&spec, defaults[i][1], NULL);
      g_assert_cmpstr (text, ==, defaults[i][2]);
    }
}

static void
test_table (void)
{
  check_family (&td_optimizers);
  for (const TdKind *const *kind = td_optimizers.kinds; *kind != NULL; kind++)
    {
      const TdOption *first = (*kind)->options;

      g_assert_cmpstr (first->name, ==, "learning-rate");
      g_assert_cmpuint (first->offset, ==, G_STRUCT_OFFSET (TdOptimizerOptions, learning_rate));
      for (guint i = 0; i < td_kind_n_options (*kind); i++)
        g_assert_true ((*kind)->options[i].live);
    }
}

void
add_optimizer_tests (void)
{
  g_test_add_func ("/optimizer/table-is-well-formed", test_table);
  g_test_add_func ("/optimizer/defaults-are-pytorchs", test_defaults);
  g_test_add_func ("/optimizer/adam/first-step-is-one-rate", test_adam_first_step);
  g_test_add_data_func ("/optimizer/steps-against-the-gradient",
                        (gconstpointer) check_direction, check_all);
  g_test_add_data_func ("/optimizer/zero-gradient-leaves-weights",
                        (gconstpointer) check_rest, check_all);
  g_test_add_data_func ("/optimizer/weight-decay-shrinks-weights",
                        (gconstpointer) check_decay, check_all);
  g_test_add_data_func ("/optimizer/writes-nothing-past-its-arrays",
                        (gconstpointer) check_sentinels, check_all);
  g_test_add_data_func ("/optimizer/ranges-give-the-same-bits",
                        (gconstpointer) check_ranges, check_all);
  g_test_add_data_func ("/optimizer/descends-a-quadratic",
                        (gconstpointer) check_descent, check_all);
}
