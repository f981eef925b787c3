/* inputs.c — from named columns to the feature matrix.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/inputs.h"

#include "core/data/cell.h"
#include "core/data/inputs-choose.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CATEGORIES 50

static gboolean
refuse_number (const TdTable *table,
               const char    *column,
               gsize          row,
               double         number,
               GError       **error)
{
  g_autofree char *place = td_table_place (table, row);

  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
               _("%s, column “%s”: %g is too large to compute with."), place, column, number);
  return FALSE;
}

static gboolean
is_float (double number)
{
  return isfinite (number) && fabs (number) <= FLT_MAX;
}

/* Mean and range of the rows in @train that aren't blank; the mean is 0 when all are. */
static gboolean
measure (const TdTable  *table,
         const TdColumn *column,
         const guint32  *train,
         gsize           n_train,
         gsize          *n_values,
         double         *mean,
         double         *range,
         GError        **error)
{
  double sum = 0, least = INFINITY, most = -INFINITY;

  *n_values = 0;
  for (gsize i = 0; i < n_train; i++)
    {
      double number = column->numbers[train[i]];
      if (isnan (number))
        continue;
      if (!is_float (number))
        return refuse_number (table, column->name, train[i], number, error);
      sum += number;
      least = MIN (least, number);
      most = MAX (most, number);
      (*n_values)++;
    }
  *mean = *n_values > 0 ? sum / (double) *n_values : 0;
  *range = *n_values > 0 ? most - least : 0;
  return TRUE;
}

/* The population's standard deviation; the numbers aren't all the same. */
static double
deviation (const TdColumn *column,
           const guint32  *train,
           gsize           n_train,
           gsize           n_values,
           double          mean)
{
  double sum = 0;

  for (gsize i = 0; i < n_train; i++)
    {
      double number = column->numbers[train[i]];
      if (!isnan (number))
        sum += (number - mean) * (number - mean);
    }
  return sqrt (sum / (double) n_values);
}

static gboolean
fit_numbers (TdInputFit     *fit,
             const TdTable  *table,
             const TdColumn *column,
             TdScaling       scaling,
             const guint32  *train,
             gsize           n_train,
             GError        **error)
{
  gsize n_values;
  double range;

  if (!measure (table, column, train, n_train, &n_values, &fit->blank, &range, error))
    return FALSE;
  fit->mean = scaling == TD_SCALING_STANDARD ? fit->blank : 0;
  fit->scale = 1;
  if (scaling == TD_SCALING_STANDARD && range > 0)
    {
      double scale = deviation (column, train, n_train, n_values, fit->blank);
      fit->scale = scale > 0 ? scale : 1; /* squares of tiny numbers vanish */
    }
  return TRUE;
}

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
      if (++n > MAX_CATEGORIES)
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_VALUE,
                       _("Input column “%s” holds more than %d different texts, such as “%s”; "
                         "take it out of data.inputs."), column->name, MAX_CATEGORIES,
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
  gboolean done = chosen != NULL;

  g_return_val_if_fail (fit->n_inputs == 0, FALSE);
  if (!done)
    return FALSE;
  inputs = g_new0 (TdInputFit, chosen->len);
  for (guint i = 0; i < chosen->len && done; i++)
    {
      const TdColumn *column = chosen->pdata[i];
      inputs[i].column = g_strdup (column->name);
      done = column->numbers != NULL
               ? fit_numbers (&inputs[i], table, column, (TdScaling) settings->scaling, train,
                              n_train, error)
               : fit_categories (&inputs[i], column, train, n_train, error);
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

/* One column's features, @out is the first row's; rows are @width apart. */

static gboolean
encode_numbers (const TdInputFit *fit,
                const TdTable    *table,
                const TdColumn   *column,
                float            *out,
                gsize             width,
                TdInputNotes     *notes,
                GError          **error)
{
  for (gsize i = 0; i < td_table_n_rows (table); i++)
    {
      double number = column->numbers[i];
      double scaled;
      if (isnan (number))
        {
          number = fit->blank;
          notes->n_blank++;
        }
      scaled = (number - fit->mean) / fit->scale;
      if (!is_float (number) || !is_float (scaled))
        return refuse_number (table, fit->column, i, number, error);
      out[i * width] = (float) scaled;
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

static void
encode_categories (const TdInputFit *fit,
                   const TdColumn   *column,
                   gsize             n_rows,
                   float            *out,
                   gsize             width,
                   TdInputNotes     *notes)
{
  guint n = g_strv_length (fit->categories);
  g_autofree guint *known = g_new (guint, MAX (column->n_values, 1));

  for (guint code = 0; code < column->n_values; code++)
    known[code] = find_category (fit, column->values[code]);
  for (gsize i = 0; i < n_rows; i++)
    {
      guint32 code = column->codes[i];
      if (code == TD_MISSING)
        notes->n_blank++;
      else if (known[code] == n)
        notes->n_unseen++;
      else
        out[i * width + known[code]] = 1;
    }
}

/* A file of which each row happens to have a number where the training rows had texts. */
static void
encode_numbers_as_categories (const TdInputFit *fit,
                              const TdColumn   *column,
                              gsize             n_rows,
                              float            *out,
                              gsize             width,
                              TdInputNotes     *notes)
{
  guint n = g_strv_length (fit->categories);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *text = NULL;
      guint category;
      if (isnan (column->numbers[i]))
        {
          notes->n_blank++;
          continue;
        }
      text = td_json_number_to_text (column->numbers[i]);
      category = find_category (fit, text);
      if (category == n)
        notes->n_unseen++;
      else
        out[i * width + category] = 1;
    }
}

static gboolean
encode_column (const TdInputFit *fit,
               const TdTable    *table,
               float            *out,
               gsize             width,
               TdInputNotes     *notes,
               GError          **error)
{
  const TdColumn *column = td_table_find (table, fit->column);

  if (column == NULL)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_NAME,
                   _("The data have no column “%s”, which is an input."), fit->column);
      return FALSE;
    }
  if (fit->categories != NULL && column->codes != NULL)
    encode_categories (fit, column, td_table_n_rows (table), out, width, notes);
  else if (fit->categories != NULL)
    encode_numbers_as_categories (fit, column, td_table_n_rows (table), out, width, notes);
  else if (column->numbers == NULL)
    return refuse_text (fit, table, column, error);
  else
    return encode_numbers (fit, table, column, out, width, notes, error);
  return TRUE;
}

float *
td_inputs_encode (const TdFit   *fit,
                  const TdTable *table,
                  TdInputNotes  *notes,
                  GError       **error)
{
  TdInputNotes counted = { 0 };
  gsize width = td_fit_width (fit);
  gsize n_rows = td_table_n_rows (table);
  g_autofree float *matrix = NULL;
  float *out;

  if (n_rows > 0 && width > G_MAXSIZE / sizeof (float) / n_rows)
    matrix = NULL;
  else
    matrix = g_try_malloc0 (MAX (n_rows * width, 1) * sizeof (float));
  if (matrix == NULL)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                           _("The inputs need more memory than there is; use fewer rows or "
                             "columns."));
      return NULL;
    }
  out = matrix;
  for (guint i = 0; i < fit->n_inputs; i++)
    {
      const TdInputFit *input = &fit->inputs[i];
      if (!encode_column (input, table, out, width, &counted, error))
        return NULL;
      out += input->categories != NULL ? g_strv_length (input->categories) : 1;
    }
  if (notes != NULL)
    *notes = counted;
  return g_steal_pointer (&matrix);
}
