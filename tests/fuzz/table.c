/* table.c — see table.h.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/table.h"

#include <math.h>

static void
check_numbers (const TdColumn *column,
               gsize           n_rows)
{
  gsize n_missing = 0;

  g_assert_null (column->codes);
  for (gsize row = 0; row < n_rows; row++)
    n_missing += isnan (td_column_number (column, row)) != 0;
  g_assert_cmpuint (n_missing, ==, column->n_missing);
}

static void
check_texts (const TdColumn *column,
             gsize           n_rows)
{
  gsize n_missing = 0;

  for (gsize row = 0; row < n_rows; row++)
    {
      g_assert_true (column->codes[row] == TD_MISSING || column->codes[row] < column->n_values);
      n_missing += column->codes[row] == TD_MISSING;
    }
  g_assert_cmpuint (n_missing, ==, column->n_missing);
  g_assert_null (column->values[column->n_values]);
  for (guint i = 0; i < column->n_values; i++)
    g_assert_true (g_utf8_validate (column->values[i], -1, NULL));
}

static void
check_table (const TdTable *table)
{
  for (guint i = 0; i < td_table_n_columns (table); i++)
    {
      const TdColumn *column = td_table_column (table, i);

      g_assert_true (td_table_find (table, column->name) == column);
      if (column->codes == NULL)
        check_numbers (column, td_table_n_rows (table));
      else
        check_texts (column, td_table_n_rows (table));
    }
  if (td_table_n_rows (table) > 0)
    g_free (td_table_place (table, td_table_n_rows (table) - 1));
}

void
fuzz_set (TdSpec     *source,
          const char *option,
          const char *value)
{
  g_autoptr (GError) error = NULL;

  td_spec_set_path (source, option, value, &error);
  g_assert_no_error (error);
}

void
fuzz_source (const TdSpec   *source,
             const TdFolder *folder)
{
  g_autoptr (TdTable) table = NULL;
  g_autoptr (TdTable) joined = NULL;
  GError *error = NULL;

  table = td_source_load (source, folder, &error);
  fuzz_check (table != NULL, error);
  if (table == NULL)
    return;
  check_table (table);
  joined = td_table_join (table, table);
  check_table (joined);
}
