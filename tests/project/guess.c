/* guess.c — which kind of task a column is taken for, and tasks made from it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/project/suite.h"

#include "core/data/source.h"
#include "core/project/guess-project.h"
#include "core/project/guess-task.h"
#include "core/project/new-task.h"

#include <math.h>

typedef struct
{
  const char *kind; /* "": none */
  const char *cells;
} Guess;

static const TdTaskKind *
guess_column (const char *cells)
{
  g_autofree char *text = g_strconcat ("x,t\n0,", NULL);
  g_auto(GStrv) parts = g_strsplit (cells, " ", -1);
  g_autofree char *rows = g_strjoinv ("\n0,", parts);
  g_autofree char *csv = g_strconcat (text, rows, "\n", NULL);
  g_autoptr(TdTable) table = NULL;
  TdColumnSummary summary;

  write_text ("guess.csv", csv);
  table = td_csv_load ("guess.csv", test_folder, NULL);
  g_assert_nonnull (table);
  td_column_summarize (td_table_find (table, "t"), td_table_n_rows (table), &summary);
  return td_task_guess (&summary, 1);
}

static void
test_one_column (void)
{
  static const Guess guesses[] = {
    { "yes-no", "0 1 1 0" },
    { "yes-no", "yes no Yes NO y" },
    { "yes-no", "true false ? true" },
    { "yes-no", "cat dog cat dog" },
    { "yes-no", "1 2 2 1" },
    { "classes", "0 1 2 2 1 0" },
    { "classes", "cat dog cow cat dog cow" },
    { "classes", "3 1 NA 2 3 2 1" },
    { "number", "0.5 1.5 2 7 2" },
    { "number", "1 2 3 4 5 6" },
    { "number", "100 -3 250 17 -3 4000" },
    { "", "NA NA NA" },
    { "", "cat cat cat" },
    { "", "yes yes ?" },
    { "", "0 0 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      const TdTaskKind *kind = guess_column (guesses[i].cells);

      g_assert_cmpstr (kind != NULL ? kind->kind.id : "", ==, guesses[i].kind);
    }
}

static void
test_many_values (void)
{
  GString *texts = g_string_new ("row0");
  GString *numbers = g_string_new ("0.25");
  GString *counts = g_string_new ("0");

  for (guint i = 1; i < 20100; i++)
    {
      g_string_append_printf (texts, " row%u", i);
      g_string_append_printf (numbers, " %u.25", i);
      g_string_append_printf (counts, " %u", i % 3);
    }
  g_assert_null (guess_column (texts->str));
  g_assert_cmpstr (guess_column (numbers->str)->kind.id, ==, "number");
  g_assert_cmpstr (guess_column (counts->str)->kind.id, ==, "classes");
  g_string_free (texts, TRUE);
  g_string_free (numbers, TRUE);
  g_string_free (counts, TRUE);
}

static void
test_several_columns (void)
{
  const TdColumnSummary bits = { 10, 2, TRUE, TRUE, TRUE };
  const TdColumnSummary amount = { 10, 9, TRUE, FALSE, FALSE };
  const TdColumnSummary text = { 10, 3, FALSE, FALSE, FALSE };
  const TdColumnSummary labels[] = { bits, bits }, numbers[] = { bits, amount };
  const TdColumnSummary mixed[] = { text, amount };

  g_assert_cmpstr (td_task_guess (labels, 2)->kind.id, ==, "labels");
  g_assert_cmpstr (td_task_guess (numbers, 2)->kind.id, ==, "number");
  g_assert_null (td_task_guess (mixed, 2));
  g_assert_null (td_task_guess (labels, 0));
}

/* What fits can be made a plan of, the likeliest first of all. */
static void
test_kinds_that_fit (void)
{
  const TdColumnSummary bits = { 10, 2, TRUE, TRUE, TRUE };
  guint n = 0;

  for (guint i = 0; td_tasks.kinds[i] != NULL; i++)
    {
      const TdTaskKind *kind = (const TdTaskKind *) td_tasks.kinds[i];

      g_assert_nonnull (kind->guess);
      n += td_task_kind_fits (kind, &bits, 1) ? 1 : 0;
    }
  g_assert_cmpuint (n, ==, td_family_n_kinds (&td_tasks));
}

static void
test_new_task (void)
{
  static const char *const targets[] = { "digit", NULL };
  const TdTaskKind *kind = (const TdTaskKind *) td_family_find (&td_tasks, "classes");
  g_auto(TdSpec) project = { NULL, NULL };
  g_auto(TdSpec) task = { NULL, NULL };
  g_auto(TdSpec) named = { NULL, NULL };
  const TdSpecList *tasks;

  parse_project (example_json, &project);
  tasks = &td_project_of (&project)->tasks;
  td_new_task (&project, kind, "t9", targets, NULL, &task);
  g_assert_cmpstr (td_task_options (&task)->id, ==, "t9");
  g_assert_cmpstr (td_task_options (&task)->name, ==, "digit");
  g_assert_cmpstr (td_task_options (&task)->targets[0], ==, "digit");
  g_assert_cmpuint (td_task_options (&task)->head.n, ==, 0);
  for (gsize i = 0; i < tasks->n; i++)
    g_assert_cmpstr (td_task_options (&tasks->items[i])->color, !=,
                     td_task_options (&task)->color);
  td_new_task (&project, kind, "t9", targets, "Which digit", &named);
  g_assert_cmpstr (td_task_options (&named)->name, ==, "Which digit");
}

static void
test_convert (void)
{
  const TdTaskKind *number = (const TdTaskKind *) td_family_find (&td_tasks, "number");
  const TdTaskKind *yes_no = (const TdTaskKind *) td_family_find (&td_tasks, "yes-no");
  g_auto(TdSpec) project = { NULL, NULL };
  g_auto(TdSpec) converted = { NULL, NULL };
  g_auto(TdSpec) back = { NULL, NULL };
  const TdSpec *task;

  parse_project (example_json, &project);
  task = &td_project_of (&project)->tasks.items[0];
  td_convert_task (task, number, &converted);
  g_assert_true (converted.kind == &number->kind);
  g_assert_cmpstr (td_task_options (&converted)->id, ==, td_task_options (task)->id);
  g_assert_cmpstr (td_task_options (&converted)->name, ==, td_task_options (task)->name);
  g_assert_cmpstr (td_task_options (&converted)->color, ==, td_task_options (task)->color);
  g_assert_cmpuint (td_task_options (&converted)->head.n, ==, td_task_options (task)->head.n);
  g_assert_cmpstr (td_task_options (&converted)->loss.kind->id, ==, "squared-error");
  td_convert_task (&converted, yes_no, &back);
  g_assert_cmpstr (td_task_options (&back)->loss.kind->id, ==, "sigmoid-cross-entropy");
}

/* A loss that was chosen goes along to the kinds that take it. */
static void
test_convert_keeps_loss (void)
{
  const TdTaskKind *yes_no = (const TdTaskKind *) td_family_find (&td_tasks, "yes-no");
  const TdTaskKind *number = (const TdTaskKind *) td_family_find (&td_tasks, "number");
  g_auto(TdSpec) task = { NULL, NULL };

  td_spec_init (&task, td_family_find (&td_tasks, "classes"));
  g_assert_true (td_spec_set_path (&task, "loss", "focal", NULL));
  g_assert_true (td_spec_set_path (&task, "loss.gamma", "3", NULL));
  for (guint i = 0; i < 2; i++)
    {
      const TdTaskKind *kind = i == 0 ? yes_no : number;
      g_autofree char *text = NULL;
      g_auto(TdSpec) converted = { NULL, NULL };

      td_convert_task (&task, kind, &converted);
      g_assert_cmpstr (td_task_options (&converted)->loss.kind->id, ==,
                       kind == yes_no ? "focal" : "squared-error");
      text = td_spec_get_path (&converted, "loss.gamma", NULL);
      g_assert_cmpstr (text, ==, kind == yes_no ? "3" : NULL);
    }
}

/* All pairs of task kinds and losses are these; others are refused with the list. */
static void
test_losses (void)
{
  static const char *const expected[][2] = {
    { "yes-no", "sigmoid-cross-entropy, focal, hinge, squared-error" },
    { "classes", "sigmoid-cross-entropy, softmax-cross-entropy, focal, hinge" },
    { "labels", "sigmoid-cross-entropy, focal, hinge" },
    { "number", "squared-error, absolute-error, huber" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    for (const TdKind *const *loss = td_losses.kinds; *loss != NULL; loss++)
      {
        GError *error = NULL;
        g_auto(TdSpec) task = { NULL, NULL };
        gboolean listed = strstr (expected[i][1], (*loss)->id) != NULL;

        td_spec_init (&task, td_family_find (&td_tasks, expected[i][0]));
        g_assert_true (td_spec_set_path (&task, "loss", (*loss)->id, &error) == listed);
        g_assert_true (listed == (error == NULL));
        if (!listed)
          assert_says (error, expected[i][1]);
      }
}

static void
assert_refused (const TdSpecList *tasks, const char *id, const char *name, const char *part)
{
  GError *error = NULL;

  g_assert_false (td_check_task_name (tasks, id, name, &error));
  assert_says (error, part);
}

static void
test_names (void)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autofree char *longest = g_strnfill (TD_TASK_MAX_NAME, 'a');
  g_autofree char *longer = g_strnfill (TD_TASK_MAX_NAME + 1, 'a');
  const TdSpecList *tasks;
  const TdTaskOptions *first;

  parse_project (example_json, &project);
  tasks = &td_project_of (&project)->tasks;
  first = td_task_options (&tasks->items[0]);
  g_assert_true (td_check_task_name (tasks, first->id, first->name, NULL));
  g_assert_true (td_check_task_name (tasks, first->id, longest, NULL));
  g_assert_true (td_check_task_name (tasks, NULL, "Something else", NULL));
  assert_refused (tasks, first->id, "", "needs a name");
  assert_refused (tasks, first->id, longer, "100 characters");
  assert_refused (tasks, first->id, "two\nlines", "single line");
  assert_refused (tasks, NULL, first->name, "Another task");
}

static double
find_most_frequent (const char *id, char **classes, const float *values, guint n_columns, gsize n,
                    char **text)
{
  const TdTaskKind *kind = (const TdTaskKind *) td_family_find (&td_tasks, id);
  const TdTargetFit fit = { .classes = classes, .n_columns = n_columns };
  const TdTargets targets = { .n_columns = n_columns, .values = (float *) values };
  static const guint32 rows[] = { 0, 1, 2, 3, 4, 5 };
  GString *answer = g_string_new (NULL);
  double share = kind->most_frequent (&fit, &targets, rows, n, answer);

  *text = g_string_free (answer, FALSE);
  return share;
}

static void
test_most_frequent (void)
{
  char *names[] = { (char *) "no", (char *) "yes", (char *) "maybe", NULL };
  char *words[] = { (char *) "no", (char *) "yes", NULL };
  const float values[] = { 0, NAN, 1, 0, 0, 2 };
  g_autofree char *no = NULL, *zero = NULL, *several = NULL, *none = NULL;

  g_assert_cmpfloat (find_most_frequent ("classes", names, values, 1, 6, &no), ==, 3.0 / 5);
  g_assert_cmpstr (no, ==, "no");
  g_assert_cmpfloat (find_most_frequent ("yes-no", words, values, 1, 5, &zero), ==, 3.0 / 4);
  g_assert_cmpstr (zero, ==, "no");
  g_assert_cmpfloat (find_most_frequent ("labels", words, values, 2, 2, &several), ==, 2.0 / 3);
  g_assert_cmpstr (several, ==, "");
  g_assert_true (isnan (find_most_frequent ("classes", names, values + 1, 1, 1, &none)));
  g_assert_null (((const TdTaskKind *) td_family_find (&td_tasks, "number"))->most_frequent);
}

/* What a table becomes, in short: "x, size -> yes-no label". */
static char *
guess_table (const char *csv)
{
  g_auto(TdSpec) project = { NULL, NULL };
  g_autoptr(TdTable) table = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  const TdProjectSettings *settings;
  g_autofree char *inputs = NULL, *path = test_path ("my table.csv");

  write_text ("my table.csv", csv);
  table = td_csv_load (path, NULL, NULL);
  g_assert_nonnull (table);
  g_assert_true (td_guess_project (table, path, &project, NULL));
  settings = td_project_of (&project);
  g_assert_cmpstr (settings->name, ==, "my table");
  inputs = g_strjoinv (", ", td_data_of (&project)->inputs);
  g_string_append_printf (text, "%s ->", inputs);
  for (gsize i = 0; i < settings->tasks.n; i++)
    g_string_append_printf (text, " %s %s", settings->tasks.items[i].kind->id,
                            td_task_options (&settings->tasks.items[i])->name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_table (void)
{
  static const struct { const char *csv, *guess; } tables[] = {
    { "a,b,kind\n1,2,cat\n3,4,dog\n1,2,dog\n", "* -> yes-no kind" },
    { "label,a,b\n1,2.5,2\n0,3,4.5\n1,2,7\n", "* -> yes-no label" },
    { "y1,a,y2,year\n1.5,2.5,2,1999\n0,3,4.5,2001\n1,2,7,2003\n", "* -> number y1 number y2" },
    { "id,a,b\n1,2.5,2\n2,3,4.5\n3,2,7\n", "a -> number b" },
    { "a,b,id\n0.5,2.5,1\n1,3,2\n3,2,3\n", "a -> number b" },
    { "a,name,b\n0,Ann,2\n1,Bob,4.5\n0,Cid,7\n", "a -> number b" },
    { "a,b\n0,2\n1,2\n", "* -> yes-no a" },
    { "class,label\n0,2\n1,3\n1,2\n", "* -> yes-no label" },
    { "a,b\n2,2\n2,2\n", "* ->" },
    { "a\n2\n3.5\n", "* ->" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *guess = guess_table (tables[i].csv);

      g_assert_cmpstr (guess, ==, tables[i].guess);
    }
}

void
add_guess_tests (void)
{
  g_test_add_func ("/guess/one-column", test_one_column);
  g_test_add_func ("/guess/columns-of-many-values", test_many_values);
  g_test_add_func ("/guess/several-columns", test_several_columns);
  g_test_add_func ("/guess/all-kinds-that-can-read-a-column-fit", test_kinds_that_fit);
  g_test_add_func ("/most-frequent/what-always-answering-so-gets-right", test_most_frequent);
  g_test_add_func ("/new-task/has-a-name-and-colour-of-its-own", test_new_task);
  g_test_add_func ("/new-task/another-kind-keeps-what-both-have", test_convert);
  g_test_add_func ("/new-task/convert-keeps-a-chosen-loss", test_convert_keeps_loss);
  g_test_add_func ("/task/losses-that-each-kind-takes", test_losses);
  g_test_add_func ("/new-task/names-that-make-no-sense-are-refused", test_names);
  g_test_add_func ("/guess/a-table-makes-a-project", test_table);
}
