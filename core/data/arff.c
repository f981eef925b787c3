/* arff.c — the source "arff": tables with declared columns, as Weka and OpenML have them.
 *
 * "%" begins a comment, "@relation NAME", "@attribute NAME TYPE" and "@data" the rows. Types are
 * numeric (real, integer), nominal ({a, b, c}) and string; names and values may stand in single or
 * double quotation marks, with a backslash before what would end them. "?" is missing.
 * See the Weka manual, "Attribute-Relation File Format".
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/cell.h"
#include "core/data/csv-build.h"
#include "core/data/source.h"
#include "core/data/texts.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  char *path;
} ArffOptions;

static const TdOption options_table[] = {
  { "path", N_("File"), N_("An ARFF file."),
    TD_TEXT, G_STRUCT_OFFSET (ArffOptions, path), .file = TRUE },
  { NULL },
};

/* A declared column, and the values of its rows so far. */
typedef struct
{
  char       *name;
  GHashTable *values;  /* that a nominal one may have; NULL: any text */
  GArray     *numbers; /* of double; NULL: it holds texts */
  GArray     *codes;   /* of guint32 */
  TdTexts    *texts;
  gsize       n_missing;
} Attribute;

typedef struct
{
  const TdCsvFile *file;
  GPtrArray       *attributes; /* of Attribute */
  GHashTable      *names;      /* of them, borrowed */
  gsize            n_rows, line;
  char            *at;         /* in the line at hand, which ends with NUL */
  GString         *token;
  gboolean         quoted;     /* it stood in quotation marks */
  GError         **error;
} Reader;

static gboolean G_GNUC_PRINTF (2, 3)
fail (Reader     *self,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s, line %zu: %s"),
               self->file->file.name, self->line, message);
  return FALSE;
}

static void
attribute_free (gpointer data)
{
  Attribute *self = data;

  g_free (self->name);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_clear_pointer (&self->codes, g_array_unref);
  g_clear_pointer (&self->texts, td_texts_free);
  g_free (self);
}

/* Tokens */

static void
skip_spaces (Reader *self)
{
  while (*self->at == ' ' || *self->at == '\t')
    self->at++;
}

/* What a backslash makes of the letter behind it. */
static char
unescape (char letter)
{
  return letter == 'n' ? '\n' : letter == 't' ? '\t' : letter == 'r' ? '\r' : letter;
}

static gboolean
take_quoted (Reader *self)
{
  char quote = *self->at++;

  for (; *self->at != quote; self->at++)
    {
      if (*self->at == '\0')
        return fail (self, _("a quotation mark is never closed."));
      if (*self->at == '\\' && self->at[1] != '\0')
        g_string_append_c (self->token, unescape (*++self->at));
      else
        g_string_append_c (self->token, *self->at);
    }
  self->at++;
  self->quoted = TRUE;
  return TRUE;
}

/* The next text, which ends before one of @ends; spaces around it don't count. */
static gboolean
take_token (Reader     *self,
            const char *ends)
{
  gsize length;

  g_string_truncate (self->token, 0);
  self->quoted = FALSE;
  skip_spaces (self);
  if (*self->at == '\'' || *self->at == '"')
    {
      if (!take_quoted (self))
        return FALSE;
      skip_spaces (self);
      return TRUE;
    }
  length = strcspn (self->at, ends);
  g_string_append_len (self->token, self->at, (gssize) length);
  self->at += length;
  while (self->token->len > 0 && g_ascii_isspace (self->token->str[self->token->len - 1]))
    g_string_truncate (self->token, self->token->len - 1);
  return TRUE;
}

static gboolean
take_word (Reader     *self,
           const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (self->at, word, length) != 0
      || (self->at[length] != '\0' && !g_ascii_isspace (self->at[length])))
    return FALSE;
  self->at += length;
  skip_spaces (self);
  return TRUE;
}

/* The header */

static gboolean
take_nominal (Reader    *self,
              Attribute *attribute)
{
  attribute->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  do
    {
      self->at++; /* the brace, then commas */
      if (!take_token (self, ",}"))
        return FALSE;
      if (self->token->len > 0 || self->quoted)
        g_hash_table_add (attribute->values, g_strdup (self->token->str));
    }
  while (*self->at == ',');
  if (*self->at == '}' && self->at[1 + strspn (self->at + 1, " \t")] == '\0')
    return TRUE;
  return fail (self, _("the values of “%s” must stand in braces, with commas in between."),
               attribute->name);
}

static gboolean
take_type (Reader    *self,
           Attribute *attribute)
{
  if (*self->at == '{')
    return take_nominal (self, attribute);
  if (take_word (self, "string"))
    return TRUE;
  if (take_word (self, "numeric") || take_word (self, "real") || take_word (self, "integer"))
    {
      attribute->numbers = g_array_new (FALSE, FALSE, sizeof (double));
      return TRUE;
    }
  return fail (self, _("“%s” must be numeric, string or {some, values}; other types can't be read."),
               attribute->name);
}

static gboolean
take_attribute (Reader *self)
{
  Attribute *attribute = g_new0 (Attribute, 1);

  g_ptr_array_add (self->attributes, attribute);
  if (self->attributes->len > TD_CSV_MAX_COLUMNS)
    return fail (self, _("there are more than %d attributes."), TD_CSV_MAX_COLUMNS);
  if (!take_token (self, " \t{"))
    return FALSE;
  attribute->name = g_strdup (self->token->str);
  if (*attribute->name == '\0')
    return fail (self, _("an attribute has no name."));
  if (!g_hash_table_add (self->names, attribute->name))
    return fail (self, _("there is a second attribute “%s”; names must differ."), attribute->name);
  skip_spaces (self);
  if (!take_type (self, attribute))
    return FALSE;
  if (attribute->numbers == NULL)
    {
      attribute->codes = g_array_new (FALSE, FALSE, sizeof (guint32));
      attribute->texts = td_texts_new ();
    }
  return TRUE;
}

/* *rows: whether they begin behind this line. */
static gboolean
read_header_line (Reader   *self,
                  gboolean *rows)
{
  if (take_word (self, "@relation"))
    return TRUE;
  if (take_word (self, "@attribute"))
    return take_attribute (self);
  *rows = take_word (self, "@data");
  if (*rows && self->attributes->len > 0)
    return TRUE;
  return fail (self, *rows ? _("there is no @attribute before @data.")
                           : _("it should be @relation, @attribute or @data, as in an ARFF file."));
}

/* Rows */

static gboolean
add_number (Reader    *self,
            Attribute *attribute,
            gboolean   missing)
{
  double number = NAN;

  if (!missing && td_cell_read (self->token->str, self->token->len, '.', &number) != TD_CELL_NUMBER)
    return fail (self, _("“%s” isn't a number, but “%s” is numeric."), self->token->str,
                 attribute->name);
  g_array_append_val (attribute->numbers, number);
  return TRUE;
}

static gboolean
add_text (Reader    *self,
          Attribute *attribute,
          gboolean   missing)
{
  guint32 code = TD_MISSING;

  if (!missing && attribute->values != NULL
      && !g_hash_table_contains (attribute->values, self->token->str))
    return fail (self, _("“%s” is none of the values that “%s” was declared with."),
                 self->token->str, attribute->name);
  if (!missing)
    code = td_texts_add (attribute->texts, self->token->str, self->token->len);
  g_array_append_val (attribute->codes, code);
  return TRUE;
}

static gboolean
read_cell (Reader    *self,
           Attribute *attribute)
{
  gboolean missing;

  if (!take_token (self, ","))
    return FALSE;
  missing = !self->quoted && (self->token->len == 0 || strcmp (self->token->str, "?") == 0);
  attribute->n_missing += missing;
  return attribute->numbers != NULL ? add_number (self, attribute, missing)
                                    : add_text (self, attribute, missing);
}

static gboolean
read_row (Reader *self)
{
  guint n = self->attributes->len;

  if (*self->at == '{')
    return fail (self, _("this row is sparse; save the table with all values written out."));
  for (guint i = 0; i < n; i++)
    {
      if (!read_cell (self, self->attributes->pdata[i]))
        return FALSE;
      if (*self->at != (i + 1 < n ? ',' : '\0'))
        return fail (self, _("every row must have a value for each of the %u attributes, with "
                             "commas in between."), n);
      self->at += i + 1 < n;
    }
  self->n_rows++;
  if ((guint64) self->n_rows * n > TD_CSV_MAX_CELLS)
    return fail (self, _("there are more than 2³¹ cells; take a sample of the rows."));
  return TRUE;
}

static gboolean
read_line (Reader   *self,
           char     *line,
           gboolean *rows)
{
  self->line++;
  self->at = line;
  skip_spaces (self);
  if (*self->at == '\0' || *self->at == '%')
    return TRUE;
  return *rows ? read_row (self) : read_header_line (self, rows);
}

static gboolean
read_lines (Reader *self)
{
  g_autofree char *copy = g_strndup (self->file->text, self->file->length);
  gboolean rows = FALSE;

  for (char *line = copy, *next; line != NULL; line = next)
    {
      gsize length = strcspn (line, "\r\n");

      next = line[length] != '\0' ? line + length + 1 : NULL;
      if (line[length] == '\r' && line[length + 1] == '\n')
        next++;
      line[length] = '\0';
      if (!read_line (self, line, &rows))
        return FALSE;
    }
  if (rows && self->n_rows > 0)
    return TRUE;
  return fail (self, _("the file ends without a row of data."));
}

static TdColumn
take_column (Attribute *attribute)
{
  TdColumn column = { .name = g_steal_pointer (&attribute->name),
                      .n_missing = attribute->n_missing };

  if (attribute->numbers != NULL)
    column.numbers = (double *) (gpointer) g_array_free (g_steal_pointer (&attribute->numbers),
                                                         FALSE);
  else
    {
      column.codes = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&attribute->codes),
                                                          FALSE);
      column.values = td_texts_finish (g_steal_pointer (&attribute->texts), &column.n_values,
                                       &column.block);
    }
  return column;
}

static TdTable *
make_table (Reader *self)
{
  guint n = self->attributes->len;
  TdColumn *columns = g_new (TdColumn, n);
  TdTableFile *files = g_new (TdTableFile, 1);

  *files = td_data_file_describe (&self->file->file, self->n_rows, n);
  g_hash_table_remove_all (self->names);
  for (guint i = 0; i < n; i++)
    columns[i] = take_column (self->attributes->pdata[i]);
  return td_table_new (self->n_rows, n, columns, 1, files);
}

static TdTable *
load_file (const char     *path,
           const TdFolder *folder,
           GError        **error)
{
  g_auto (TdCsvFile) file = { .length = 0 };
  Reader reader = { .file = &file, .error = error };
  TdTable *table;

  if (!td_csv_file_read (&file, path, folder, error))
    return NULL;
  reader.attributes = g_ptr_array_new_with_free_func (attribute_free);
  reader.names = g_hash_table_new (g_str_hash, g_str_equal);
  reader.token = g_string_new (NULL);
  table = read_lines (&reader) ? make_table (&reader) : NULL;
  g_string_free (reader.token, TRUE);
  g_hash_table_unref (reader.names);
  g_ptr_array_unref (reader.attributes);
  return table;
}

static TdTable *
load (gconstpointer   data,
      const TdFolder *folder,
      GError        **error)
{
  const ArffOptions *self = data;

  if (self->path[0] != '\0')
    return load_file (self->path, folder, error);
  g_set_error_literal (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                       _("No ARFF file is named; set data.source.path."));
  return NULL;
}

static const char *const suffixes[] = { ".arff", NULL };

extern const TdSourceKind td_arff_source;
const TdSourceKind td_arff_source = {
  .kind = {
    .id = "arff",
    .title = N_("ARFF file"),
    .summary = N_("A table whose columns say what they hold, as Weka and OpenML have them."),
    .options = options_table,
    .options_size = sizeof (ArffOptions),
  },
  .load = load,
  .load_file = load_file,
  .suffixes = suffixes,
};
