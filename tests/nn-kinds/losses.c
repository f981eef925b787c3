/* losses.c — every loss against its formula, at its edges, and cut into slices.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/nn/loss.h"
#include "suites.h"
#include "tests/family-contract.h"
#include "tests/nn-reference.h"

#include <math.h>
#include <string.h>

#define SENTINEL 12345.5f

typedef struct
{
  const char  *loss; /* as JSON */
  TdAnswerForm form;
  guint        n_outputs;
  gboolean     weighted; /* classes */
} Case;

#define TRUTHS TD_ANSWER_TRUTHS
#define CHOICE TD_ANSWER_CHOICE
#define AMOUNTS TD_ANSWER_AMOUNTS

#define SMOOTH(which) "{\"kind\":\"" which "-cross-entropy\",\"label-smoothing\":0.2}"

/* 1500 outputs are more than any scratch buffer holds. */
static const Case cases[] = {
  { "\"sigmoid-cross-entropy\"", TRUTHS, 1 },
  { "\"sigmoid-cross-entropy\"", TRUTHS, 5 },
  { "\"sigmoid-cross-entropy\"", CHOICE, 4 },
  { "\"sigmoid-cross-entropy\"", CHOICE, 1500 },
  { "\"softmax-cross-entropy\"", CHOICE, 2 },
  { "\"softmax-cross-entropy\"", CHOICE, 10 },
  { "\"softmax-cross-entropy\"", CHOICE, 1500 },
  { "\"sigmoid-cross-entropy\"", TRUTHS, 3, TRUE },
  { "\"sigmoid-cross-entropy\"", CHOICE, 4, TRUE },
  { "\"softmax-cross-entropy\"", CHOICE, 10, TRUE },
  { SMOOTH ("sigmoid"), TRUTHS, 2 },
  { SMOOTH ("sigmoid"), TRUTHS, 300, TRUE },
  { SMOOTH ("sigmoid"), CHOICE, 3, TRUE },
  { SMOOTH ("softmax"), CHOICE, 4 },
  { SMOOTH ("softmax"), CHOICE, 5, TRUE },
  { SMOOTH ("softmax"), CHOICE, 1500, TRUE },
  { "\"focal\"", TRUTHS, 3, TRUE },
  { "\"focal\"", CHOICE, 4, TRUE },
  { "\"hinge\"", TRUTHS, 3, TRUE },
  { "\"hinge\"", CHOICE, 4, TRUE },
  { "\"focal\"", TRUTHS, 1 },
  { "\"focal\"", TRUTHS, 5 },
  { "\"focal\"", CHOICE, 3 },
  { "\"focal\"", CHOICE, 1500 },
  { "{\"kind\":\"focal\",\"gamma\":0}", TRUTHS, 2 },
  { "{\"kind\":\"focal\",\"gamma\":0}", CHOICE, 3 },
  { "{\"kind\":\"focal\",\"gamma\":0.5}", TRUTHS, 300 },
  { "{\"kind\":\"focal\",\"gamma\":0.5}", CHOICE, 5 },
  { "\"hinge\"", TRUTHS, 1 },
  { "\"hinge\"", TRUTHS, 5 },
  { "\"hinge\"", CHOICE, 2 },
  { "\"hinge\"", CHOICE, 1500 },
  { "\"squared-error\"", AMOUNTS, 1 },
  { "\"squared-error\"", AMOUNTS, 3 },
  { "\"squared-error\"", TRUTHS, 1 },
  { "\"absolute-error\"", AMOUNTS, 1 },
  { "\"absolute-error\"", AMOUNTS, 3 },
  { "\"huber\"", AMOUNTS, 1 },
  { "{\"kind\":\"huber\",\"delta\":2.5}", AMOUNTS, 3 },
};

/* A case with random outputs and targets, a fifth of which are missing. */
typedef struct
{
  const Case *c;
  TdSpec      loss;
  TdLossTask  task;
  gsize       rows;
  guint       n_targets;
  float      *outputs;
  float      *targets;
  float      *share;
  float      *weights; /* (n_targets, classes) */
} Batch;

static float
draw_target (const Case *c, GRand *rand)
{
  if (g_rand_double (rand) < 0.2)
    return NAN;
  if (c->form == CHOICE)
    return (float) g_rand_int_range (rand, 0, (gint32) c->n_outputs);
  if (c->form == TRUTHS)
    return g_rand_boolean (rand);
  return (float) g_rand_double_range (rand, -3, 3);
}

static void
count_shares (Batch *batch)
{
  for (guint c = 0; c < batch->n_targets; c++)
    {
      guint n = 0;

      for (gsize r = 0; r < batch->rows; r++)
        n += !isnan (batch->targets[r * batch->n_targets + c]);
      batch->share[c] = n > 0 ? 1.0f / (float) n : 0;
    }
}

static void
read_loss (TdSpec *loss, const char *json)
{
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "test", NULL);

  g_assert_true (td_spec_from_json (loss, &td_losses, NULL, node, "loss", NULL));
}

static void
weigh_classes (Batch *batch, GRand *rand)
{
  const Case *c = batch->c;
  guint n_classes = c->form == CHOICE ? c->n_outputs : c->form == TRUTHS ? 2 : 0;

  batch->weights = g_new (float, batch->n_targets * n_classes + 1);
  for (guint i = 0; i < batch->n_targets * n_classes; i++)
    batch->weights[i] = (float) g_rand_double_range (rand, 0.1, 3);
  batch->task = (TdLossTask) { c->form, c->n_outputs, batch->n_targets, batch->share, n_classes,
                               c->weighted ? batch->weights : NULL };
}

static Batch
batch_new (const Case *c, gsize rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (c->n_outputs);
  Batch batch = { .c = c, .rows = rows };

  read_loss (&batch.loss, c->loss);
  batch.n_targets = c->form == CHOICE ? 1 : c->n_outputs;
  batch.outputs = g_new (float, rows * c->n_outputs);
  batch.targets = g_new (float, rows * batch.n_targets);
  batch.share = g_new (float, batch.n_targets);
  for (gsize i = 0; i < rows * c->n_outputs; i++)
    batch.outputs[i] = (float) g_rand_double_range (rand, -6, 6);
  for (gsize i = 0; i < rows * batch.n_targets; i++)
    batch.targets[i] = draw_target (c, rand);
  count_shares (&batch);
  weigh_classes (&batch, rand);
  return batch;
}

static void
batch_clear (Batch *batch)
{
  td_spec_clear (&batch->loss);
  g_free (batch->outputs);
  g_free (batch->targets);
  g_free (batch->share);
  g_free (batch->weights);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

/* Rows @first … @first + @n - 1. @delta and @losses point at what belongs to them. */
static void
evaluate (const Batch *batch, gsize first, gsize n, double *losses, float *delta)
{
  ((const TdLossKind *) batch->loss.kind)->evaluate (
    batch->loss.options, &batch->task, batch->outputs + first * batch->c->n_outputs,
    batch->targets + first * batch->n_targets, n, losses, delta);
}

static double *
widen (const float *x, gsize n)
{
  double *wide = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    wide[i] = x[i];
  return wide;
}

static double
reference_row (const Batch *batch, gsize row, const double *z, double *delta)
{
  g_autofree double *t = widen (batch->targets + row * batch->n_targets, batch->n_targets);
  g_autofree double *share = widen (batch->share, batch->n_targets);

  return reference_cost (&batch->loss, &(ReferenceRow) { &batch->task, share, z, t }, delta);
}

typedef void (*Check) (const Batch *batch);

static void
check_all (gconstpointer data)
{
  Check check = (Check) data;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Batch) batch = batch_new (&cases[i], 37);

      g_test_message ("%s, %u outputs", cases[i].loss, cases[i].n_outputs);
      check (&batch);
    }
}

/* Central differences of the formula; a handful of outputs of the very long rows. */
static void
check_derivative (const Batch *batch)
{
  guint n = batch->c->n_outputs;
  g_autofree double *delta = g_new (double, n);
  const double h = 1e-5;

  for (gsize r = 0; r < batch->rows; r++)
    {
      g_autofree double *z = widen (batch->outputs + r * n, n);

      reference_row (batch, r, z, delta);
      for (guint c = 0; c < n; c += MAX (n / 10, 1))
        {
          double at = z[c];
          double up, down;

          z[c] = at + h;
          up = reference_row (batch, r, z, NULL);
          z[c] = at - h;
          down = reference_row (batch, r, z, NULL);
          z[c] = at;
          g_assert_cmpfloat_with_epsilon ((up - down) / (2 * h), delta[c],
                                          1e-6 * MAX (fabs (delta[c]), 1e-3));
        }
    }
}

static void
check_values (const Batch *batch)
{
  guint n = batch->c->n_outputs;
  g_autofree double *losses = g_new (double, batch->rows);
  g_autofree float *delta = g_new (float, batch->rows * n);
  g_autofree double *expected = g_new (double, n);

  evaluate (batch, 0, batch->rows, losses, delta);
  for (gsize r = 0; r < batch->rows; r++)
    {
      g_autofree double *z = widen (batch->outputs + r * n, n);
      double loss = reference_row (batch, r, z, expected);

      g_assert_cmpfloat_with_epsilon (losses[r], loss, 1e-5 * fabs (loss) + 1e-7);
      for (guint c = 0; c < n; c++)
        g_assert_cmpfloat_with_epsilon (delta[r * n + c], expected[c],
                                        1e-5 * fabs (expected[c]) + 1e-7);
    }
}

/* Whole, with or without a derivative, and in slices of every length: the same bits. */
static void
check_slices (const Batch *batch)
{
  guint n_outputs = batch->c->n_outputs;
  gsize n_cells = batch->rows * n_outputs;
  g_autofree double *losses = g_new (double, batch->rows);
  g_autofree float *delta = g_new (float, n_cells);
  double slice_losses[9];
  g_autofree float *slice = g_new (float, 8 * n_outputs + 1);

  evaluate (batch, 0, batch->rows, losses, delta);
  for (gsize at = 0, n = 1; at + n <= batch->rows; at += n, n = n % 8 + 1)
    {
      slice_losses[n] = SENTINEL;
      slice[n * n_outputs] = SENTINEL;
      evaluate (batch, at, n, slice_losses, slice);
      g_assert_cmpmem (slice_losses, n * sizeof (double), losses + at, n * sizeof (double));
      g_assert_cmpmem (slice, n * n_outputs * sizeof (float),
                       delta + at * n_outputs, n * n_outputs * sizeof (float));
      g_assert_cmpfloat (slice_losses[n], ==, SENTINEL);
      g_assert_cmpfloat (slice[n * n_outputs], ==, SENTINEL);

      evaluate (batch, at, n, slice_losses, NULL);
      g_assert_cmpmem (slice_losses, n * sizeof (double), losses + at, n * sizeof (double));
    }
}

static void
check_missing (const Batch *batch)
{
  guint n = batch->c->n_outputs;
  g_autofree double *losses = g_new (double, batch->rows);
  g_autofree float *delta = g_new (float, batch->rows * n);

  for (gsize i = 0; i < batch->rows * batch->n_targets; i++)
    batch->targets[i] = NAN;
  for (gsize i = 0; i < batch->rows * n; i++)
    delta[i] = SENTINEL;
  evaluate (batch, 0, batch->rows, losses, delta);
  for (gsize r = 0; r < batch->rows; r++)
    g_assert_cmpfloat (losses[r], ==, 0);
  for (gsize i = 0; i < batch->rows * n; i++)
    g_assert_cmpfloat (delta[i], ==, 0);
}

/* Outputs that answer their targets with great certainty, or with the very number. */
static void
answer (const Batch *batch, float certainty)
{
  guint n = batch->c->n_outputs;

  for (gsize r = 0; r < batch->rows; r++)
    for (guint c = 0; c < n; c++)
      {
        float target = batch->targets[batch->n_targets == n ? r * n + c : r];
        float *output = &batch->outputs[r * n + c];

        if (batch->c->form == CHOICE)
          *output = (float) c == target ? certainty : -certainty;
        else if (batch->c->form == TRUTHS)
          *output = target == 1 ? certainty : -certainty;
        else if (!isnan (target))
          *output = target;
      }
}

/* Smoothed labels have no right answer. */
static gboolean
is_smoothed (const Batch *batch)
{
  const TdOption *option = td_kind_find_option (batch->loss.kind, "label-smoothing");

  return option != NULL && *(double *) td_spec_value (&batch->loss, option) > 0;
}

static void
check_perfect (const Batch *batch)
{
  g_autofree double *losses = g_new (double, batch->rows);
  g_autofree float *delta = g_new (float, batch->rows * batch->c->n_outputs);

  if (is_smoothed (batch))
    return;
  answer (batch, 40);
  evaluate (batch, 0, batch->rows, losses, delta);
  for (gsize r = 0; r < batch->rows; r++)
    g_assert_cmpfloat_with_epsilon (losses[r], 0, 1e-12);
  for (gsize i = 0; i < batch->rows * batch->c->n_outputs; i++)
    g_assert_cmpfloat_with_epsilon (delta[i], 0, 1e-7);
}

/* Certain answers, right and wrong, up to the end of float: a loss may be huge, never NaN. */
static void
check_extremes (const Batch *batch)
{
  static const float sizes[] = { 1e3f, 1e10f, 1e30f, 3e38f, -1e3f, -1e30f, -3e38f };
  guint n = batch->c->n_outputs;
  g_autofree double *losses = g_new (double, batch->rows);
  g_autofree float *delta = g_new (float, batch->rows * n);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      answer (batch, sizes[i]);
      evaluate (batch, 0, batch->rows, losses, delta);
      for (gsize r = 0; r < batch->rows; r++)
        g_assert_true (losses[r] >= 0);
      for (gsize j = 0; j < batch->rows * n; j++)
        g_assert_false (isnan (delta[j]));
    }
}

/* What the kind of @json makes of one column. */
static void
evaluate_column (const char *json, TdAnswerForm form, guint n_outputs, const float *outputs,
                 const float *targets, float share, gsize rows, double *losses, float *delta)
{
  const TdLossTask task = { form, n_outputs, 1, &share };
  g_auto (TdSpec) loss = { NULL };

  read_loss (&loss, json);
  ((const TdLossKind *) loss.kind)->evaluate (loss.options, &task, outputs, targets, rows, losses,
                                              delta);
}

/* 3 labels in 4 rows: the losses add up to their mean over the 3. */
static void
test_mean (void)
{
  const float outputs[] = { 1, 2, 3, 4 };
  const float targets[] = { 0, NAN, 5, 1 };
  double losses[4];
  float delta[4];

  evaluate_column ("\"squared-error\"", AMOUNTS, 1, outputs, targets, 1.0f / 3, 4, losses, delta);
  g_assert_cmpfloat_with_epsilon (losses[0] + losses[1] + losses[2] + losses[3],
                                  (1 + 4 + 9) / 3.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (delta[2], 2 * -2 / 3.0, 1e-6);
  g_assert_cmpfloat (delta[1], ==, 0);
}

/* Without knowledge, C classes cost log C. */
static void
test_even_odds (void)
{
  const float outputs[4] = { 3, 3, 3, 3 };
  const float target = 2;
  double loss;

  evaluate_column ("\"softmax-cross-entropy\"", CHOICE, 4, outputs, &target, 1, 1, &loss, NULL);
  g_assert_cmpfloat_with_epsilon (loss, log (4), 1e-6);
}

/* torch.nn.HuberLoss (delta=1.5); the others are their formulas on a calculator. */
static void
test_known_values (void)
{
  static const float z[] = { 0.5f, -1.2f, 2.0f };
  static const struct
  {
    const char  *loss;
    TdAnswerForm form;
    guint        n_outputs;
    float        target;
    double       cost;
  } known[] = {
    { "{\"kind\":\"huber\",\"delta\":1.5}", AMOUNTS, 1, 3.0f, 2.625 },
    { "{\"kind\":\"huber\",\"delta\":1.5}", AMOUNTS, 1, 1.0f, 0.125 },
    { "\"absolute-error\"", AMOUNTS, 1, 3.0f, 2.5 },
    { "\"focal\"", TRUTHS, 1, 1, 0.0675734905 },
    { "\"focal\"", TRUTHS, 1, 0, 0.3774116009 },
    { "\"focal\"", CHOICE, 3, 0, 1.1759288860 },
    { "\"hinge\"", TRUTHS, 1, 1, 0.5 },
    { "\"hinge\"", TRUTHS, 1, 0, 1.5 },
    { "\"hinge\"", CHOICE, 3, 0, 2.5 },
    { "\"hinge\"", CHOICE, 3, 2, 0 },
    { SMOOTH ("sigmoid"), TRUTHS, 1, 1, 0.5240769842 }, /* PyTorch's with a target of 0.9 */
    { "\"squared-error\"", TRUTHS, 1, 1, 0.1425369566 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double cost;

      evaluate_column (known[i].loss, known[i].form, known[i].n_outputs, z, &known[i].target, 1, 1,
                       &cost, NULL);
      g_test_message ("%s", known[i].loss);
      g_assert_cmpfloat_with_epsilon (cost, known[i].cost, 1e-6);
    }
}

/* torch.nn.functional.cross_entropy of one row with reduction "none". */
static void
test_weights_and_smoothing (void)
{
  static const float z[] = { 0.5f, -1.2f, 2.0f }, weights[] = { 0.5f, 2.0f, 1.25f };
  static const struct
  {
    double       smoothing;
    const float *weights;
    double       cost;
  } known[] = { { 0.1, weights, 6.4491608973 }, { 0.1, NULL, 3.2708628038 },
                { 0, weights, 6.8683922743 } };
  const float target = 1, share = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const TdLossTask task = { CHOICE, 3, 1, &share, 3, known[i].weights };
      g_autofree char *text = td_json_number_to_text (known[i].smoothing);
      g_auto (TdSpec) loss = { NULL };
      double cost;

      td_spec_init (&loss, td_family_find (&td_losses, "softmax-cross-entropy"));
      g_assert_true (td_spec_set_path (&loss, "label-smoothing", text, NULL));
      ((const TdLossKind *) loss.kind)->evaluate (loss.options, &task, z, &target, 1, &cost, NULL);
      g_assert_cmpfloat_with_epsilon (cost, known[i].cost, 1e-6);
    }
}

static void
test_table (void)
{
  check_family (&td_losses);
  for (const TdKind *const *kind = td_losses.kinds; *kind != NULL; kind++)
    {
      gboolean covered = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_auto (TdSpec) loss = { NULL };

          read_loss (&loss, cases[i].loss);
          covered |= loss.kind == *kind;
        }
      g_assert_true (covered);
    }
}

void
add_loss_tests (void)
{
  g_test_add_func ("/loss/table-is-well-formed", test_table);
  g_test_add_func ("/loss/mean-is-over-labelled-rows", test_mean);
  g_test_add_func ("/loss/even-odds-cost-log-of-classes", test_even_odds);
  g_test_add_func ("/loss/known-values", test_known_values);
  g_test_add_func ("/loss/weights-and-smoothing-as-pytorch", test_weights_and_smoothing);
  g_test_add_data_func ("/loss/derivative-of-the-formula-is-its-central-difference",
                        (gconstpointer) check_derivative, check_all);
  g_test_add_data_func ("/loss/matches-the-formula", (gconstpointer) check_values, check_all);
  g_test_add_data_func ("/loss/slices-give-the-same-bits", (gconstpointer) check_slices, check_all);
  g_test_add_data_func ("/loss/missing-labels-add-nothing",
                        (gconstpointer) check_missing, check_all);
  g_test_add_data_func ("/loss/right-answers-cost-nothing",
                        (gconstpointer) check_perfect, check_all);
  g_test_add_data_func ("/loss/huge-outputs-never-give-nan",
                        (gconstpointer) check_extremes, check_all);
}
