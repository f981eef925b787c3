/* csv-build.c — two walks over the text: the first stores numbers and finds the columns that hold
 * text, the second codes those.
 *
 * A row of n fields takes at least n bytes, so that the length of the file bounds the rows and one
 * block per column is enough; pages never written cost nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-build.h"

#include "core/data/cell.h"
#include "core/data/csv-walk.h"
#include "core/data/texts.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const TdCsvFile *file;
  char       delimiter, decimal;
  gboolean   has_header;
  gboolean   skip_row;  /* the header comes next */
  guint      n_columns;
  gsize      capacity;  /* rows the columns have room for */
  gsize      n_rows;
  gsize      column;    /* of the next cell */
  TdColumn  *columns;   /* (n_columns) */
  TdTexts  **texts;     /* (n_columns), NULL for numeric columns */
} Build;

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError    **error,
      const char *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (TD_DATA_ERROR, TD_DATA_ERROR_READ, format,
                                                arguments));
  va_end (arguments);
  return FALSE;
}

/* The first row's cells. */
static void
first_cell (gpointer    data,
            const char *text,
            gsize       length)
{
  GPtrArray *cells = data;

  if (cells->len <= TD_CSV_MAX_COLUMNS)
    g_ptr_array_add (cells, g_strndup (text, length));
}

static gboolean
first_row (gpointer data,
           gsize    line,
           GError **error)
{
  return FALSE;
}

static gboolean
check_names (const char      *file,
             const GPtrArray *names,
             GError         **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < names->len; i++)
    {
      char *name = names->pdata[i];
      guint other = GPOINTER_TO_UINT (g_hash_table_lookup (known, name));
      if (*name == '\0')
        return fail (error, _("%s, column %u has no name; give every column one in the first row."),
                     file, i + 1);
      if (other != 0)
        return fail (error, _("%s, columns %u and %u are both named “%s”; names must differ."), file,
                     other, i + 1, name);
      g_hash_table_insert (known, name, GUINT_TO_POINTER (i + 1));
    }
  return TRUE;
}

static GPtrArray *
read_names (const TdCsvFile   *file,
            const TdCsvFormat *format,
            GError           **error)
{
  static const TdCsvVisitor visitor = { first_cell, first_row };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!td_csv_walk (file->file.name, file->text, file->length, format->delimiter, &visitor, names,
                    error))
    return NULL;
  if (names->len == 0)
    return fail (error, _("%s holds only blank lines."), file->file.name), NULL;
  if (names->len > TD_CSV_MAX_COLUMNS)
    return fail (error, _("%s has more than %d columns."), file->file.name, TD_CSV_MAX_COLUMNS), NULL;
  if (format->header == TD_CSV_HEADER_YES)
    return check_names (file->file.name, names, error) ? g_steal_pointer (&names) : NULL;
  for (guint i = 0; i < names->len; i++)
    {
      g_free (names->pdata[i]);
      names->pdata[i] = g_strdup_printf ("column_%u", i + 1);
    }
  return g_steal_pointer (&names);
}

/* First walk. */

static void
number_cell (gpointer    data,
             const char *text,
             gsize       length)
{
  Build *self = data;
  gsize index = self->column++;
  TdColumn *column = index < self->n_columns ? &self->columns[index] : NULL;
  double number = NAN;

  if (column == NULL || self->skip_row || column->numbers == NULL)
    return;
  g_assert (self->n_rows < self->capacity);
  switch (td_cell_read (text, length, self->decimal, &number))
    {
    case TD_CELL_NUMBER:
      column->numbers[self->n_rows] = number;
      break;
    case TD_CELL_MISSING:
      column->numbers[self->n_rows] = NAN;
      column->n_missing++;
      break;
    case TD_CELL_TEXT:
    default:
      g_clear_pointer (&column->numbers, g_free);
      break;
    }
}

static gboolean
number_row (gpointer data,
            gsize    line,
            GError **error)
{
  Build *self = data;
  gsize n_fields = self->column;

  self->column = 0;
  if (n_fields != self->n_columns)
    return fail (error,
                 self->has_header
                   ? _("%s, line %zu has %zu fields where the "
                       "header has %u; give every row the same number of fields.")
                   : _("%s, line %zu has %zu fields where the "
                       "first row has %u; give every row the same number of fields."),
                 self->file->file.name, line, n_fields, self->n_columns);
  if (self->skip_row)
    {
      self->skip_row = FALSE;
      return TRUE;
    }
  self->n_rows++;
  if ((guint64) self->n_rows * self->n_columns > TD_CSV_MAX_CELLS)
    return fail (error, _("%s has more than 2³¹ cells; take a sample of its rows."),
                 self->file->file.name);
  return TRUE;
}

/* Second walk. */

static void
text_cell (gpointer    data,
           const char *text,
           gsize       length)
{
  Build *self = data;
  gsize index = self->column++;
  TdColumn *column = &self->columns[index];

  if (self->skip_row || column->codes == NULL)
    return;
  if (length <= 4 && td_text_is_missing (text))
    {
      column->codes[self->n_rows] = TD_MISSING;
      column->n_missing++;
      return;
    }
  column->codes[self->n_rows] = td_texts_add (self->texts[index], text, length);
}

static gboolean
text_row (gpointer data,
          gsize    line,
          GError **error)
{
  Build *self = data;

  self->column = 0;
  if (self->skip_row)
    self->skip_row = FALSE;
  else
    self->n_rows++;
  return TRUE;
}

static gboolean
fail_for_memory (const Build *self,
                 GError     **error)
{
  return fail (error, _("%s needs more memory than there is; take a sample of its rows."),
               self->file->file.name);
}

/* A return, a feed, or both as a pair end a row, and a file may mix them. */
static gsize
count_lines (const TdCsvFile *file)
{
  gsize n = 1;

  for (gsize i = 0; i < file->length; i++)
    n += file->text[i] == '\r' || (file->text[i] == '\n' && (i == 0 || file->text[i - 1] != '\r'));
  return n;
}

static gboolean
walk (Build              *self,
      const TdCsvVisitor *visitor,
      GError            **error)
{
  self->n_rows = 0;
  self->skip_row = self->has_header;
  return td_csv_walk (self->file->file.name, self->file->text, self->file->length, self->delimiter,
                      visitor, self, error);
}

static gboolean
read_numbers (Build   *self,
              GError **error)
{
  static const TdCsvVisitor visitor = { number_cell, number_row };

  self->capacity = MIN (count_lines (self->file), self->file->length / self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->columns[i].numbers = g_try_new (double, self->capacity);
      if (self->columns[i].numbers == NULL)
        return fail_for_memory (self, error);
    }
  if (!walk (self, &visitor, error))
    return FALSE;
  if (self->n_rows == 0)
    return fail (error, _("%s has a header but no rows."), self->file->file.name);
  return TRUE;
}

static gboolean
read_texts (Build   *self,
            GError **error)
{
  static const TdCsvVisitor visitor = { text_cell, text_row };
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      TdColumn *column = &self->columns[i];
      if (column->numbers != NULL)
        {
          column->numbers = g_renew (double, column->numbers, self->n_rows);
          continue;
        }
      column->n_missing = 0;
      column->codes = g_try_new (guint32, self->n_rows);
      if (column->codes == NULL)
        return fail_for_memory (self, error);
      self->texts[i] = td_texts_new ();
      any = TRUE;
    }
  if (!any)
    return TRUE;
  if (!walk (self, &visitor, error))
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    if (self->texts[i] != NULL)
      self->columns[i].values = td_texts_finish (g_steal_pointer (&self->texts[i]),
                                                 &self->columns[i].n_values,
                                                 &self->columns[i].block);
  return TRUE;
}

static TdTable *
finish (Build *self)
{
  TdTableFile *files = g_new0 (TdTableFile, 1);

  *files = td_data_file_describe (&self->file->file, self->n_rows, self->n_columns);
  return td_table_new (self->n_rows, self->n_columns, g_steal_pointer (&self->columns), 1, files);
}

static void
build_clear (Build *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns != NULL)
        td_column_clear (&self->columns[i]);
      g_clear_pointer (&self->texts[i], td_texts_free);
    }
  g_free (self->columns);
  g_free (self->texts);
}

TdTable *
td_csv_build (const TdCsvFile   *file,
              const TdCsvFormat *format,
              GError           **error)
{
  g_autoptr (GPtrArray) names = read_names (file, format, error);
  Build build = {
    .file = file,
    .delimiter = format->delimiter,
    .decimal = format->decimal,
    .has_header = format->header == TD_CSV_HEADER_YES,
  };
  TdTable *table = NULL;

  if (names == NULL)
    return NULL;
  build.n_columns = names->len;
  build.columns = g_new0 (TdColumn, names->len);
  build.texts = g_new0 (TdTexts *, names->len);
  for (guint i = 0; i < names->len; i++)
    build.columns[i].name = g_steal_pointer (&names->pdata[i]);
  if (read_numbers (&build, error) && read_texts (&build, error))
    table = finish (&build);
  build_clear (&build);
  return table;
}
