/* unpack.c — links to files on disk in place of copies inside.
 *
 * Names inside are plain (archive.c lets no other in), so that a copy lands in the folder that
 * somebody chose and nowhere else, and never on another file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/unpack.h"

#include "core/project/archive.h"
#include "core/project/relocate.h"
#include "core/project/settings.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  const TdFolder *from;
  const char     *place;
  gboolean        may_write;
  gboolean        found;
  GError         *error;
} Unpacking;

static gboolean
is_same (const char *path, GBytes *bytes)
{
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) other = NULL;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode)
      || (gsize) info.st_size != g_bytes_get_size (bytes))
    return FALSE;
  file = g_mapped_file_new (path, FALSE, NULL);
  other = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  return other != NULL && g_bytes_equal (other, bytes);
}

static gboolean
write_copy (const char *path, GBytes *bytes, Unpacking *unpacking)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (&unpacking->error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                 _("%s is there already, with other content; choose another folder."), path);
  else if (!unpacking->may_write)
    g_set_error (&unpacking->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("%s isn't there; choose a folder for a copy of the data."), path);
  else
    return td_write_file (path, data, length, &unpacking->error);
  return FALSE;
}

/* Relative to the project where it lies beside or below. */
static char *
dup_link (const char *path, const TdFolder *from)
{
  const char *folder = td_folder_get_path (from);
  g_autoptr(GFile) place = g_file_new_for_path (folder != NULL ? folder : ".");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  char *relative = g_file_get_relative_path (place, file);

  return relative != NULL ? relative : g_file_get_path (file);
}

static void
unpack_cb (char **name, gpointer user_data)
{
  Unpacking *unpacking = user_data;
  GBytes *bytes = td_folder_find (unpacking->from, *name);
  const char *origin = td_folder_get_origin (unpacking->from, *name);
  g_autofree char *base = g_path_get_basename (*name);
  g_autofree char *copy = NULL;

  if (bytes == NULL || unpacking->error != NULL)
    return;
  copy = g_build_filename (unpacking->place, base, NULL);
  if (origin == NULL || !is_same (origin, bytes))
    {
      if (!is_same (copy, bytes) && !write_copy (copy, bytes, unpacking))
        return;
      origin = copy;
    }
  g_free (*name);
  *name = dup_link (origin, unpacking->from);
}

static void
find_cb (char **name, gpointer user_data)
{
  Unpacking *unpacking = user_data;

  unpacking->found |= td_folder_find (unpacking->from, *name) != NULL;
}

gboolean
td_project_has_inside (TdSpec *project, const TdFolder *from)
{
  Unpacking unpacking = { .from = from };

  td_project_each_file (project, find_cb, &unpacking);
  return unpacking.found;
}

gboolean
td_project_unpack (TdSpec *project, const TdFolder *from, const char *place, gboolean may_write,
                   GError **error)
{
  Unpacking unpacking = { .from = from, .place = place, .may_write = may_write };
  g_auto(TdSpec) copy = { NULL, NULL };

  td_spec_copy (&copy, project);
  td_project_each_file (&copy, unpack_cb, &unpacking);
  if (unpacking.error != NULL)
    {
      g_propagate_error (error, unpacking.error);
      return FALSE;
    }
  ((TdDataSettings *) td_data_of (&copy))->embed = FALSE;
  td_spec_clear (project);
  *project = copy;
  copy = (TdSpec) { NULL, NULL };
  return TRUE;
}
