/* tasks.c — how labels are read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/data/source.h"
#include "core/project/task.h"

#include <math.h>
#include <string.h>

#define ROWS 16

/* A task on a CSV text whose first @n_train rows train. */
typedef struct
{
  TdSpec      task;
  TdTable    *table;
  TdTargetFit fit;
  float       values[ROWS * 2];
  gsize       n_unseen;
  GError     *error;
} Case;

static void
case_run (Case       *self,
          const char *json,
          const char *csv,
          guint       n_train)
{
  g_autoptr(JsonNode) node = td_json_parse (json, strlen (json), "task", &self->error);
  guint32 train[ROWS];
  const TdColumn *columns[4];
  const TdTaskOptions *options;
  guint n;

  *self = (Case) { .error = self->error };
  g_assert_no_error (self->error);
  td_spec_from_json (&self->task, &td_tasks, NULL, node, "tasks.0", &self->error);
  g_assert_no_error (self->error);
  write_text ("labels.csv", csv);
  self->table = td_csv_load ("labels.csv", test_folder, &self->error);
  g_assert_no_error (self->error);
  g_assert_cmpuint (td_table_n_rows (self->table), <=, ROWS);

  options = td_task_options (&self->task);
  n = g_strv_length (options->targets);
  for (guint i = 0; i < n; i++)
    columns[i] = td_table_find (self->table, options->targets[i]);
  for (guint i = 0; i < n_train; i++)
    train[i] = i;
  if (td_task_kind (&self->task)->fit (options, columns, n, self->table, train, n_train, &self->fit,
                                       &self->error))
    td_task_kind (&self->task)->encode (options, &self->fit, columns, self->table, self->values,
                                        &self->n_unseen, &self->error);
}

static void
case_clear (Case *self)
{
  td_spec_clear (&self->task);
  td_table_unref (self->table);
  td_target_fit_clear (&self->fit);
}

static void
assert_values (const Case *self,
               guint       n,
               ...)
{
  va_list arguments;

  g_assert_no_error (self->error);
  va_start (arguments, n);
  for (guint i = 0; i < n; i++)
    {
      double expected = va_arg (arguments, double);

      if (isnan (expected))
        g_assert_true (isnan (self->values[i]));
      else
        g_assert_cmpfloat_with_epsilon (self->values[i], expected, 1e-6);
    }
  va_end (arguments);
}

static void
test_words (void)
{
  static const char *const columns[] = { "a\n1\n0\nNA\n1\n", "a\nyes\nno\n?\nYES\n",
                                         "a\nTrue\nFalse\nnull\ntrue\n", "a\nY\nn\n\ny\n" };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      Case test = { 0 };
      g_autofree char *csv = g_strdup_printf ("%s", columns[i]);

      /* A second column keeps a blank line a row. */
      g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);
      g_autoptr(GString) text = g_string_new (NULL);
      for (guint k = 0; k < 5; k++)
        g_string_append_printf (text, "%s,%s\n", lines[k], k == 0 ? "x" : "1");
      case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", text->str, 4);
      assert_values (&test, 4, 1.0, 0.0, (double) NAN, 1.0);
      g_assert_cmpuint (test.n_unseen, ==, 0);
      g_assert_cmpint (g_strv_length (test.fit.classes), ==, 2);
      case_clear (&test);
    }
}

static void
test_one_word_only (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}",
            "a\nyes\nyes\nno\n", 2);
  assert_values (&test, 3, 1.0, 1.0, 0.0);
  g_assert_cmpstr (test.fit.classes[0], ==, "no");
  case_clear (&test);
}

static void
test_two_values (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}",
            "a\ndog\ncat\ndog\ncow\n", 3);
  assert_values (&test, 4, 1.0, 0.0, 1.0, (double) NAN);
  g_assert_cmpuint (test.n_unseen, ==, 1);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", "a\n10\n9\n10\n", 3);
  assert_values (&test, 3, 1.0, 0.0, 1.0);
  case_clear (&test);
}

static void
test_positive (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"cat\"}",
            "a\ndog\ncat\n", 2);
  assert_values (&test, 2, 0.0, 1.0);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"0\"}",
            "a\n1\n0\n", 2);
  assert_values (&test, 2, 0.0, 1.0);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"No\"}",
            "a\nYes\nno\nyes\nNO\n", 3);
  assert_values (&test, 4, 0.0, 1.0, 0.0, 1.0);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"9.0\"}",
            "a\n10\n9\n", 2);
  assert_values (&test, 2, 0.0, 1.0);
  case_clear (&test);
}

/* Of many values, some are yes: "is it footwear?" of a column of things. */
static void
test_positive_group (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\","
                   "\"positive\":[\"shoe\",\"boot\"]}",
            "a\nshoe\nhat\nboot\ncoat\n?\ncap\n", 4);
  assert_values (&test, 6, 1.0, 0.0, 1.0, 0.0, (double) NAN, 0.0);
  g_assert_cmpstr (test.fit.classes[1], ==, "yes");
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"hat\"}",
            "a\nshoe\nhat\nboot\n", 3);
  assert_values (&test, 3, 0.0, 1.0, 0.0);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"1\"}",
            "a\n0\n1\n2\n1\n", 4);
  assert_values (&test, 4, 0.0, 1.0, 0.0, 1.0);
  g_assert_cmpstr (test.fit.classes[1], ==, "is 1");
  case_clear (&test);
}

static void
test_classes (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":\"a\"}",
            "a\n10\n9\n?\n1.5\n10\n7\n", 5);
  assert_values (&test, 6, 2.0, 1.0, (double) NAN, 0.0, 2.0, (double) NAN);
  g_assert_cmpstr (test.fit.classes[0], ==, "1.5");
  g_assert_cmpstr (test.fit.classes[1], ==, "9");
  g_assert_cmpstr (test.fit.classes[2], ==, "10");
  g_assert_cmpuint (test.n_unseen, ==, 1);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":\"a\"}",
            "a\nb\n10\n9\nB\n", 4);
  assert_values (&test, 4, 3.0, 0.0, 1.0, 2.0);
  case_clear (&test);
}

/* The training rows say numbers, a later row has a word: order and values stay numbers'. */
static void
test_classes_of_numbers_among_text (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":\"a\"}",
            "a\n10\n9\n10\nhuh\n9.0\n", 3);
  assert_values (&test, 5, 1.0, 0.0, 1.0, (double) NAN, 0.0);
  case_clear (&test);
}

static void
test_labels (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"labels\",\"name\":\"A\",\"targets\":[\"a\",\"b\"]}",
            "a,b\n1,yes\n0,\n,NO\n", 3);
  assert_values (&test, 6, 1.0, 1.0, 0.0, (double) NAN, (double) NAN, 0.0);
  g_assert_cmpuint (test.fit.n_columns, ==, 2);
  g_assert_cmpstr (test.fit.classes[1], ==, "b");
  case_clear (&test);
}

/* Mean 3 and population deviation 2 of 1 and 5; a constant keeps its unit. */
static void
test_numbers (void)
{
  Case test = { 0 };

  case_run (&test, "{\"kind\":\"number\",\"name\":\"A\",\"targets\":[\"a\",\"b\"]}",
            "a,b\n1,4\n5,4\n,4\n7,6\n", 3);
  assert_values (&test, 8, -1.0, 0.0, 1.0, 0.0, (double) NAN, 0.0, 2.0, 2.0);
  g_assert_cmpfloat (test.fit.mean[0], ==, 3);
  g_assert_cmpfloat (test.fit.scale[0], ==, 2);
  g_assert_cmpfloat (test.fit.scale[1], ==, 1);
  case_clear (&test);
  case_run (&test, "{\"kind\":\"number\",\"name\":\"A\",\"targets\":\"a\",\"scaling\":\"none\"}",
            "a\n1\n5\n", 2);
  assert_values (&test, 2, 1.0, 5.0);
  g_assert_null (test.fit.mean);
  case_clear (&test);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *json, *csv, *says;
  } cases[] = {
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", "a\nx\ny\nz\n",
      "Task “A”, labels.csv, row 3, column “a”: “z”" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", "a\n0\n1\n2\n", "row 3" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", "a\nx\nx\nx\n", "two" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\"}", "a,b\n,1\n,1\n,1\n", "no row" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":[\"a\",\"b\"]}", "a,b\n1,1\n1,1\n1,1\n",
      "2 target columns" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":\"q\"}", "a\nx\ny\ny\n",
      "positive" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":[\"x\",\"q\"]}",
      "a\nx\ny\nz\n", "“q”" },
    { "{\"kind\":\"yes-no\",\"name\":\"A\",\"targets\":\"a\",\"positive\":[\"x\",\"y\"]}",
      "a\nx\ny\nx\n", "the same answer" },
    { "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":\"a\"}", "a\n3\n3\n3\n", "same class" },
    { "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":\"a\"}", "a,b\n,1\n,1\n,1\n", "no row" },
    { "{\"kind\":\"classes\",\"name\":\"A\",\"targets\":[\"a\",\"b\"]}", "a,b\n1,1\n1,1\n1,1\n",
      "exactly one" },
    { "{\"kind\":\"labels\",\"name\":\"A\",\"targets\":[\"a\",\"b\"]}", "a,b\n1,0\n1,2\n0,0\n",
      "Task “A”, labels.csv, row 2, column “b”: “2”" },
    { "{\"kind\":\"number\",\"name\":\"A\",\"targets\":\"a\"}", "a\n1\n2\nabc\n",
      "Task “A”, labels.csv, row 3, column “a”: “abc” isn't a number" },
    { "{\"kind\":\"number\",\"name\":\"A\",\"targets\":\"a\"}", "a\n1\n1e39\n2\n", "row 2" },
    { "{\"kind\":\"number\",\"name\":\"A\",\"targets\":\"a\"}", "a\n1\ninf\n2\n", "row 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Case test = { 0 };

      case_run (&test, cases[i].json, cases[i].csv, 3);
      assert_says (test.error, cases[i].says);
      case_clear (&test);
    }
}

void
add_task_tests (void)
{
  g_test_add_func ("/task/yes-and-no-are-read-in-any-spelling", test_words);
  g_test_add_func ("/task/training-rows-may-all-say-yes", test_one_word_only);
  g_test_add_func ("/task/of-two-values-the-later-is-yes", test_two_values);
  g_test_add_func ("/task/positive-says-what-yes-is", test_positive);
  g_test_add_func ("/task/positive-may-be-some-of-many", test_positive_group);
  g_test_add_func ("/task/classes-are-ordered-by-value-or-bytes", test_classes);
  g_test_add_func ("/task/numbers-stay-numbers-among-text", test_classes_of_numbers_among_text);
  g_test_add_func ("/task/labels-are-masked-by-column", test_labels);
  g_test_add_func ("/task/numbers-are-scaled-by-training-rows", test_numbers);
  g_test_add_func ("/task/refusals-name-task-row-and-column", test_refusals);
}
