/* generator.c — tests of the sources that make up points.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"

#include <math.h>
#include <string.h>

static TdTable *
generate (const char *json)
{
  GError *error = NULL;
  g_autoptr (JsonNode) node = td_json_parse (json, strlen (json), "source", &error);
  g_auto (TdSpec) source = { 0 };
  TdTable *table;

  g_assert_no_error (error);
  td_spec_from_json (&source, &td_sources, NULL, node, "data.source", &error);
  g_assert_no_error (error);
  table = td_source_load (&source, NULL, &error);
  g_assert_no_error (error);
  return table;
}

static const double *
numbers (const TdTable *table,
         const char    *name)
{
  const TdColumn *column = td_table_find (table, name);

  g_assert_nonnull (column);
  g_assert_nonnull (column->numbers);
  return column->numbers;
}

/* The kinds that make points are those that need no file. */
static const char *const figures[] = { "moons", "circles", "spirals", "xor", "blobs" };

static void
test_columns_follow_from_the_point (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (figures); f++)
    {
      g_autofree char *json = g_strdup_printf ("\"%s\"", figures[f]);
      g_autoptr (TdTable) table = generate (json);
      const double *x = numbers (table, "x"), *y = numbers (table, "y");

      g_assert_cmpuint (td_table_n_rows (table), ==, 500);
      for (guint i = 0; i < 500; i++)
        {
          double distance = hypot (x[i], y[i]);

          g_assert_cmpfloat_with_epsilon (numbers (table, "distance")[i], distance, 1e-12);
          g_assert_cmpfloat (numbers (table, "above")[i], ==, y[i] > 0);
          g_assert_cmpfloat (numbers (table, "inside")[i], ==, distance * distance < 0.5);
          g_assert_cmpfloat (distance, <, 2.5);
        }
    }
}

static void
test_groups_and_both_answers_are_there (void)
{
  for (guint f = 0; f < G_N_ELEMENTS (figures); f++)
    {
      g_autofree char *json = g_strdup_printf ("\"%s\"", figures[f]);
      g_autoptr (TdTable) table = generate (json);
      double sum[3] = { 0 };

      for (guint i = 0; i < 500; i++)
        {
          sum[0] += numbers (table, "class")[i] == 0;
          sum[1] += numbers (table, "above")[i];
          sum[2] += numbers (table, "inside")[i];
        }
      for (guint c = 0; c < 3; c++)
        {
          g_assert_cmpfloat (sum[c], >, 100);
          g_assert_cmpfloat (sum[c], <, 400);
        }
    }
}

static void
test_more_rows_move_no_point (void)
{
  g_autoptr (TdTable) few = generate ("{ \"kind\": \"spirals\", \"rows\": 10, \"classes\": 3 }");
  g_autoptr (TdTable) many = generate ("{ \"kind\": \"spirals\", \"rows\": 99, \"classes\": 3 }");

  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpfloat (numbers (few, "x")[i], ==, numbers (many, "x")[i]);
      g_assert_cmpfloat (numbers (few, "class")[i], ==, i % 3);
    }
}

static void
test_seeds_make_different_points (void)
{
  g_autoptr (TdTable) a = generate ("{ \"kind\": \"blobs\", \"seed\": 1 }");
  g_autoptr (TdTable) b = generate ("{ \"kind\": \"blobs\", \"seed\": 2 }");
  g_autoptr (TdTable) again = generate ("{ \"kind\": \"blobs\", \"seed\": 1 }");

  g_assert_cmpfloat (numbers (a, "x")[0], !=, numbers (b, "x")[0]);
  g_assert_cmpmem (numbers (a, "x"), 500 * sizeof (double), numbers (again, "x"),
                   500 * sizeof (double));
}

/* Without noise the figures are what their names say. */
static void
test_figures_without_noise (void)
{
  g_autoptr (TdTable) circles = generate ("{ \"kind\": \"circles\", \"noise\": 0,"
                                          " \"factor\": 0.25 }");
  g_autoptr (TdTable) square = generate ("{ \"kind\": \"xor\", \"noise\": 0 }");
  g_autoptr (TdTable) moons = generate ("{ \"kind\": \"moons\", \"noise\": 0 }");

  for (guint i = 0; i < 500; i++)
    {
      const double *x = numbers (square, "x"), *y = numbers (square, "y");
      double sign = i % 2 == 0 ? 1 : -1;

      g_assert_cmpfloat_with_epsilon (numbers (circles, "distance")[i], i % 2 == 0 ? 1 : 0.25,
                                      1e-12);
      g_assert_cmpfloat (numbers (square, "class")[i], ==, x[i] * y[i] < 0);
      g_assert_cmpfloat_with_epsilon (hypot (sign * numbers (moons, "x")[i] + 0.5,
                                             sign * numbers (moons, "y")[i] + 0.25), 1, 1e-12);
    }
}

static double
correlation (const double *a,
             const double *b,
             guint         n)
{
  double ab = 0, aa = 0, bb = 0;

  for (guint i = 0; i < n; i++)
    {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
  return ab / sqrt (aa * bb);
}

static void
test_relatedness_is_what_tasks_have_in_common (void)
{
  g_autoptr (TdTable) none = generate ("{ \"kind\": \"related-tasks\", \"relatedness\": 0,"
                                       " \"features\": 200, \"noise\": 0 }");
  g_autoptr (TdTable) same = generate ("{ \"kind\": \"related-tasks\", \"relatedness\": 1,"
                                       " \"noise\": 0, \"spread\": 10 }");
  g_autoptr (TdTable) some = generate ("\"related-tasks\"");
  double usual = correlation (numbers (some, "y1"), numbers (some, "y4"), 1000);

  g_assert_cmpuint (td_table_n_columns (some), ==, 14);
  g_assert_cmpfloat (fabs (correlation (numbers (none, "y1"), numbers (none, "y2"), 1000)), <, 0.3);
  g_assert_cmpfloat (usual, >, 0.4);
  g_assert_cmpfloat (usual, <, 0.98);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpfloat_with_epsilon (numbers (same, "y3")[i], 100 * numbers (same, "y1")[i], 1e-9);
}

void
add_generator_tests (void)
{
  g_test_add_func ("/generator/relatedness-is-what-tasks-have-in-common",
                   test_relatedness_is_what_tasks_have_in_common);
  g_test_add_func ("/generator/columns-follow-from-the-point", test_columns_follow_from_the_point);
  g_test_add_func ("/generator/groups-and-both-answers-are-there",
                   test_groups_and_both_answers_are_there);
  g_test_add_func ("/generator/more-rows-move-no-point", test_more_rows_move_no_point);
  g_test_add_func ("/generator/seeds-make-different-points", test_seeds_make_different_points);
  g_test_add_func ("/generator/figures-without-noise", test_figures_without_noise);
}
