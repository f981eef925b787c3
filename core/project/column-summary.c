/* column-summary.c — one pass over a column.
 *
 * A column of numbers that has too many values to be classes is left there: what is known by then
 * decides, and a list of hundreds of columns is summed up while it is looked at.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/column-summary.h"

#include "core/project/target-values.h"

#include <math.h>

static gboolean
are_words (char *const *texts, guint n)
{
  for (guint i = 0; i < n; i++)
    if (td_yes_no_word (texts[i]) < 0)
      return FALSE;
  return n > 0;
}

static void
summarize_texts (const TdColumn *column, TdColumnSummary *summary)
{
  summary->n_values = MIN (column->n_values, TD_MAX_CLASSES + 1);
  summary->is_words = are_words (column->values, column->n_values);
}

/* Keys are the numbers' own bits, as g_double_hash() takes all of 0 … 1 for one; 0 and -0 are one
 * value. */
static void
summarize_numbers (const TdColumn *column, gsize n_rows, TdColumnSummary *summary)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  static const double zero = 0;
  double last = NAN;
  gboolean only_bits = TRUE;

  summary->is_numeric = summary->is_whole = summary->n_labels > 0;
  for (gsize r = 0; r < n_rows && g_hash_table_size (seen) <= TD_MAX_CLASSES; r++)
    {
      const double *number = &column->numbers[r];

      if (isnan (*number) || *number == last)
        continue;
      last = *number;
      summary->is_numeric = summary->is_numeric && isfinite (*number);
      summary->is_whole = summary->is_whole && *number == floor (*number);
      only_bits = only_bits && (*number == 0 || *number == 1);
      g_hash_table_add (seen, (gpointer) (*number == 0 ? &zero : number));
    }
  summary->n_values = g_hash_table_size (seen);
  summary->is_words = only_bits && summary->n_labels > 0;
}

static void
summarize_bytes (const TdColumn *column, gsize n_rows, TdColumnSummary *summary)
{
  gboolean seen[256] = { FALSE };

  for (gsize r = 0; r < n_rows; r++)
    seen[column->bytes[r * column->stride]] = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    summary->n_values += seen[i] != FALSE;
  summary->is_numeric = summary->is_whole = n_rows > 0;
  summary->is_words = n_rows > 0 && seen[0] + seen[1] == (int) summary->n_values;
}

void
td_column_summarize (const TdColumn *column, gsize n_rows, TdColumnSummary *summary)
{
  g_return_if_fail (column != NULL && summary != NULL);

  *summary = (TdColumnSummary) { .n_labels = n_rows - column->n_missing };
  if (column->bytes != NULL)
    summarize_bytes (column, n_rows, summary);
  else if (column->numbers != NULL)
    summarize_numbers (column, n_rows, summary);
  else
    summarize_texts (column, summary);
}
