/* split.c — which rows train, validate and test.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/dataset.h"

#include "core/base/random.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SUM_TOLERANCE 1e-6 /* 0.7 + 0.15 + 0.15 isn't 1 in binary */

typedef struct
{
  guint64 hash;
  guint32 row;
} HashedRow;

static int
compare_hashed (const void *a,
                const void *b)
{
  const HashedRow *left = a;
  const HashedRow *right = b;

  if (left->hash != right->hash)
    return left->hash < right->hash ? -1 : 1;
  return (left->row > right->row) - (left->row < right->row);
}

/* Deals rows 0 … n-1: the first of the hash order test, the next validate. */
static void
deal (guint8 *parts, /* (n_rows) TdPart */
      gsize   n_rows,
      gint64  seed,
      gsize   n_test,
      gsize   n_validation)
{
  g_autofree HashedRow *order = g_new (HashedRow, MAX (n_rows, 1));

  for (gsize i = 0; i < n_rows; i++)
    order[i] = (HashedRow) { td_random_hash ((guint64) seed, i), (guint32) i };
  qsort (order, n_rows, sizeof *order, compare_hashed);
  for (gsize i = 0; i < n_rows; i++)
    {
      TdPart part = i < n_test ? TD_PART_TEST
                    : i < n_test + n_validation ? TD_PART_VALIDATION : TD_PART_TRAIN;
      parts[order[i].row] = (guint8) part;
    }
}

static gboolean
split_by_shares (const TdSplitSettings *settings,
                 guint8                *parts,
                 gsize                  n_rows,
                 GError               **error)
{
  double sum = settings->train + settings->validation + settings->test;
  gsize n_test, n_validation;

  if (fabs (sum - 1) > SUM_TOLERANCE)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (text, sizeof text, "%.15g", sum); /* with a point, as the file has it */
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                   _("The shares of data.split sum to %s; train, validation and test must sum to "
                     "1."), text);
      return FALSE;
    }
  n_test = MIN ((gsize) round (settings->test * (double) n_rows), n_rows);
  n_validation = MIN ((gsize) round (settings->validation * (double) n_rows), n_rows - n_test);
  deal (parts, n_rows, settings->seed, n_test, n_validation);
  return TRUE;
}

static gboolean
split_by_file (const TdSplitSettings *settings,
               guint8                *parts,
               gsize                  n_rows,
               gsize                  first_test_row,
               GError               **error)
{
  double sum = settings->train + settings->validation;
  gsize n_validation;

  if (sum <= 0)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                           _("data.split gives neither training nor validation a share; set "
                             "data.split.train."));
      return FALSE;
    }
  n_validation = (gsize) round (settings->validation / sum * (double) first_test_row);
  deal (parts, first_test_row, settings->seed, 0, MIN (n_validation, first_test_row));
  memset (parts + first_test_row, TD_PART_TEST, n_rows - first_test_row);
  return TRUE;
}

/* The part a text names, or TD_N_PARTS. */
static TdPart
part_of (const char *text)
{
  static const char *const names[TD_N_PARTS] = { "train", "validation", "test" };

  for (guint i = 0; i < TD_N_PARTS; i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0
        || g_ascii_strcasecmp (text, td_part_names[i]) == 0)
      return (TdPart) i;
  return TD_N_PARTS;
}

static gboolean
refuse_cell (const TdTable  *table,
             const TdColumn *column,
             gsize           row,
             const char     *text,
             GError        **error)
{
  g_autofree char *place = td_table_place (table, row);

  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
               _("%s: the split column “%s” says “%s” instead of train, validation or test."),
               place, column->name, text);
  return FALSE;
}

static gboolean
split_by_column (const TdSplitSettings *settings,
                 const TdTable         *table,
                 guint8                *parts,
                 GError               **error)
{
  const TdColumn *column = td_table_find (table, settings->column);

  if (column == NULL)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                   _("The data have no column “%s” (data.split.column)."), settings->column);
      return FALSE;
    }
  for (gsize i = 0; i < td_table_n_rows (table); i++)
    {
      const char *text = "";
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      if (column->codes != NULL && column->codes[i] != TD_MISSING)
        text = column->values[column->codes[i]];
      else if (column->codes == NULL && !isnan (td_column_number (column, i)))
        text = g_ascii_formatd (number, sizeof number, "%.15g", td_column_number (column, i));
      parts[i] = (guint8) part_of (text);
      if (parts[i] == TD_N_PARTS)
        return refuse_cell (table, column, i, text, error);
    }
  return TRUE;
}

static void
collect (const guint8 *parts,
         gsize         n_rows,
         guint32      *rows[TD_N_PARTS],
         gsize         n_part[TD_N_PARTS])
{
  memset (n_part, 0, TD_N_PARTS * sizeof *n_part);
  for (gsize i = 0; i < n_rows; i++)
    n_part[parts[i]]++;
  for (guint p = 0; p < TD_N_PARTS; p++)
    {
      gsize n = 0;
      rows[p] = g_new (guint32, MAX (n_part[p], 1));
      for (gsize i = 0; i < n_rows; i++)
        if (parts[i] == p)
          rows[p][n++] = (guint32) i;
    }
}

gboolean
td_split_rows (const TdSplitSettings *settings,
               const TdTable         *table,
               gsize                  first_test_row,
               guint32               *rows[TD_N_PARTS],
               gsize                  n_part[TD_N_PARTS],
               GError               **error)
{
  gsize n_rows = td_table_n_rows (table);
  g_autofree guint8 *parts = g_malloc0 (MAX (n_rows, 1));
  gboolean by_column = *settings->column != '\0';
  gboolean has_path = *settings->test_path != '\0';
  gboolean by_file = has_path || first_test_row < n_rows;
  gboolean done;

  if (by_column && has_path)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                           _("data.split names both a column and a test file; keep one of them."));
      return FALSE;
    }
  if (by_column)
    done = split_by_column (settings, table, parts, error);
  else if (by_file)
    done = split_by_file (settings, parts, n_rows, MIN (first_test_row, n_rows), error);
  else
    done = split_by_shares (settings, parts, n_rows, error);
  if (!done)
    return FALSE;
  if (memchr (parts, TD_PART_TRAIN, n_rows) == NULL)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                           _("data.split leaves no row to train on."));
      return FALSE;
    }
  collect (parts, n_rows, rows, n_part);
  return TRUE;
}
