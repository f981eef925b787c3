/* csv-file.c — a data file that has to be text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* The line that @position is on, counted from 1. */
static gsize
line_of (const char *text,
         gsize       position)
{
  gsize line = 1;

  for (gsize i = 0; i < position; i++)
    line += text[i] == '\n';
  return line;
}

static gboolean
check_text (const TdCsvFile *self,
            GError         **error)
{
  const char *zero = memchr (self->text, '\0', self->length);
  const char *end;

  if (zero != NULL)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s isn't a text file: line %zu holds a zero byte."),
                   self->file.name, line_of (self->text, (gsize) (zero - self->text)));
      return FALSE;
    }
  if (!g_utf8_validate_len (self->text, self->length, &end))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s isn't UTF-8 text at line %zu; save it as UTF-8."),
                   self->file.name, line_of (self->text, (gsize) (end - self->text)));
      return FALSE;
    }
  return TRUE;
}

gboolean
td_csv_file_read (TdCsvFile      *self,
                  const char     *path,
                  const TdFolder *folder,
                  GError        **error)
{
  g_auto (TdCsvFile) file = { .length = 0 };

  if (!td_data_file_read (&file.file, path, folder, error))
    return FALSE;
  file.text = g_str_has_prefix (file.file.bytes, BYTE_ORDER_MARK)
                ? file.file.bytes + strlen (BYTE_ORDER_MARK) : file.file.bytes;
  file.length = file.file.length - (gsize) (file.text - file.file.bytes);
  if (file.length == 0)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s is empty."), path);
      return FALSE;
    }
  if (!check_text (&file, error))
    return FALSE;
  *self = file;
  memset (&file, 0, sizeof file);
  return TRUE;
}

void
td_csv_file_clear (TdCsvFile *self)
{
  td_data_file_clear (&self->file);
}
