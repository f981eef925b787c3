/* csv-file.c — reads a text file whole; a mapping would crash when the file shrinks meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/csv-file.h"

#include "core/data/table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_BYTES (G_GINT64_CONSTANT (1) << 31)
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static gboolean
check_size (const char *name,
            const char *path,
            GError    **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s can't be opened: %s."), name,
                   g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s isn't a file; choose a CSV file."), name);
      return FALSE;
    }
  if (info.st_size > MAX_BYTES)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s is larger than 2 GiB; take a sample of its rows."), name);
      return FALSE;
    }
  return TRUE;
}

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
                   self->name, line_of (self->text, (gsize) (zero - self->text)));
      return FALSE;
    }
  if (!g_utf8_validate_len (self->text, self->length, &end))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s isn't UTF-8 text at line %zu; save it as UTF-8."),
                   self->name, line_of (self->text, (gsize) (end - self->text)));
      return FALSE;
    }
  return TRUE;
}

static void
fingerprint (TdCsvFile *self,
             gsize      n_bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize done = 0;

  while (done < n_bytes)
    {
      gsize part = MIN (n_bytes - done, (gsize) 1 << 30); /* the length is a gssize */
      g_checksum_update (checksum, (const guchar *) self->bytes + done, (gssize) part);
      done += part;
    }
  g_strlcpy (self->sha256, g_checksum_get_string (checksum), sizeof self->sha256);
}

/* With a NUL behind it, as the walk over the text wants. */
static char *
copy_inside (GBytes *inside,
             gsize  *n_bytes)
{
  const char *data = g_bytes_get_data (inside, n_bytes);
  char *copy = g_malloc (*n_bytes + 1);

  if (*n_bytes > 0)
    memcpy (copy, data, *n_bytes);
  copy[*n_bytes] = '\0';
  return copy;
}

static char *
read_bytes (const char     *path,
            const TdFolder *folder,
            gsize          *n_bytes,
            GError        **error)
{
  GBytes *inside = td_folder_find (folder, path);
  g_autofree char *full = td_folder_resolve (folder, path);
  g_autoptr (GError) reason = NULL;
  char *bytes;

  if (inside != NULL)
    return copy_inside (inside, n_bytes);
  if (!check_size (path, full, error))
    return NULL;
  if (g_file_get_contents (full, &bytes, n_bytes, &reason))
    return bytes;
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s can't be read: %s"), path,
               reason->message);
  return NULL;
}

gboolean
td_csv_file_read (TdCsvFile      *self,
                  const char     *path,
                  const TdFolder *folder,
                  GError        **error)
{
  g_auto (TdCsvFile) file = { .name = g_strdup (path) };
  gsize n_bytes;

  file.bytes = read_bytes (path, folder, &n_bytes, error);
  if (file.bytes == NULL)
    return FALSE;
  file.text = g_str_has_prefix (file.bytes, BYTE_ORDER_MARK)
                ? file.bytes + strlen (BYTE_ORDER_MARK) : file.bytes;
  file.length = n_bytes - (gsize) (file.text - file.bytes);
  if (file.length == 0)
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s is empty."), path);
      return FALSE;
    }
  if (!check_text (&file, error))
    return FALSE;
  fingerprint (&file, n_bytes);
  *self = file;
  memset (&file, 0, sizeof file);
  return TRUE;
}

void
td_csv_file_clear (TdCsvFile *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->bytes, g_free);
}
