/* file-mark.c — time, size and inode of a file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/file-mark.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#define NANOSECONDS 1000000000

TdFileMark
td_file_mark_take (const char *path)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return (TdFileMark) { 0 };
  return (TdFileMark) {
    .modified = (gint64) info.st_mtim.tv_sec * NANOSECONDS + info.st_mtim.tv_nsec,
    .size = info.st_size,
    .inode = info.st_ino,
  };
}

static gboolean
exists (const TdFileMark *self)
{
  return self->modified != 0 || self->size != 0 || self->inode != 0;
}

static gboolean
is_same (const TdFileMark *a, const TdFileMark *b)
{
  gboolean same_inode = a->inode == 0 || b->inode == 0 || a->inode == b->inode;

  return a->modified == b->modified && a->size == b->size && same_inode;
}

gboolean
td_file_mark_check (const TdFileMark *self, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  TdFileMark now = td_file_mark_take (path);

  if (exists (self) == exists (&now) && is_same (self, &now))
    return TRUE;
  if (!exists (&now))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                 _("%s is no longer there: another program removed or renamed it."), name);
  else if (!exists (self))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                 _("%s was made by another program; saving would overwrite what it wrote."), name);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                 _("%s was changed by another program; saving would overwrite its changes."),
                 name);
  return FALSE;
}
