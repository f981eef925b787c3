/* column-spread.h — mean, range and deviation of many columns at once.
 *
 * Pixels of one picture lie side by side, so that going through rows in short spans, all columns in
 * each, reads memory once; one column after the other would read all of it for every column.
 *
 * Pure functions; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/table.h"

#include <float.h>

#define TD_SPAN_ROWS 64 /* of pictures of 784 pixels and the floats made of them: a level 2 cache */

typedef struct
{
  gsize  n_values;    /* that aren't blank */
  double mean;        /* 0 when all are blank */
  double least, most; /* 0 when all are blank */
  double deviation;   /* the population's; 0 of equal numbers, and where squares vanish */
} TdSpread;

/* Of the @n_columns numeric @columns in the @n_rows rows that @rows names; @spreads (n_columns).
 * FALSE with a sentence where a number isn't a finite float. */
gboolean td_columns_spread (const TdTable         *table,
                            const TdColumn *const *columns,
                            gsize                  n_columns,
                            const guint32         *rows,
                            gsize                  n_rows,
                            TdSpread              *spreads,
                            GError               **error);

/* Whether a float can hold it; neither NaN nor infinity. */
static inline gboolean
td_is_float (double number)
{
  return number >= -FLT_MAX && number <= FLT_MAX;
}

/* FALSE with a sentence: @number is too large. */
gboolean td_column_refuse_number (const TdTable *table, const char *column, gsize row,
                                  double number, GError **error);
