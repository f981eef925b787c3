/* data-file.c — reads files whole; a mapping would crash when the file shrinks meanwhile.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/data-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_BYTES (G_GINT64_CONSTANT (1) << 31)
#define DEBIAN_DATA "/usr/share/datasets/"

/* Debian's package dataset-NAME has its files in a folder NAME. */
static gboolean
refuse_missing (const char *name,
                const char *path,
                int         number,
                GError    **error)
{
  g_autofree char *package = NULL;

  if (number == ENOENT && g_str_has_prefix (path, DEBIAN_DATA))
    {
      const char *folder = path + strlen (DEBIAN_DATA);

      package = g_strndup (folder, strcspn (folder, "/"));
    }
  if (package != NULL)
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                 _("%s isn't there; install the package dataset-%s (apt install dataset-%s)."),
                 name, package, package);
  else
    g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s can't be opened: %s."), name,
                 g_strerror (number));
  return FALSE;
}

static gboolean
check_size (const char *name,
            const char *path,
            GError    **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return refuse_missing (name, path, errno, error);
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ,
                   _("%s isn't a file; choose a data file."), name);
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

static void
fingerprint (TdDataFile *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize done = 0;

  while (done < self->length)
    {
      gsize part = MIN (self->length - done, (gsize) 1 << 30); /* the length is a gssize */
      g_checksum_update (checksum, (const guchar *) self->bytes + done, (gssize) part);
      done += part;
    }
  g_strlcpy (self->sha256, g_checksum_get_string (checksum), sizeof self->sha256);
}

static char *
copy_inside (GBytes *inside,
             gsize  *length)
{
  const char *data = g_bytes_get_data (inside, length);
  char *copy = g_malloc (*length + 1);

  if (*length > 0)
    memcpy (copy, data, *length);
  copy[*length] = '\0';
  return copy;
}

static char *
read_bytes (const char     *name,
            const TdFolder *folder,
            gsize          *length,
            GError        **error)
{
  GBytes *inside = td_folder_find (folder, name);
  g_autofree char *full = td_folder_resolve (folder, name);
  g_autoptr (GError) reason = NULL;
  char *bytes;

  if (inside != NULL)
    return copy_inside (inside, length);
  if (!check_size (name, full, error))
    return NULL;
  if (g_file_get_contents (full, &bytes, length, &reason))
    return bytes;
  g_set_error (error, TD_DATA_ERROR, TD_DATA_ERROR_READ, _("%s can't be read: %s"), name,
               reason->message);
  return NULL;
}

gboolean
td_data_file_read (TdDataFile     *self,
                   const char     *name,
                   const TdFolder *folder,
                   GError        **error)
{
  *self = (TdDataFile) { NULL };
  self->bytes = read_bytes (name, folder, &self->length, error);
  if (self->bytes == NULL)
    return FALSE;
  self->name = g_strdup (name);
  fingerprint (self);
  return TRUE;
}

void
td_data_file_clear (TdDataFile *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->bytes, g_free);
}

TdTableFile
td_data_file_describe (const TdDataFile *self,
                       gsize             n_rows,
                       gsize             n_columns)
{
  TdTableFile file = { .path = g_strdup (self->name), .n_rows = n_rows, .n_columns = n_columns };

  memcpy (file.sha256, self->sha256, sizeof file.sha256);
  return file;
}
