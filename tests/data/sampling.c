/* sampling.c — the contract every sampling keeps, and what each kind promises.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/sampler.h"
#include "core/data/sampling.h"
#include "tests/family-contract.h"

#include <math.h>
#include <string.h>

#define ROWS 120 /* the last 20 validate */
#define TRAIN 100
#define TASKS 3
#define BATCH 16

/* Task 0 has all labels, task 1 those of every third row, task 2 those of every tenth. */
static const guint every[TASKS] = { 1, 3, 10 };
static const gsize labelled[TASKS] = { 100, 34, 10 };
static const char *const ids[TASKS] = { "a", "b", "c" };
static const gboolean all_enabled[TASKS] = { TRUE, TRUE, TRUE };

static TdDataset *
make_data (void)
{
  TdTargets *targets = g_new0 (TdTargets, TASKS);
  guint32 *rows[TD_N_PARTS] = { g_new (guint32, TRAIN), g_new (guint32, ROWS - TRAIN), NULL };
  const gsize n_part[TD_N_PARTS] = { TRAIN, ROWS - TRAIN, 0 };

  for (guint i = 0; i < ROWS; i++)
    rows[i < TRAIN ? 0 : 1][i < TRAIN ? i : i - TRAIN] = i;
  for (guint k = 0; k < TASKS; k++)
    {
      targets[k].n_columns = 2; /* the second labels no row that the first doesn't */
      targets[k].values = g_new (float, 2 * ROWS);
      for (guint i = 0; i < ROWS; i++)
        {
          targets[k].values[2 * i] = i % every[k] == 0 ? 1 : NAN;
          targets[k].values[2 * i + 1] = i % (2 * every[k]) == 0 ? 1 : NAN;
        }
    }
  return td_dataset_new (ROWS, 1, g_new0 (float, ROWS), TASKS, targets, rows, n_part);
}

static TdSampler *
make_sampler (const TdSpec   *sampling,
              const TdDataset *data,
              guint64          seed,
              gboolean         shuffle)
{
  return td_sampler_new (&(TdSamplerSetup) {
    .sampling = sampling, .data = data, .tasks = ids, .enabled = all_enabled,
    .batch_size = BATCH, .seed = seed, .shuffle = shuffle,
  });
}

static void
set_up (TdSpec     *spec,
        const char *kind,
        const char *epoch)
{
  GError *error = NULL;

  td_spec_init (spec, td_family_find (&td_samplings, kind));
  td_spec_set_path (spec, "epoch", epoch, &error);
  g_assert_no_error (error);
}

/* How often each task was trained on each row in an epoch. */
typedef struct
{
  guint seen[TASKS][ROWS];
  guint rows[TASKS]; /* in all */
  guint steps[TASKS];
} Count;

static void
count_epoch (TdSampler *sampler,
             guint64    epoch,
             Count     *count)
{
  *count = (Count) { 0 };
  for (guint64 step = 0; step < td_sampler_steps (sampler); step++)
    {
      TdBatchSpan spans[TASKS];
      gsize n;
      const guint32 *rows = td_sampler_batch (sampler, epoch, step, &n, spans);

      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (n, <=, BATCH);
      for (guint k = 0; k < TASKS; k++)
        {
          g_assert_cmpuint (spans[k].first + spans[k].n, <=, n);
          count->steps[k] += spans[k].n > 0;
          for (gsize i = spans[k].first; i < spans[k].first + spans[k].n; i++)
            {
              g_assert_cmpuint (rows[i], <, TRAIN);
              if (rows[i] % every[k] == 0)
                {
                  count->seen[k][rows[i]]++;
                  count->rows[k]++;
                }
            }
        }
    }
}

static void
assert_same_batches (TdSampler *a,
                     TdSampler *b,
                     guint64    epoch,
                     guint64    first,
                     gboolean   same)
{
  gboolean all_same = TRUE;

  for (guint64 step = first; step < td_sampler_steps (a); step++)
    {
      TdBatchSpan spans[2][TASKS];
      gsize n[2];
      const guint32 *x = td_sampler_batch (a, epoch, step, &n[0], spans[0]);
      const guint32 *y = td_sampler_batch (b, epoch, step, &n[1], spans[1]);

      all_same = all_same && n[0] == n[1] && memcmp (x, y, n[0] * sizeof *x) == 0
                 && memcmp (spans[0], spans[1], sizeof spans[0]) == 0;
    }
  g_assert_true (all_same == same);
}

/* Same seed, same batches, also when the first of them were another sampler's. */
static void
check_kind (const TdKind *kind)
{
  g_autoptr (TdDataset) data = make_data ();

  for (guint rule = 0; td_epoch_names[rule] != NULL; rule++)
    {
      g_auto (TdSpec) spec = { 0 };
      g_autoptr (TdSampler) a = NULL, b = NULL, other = NULL;

      td_spec_init (&spec, kind);
      if (!td_spec_set_path (&spec, "epoch", td_epoch_names[rule], NULL))
        continue; /* not every kind has every rule */
      a = make_sampler (&spec, data, 1, TRUE);
      b = make_sampler (&spec, data, 1, TRUE);
      other = make_sampler (&spec, data, 2, TRUE);
      g_assert_cmpuint (td_sampler_steps (a), >, 0);
      g_assert_cmpuint (td_sampler_steps (a), ==,
                        td_sampling_steps (&spec, data, all_enabled, BATCH));
      assert_same_batches (a, b, 0, 0, TRUE);
      assert_same_batches (a, b, 3, td_sampler_steps (a) / 2, TRUE);
      assert_same_batches (a, b, 3, 0, TRUE);
      assert_same_batches (a, other, 0, 0, FALSE);
    }
}

static void
test_every_kind_keeps_the_contract (void)
{
  check_family (&td_samplings);
  for (const TdKind *const *kind = td_samplings.kinds; *kind != NULL; kind++)
    check_kind (*kind);
}

static void
test_rows_takes_every_row_once (void)
{
  g_autoptr (TdDataset) data = make_data ();
  g_auto (TdSpec) spec = { 0 };
  g_autoptr (TdSampler) mixed = NULL, ordered = NULL;
  TdBatchSpan spans[TASKS];
  const guint32 *rows;
  Count count;
  gsize n;

  set_up (&spec, "rows", "all-rows");
  mixed = make_sampler (&spec, data, 1, TRUE);
  g_assert_cmpuint (td_sampler_steps (mixed), ==, 7); /* the last, short batch is a step */
  count_epoch (mixed, 0, &count);
  for (guint k = 0; k < TASKS; k++)
    for (guint i = 0; i < TRAIN; i++)
      g_assert_cmpuint (count.seen[k][i], ==, i % every[k] == 0);
  ordered = make_sampler (&spec, data, 1, FALSE);
  rows = td_sampler_batch (ordered, 0, 6, &n, spans);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (rows[3], ==, 99);
}

/* Where the epoch ends with the longest task, all rows of all tasks were taken, those of others
 * about equally often. */
static void
test_longest_takes_every_label (void)
{
  static const char *const kinds[] = { "proportional", "equal", "temperature", "one-task" };
  g_autoptr (TdDataset) data = make_data ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (TdSpec) spec = { 0 };
      g_autoptr (TdSampler) sampler = NULL;
      Count count;

      set_up (&spec, kinds[i], "longest");
      sampler = make_sampler (&spec, data, 1, TRUE);
      count_epoch (sampler, 5, &count);
      for (guint k = 0; k < TASKS; k++)
        {
          guint least = G_MAXUINT, most = 0;

          for (guint r = 0; r < TRAIN; r += every[k])
            {
              least = MIN (least, count.seen[k][r]);
              most = MAX (most, count.seen[k][r]);
            }
          g_assert_cmpuint (least, >=, 1);
          g_assert_cmpuint (most - least, <=, 1);
        }
    }
}

static void
test_shares_of_a_batch (void)
{
  static const struct
  {
    const char *kind;
    gsize       quotas[TASKS];
  } cases[] = {
    { "proportional", { 11, 4, 1 } }, /* of 16 for 100, 34, 10 */
    { "equal", { 6, 5, 5 } },
    { "temperature", { 7, 5, 4 } },   /* fifth roots: 2.51, 2.02, 1.58 */
  };
  g_autoptr (TdDataset) data = make_data ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (TdSpec) spec = { 0 };
      g_autoptr (TdSampler) sampler = NULL;
      TdBatchSpan spans[TASKS];
      gsize n, at = 0;

      set_up (&spec, cases[i].kind, "all-rows");
      sampler = make_sampler (&spec, data, 1, TRUE);
      td_sampler_batch (sampler, 0, 0, &n, spans);
      g_assert_cmpuint (n, ==, BATCH);
      for (guint k = 0; k < TASKS; k++)
        {
          g_assert_cmpuint (spans[k].first, ==, at);
          g_assert_cmpuint (spans[k].n, ==, cases[i].quotas[k]);
          at += spans[k].n;
        }
    }
}

static guint64
steps_of (const char *kind,
          const char *epoch)
{
  g_autoptr (TdDataset) data = make_data ();
  g_auto (TdSpec) spec = { 0 };

  set_up (&spec, kind, epoch);
  return td_sampling_steps (&spec, data, all_enabled, BATCH);
}

static void
test_the_rule_ends_the_epoch (void)
{
  g_assert_cmpuint (steps_of ("equal", "all-rows"), ==, 9);  /* 144 labelled rows, 16 a step */
  g_assert_cmpuint (steps_of ("equal", "longest"), ==, 17);  /* 100 rows, 6 a step */
  g_assert_cmpuint (steps_of ("equal", "shortest"), ==, 2);  /* 10 rows, 5 a step */
  g_assert_cmpuint (steps_of ("one-task", "all-rows"), ==, 7 + 3 + 1);
  g_assert_cmpuint (steps_of ("one-task", "longest"), ==, 3 * 7);
  g_assert_cmpuint (steps_of ("one-task", "shortest"), ==, 3 * 1);
}

static void
test_one_task_trains_one_at_a_time (void)
{
  g_autoptr (TdDataset) data = make_data ();
  g_auto (TdSpec) spec = { 0 };
  g_autoptr (TdSampler) sampler = NULL;
  Count count;

  set_up (&spec, "one-task", "all-rows");
  sampler = make_sampler (&spec, data, 1, TRUE);
  for (guint64 step = 0; step < td_sampler_steps (sampler); step++)
    {
      TdBatchSpan spans[TASKS];
      guint n_active = 0;
      gsize n;

      td_sampler_batch (sampler, 0, step, &n, spans);
      for (guint k = 0; k < TASKS; k++)
        n_active += spans[k].n == n && n > 0;
      g_assert_cmpuint (n_active, ==, 1);
    }
  count_epoch (sampler, 0, &count);
  for (guint k = 0; k < TASKS; k++)
    {
      g_assert_cmpuint (count.rows[k], ==, labelled[k]);
      for (guint i = 0; i < TRAIN; i += every[k])
        g_assert_cmpuint (count.seen[k][i], ==, 1);
    }
}

/* A task that is switched off has no part, and without tasks rows go by. */
static void
test_tasks_that_are_off_take_no_part (void)
{
  static const gboolean two[TASKS] = { FALSE, TRUE, TRUE }, none[TASKS] = { FALSE };
  g_autoptr (TdDataset) data = make_data ();
  g_auto (TdSpec) spec = { 0 };
  gsize least;

  set_up (&spec, "equal", "longest");
  g_assert_cmpuint (td_sampling_steps (&spec, data, two, BATCH), ==, 5); /* 34 rows, 8 a step */
  g_assert_cmpuint (td_sampling_steps (&spec, data, none, BATCH), ==, 7);
  g_assert_true (td_sampling_fits (&spec, data, two, 2, &least));
  g_assert_false (td_sampling_fits (&spec, data, all_enabled, 2, &least));
  g_assert_cmpuint (least, ==, 3);
}

void
add_sampling_tests (void)
{
  g_test_add_func ("/sampling/every-kind-keeps-the-contract", test_every_kind_keeps_the_contract);
  g_test_add_func ("/sampling/rows/takes-every-row-once", test_rows_takes_every_row_once);
  g_test_add_func ("/sampling/longest-takes-every-label", test_longest_takes_every_label);
  g_test_add_func ("/sampling/shares-of-a-batch", test_shares_of_a_batch);
  g_test_add_func ("/sampling/the-rule-ends-the-epoch", test_the_rule_ends_the_epoch);
  g_test_add_func ("/sampling/one-task/one-at-a-time", test_one_task_trains_one_at_a_time);
  g_test_add_func ("/sampling/tasks-that-are-off-take-no-part",
                   test_tasks_that_are_off_take_no_part);
}
