/* column-summary.h — what a column holds, in brief: enough to guess which task it is for.
 *
 * Pure functions on immutable tables; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/table.h"

#define TD_MAX_CLASSES 10000 /* more of them are numbers, or names of rows */

typedef struct
{
  gsize    n_labels;   /* cells that aren't missing */
  guint    n_values;   /* distinct ones, counted up to TD_MAX_CLASSES + 1 */
  gboolean is_numeric; /* every label is a finite number, and there is one */
  gboolean is_whole;   /* … and none has a fraction */
  gboolean is_words;   /* every label is a word for yes or no (td_yes_no_word), and there is one */
} TdColumnSummary;

void td_column_summarize (const TdColumn *column, gsize n_rows, TdColumnSummary *summary);
