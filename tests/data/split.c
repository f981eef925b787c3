/* split.c — tests of the cut into training, validation and test.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/dataset.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint32 *rows[TD_N_PARTS];
  gsize    n[TD_N_PARTS];
} Split;

static void
split_clear (Split *self)
{
  for (guint p = 0; p < TD_N_PARTS; p++)
    g_free (self->rows[p]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Split, split_clear)

static const TdSplitSettings defaults = { 0.7, 0.15, 0.15, 1, (char *) "", (char *) "" };

static Split
split_table (const TdSplitSettings *settings,
             const TdTable         *table,
             gsize                  first_test_row)
{
  Split split = { 0 };
  GError *error = NULL;

  td_split_rows (settings, table, first_test_row, split.rows, split.n, &error);
  g_assert_no_error (error);
  return split;
}

/* Only the number of rows matters. */
static Split
split_of (const TdSplitSettings *settings,
          gsize                  n_rows)
{
  g_autoptr (TdTable) table = td_table_new (n_rows, 0, NULL, 0, NULL);

  return split_table (settings, table, n_rows);
}

static void
assert_counts (const Split *split,
               gsize        train,
               gsize        validation,
               gsize        test)
{
  g_assert_cmpuint (split->n[TD_PART_TRAIN], ==, train);
  g_assert_cmpuint (split->n[TD_PART_VALIDATION], ==, validation);
  g_assert_cmpuint (split->n[TD_PART_TEST], ==, test);
}

/* Every row is in one part, parts are in file order. */
static void
assert_partition (const Split *split,
                  gsize        n_rows)
{
  g_autofree guint8 *seen = g_malloc0 (n_rows);
  gsize total = 0;

  for (guint p = 0; p < TD_N_PARTS; p++)
    for (gsize i = 0; i < split->n[p]; i++, total++)
      {
        g_assert_cmpuint (split->rows[p][i], <, n_rows);
        g_assert_cmpuint (seen[split->rows[p][i]]++, ==, 0);
        if (i > 0)
          g_assert_cmpuint (split->rows[p][i - 1], <, split->rows[p][i]);
      }
  g_assert_cmpuint (total, ==, n_rows);
}

static void
test_parts_are_disjoint_and_cover_all_rows (void)
{
  for (gsize n = 1; n < 200; n++)
    for (gint64 seed = 0; seed < 3; seed++)
      {
        TdSplitSettings settings = defaults;
        settings.seed = seed;
        g_auto (Split) split = split_of (&settings, n);
        assert_partition (&split, n);
        g_assert_cmpuint (split.n[TD_PART_TEST], ==, (gsize) round (0.15 * (double) n));
        g_assert_cmpuint (split.n[TD_PART_VALIDATION], ==, (gsize) round (0.15 * (double) n));
      }
}

static void
test_counts_are_rounded (void)
{
  TdSplitSettings quarters = { 0.25, 0.25, 0.5, 1, (char *) "", (char *) "" };
  g_auto (Split) digits = split_of (&defaults, 1797);
  g_auto (Split) five = split_of (&quarters, 5);

  assert_counts (&digits, 1257, 270, 270);
  assert_counts (&five, 1, 1, 3);
}

static void
test_same_seed_same_split_and_other_seed_another (void)
{
  TdSplitSettings other = defaults;
  g_auto (Split) a = split_of (&defaults, 1000);
  g_auto (Split) b = split_of (&defaults, 1000);
  g_auto (Split) c = { 0 };
  gsize n_common = 0;

  g_assert_cmpmem (a.rows[TD_PART_TEST], 150 * sizeof (guint32),
                   b.rows[TD_PART_TEST], 150 * sizeof (guint32));
  other.seed = 2;
  c = split_of (&other, 1000);
  for (gsize i = 0; i < 150; i++)
    for (gsize j = 0; j < 150; j++)
      n_common += a.rows[TD_PART_TEST][i] == c.rows[TD_PART_TEST][j];
  /* 22.5 are expected by chance, deviation 4. */
  g_assert_cmpuint (n_common, <, 45);
}

static void
test_all_rows_may_train (void)
{
  TdSplitSettings settings = { 1, 0, 0, 1, (char *) "", (char *) "" };
  g_auto (Split) split = split_of (&settings, 10);

  assert_counts (&split, 10, 0, 0);
  for (guint32 i = 0; i < 10; i++)
    g_assert_cmpuint (split.rows[TD_PART_TRAIN][i], ==, i);
}

static void
test_test_file_is_the_test_part (void)
{
  TdSplitSettings settings = defaults;
  g_autoptr (TdTable) table = td_table_new (120, 0, NULL, 0, NULL);
  g_auto (Split) split = { 0 };

  settings.test_path = (char *) "t.csv";
  split = split_table (&settings, table, 100);
  assert_partition (&split, 120);
  assert_counts (&split, 82, 18, 20); /* 100 * 0.15 / 0.85 = 17.6 */
  g_assert_cmpuint (split.rows[TD_PART_TEST][0], ==, 100);
}

static void
test_column_decides (void)
{
  TdSplitSettings settings = defaults;
  g_autoptr (TdTable) table = table_of ("part,x\ntest,1\ntrain,2\nvalidation,3\nTrain,4\n");
  g_auto (Split) split = { 0 };

  settings.column = (char *) "part";
  settings.train = 0.1;
  split = split_table (&settings, table, 0);
  assert_counts (&split, 2, 1, 1);
  g_assert_cmpuint (split.rows[TD_PART_TRAIN][1], ==, 3);
}

static void
assert_refused (const TdSplitSettings *settings,
                const char            *text,
                const char            *part)
{
  g_autoptr (TdTable) table = table_of (text);
  guint32 *rows[TD_N_PARTS];
  gsize n[TD_N_PARTS];
  GError *error = NULL;

  g_assert_false (td_split_rows (settings, table, td_table_n_rows (table), rows, n, &error));
  assert_says (error, part);
}

static void
test_nonsense_is_refused (void)
{
  TdSplitSettings sum = defaults, column = defaults, both = defaults, none = { 0 };
  TdSplitSettings no_train = { 0, 0.5, 0.5, 1, (char *) "", (char *) "" };

  sum.train = 0.8;
  assert_refused (&sum, "a,b\n1,2\n", "sum to 1.1; train, validation and test must sum to 1");
  assert_refused (&no_train, "a,b\n1,2\n3,4\n", "no row to train on");
  column.column = (char *) "part";
  assert_refused (&column, "a,b\n1,2\n", "no column “part”");
  assert_refused (&column, "a,part\n1,train\n1,extra\n",
                  "row 2: the split column “part” says “extra”");
  assert_refused (&column, "a,part\n1,train\n1,\n", "row 2: the split column “part” says “”");
  assert_refused (&column, "a,part\n1,7\n1,1\n", "row 1: the split column “part” says “7”");
  assert_refused (&column, "a,part\n1,test\n", "no row to train on");
  both = column;
  both.test_path = (char *) "t.csv";
  assert_refused (&both, "a,part\n1,train\n", "both a column and a test file");
  none.column = (char *) "";
  none.test_path = (char *) "t.csv";
  assert_refused (&none, "a,part\n1,train\n", "neither training nor validation");
}

static void
test_dataset_counts_labels_of_each_part (void)
{
  guint32 *rows[TD_N_PARTS] = { g_new0 (guint32, 2), g_new0 (guint32, 1), g_new0 (guint32, 1) };
  static const gsize n[TD_N_PARTS] = { 2, 1, 0 };
  static const float values[] = { 1, NAN, NAN, 2, 3, 4 };
  TdTargets *targets = g_new0 (TdTargets, 1);
  g_autoptr (TdDataset) data = NULL;

  rows[TD_PART_TRAIN][1] = 2;
  rows[TD_PART_VALIDATION][0] = 1;
  targets->n_columns = 2;
  targets->values = g_memdup2 (values, sizeof values);
  data = td_dataset_new (3, 1, g_new0 (float, 3), 1, targets, rows, n);
  g_assert_cmpuint (data->targets->n_labels[0], ==, 2);
  g_assert_cmpuint (data->targets->n_labels[1], ==, 1);
  g_assert_cmpuint (data->targets->n_labels[2], ==, 0);
  g_assert_cmpuint (data->targets->n_labels[3], ==, 1);
  g_assert_cmpuint (data->targets->n_labels[4], ==, 0);
  g_assert_cmpstr (td_part_names[TD_PART_TRAIN], ==, "training");
}

void
add_split_tests (void)
{
  g_test_add_func ("/split/parts-are-disjoint-and-cover-all-rows",
                   test_parts_are_disjoint_and_cover_all_rows);
  g_test_add_func ("/split/counts-are-rounded", test_counts_are_rounded);
  g_test_add_func ("/split/same-seed-same-split-and-other-seed-another",
                   test_same_seed_same_split_and_other_seed_another);
  g_test_add_func ("/split/all-rows-may-train", test_all_rows_may_train);
  g_test_add_func ("/split/test-file-is-the-test-part", test_test_file_is_the_test_part);
  g_test_add_func ("/split/column-decides", test_column_decides);
  g_test_add_func ("/split/nonsense-is-refused", test_nonsense_is_refused);
  g_test_add_func ("/dataset/labels-are-counted-in-each-part",
                   test_dataset_counts_labels_of_each_part);
}
