/* table.h — rows and named columns as they came from a source, before anything is learned.
 *
 * A column is numeric when every cell that isn't missing reads as a number, else text; text is
 * kept as codes into the column's distinct values in order of appearance. Missing cells (empty,
 * NA, NaN, ?, null) are NaN or TD_MISSING. Pixels stay the bytes they are, an eighth of a double:
 * such a column is numeric and has no missing cell.
 *
 * Immutable once built and reference-counted: any thread may read it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <glib.h>

#define TD_MISSING G_MAXUINT32
#define TD_DATA_ERROR (td_data_error_quark ())
GQuark td_data_error_quark (void);

typedef enum
{
  TD_DATA_ERROR_READ,  /* missing file, not a table, ragged, too large */
  TD_DATA_ERROR_VALUE, /* a cell that its use doesn't allow */
  TD_DATA_ERROR_NAME,  /* unknown or duplicate column */
} TdDataError;

typedef struct
{
  char    *name;
  double  *numbers;      /* (n_rows), NaN: missing; NULL for a column of texts or bytes */
  const guint8 *bytes;   /* row r is bytes[r * stride], in a block of the table; NULL for others */
  gsize    stride;
  guint32 *codes;        /* (n_rows), TD_MISSING: missing; NULL for a numeric column, and only then */
  char   **values;       /* (n_values) distinct texts, NULL-terminated; NULL for a numeric column */
  char    *block;        /* the memory @values point into; NULL: each text is g_malloc'ed */
  guint    n_values;
  gsize    n_missing;
} TdColumn;

/* A file the table was read from, for fit.json. */
typedef struct
{
  char *path;       /* as the project names it */
  char  sha256[65];
  gsize n_rows, n_columns;
  gboolean beside;  /* it has further columns of the rows of the file before */
} TdTableFile;

typedef struct _TdTable TdTable;

TdTable *td_table_new   (gsize n_rows, guint n_columns, TdColumn *columns, /* taken, g_malloc'ed */
                         guint n_files, TdTableFile *files);              /* taken */
/* Before @self is shared: keeps the memory that its columns' bytes lie in. */
void     td_table_keep  (TdTable *self, GBytes *block);
/* The same: rows from @first on are the test part, as the source has it. */
void     td_table_mark_test (TdTable *self, gsize first);
TdTable *td_table_ref   (TdTable *self);
void     td_table_unref (TdTable *self);

gsize              td_table_n_rows    (const TdTable *self);
guint              td_table_n_columns (const TdTable *self);
gsize              td_table_first_test_row (const TdTable *self); /* n_rows: none is marked */
const TdColumn    *td_table_column    (const TdTable *self, guint index);
const TdColumn    *td_table_find      (const TdTable *self, const char *name); /* NULL: none */
guint              td_table_n_files   (const TdTable *self);
const TdTableFile *td_table_file      (const TdTable *self, guint index);
/* The file and line a data row came from, for messages: "digits.csv, row 7" (rows count from 1). */
char              *td_table_place     (const TdTable *self, gsize row);

/* Rows of @a, then rows of @b; columns one of them lacks are missing there. */
TdTable *td_table_join (const TdTable *a, const TdTable *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdTable, td_table_unref)

void td_column_clear     (TdColumn *self);
void td_table_file_clear (TdTableFile *self);

/* The number in @row of a numeric column, NaN: missing. */
static inline double
td_column_number (const TdColumn *self,
                  gsize           row)
{
  return self->bytes != NULL ? self->bytes[row * self->stride] : self->numbers[row];
}

/* A missing cell's spelling, in any letter case. */
gboolean td_text_is_missing (const char *text);
