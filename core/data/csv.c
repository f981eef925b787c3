/* csv.c — the source "csv": files of rows with fields between delimiters.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/source.h"

#include "core/data/csv-build.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char **path;      /* one file or several */
  int    delimiter; /* index into delimiter_names */
  int    decimal;   /* index into decimal_names */
  int    header;    /* TdCsvHeader */
} CsvOptions;

static const char *const delimiter_names[] = { "auto", ",", ";", "tab", "|", "space", NULL };
static const char delimiter_signs[] = { '\0', ',', ';', '\t', '|', ' ' };
static const char *const decimal_names[] = { "auto", ".", ",", NULL };
static const char decimal_signs[] = { '\0', '.', ',' };
static const char *const header_names[] = { "auto", "yes", "no", NULL };

static const TdOption options[] = {
  { "path", N_("File"), N_("One CSV file, or several whose rows are joined."),
    TD_TEXT_LIST, G_STRUCT_OFFSET (CsvOptions, path), .file = TRUE },
  { "delimiter", N_("Delimiter"), N_("What stands between two fields."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, delimiter),
    .text = "auto", .choices = delimiter_names },
  { "decimal", N_("Decimal sign"), N_("What stands before the fraction of a number."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, decimal), .text = "auto", .choices = decimal_names },
  { "header", N_("Header"), N_("Whether the first row holds the names of the columns."),
    TD_CHOICE, G_STRUCT_OFFSET (CsvOptions, header), .text = "auto", .choices = header_names },
  { NULL },
};

static TdTable *
load_file (const char        *path,
           const char        *folder,
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

/* Whether the joined table stays within the limits of a single file. */
static gboolean
fits (const TdTable *a,
      const TdTable *b)
{
  guint64 n_rows = (guint64) td_table_n_rows (a) + td_table_n_rows (b);
  guint64 n_columns = td_table_n_columns (a);

  for (guint i = 0; i < td_table_n_columns (b); i++)
    n_columns += td_table_find (a, td_table_column (b, i)->name) == NULL;
  return n_columns <= TD_CSV_MAX_COLUMNS && n_rows * n_columns <= TD_CSV_MAX_CELLS;
}

static TdTable *
load_files (char *const       *paths,
            const char        *folder,
            const TdCsvFormat *format,
            GError           **error)
{
  g_autoptr (TdTable) table = NULL;

  for (; *paths != NULL; paths++)
    {
      g_autoptr (TdTable) next = load_file (*paths, folder, format, error);
      TdTable *joined;
      if (next == NULL)
        return NULL;
      if (table != NULL && !fits (table, next))
        {
          g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                       _("%s makes the table too large; join fewer files."), *paths);
          return NULL;
        }
      joined = table != NULL ? td_table_join (table, next) : td_table_ref (next);
      g_clear_pointer (&table, td_table_unref);
      table = joined;
    }
  return g_steal_pointer (&table);
}

static TdTable *
load (gconstpointer data,
      const char   *folder,
      GError      **error)
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
  return load_files (self->path, folder, &format, error);
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
};

TdTable *
td_csv_load (const char *path,
             const char *folder,
             GError    **error)
{
  return load_file (path, folder, &(TdCsvFormat) { '\0', '\0', TD_CSV_HEADER_AUTO }, error);
}
