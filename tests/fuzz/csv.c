/* csv.c — fuzzes data files: a table that was read is consistent.
 *
 * The first byte of the input chooses what is said about the file, the rest is its text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "tests/fuzz/fuzz.h"

#include "core/data/source.h"

#include <math.h>

static void
check_numbers (const TdColumn *column,
               gsize           n_rows)
{
  gsize n_missing = 0;

  g_assert_null (column->codes);
  for (gsize row = 0; row < n_rows; row++)
    n_missing += isnan (column->numbers[row]) != 0;
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
      if (column->numbers != NULL)
        check_numbers (column, td_table_n_rows (table));
      else
        check_texts (column, td_table_n_rows (table));
    }
  if (td_table_n_rows (table) > 0)
    g_free (td_table_place (table, td_table_n_rows (table) - 1));
}

static void
set_choice (TdSpec     *source,
            const char *option,
            const char *value)
{
  g_autoptr (GError) error = NULL;

  td_spec_set_path (source, option, value, &error);
  g_assert_no_error (error);
}

static void
make_source (TdSpec     *source,
             guint8      choice,
             const char *path)
{
  static const char *const delimiters[] = { "auto", ",", ";", "tab", "|", "space", "auto" };
  static const char *const decimals[] = { "auto", ".", "," };
  static const char *const headers[] = { "auto", "yes", "no" };

  td_spec_init (source, td_family_find (&td_sources, "csv"));
  set_choice (source, "path", path);
  set_choice (source, "delimiter", delimiters[choice % 7]);
  set_choice (source, "decimal", decimals[choice / 7 % 3]);
  set_choice (source, "header", headers[choice / 21 % 3]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_auto (TdSpec) source = { NULL };
  g_autoptr (TdTable) table = NULL;
  g_autoptr (TdTable) joined = NULL;
  GError *error = NULL;

  if (size == 0)
    return 0;
  make_source (&source, data[0], fuzz_file (data + 1, size - 1));
  table = td_source_load (&source, NULL, &error);
  fuzz_check (table != NULL, error);
  if (table == NULL)
    return 0;
  check_table (table);
  joined = td_table_join (table, table);
  check_table (joined);
  return 0;
}
