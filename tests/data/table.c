/* table.c — tests of tables, joins and the registry of sources.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/data/suite.h"

#include "core/data/source.h"
#include "tests/family-contract.h"

#include <math.h>

static void
test_join_keeps_every_row_and_column (void)
{
  g_autoptr (TdTable) a = table_of ("n,mixed,only_a\n1,5,x\n2,0.1,y\n");
  g_autoptr (TdTable) b = table_of ("only_b,mixed,n\n7,five,3\n8,,\n");
  g_autoptr (TdTable) both = td_table_join (a, b);
  const TdColumn *mixed = td_table_find (both, "mixed");
  const TdColumn *only_a = td_table_find (both, "only_a");
  const TdColumn *only_b = td_table_find (both, "only_b");

  g_assert_cmpuint (td_table_n_rows (both), ==, 4);
  g_assert_cmpuint (td_table_n_columns (both), ==, 4);
  g_assert_cmpstr (td_table_column (both, 3)->name, ==, "only_b");
  g_assert_cmpstr (mixed->values[mixed->codes[0]], ==, "5");
  g_assert_cmpstr (mixed->values[mixed->codes[1]], ==, "0.1");
  g_assert_cmpstr (mixed->values[mixed->codes[2]], ==, "five");
  g_assert_cmpuint (mixed->codes[3], ==, TD_MISSING);
  g_assert_cmpuint (mixed->n_missing, ==, 1);
  g_assert_cmpuint (only_a->n_missing, ==, 2);
  g_assert_true (isnan (only_b->numbers[1]));
  g_assert_cmpfloat (only_b->numbers[3], ==, 8);
  g_assert_cmpuint (only_b->n_missing, ==, 2);
}

static void
test_join_outlives_its_parts (void)
{
  TdTable *a = table_of ("t\nx\ny\n");
  g_autoptr (TdTable) both = td_table_join (a, a);

  td_table_unref (a);
  g_assert_cmpstr (td_table_find (both, "t")->values[1], ==, "y");
  g_assert_cmpuint (td_table_find (both, "t")->n_values, ==, 2);
}

static void
test_place_without_a_file_is_the_row (void)
{
  g_autoptr (TdTable) table = td_table_new (5, 0, NULL, 0, NULL);
  g_autofree char *place = td_table_place (table, 4);

  g_assert_cmpstr (place, ==, "row 5");
  g_assert_null (td_table_find (table, "none"));
}

static void
test_every_source_is_well_formed (void)
{
  check_family (&td_sources);
  for (const TdKind *const *kind = td_sources.kinds; *kind != NULL; kind++)
    g_assert_nonnull (((const TdSourceKind *) *kind)->load);
}

static void
test_every_setting_is_well_formed (void)
{
  check_family (&td_data_settings);
  check_family (&td_split_settings);
  check_family (&td_image_settings);
}

static void
test_settings_default_as_the_file_format_says (void)
{
  g_auto (TdSpec) spec = { 0 };
  const TdDataSettings *data;
  const TdSplitSettings *split;

  data_settings_of ("{}", &spec);
  data = spec.options;
  split = data->split.options;
  g_assert_null (data->source.kind);
  g_assert_null (data->image.kind);
  g_assert_cmpint (data->scaling, ==, TD_SCALING_STANDARD);
  g_assert_cmpfloat (split->train, ==, 0.7);
  g_assert_cmpfloat (split->validation, ==, 0.15);
  g_assert_cmpfloat (split->test, ==, 0.15);
  g_assert_cmpint (split->seed, ==, 1);
}

void
add_table_tests (void)
{
  g_test_add_func ("/table/join-keeps-every-row-and-column", test_join_keeps_every_row_and_column);
  g_test_add_func ("/table/join-outlives-its-parts", test_join_outlives_its_parts);
  g_test_add_func ("/table/place-without-a-file-is-the-row", test_place_without_a_file_is_the_row);
  g_test_add_func ("/source/every-kind-is-well-formed", test_every_source_is_well_formed);
  g_test_add_func ("/settings/every-record-is-well-formed", test_every_setting_is_well_formed);
  g_test_add_func ("/settings/default-as-the-file-format-says",
                   test_settings_default_as_the_file_format_says);
}
