/* npy.c — the source "npy": an array of inputs, and arrays of targets, as NumPy saves them.
 *
 * Columns: of inputs with a row for each number, x1, x2 and so on; of images (rows, height, width),
 * pixel_Y_X. Those of a target array are called as its file, y for y.npy, with _1, _2 and so on
 * where a row has several.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/npy-file.h"
#include "core/data/pixels.h"
#include "core/data/source.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_TARGETS 1000

typedef struct
{
  char  *inputs;
  char **targets;
} NpyOptions;

static const TdOption options_table[] = {
  { "inputs", N_("Inputs"), N_("A .npy file with a row of numbers, or an image, for each example."),
    TD_TEXT, G_STRUCT_OFFSET (NpyOptions, inputs), .file = TRUE },
  { "targets", N_("Targets"), N_("A .npy file with what is to be predicted, or several."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (NpyOptions, targets), .file = TRUE },
  { NULL },
};

typedef struct
{
  GPtrArray *files;   /* of TdNpyFile */
  GArray    *columns; /* of TdColumn */
  GPtrArray *blocks;  /* of GBytes, that columns of bytes lie in */
} Load;

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

static void
free_file (gpointer data)
{
  td_npy_file_clear (data);
  g_free (data);
}

static const TdNpyFile *
read_file (Load           *self,
           const char     *name,
           const TdFolder *folder,
           GError        **error)
{
  TdNpyFile *file = g_new0 (TdNpyFile, 1);
  const TdNpyFile *first;

  if (!td_npy_file_read (file, name, folder, error))
    {
      g_free (file);
      return NULL;
    }
  g_ptr_array_add (self->files, file);
  first = self->files->pdata[0];
  if (file->dimensions[0] == first->dimensions[0])
    return file;
  fail (error, _("%s has %zu rows, but %s has %zu."), name, file->dimensions[0], first->file.name,
        first->dimensions[0]);
  return NULL;
}

/* Numbers of the array become columns of their own, row by row as they lie in memory. */
static gboolean
fill_numbers (const TdNpyFile *file,
              TdColumn        *columns, /* (item) */
              GError         **error)
{
  const guint8 *number = file->numbers;

  for (gsize c = 0; c < file->item; c++)
    {
      columns[c].numbers = g_try_new (double, file->dimensions[0]);
      if (columns[c].numbers == NULL)
        return fail (error, _("%s needs more memory than there is; take a sample of its rows."),
                     file->file.name);
    }
  for (gsize row = 0; row < file->dimensions[0]; row++)
    for (gsize c = 0; c < file->item; c++, number += file->width)
      {
        columns[c].numbers[row] = file->read (number);
        columns[c].n_missing += isnan (columns[c].numbers[row]) != 0;
      }
  return TRUE;
}

static void
fill_bytes (Load            *self,
            const TdNpyFile *file,
            TdColumn        *columns)
{
  GBytes *block = g_bytes_new (file->numbers, file->dimensions[0] * file->item);
  const guint8 *bytes = g_bytes_get_data (block, NULL);

  for (gsize c = 0; c < file->item; c++)
    {
      columns[c].bytes = bytes + c;
      columns[c].stride = file->item;
    }
  g_ptr_array_add (self->blocks, block);
}

/* "y", or "y_1" where there are several; "x1" of inputs, "pixel_0_0" of images. */
static char *
name_column (const TdNpyFile *file,
             gboolean         input,
             gsize            column)
{
  g_autofree char *base = g_path_get_basename (file->file.name);
  g_autofree char *stem = g_str_has_suffix (base, ".npy") ? g_strndup (base, strlen (base) - 4)
                                                          : g_strdup (base);

  if (input && file->n_dimensions == 3)
    return g_strdup_printf ("pixel_%zu_%zu", column / file->dimensions[2],
                            column % file->dimensions[2]);
  if (input)
    return g_strdup_printf ("x%zu", column + 1);
  return file->item == 1 ? g_steal_pointer (&stem) : g_strdup_printf ("%s_%zu", stem, column + 1);
}

static gboolean
add_columns (Load            *self,
             const TdNpyFile *file,
             gboolean         input,
             GError         **error)
{
  guint first = self->columns->len;

  if (!td_pixels_check (file->file.name, file->item, 1, file->dimensions[0], error)
      || !td_pixels_check (file->file.name, first + file->item, 1, file->dimensions[0], error))
    return FALSE;
  g_array_set_size (self->columns, first + (guint) file->item);
  for (gsize c = 0; c < file->item; c++)
    g_array_index (self->columns, TdColumn, first + c).name = name_column (file, input, c);
  if (!file->is_bytes)
    return fill_numbers (file, &g_array_index (self->columns, TdColumn, first), error);
  fill_bytes (self, file, &g_array_index (self->columns, TdColumn, first));
  return TRUE;
}

static gboolean
check_names (const Load *self,
             GError    **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint c = 0; c < self->columns->len; c++)
    {
      char *name = g_array_index (self->columns, TdColumn, c).name;

      if (!g_utf8_validate (name, -1, NULL) || *name == '\0')
        return fail (error, _("The name of a target file can't be that of a column; rename it."));
      if (!g_hash_table_add (known, name))
        return fail (error, _("Two columns would be named “%s”; rename a target file."), name);
    }
  return TRUE;
}

static gboolean
load_all (Load             *self,
          const NpyOptions *options,
          const TdFolder   *folder,
          GError          **error)
{
  const TdNpyFile *file;

  if (options->inputs[0] == '\0')
    return fail (error, _("No array of inputs is named; set data.source.inputs."));
  if (g_strv_length (options->targets) > MAX_TARGETS)
    return fail (error, _("data.source.targets names more than %d files."), MAX_TARGETS);
  file = read_file (self, options->inputs, folder, error);
  if (file == NULL || !add_columns (self, file, TRUE, error))
    return FALSE;
  for (char **target = options->targets; *target != NULL; target++)
    {
      file = read_file (self, *target, folder, error);
      if (file == NULL || !add_columns (self, file, FALSE, error))
        return FALSE;
    }
  return check_names (self, error);
}

/* Takes the columns. */
static TdTable *
make_table (Load *self)
{
  TdTableFile *files = g_new0 (TdTableFile, self->files->len);
  gsize n_rows = ((TdNpyFile *) self->files->pdata[0])->dimensions[0];
  guint n_columns = self->columns->len;
  TdTable *table;

  for (guint i = 0; i < self->files->len; i++)
    {
      const TdNpyFile *file = self->files->pdata[i];

      files[i] = td_data_file_describe (&file->file, n_rows, file->item);
      files[i].beside = i > 0;
    }
  table = td_table_new (n_rows, n_columns,
                        (TdColumn *) (gpointer) g_array_free (g_steal_pointer (&self->columns),
                                                              FALSE),
                        self->files->len, files);
  for (guint i = 0; i < self->blocks->len; i++)
    td_table_keep (table, self->blocks->pdata[i]);
  return table;
}

static TdTable *
load (gconstpointer   data,
      const TdFolder *folder,
      GError        **error)
{
  Load self = {
    .files = g_ptr_array_new_with_free_func (free_file),
    .columns = g_array_new (FALSE, TRUE, sizeof (TdColumn)),
    .blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
  };
  TdTable *table = load_all (&self, data, folder, error) ? make_table (&self) : NULL;

  for (guint c = 0; self.columns != NULL && c < self.columns->len; c++)
    td_column_clear (&g_array_index (self.columns, TdColumn, c));
  g_clear_pointer (&self.columns, g_array_unref);
  g_ptr_array_unref (self.blocks);
  g_ptr_array_unref (self.files);
  return table;
}

static TdTable *
load_file (const char     *path,
           const TdFolder *folder,
           GError        **error)
{
  char *none[] = { NULL };
  NpyOptions alone = { .inputs = (char *) path, .targets = none };

  return load (&alone, folder, error);
}

static const char *const suffixes[] = { ".npy", NULL };

extern const TdSourceKind td_npy_source;
const TdSourceKind td_npy_source = {
  .kind = {
    .id = "npy",
    .title = N_("NumPy arrays"),
    .summary = N_("An array of inputs and arrays of targets in .npy files."),
    .options = options_table,
    .options_size = sizeof (NpyOptions),
  },
  .load = load,
  .load_file = load_file,
  .suffixes = suffixes,
};
