/* table.c — rows and named columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/table.h"

#include "core/base/json.h"
#include "core/base/refs.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _TdTable
{
  TdRefs refs;
  gsize           n_rows;
  guint           n_columns;
  TdColumn       *columns; /* (n_columns) */
  GHashTable     *by_name; /* name → TdColumn, both borrowed from @columns */
  guint           n_files;
  TdTableFile    *files;   /* (n_files) */
  GPtrArray      *blocks;  /* of GBytes, NULL: none */
  gsize           first_test_row;
};

G_DEFINE_QUARK (td-data-error-quark, td_data_error)

static TdTableFile *
join_files (const TdTable *a,
            const TdTable *b)
{
  TdTableFile *files = g_new0 (TdTableFile, a->n_files + b->n_files);

  for (guint i = 0; i < a->n_files + b->n_files; i++)
    {
      files[i] = i < a->n_files ? a->files[i] : b->files[i - a->n_files];
      files[i].path = g_strdup (files[i].path);
    }
  return files;
}

/* A text column being put together; each distinct text gets the next code. */
typedef struct
{
  guint32    *codes;
  GPtrArray  *values;
  GHashTable *known; /* text → code + 1 */
  gsize       n_missing;
} TextJoin;

static void
append_text (TextJoin   *self,
             gsize       row,
             const char *text)
{
  gpointer code = text != NULL ? g_hash_table_lookup (self->known, text) : NULL;

  if (text != NULL && code == NULL)
    {
      char *copy = g_strdup (text);
      g_ptr_array_add (self->values, copy);
      code = GUINT_TO_POINTER (self->values->len);
      g_hash_table_insert (self->known, copy, code);
    }
  self->codes[row] = text != NULL ? GPOINTER_TO_UINT (code) - 1 : TD_MISSING;
  self->n_missing += text == NULL;
}

static void
append_texts (TextJoin       *self,
              const TdColumn *column, /* NULL: all missing */
              gsize           first,
              gsize           n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *number = NULL;
      const char *text = NULL;

      if (column != NULL && column->codes != NULL && column->codes[i] != TD_MISSING)
        text = column->values[column->codes[i]];
      else if (column != NULL && column->codes == NULL && !isnan (td_column_number (column, i)))
        text = number = td_json_number_to_text (td_column_number (column, i));
      append_text (self, first + i, text);
    }
}

static void
join_texts (TdColumn       *column,
            const TdColumn *a,
            gsize           n_a,
            const TdColumn *b,
            gsize           n_b)
{
  TextJoin join = {
    .codes = g_new (guint32, n_a + n_b),
    .values = g_ptr_array_new (),
    .known = g_hash_table_new (g_str_hash, g_str_equal),
  };

  append_texts (&join, a, 0, n_a);
  append_texts (&join, b, n_a, n_b);
  column->codes = join.codes;
  column->n_missing = join.n_missing;
  column->n_values = join.values->len;
  g_ptr_array_add (join.values, NULL);
  column->values = (char **) g_ptr_array_free (join.values, FALSE);
  g_hash_table_unref (join.known);
}

static void
append_numbers (TdColumn       *column,
                const TdColumn *from, /* NULL: all missing */
                gsize           first,
                gsize           n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      column->numbers[first + i] = from != NULL ? td_column_number (from, i) : NAN;
      column->n_missing += isnan (column->numbers[first + i]) != 0;
    }
}

static void
join_column (TdColumn       *column,
             const TdColumn *a,
             gsize           n_a,
             const TdColumn *b,
             gsize           n_b)
{
  column->name = g_strdup (a != NULL ? a->name : b->name);
  if ((a != NULL && a->codes != NULL) || (b != NULL && b->codes != NULL))
    {
      join_texts (column, a, n_a, b, n_b);
      return;
    }
  column->numbers = g_new (double, n_a + n_b);
  append_numbers (column, a, 0, n_a);
  append_numbers (column, b, n_a, n_b);
}

TdTable *
td_table_new (gsize        n_rows,
              guint        n_columns,
              TdColumn    *columns,
              guint        n_files,
              TdTableFile *files)
{
  TdTable *self = g_new0 (TdTable, 1);

  td_refs_init (&self->refs);
  self->n_rows = self->first_test_row = n_rows;
  self->n_columns = n_columns;
  self->columns = columns;
  self->n_files = n_files;
  self->files = files;
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = n_columns; i > 0; i--)
    g_hash_table_insert (self->by_name, columns[i - 1].name, &columns[i - 1]);
  return self;
}

void
td_table_keep (TdTable *self,
               GBytes  *block)
{
  if (self->blocks == NULL)
    self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (self->blocks, g_bytes_ref (block));
}

void
td_table_mark_test (TdTable *self,
                    gsize    first)
{
  g_return_if_fail (first <= self->n_rows);
  self->first_test_row = first;
}

TdTable *
td_table_ref (TdTable *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_table_unref (TdTable *self)
{
  if (!td_refs_dec (&self->refs))
    return;
  g_hash_table_unref (self->by_name);
  for (guint i = 0; i < self->n_columns; i++)
    td_column_clear (&self->columns[i]);
  for (guint i = 0; i < self->n_files; i++)
    td_table_file_clear (&self->files[i]);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->columns);
  g_free (self->files);
  g_free (self);
}

gsize
td_table_n_rows (const TdTable *self)
{
  return self->n_rows;
}

gsize
td_table_first_test_row (const TdTable *self)
{
  return self->first_test_row;
}

guint
td_table_n_columns (const TdTable *self)
{
  return self->n_columns;
}

const TdColumn *
td_table_column (const TdTable *self,
                 guint          index)
{
  g_return_val_if_fail (index < self->n_columns, NULL);
  return &self->columns[index];
}

const TdColumn *
td_table_find (const TdTable *self,
               const char    *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

guint
td_table_n_files (const TdTable *self)
{
  return self->n_files;
}

const TdTableFile *
td_table_file (const TdTable *self,
               guint          index)
{
  g_return_val_if_fail (index < self->n_files, NULL);
  return &self->files[index];
}

char *
td_table_place (const TdTable *self,
                gsize          row)
{
  gsize in_file = row;

  for (guint i = 0; i < self->n_files; i++)
    {
      if (self->files[i].beside)
        continue;
      if (in_file < self->files[i].n_rows)
        return g_strdup_printf (_("%s, row %zu"), self->files[i].path, in_file + 1);
      in_file -= self->files[i].n_rows;
    }
  return g_strdup_printf (_("row %zu"), row + 1);
}

TdTable *
td_table_join (const TdTable *a,
               const TdTable *b)
{
  TdColumn *columns = g_new0 (TdColumn, a->n_columns + b->n_columns);
  guint n_columns = 0;

  for (guint i = 0; i < a->n_columns; i++)
    join_column (&columns[n_columns++], &a->columns[i], a->n_rows,
                 td_table_find (b, a->columns[i].name), b->n_rows);
  for (guint i = 0; i < b->n_columns; i++)
    if (td_table_find (a, b->columns[i].name) == NULL)
      join_column (&columns[n_columns++], NULL, a->n_rows, &b->columns[i], b->n_rows);
  return td_table_new (a->n_rows + b->n_rows, n_columns, columns,
                       a->n_files + b->n_files, join_files (a, b));
}

void
td_column_clear (TdColumn *self)
{
  if (self->block != NULL)
    g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->values, g_strfreev);
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->numbers, g_free);
  g_clear_pointer (&self->codes, g_free);
}

void
td_table_file_clear (TdTableFile *self)
{
  g_clear_pointer (&self->path, g_free);
}

gboolean
td_text_is_missing (const char *text)
{
  static const char *const spellings[] = { "", "na", "nan", "?", "null" };

  if (strlen (text) > 4)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_ascii_strcasecmp (text, spellings[i]) == 0)
      return TRUE;
  return FALSE;
}
