/* csv.c — the source "csv": files of rows with fields between delimiters.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"

#include "core/data/csv-build.h"

#include <glib/gi18n-lib.h>

#define MAX_FILES 1000

typedef struct
{
  char **path;      /* one file or several */
  int    delimiter; /* index into delimiter_names */
  int    decimal;   /* index into decimal_names */
  int    header;    /* TdCsvHeader */
} CsvOptions;

static const char *const delimiter_names[] = { "auto", ",", ";", "tab", "|", "space", NULL };
static const char *const delimiter_titles[] = { N_("Automatic"), N_("Comma"), N_("Semicolon"),
                                                N_("Tab"), N_("Bar"), N_("Space"), NULL };
static const char delimiter_signs[] = { '\0', ',', ';', '\t', '|', ' ' };
static const char *const decimal_names[] = { "auto", ".", ",", NULL };
static const char *const decimal_titles[] = { N_("Automatic"), N_("Point"), N_("Comma"), NULL };
static const char decimal_signs[] = { '\0', '.', ',' };
static const char *const header_names[] = { "auto", "yes", "no", NULL };
static const char *const header_titles[] = { N_("Automatic"), N_("Yes"), N_("No"), NULL };

static const TdOption options[] = {
  { "path", N_("File"), N_("One CSV file, or several whose rows are joined."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (CsvOptions, path), .file = TRUE },
  { "delimiter", N_("Delimiter"), N_("What stands between two fields."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, delimiter),
    .text = "auto", .choices = delimiter_names, .titles = delimiter_titles },
  { "decimal", N_("Decimal sign"), N_("What stands before the fraction of a number."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, decimal),
    .text = "auto", .choices = decimal_names, .titles = decimal_titles },
  { "header", N_("Header"), N_("Whether the first row holds the names of the columns."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, header),
    .text = "auto", .choices = header_names, .titles = header_titles },
  { NULL },
};

/* What has been read of several files. */
typedef struct
{
  GPtrArray  *tables;
  GHashTable *names; /* of all columns, borrowed from the tables */
  guint64     n_rows;
} Files;

static TdTable *
load_file (const char        *path,
           const TdFolder    *folder,
           const TdCsvFormat *format,
           GError           **error)
{
  g_auto (TdCsvFile) file = { 0 };
  TdCsvFormat found = *format;

  if (!td_csv_file_read (&file, path, folder, error))
    return NULL;
  td_csv_sniff (&file, &found);
  return td_csv_build (&file, &found, error);
}

/* Counts @table in; FALSE when all would be larger than a single file may be. */
static gboolean
add_table (Files   *self,
           TdTable *table)
{
  g_ptr_array_add (self->tables, table);
  self->n_rows += td_table_n_rows (table);
  for (guint i = 0; i < td_table_n_columns (table); i++)
    g_hash_table_add (self->names, td_table_column (table, i)->name);
  return g_hash_table_size (self->names) <= TD_CSV_MAX_COLUMNS
         && self->n_rows * g_hash_table_size (self->names) <= TD_CSV_MAX_CELLS;
}

static gboolean
load_files (Files             *self,
            char *const       *paths,
            const TdFolder    *folder,
            const TdCsvFormat *format,
            GError           **error)
{
  for (; *paths != NULL; paths++)
    {
      TdTable *table = load_file (*paths, folder, format, error);

      if (table == NULL)
        return FALSE;
      if (!add_table (self, table))
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                       _("%s makes the table too large; join fewer files."), *paths);
          return FALSE;
        }
    }
  return TRUE;
}

static GPtrArray *
new_tables (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) td_table_unref);
}

/* Neighbours first, so that no row is copied more often than the number of files has bits. */
static TdTable *
join (Files *self)
{
  while (self->tables->len > 1)
    {
      GPtrArray *joined = new_tables ();

      for (guint i = 0; i + 1 < self->tables->len; i += 2)
        g_ptr_array_add (joined, td_table_join (self->tables->pdata[i],
                                                self->tables->pdata[i + 1]));
      if (self->tables->len % 2 == 1)
        g_ptr_array_add (joined, td_table_ref (self->tables->pdata[self->tables->len - 1]));
      g_ptr_array_unref (self->tables);
      self->tables = joined;
    }
  return td_table_ref (self->tables->pdata[0]);
}

static TdTable *
load_and_join (char *const       *paths,
               const TdFolder    *folder,
               const TdCsvFormat *format,
               GError           **error)
{
  Files files = { .tables = new_tables (), .names = g_hash_table_new (g_str_hash, g_str_equal) };
  TdTable *table = NULL;

  if (load_files (&files, paths, folder, format, error))
    table = join (&files);
  g_hash_table_unref (files.names);
  g_ptr_array_unref (files.tables);
  return table;
}

static TdTable *
load (gconstpointer   data,
      const TdFolder *folder,
      GError        **error)
{
  const CsvOptions *self = data;
  TdCsvFormat format = {
    .delimiter = delimiter_signs[self->delimiter],
    .decimal = decimal_signs[self->decimal],
    .header = (TdCsvHeader) self->header,
  };

  if (self->path[0] == NULL)
    {
      g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                           _("No CSV file is named; set data.source.path."));
      return NULL;
    }
  if (g_strv_length (self->path) > MAX_FILES)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("data.source.path names more than %d files; put their rows into fewer."),
                   MAX_FILES);
      return NULL;
    }
  return load_and_join (self->path, folder, &format, error);
}

static TdTable *
load_alone (const char     *path,
            const TdFolder *folder,
            GError        **error)
{
  return load_file (path, folder, &(TdCsvFormat) { '\0', '\0', TD_CSV_HEADER_AUTO }, error);
}

extern const TdSourceKind td_csv_source;
const TdSourceKind td_csv_source = {
  .kind = {
    .id = "csv",
    .title = N_("CSV file"),
    .summary = N_("Rows of a text file, with fields between commas or other delimiters."),
    .options = options,
    .options_size = sizeof (CsvOptions),
  },
  .load = load,
  .load_file = load_alone,
};

TdTable *
td_csv_load (const char *path,
             const char *folder,
             GError    **error)
{
  g_autoptr (TdFolder) place = td_folder_new (folder);

  return load_alone (path, place, error);
}
