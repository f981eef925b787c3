/* state.c — what balancers keep: saved and put back it goes on, reset it begins anew, and tasks
 * that are absent from a step have no part in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/balance/samples.h"
#include "tests/balance/suites.h"

#include <string.h>

#define K 4
#define P 6
#define N_STEPS 7

static gsize
n_row_slots (const TdBalancerKind *kind)
{
  return kind->row_slots != NULL ? g_strv_length ((char **) kind->row_slots) : 0;
}

static gsize
n_numbers (const TdBalancerKind *kind)
{
  return td_balancer_n_slots (kind->task_slots) * K + td_balancer_n_slots (kind->pair_slots) * K * K
         + td_balancer_n_slots (kind->common_slots);
}

static void
take_step (TdBalancerMatrix *matrix, guint step, double *weights, double *combined)
{
  TdDice dice = { td_stream (9, "samples"), step * 100 };
  const TdBalancerKind *kind = (const TdBalancerKind *) matrix->balancer->kind;
  double rows[K * P], losses[K], after[K];

  for (guint i = 0; i < K * P; i++)
    rows[i] = roll_normal (&dice);
  for (guint k = 0; k < K; k++)
    {
      losses[k] = .2 + roll_unit (&dice);
      after[k] = losses[k] * roll_unit (&dice);
    }
  matrix->step.step = step;
  matrix->step.epoch = step;
  matrix->step.means[0] = losses;
  matrix->step.means[1] = after;
  td_balancer_matrix_step (matrix, rows, losses, weights, combined);
  matrix->step.losses = losses;
  matrix->step.after = after;
  if (kind->after_step != NULL)
    kind->after_step (matrix->balancer->options, &matrix->step, matrix->memory);
  matrix->step.losses = matrix->step.after = matrix->step.means[0] = matrix->step.means[1] = NULL;
}

/* Copies all that is saved, and nothing else. */
static void
carry (TdBalancerMatrix *to, const TdBalancerMatrix *from)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) from->balancer->kind;

  memcpy (to->memory->tasks, from->memory->tasks, n_numbers (kind) * sizeof (double));
  if (n_row_slots (kind) > 0)
    memcpy (to->slots[0], from->slots[0], n_row_slots (kind) * K * P * sizeof (float));
}

static void
check_resume (const TdSpec *spec)
{
  g_autoptr(TdBalancerMatrix) whole = td_balancer_matrix_new (spec, K, P, 1);
  g_autoptr(TdBalancerMatrix) resumed = td_balancer_matrix_new (spec, K, P, 1);
  g_autoptr(TdBalancerMatrix) fresh = td_balancer_matrix_new (spec, K, P, 1);
  double first[K], weights[K], other[K], combined[P], combined2[P];

  for (guint step = 0; step < N_STEPS; step++)
    take_step (whole, step, step == 0 ? first : weights, combined);
  carry (resumed, whole);
  take_step (whole, N_STEPS, weights, combined);
  take_step (resumed, N_STEPS, other, combined2);
  g_assert_cmpmem (weights, sizeof weights, other, sizeof other);
  g_assert_cmpmem (combined, sizeof combined, combined2, sizeof combined2);
  carry (whole, fresh);
  take_step (whole, 0, weights, NULL);
  g_assert_cmpmem (weights, sizeof weights, first, sizeof first);
}

static void
test_resume (void)
{
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };

      make_balancer (&spec, (*kind)->id, NULL);
      check_resume (&spec);
    }
}

/* Only task 2 of four is present: the others' state stays as it was, bit for bit. */
static void
check_absent (const TdSpec *spec)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) spec->kind;
  g_autoptr(TdBalancerMatrix) matrix = td_balancer_matrix_new (spec, K, P, 1);
  g_autofree double *before = g_new (double, n_numbers (kind) + 1);
  double one[] = { 1.5 }, gram[] = { 4 }, weights[] = { NAN, 7 };
  guint task = 2;
  TdBalancerStep step = { .n = 1, .tasks = &task, .losses = one, .after = one, .gram = gram,
                          .cross = gram, .sums = one, .means = { one, one }, .step = 3,
                          .epoch = 9, .stream = td_stream (1, "balance") };

  take_step (matrix, 0, NULL, NULL);
  memcpy (before, matrix->memory->tasks, n_numbers (kind) * sizeof (double));
  kind->weigh (spec->options, &step, matrix->memory, weights);
  if (kind->after_step != NULL)
    kind->after_step (spec->options, &step, matrix->memory);
  g_assert_true (isfinite (weights[0]));
  g_assert_cmpfloat (weights[1], ==, 7);
  for (gsize i = 0; i < td_balancer_n_slots (kind->task_slots) * K; i++)
    if (i % K != task)
      g_assert_cmpfloat (matrix->memory->tasks[i], ==, before[i]);
}

static void
test_absent (void)
{
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };

      make_balancer (&spec, (*kind)->id, NULL);
      check_absent (&spec);
    }
}

/* Rows cut into chunks are transformed as a whole would be. */
static void
check_chunks (const TdSpec *spec)
{
  const TdBalancerKind *kind = (const TdBalancerKind *) spec->kind;
  g_autoptr(TdBalancerMatrix) whole = td_balancer_matrix_new (spec, K, P, 1);
  g_autoptr(TdBalancerMatrix) cut = td_balancer_matrix_new (spec, K, P, 1);
  TdBalancerMatrix *both[] = { whole, cut };
  const double losses[] = { 1, 2, 3, 4 };
  double sums[2][K] = { { 0 } };

  for (guint m = 0; m < 2; m++)
    {
      gsize width = m == 0 ? P : 2;

      for (gsize i = 0; i < K * P; i++)
        both[m]->rows[0][i] = sinf ((float) i);
      both[m]->step.losses = losses;
      for (gsize first = 0; first < P; first += width)
        {
          float *rows[K], *slots[3 * K] = { NULL };
          TdBalancerChunk chunk = { first, width, rows, slots };

          for (guint k = 0; k < K; k++)
            rows[k] = both[m]->rows[k] + first;
          for (gsize s = 0; s < n_row_slots (kind) * K; s++)
            slots[s] = both[m]->slots[s] + first;
          kind->transform (spec->options, &both[m]->step, &chunk, sums[m]);
        }
    }
  g_assert_cmpmem (whole->rows[0], K * P * sizeof (float), cut->rows[0], K * P * sizeof (float));
  assert_near (spec->kind->id, K, sums[0], sums[1], 1e-6);
}

static void
test_chunks (void)
{
  for (const TdKind *const *kind = td_balancers.kinds; *kind != NULL; kind++)
    {
      g_auto(TdSpec) spec = { NULL };

      make_balancer (&spec, (*kind)->id, NULL);
      g_assert_cmpint ((((const TdBalancerKind *) *kind)->needs & TD_NEEDS_ROWS) != 0, ==,
                       ((const TdBalancerKind *) *kind)->transform != NULL);
      if (((const TdBalancerKind *) *kind)->transform != NULL)
        check_chunks (&spec);
    }
}

/* What a descriptor says agrees with what it has. */
static void
test_descriptors (void)
{
  for (const TdKind *const *id = td_balancers.kinds; *id != NULL; id++)
    {
      const TdBalancerKind *kind = (const TdBalancerKind *) *id;
      guint gradients = kind->needs & (TD_NEEDS_GRAM | TD_NEEDS_ROWS | TD_NEEDS_BATCHES_3);

      g_assert_nonnull (kind->formula);
      g_assert_nonnull (kind->weigh);
      g_assert_cmpint ((kind->needs & TD_NEEDS_AFTER_STEP) != 0, ==, kind->after_step != NULL);
      g_assert_true (gradients != 0 || kind->weighs_losses);
      g_assert_cmpint (kind->learns, ==,
                       td_kind_find_option (*id, "learning-rate") != NULL);
      if (td_kind_find_option (*id, "on") != NULL)
        g_assert_true (kind->needs & TD_NEEDS_GRAM && !(kind->needs & TD_NEEDS_ROWS));
    }
}

void
add_state_tests (void)
{
  g_test_add_func ("/balance/descriptors-agree-with-functions", test_descriptors);
  g_test_add_func ("/balance/state-resumes-and-resets", test_resume);
  g_test_add_func ("/balance/absent-tasks-are-left-alone", test_absent);
  g_test_add_func ("/balance/chunks-are-transformed-alike", test_chunks);
}
