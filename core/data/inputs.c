/* inputs.c — from named columns to the feature matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/inputs.h"

#include "core/data/cell.h"
#include "core/data/column-spread.h"
#include "core/data/inputs-choose.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LISTED 8 /* names in a sentence */

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
fit_categories (TdInputFit     *fit,
                const TdColumn *column,
                const guint32  *train,
                gsize           n_train,
                GError        **error)
{
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (column->n_values, 1));
  guint n = 0;

  for (gsize i = 0; i < n_train; i++)
    {
      guint32 code = column->codes[train[i]];
      if (code == TD_MISSING || seen[code])
        continue;
      seen[code] = TRUE;
      if (++n > TD_MAX_CATEGORIES)
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                       _("Input column “%s” holds more than %d different texts, such as “%s”; "
                         "take it out of data.inputs."), column->name, TD_MAX_CATEGORIES,
                       column->values[code]);
          return FALSE;
        }
    }
  fit->categories = g_new0 (char *, n + 1);
  n = 0;
  for (guint32 code = 0; code < column->n_values; code++)
    if (seen[code])
      fit->categories[n++] = g_strdup (column->values[code]);
  qsort (fit->categories, n, sizeof *fit->categories, compare_texts);
  return TRUE;
}

static void
fit_numbers (TdInputFit     *fit,
             const TdSpread *spread,
             TdScaling       scaling)
{
  fit->blank = spread->mean;
  fit->mean = scaling == TD_SCALING_STANDARD ? fit->blank : 0;
  fit->scale = scaling == TD_SCALING_STANDARD && spread->deviation > 0 ? spread->deviation : 1;
}

/* Those of @chosen that hold numbers, all at once. */
static gboolean
fit_all_numbers (TdInputFit      *inputs, /* (n_chosen) */
                 const TdTable   *table,
                 const GPtrArray *chosen,
                 TdScaling        scaling,
                 const guint32   *train,
                 gsize            n_train,
                 GError         **error)
{
  g_autofree const TdColumn **columns = g_new (const TdColumn *, chosen->len);
  g_autofree TdSpread *spreads = g_new (TdSpread, chosen->len);
  gsize n = 0;

  for (guint i = 0; i < chosen->len; i++)
    if (((const TdColumn *) chosen->pdata[i])->codes == NULL)
      columns[n++] = chosen->pdata[i];
  if (!td_columns_spread (table, columns, n, train, n_train, spreads, error))
    return FALSE;
  n = 0;
  for (guint i = 0; i < chosen->len; i++)
    if (((const TdColumn *) chosen->pdata[i])->codes == NULL)
      fit_numbers (&inputs[i], &spreads[n++], scaling);
  return TRUE;
}

gboolean
td_inputs_fit (TdFit                *fit,
               const TdTable        *table,
               const TdDataSettings *settings,
               const char *const    *targets,
               const guint32        *train,
               gsize                 n_train,
               GError              **error)
{
  g_autoptr (GPtrArray) chosen = td_inputs_choose (table, settings, targets, error);
  TdInputFit *inputs;
  gboolean done;

  g_return_val_if_fail (fit->n_inputs == 0, FALSE);
  if (chosen == NULL)
    return FALSE;
  inputs = g_new0 (TdInputFit, chosen->len);
  done = fit_all_numbers (inputs, table, chosen, (TdScaling) settings->scaling, train, n_train,
                          error);
  for (guint i = 0; i < chosen->len && done; i++)
    {
      const TdColumn *column = chosen->pdata[i];
      inputs[i].column = g_strdup (column->name);
      if (column->codes != NULL)
        done = fit_categories (&inputs[i], column, train, n_train, error);
    }
  fit->n_inputs = chosen->len;
  fit->inputs = inputs;
  if (done && td_fit_width (fit) == 0)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                           _("The input columns are blank in every training row."));
      done = FALSE;
    }
  if (done)
    return TRUE;
  for (guint i = 0; i < fit->n_inputs; i++)
    td_input_fit_clear (&fit->inputs[i]);
  fit->n_inputs = 0;
  g_clear_pointer (&fit->inputs, g_free);
  return FALSE;
}

/* Rows being encoded, and where the features of one column go. */
typedef struct
{
  const TdTable *table;
  gsize          first, n;
  float         *out;   /* of the first row and feature; rows are @width apart */
  gsize          width;
  TdInputNotes  *notes;
} Span;

/* Of @n rows from @at on, counted within the span; FALSE when a byte there can be is too large. */
static gboolean
encode_bytes (const TdInputFit *fit,
              const TdColumn   *column,
              const Span       *span,
              gsize             at,
              gsize             n)
{
  const double mean = fit->mean, scale = fit->scale;
  const guint8 *byte = column->bytes + (span->first + at) * column->stride;
  float *out = span->out + at * span->width;

  if (!td_is_float ((0 - mean) / scale) || !td_is_float ((255 - mean) / scale))
    return FALSE;
  for (gsize i = 0; i < n; i++, byte += column->stride, out += span->width)
    *out = (float) ((*byte - mean) / scale);
  return TRUE;
}

/* The same of any numbers. */
static gboolean
encode_numbers (const TdInputFit *fit,
                const TdColumn   *column,
                const Span       *span,
                gsize             at,
                gsize             n,
                GError          **error)
{
  if (column->bytes != NULL && encode_bytes (fit, column, span, at, n))
    return TRUE;
  for (gsize i = at; i < at + n; i++)
    {
      double number = td_column_number (column, span->first + i);
      double scaled;
      if (isnan (number))
        {
          number = fit->blank;
          span->notes->n_blank++;
        }
      scaled = (number - fit->mean) / fit->scale;
      if (!td_is_float (number) || !td_is_float (scaled))
        return td_column_refuse_number (span->table, fit->column, span->first + i, number, error);
      span->out[i * span->width] = (float) scaled;
    }
  return TRUE;
}

static gboolean
refuse_text (const TdInputFit *fit,
             const TdTable    *table,
             const TdColumn   *column,
             GError          **error)
{
  for (gsize i = 0; i < td_table_n_rows (table); i++)
    {
      const char *text = column->codes[i] != TD_MISSING ? column->values[column->codes[i]] : NULL;
      g_autofree char *place = NULL;
      double number;
      if (text == NULL || td_cell_read (text, strlen (text), '.', &number) == TD_CELL_NUMBER)
        continue;
      place = td_table_place (table, i);
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                   _("%s, column “%s”: “%s” isn't a number, as the model expects."), place,
                   fit->column, text);
      return FALSE;
    }
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
               _("Column “%s” holds text where the model expects numbers."), fit->column);
  return FALSE;
}

/* The category of @text, or the number of categories. */
static guint
find_category (const TdInputFit *fit,
               const char       *text)
{
  guint i = 0;

  while (fit->categories[i] != NULL && strcmp (fit->categories[i], text) != 0)
    i++;
  return i;
}

/* The category of each text of @column; NULL when looking up each cell is less work. */
static guint *
find_categories (const TdInputFit *fit,
                 const TdColumn   *column,
                 gsize             n_cells)
{
  guint *known;

  if (column->n_values > n_cells)
    return NULL;
  known = g_new (guint, MAX (column->n_values, 1));
  for (guint code = 0; code < column->n_values; code++)
    known[code] = find_category (fit, column->values[code]);
  return known;
}

static void
set_category (const Span *span,
              gsize       row,
              guint       category,
              guint       n_categories)
{
  if (category == n_categories)
    span->notes->n_unseen++;
  else
    span->out[row * span->width + category] = 1;
}

static void
encode_categories (const TdInputFit *fit,
                   const TdColumn   *column,
                   const Span       *span)
{
  guint n = g_strv_length (fit->categories);
  g_autofree guint *known = find_categories (fit, column, span->n);

  for (gsize i = 0; i < span->n; i++)
    {
      guint32 code = column->codes[span->first + i];
      if (code == TD_MISSING)
        span->notes->n_blank++;
      else
        set_category (span, i,
                      known != NULL ? known[code] : find_category (fit, column->values[code]), n);
    }
}

/* A file of which each row happens to have a number where the training rows had texts. */
static void
encode_numbers_as_categories (const TdInputFit *fit,
                              const TdColumn   *column,
                              const Span       *span)
{
  guint n = g_strv_length (fit->categories);

  for (gsize i = 0; i < span->n; i++)
    {
      g_autofree char *text = NULL;
      double number = td_column_number (column, span->first + i);
      if (isnan (number))
        {
          span->notes->n_blank++;
          continue;
        }
      text = td_json_number_to_text (number);
      set_category (span, i, find_category (fit, text), n);
    }
}

/* Of a column that isn't numbers on both sides, or a sentence why that can't be. */
static gboolean
encode_texts (const TdInputFit *fit,
              const TdColumn   *column,
              const Span       *span,
              GError          **error)
{
  if (fit->categories == NULL)
    return refuse_text (fit, span->table, column, error);
  if (column->codes != NULL)
    encode_categories (fit, column, span);
  else
    encode_numbers_as_categories (fit, column, span);
  return TRUE;
}

/* A column whose numbers become numbers, and the feature they become. */
typedef struct
{
  const TdInputFit *fit;
  const TdColumn   *column;
  gsize             feature;
} Numbers;

/* Rows in short spans, all columns in each: see column-spread.h. */
static gboolean
encode_all_numbers (const Numbers *numbers,
                    gsize          n_numbers,
                    const Span    *span,
                    GError       **error)
{
  for (gsize at = 0; at < span->n; at += TD_SPAN_ROWS)
    for (gsize i = 0; i < n_numbers; i++)
      {
        Span part = *span;

        part.out += numbers[i].feature;
        if (!encode_numbers (numbers[i].fit, numbers[i].column, &part, at,
                             MIN (TD_SPAN_ROWS, span->n - at), error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
encode_columns (const TdFit *fit,
                const Span  *span,
                GError     **error)
{
  g_autofree Numbers *numbers = g_new (Numbers, MAX (fit->n_inputs, 1));
  gsize n_numbers = 0, feature = 0;

  for (guint i = 0; i < fit->n_inputs; i++)
    {
      const TdInputFit *input = &fit->inputs[i];
      const TdColumn *column = td_table_find (span->table, input->column);
      Span part = *span;

      part.out += feature;
      if (input->categories == NULL && column->codes == NULL)
        numbers[n_numbers++] = (Numbers) { input, column, feature };
      else if (!encode_texts (input, column, &part, error))
        return FALSE;
      feature += input->categories != NULL ? g_strv_length (input->categories) : 1;
    }
  return encode_all_numbers (numbers, n_numbers, span, error);
}

/* One sentence names the columns that @table lacks. */
static gboolean
check_columns (const TdFit   *fit,
               const TdTable *table,
               GError       **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const char *last = NULL;
  guint n_missing = 0;

  for (guint i = 0; i < fit->n_inputs; i++)
    if (td_table_find (table, fit->inputs[i].column) == NULL)
      {
        last = fit->inputs[i].column;
        if (++n_missing <= MAX_LISTED)
          g_string_append_printf (list, n_missing > 1 ? ", “%s”" : "“%s”", last);
      }
  if (n_missing == 1)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                 _("The data have no column “%s”, which is an input."), last);
  else if (n_missing > 1)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                 _("The data lack %u of the %u input columns: %s%s."), n_missing, fit->n_inputs,
                 list->str, n_missing > MAX_LISTED ? ", …" : "");
  return n_missing == 0;
}

static float *
new_matrix (gsize    n_rows,
            gsize    width,
            GError **error)
{
  float *matrix = NULL;

  if (n_rows == 0 || width <= G_MAXSIZE / sizeof (float) / n_rows)
    matrix = g_try_malloc0 (MAX (n_rows * width, 1) * sizeof (float));
  if (matrix == NULL)
    g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                         _("The inputs need more memory than there is; use fewer rows or "
                           "columns."));
  return matrix;
}

float *
td_inputs_encode (const TdFit   *fit,
                  const TdTable *table,
                  TdInputNotes  *notes,
                  GError       **error)
{
  TdInputNotes counted = { 0 };
  float *matrix = td_inputs_encode_rows (fit, table, 0, td_table_n_rows (table), &counted, error);

  if (notes != NULL && matrix != NULL)
    *notes = counted;
  return matrix;
}

float *
td_inputs_encode_rows (const TdFit   *fit,
                       const TdTable *table,
                       gsize          first,
                       gsize          n,
                       TdInputNotes  *notes,
                       GError       **error)
{
  g_autofree float *matrix = NULL;
  Span span = { table, first, n, NULL, td_fit_width (fit), notes };

  g_return_val_if_fail (first + n <= td_table_n_rows (table) && notes != NULL, NULL);

  if (!check_columns (fit, table, error))
    return NULL;
  matrix = new_matrix (n, span.width, error);
  if (matrix == NULL)
    return NULL;
  span.out = matrix;
  if (!encode_columns (fit, &span, error))
    return NULL;
  return g_steal_pointer (&matrix);
}
