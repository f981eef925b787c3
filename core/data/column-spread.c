/* column-spread.c — two passes over the rows: sums and ranges, then squares.
 *
 * Each column's sums run over its rows in their order, whatever the other columns are, so that a
 * column's figures don't depend on its neighbours.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/column-spread.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
add_numbers (const TdTable  *table,
             const TdColumn *column,
             const guint32  *rows,
             gsize           n_rows,
             TdSpread       *spread, /* @mean is the sum yet */
             GError        **error)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      double number = column->numbers[rows[i]];

      if (isnan (number))
        continue;
      if (!td_is_float (number))
        return td_column_refuse_number (table, column->name, rows[i], number, error);
      spread->mean += number;
      spread->least = MIN (spread->least, number);
      spread->most = MAX (spread->most, number);
      spread->n_values++;
    }
  return TRUE;
}

static void
add_bytes (const TdColumn *column,
           const guint32  *rows,
           gsize           n_rows,
           TdSpread       *spread)
{
  guint32 sum = 0; /* a span is short */
  guint8 least = 255, most = 0;

  for (gsize i = 0; i < n_rows; i++)
    {
      guint8 byte = column->bytes[rows[i] * column->stride];

      sum += byte;
      least = MIN (least, byte);
      most = MAX (most, byte);
    }
  spread->mean += sum;
  spread->least = MIN (spread->least, least);
  spread->most = MAX (spread->most, most);
  spread->n_values += n_rows;
}

static void
add_byte_squares (const TdColumn *column,
                  const guint32  *rows,
                  gsize           n_rows,
                  TdSpread       *spread)
{
  double sum = spread->deviation, mean = spread->mean;

  for (gsize i = 0; i < n_rows; i++)
    {
      double difference = column->bytes[rows[i] * column->stride] - mean;

      sum += difference * difference;
    }
  spread->deviation = sum;
}

static void
add_squares (const TdColumn *column,
             const guint32  *rows,
             gsize           n_rows,
             TdSpread       *spread) /* @deviation is the sum yet */
{
  double sum = spread->deviation, mean = spread->mean;

  for (gsize i = 0; i < n_rows; i++)
    {
      double difference = column->numbers[rows[i]] - mean;

      if (!isnan (difference))
        sum += difference * difference;
    }
  spread->deviation = sum;
}

static void
finish_mean (TdSpread *spread)
{
  if (spread->n_values == 0)
    *spread = (TdSpread) { 0 };
  else
    spread->mean /= (double) spread->n_values;
}

static void
finish_deviation (TdSpread *spread)
{
  spread->deviation = spread->most > spread->least
                        ? sqrt (spread->deviation / (double) spread->n_values) : 0;
}

gboolean
td_columns_spread (const TdTable         *table,
                   const TdColumn *const *columns,
                   gsize                  n_columns,
                   const guint32         *rows,
                   gsize                  n_rows,
                   TdSpread              *spreads,
                   GError               **error)
{
  for (gsize c = 0; c < n_columns; c++)
    spreads[c] = (TdSpread) { .least = INFINITY, .most = -INFINITY };
  for (gsize first = 0; first < n_rows; first += TD_SPAN_ROWS)
    for (gsize c = 0; c < n_columns; c++)
      {
        gsize n = MIN (TD_SPAN_ROWS, n_rows - first);

        if (columns[c]->bytes != NULL)
          add_bytes (columns[c], rows + first, n, &spreads[c]);
        else if (!add_numbers (table, columns[c], rows + first, n, &spreads[c], error))
          return FALSE;
      }
  for (gsize c = 0; c < n_columns; c++)
    finish_mean (&spreads[c]);
  for (gsize first = 0; first < n_rows; first += TD_SPAN_ROWS)
    for (gsize c = 0; c < n_columns; c++)
      (columns[c]->bytes != NULL ? add_byte_squares : add_squares) (
        columns[c], rows + first, MIN (TD_SPAN_ROWS, n_rows - first), &spreads[c]);
  for (gsize c = 0; c < n_columns; c++)
    finish_deviation (&spreads[c]);
  return TRUE;
}

gboolean
td_column_refuse_number (const TdTable *table,
                         const char    *column,
                         gsize          row,
                         double         number,
                         GError       **error)
{
  g_autofree char *place = td_table_place (table, row);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%g", number);
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
               _("%s, column “%s”: %s is too large to compute with."), place, column, text);
  return FALSE;
}
