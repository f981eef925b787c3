/* draft-record.c — what is known of a draft beside the project itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/draft-record.h"

#include "core/project/archive.h"

#include <glib/gi18n-lib.h>

#define GROUP "draft"

static void
set_path (GKeyFile *file, const char *key, const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (uri != NULL)
    g_key_file_set_string (file, GROUP, key, uri);
}

gboolean
td_draft_record_write (const char *path, const TdDraftInfo *info, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  g_key_file_set_string (file, GROUP, "name", info->name != NULL ? info->name : "");
  set_path (file, "origin", info->origin);
  set_path (file, "folder", info->folder);
  g_key_file_set_int64 (file, GROUP, "origin-modified", info->mark.modified);
  g_key_file_set_uint64 (file, GROUP, "origin-size", info->mark.size);
  g_key_file_set_uint64 (file, GROUP, "epoch", info->epoch);
  g_key_file_set_uint64 (file, GROUP, "step", info->step);
  g_key_file_set_int64 (file, GROUP, "written", info->written);
  text = g_key_file_to_data (file, &length, NULL);
  return td_write_file (path, text, length, error);
}

/* Absent is NULL without an error. */
static char *
get_path (GKeyFile *file, const char *key, GError **error)
{
  g_autofree char *uri = NULL;

  if (!g_key_file_has_key (file, GROUP, key, NULL))
    return NULL;
  uri = g_key_file_get_string (file, GROUP, key, error);
  return uri != NULL ? g_filename_from_uri (uri, NULL, error) : NULL;
}

static gboolean
read_keys (GKeyFile *file, TdDraftInfo *info, GError **error)
{
  GError *problem = NULL;

  info->name = g_key_file_get_string (file, GROUP, "name", &problem);
  if (problem == NULL)
    info->origin = get_path (file, "origin", &problem);
  if (problem == NULL)
    info->folder = get_path (file, "folder", &problem);
  if (problem == NULL)
    info->mark.modified = g_key_file_get_int64 (file, GROUP, "origin-modified", &problem);
  if (problem == NULL)
    info->mark.size = g_key_file_get_uint64 (file, GROUP, "origin-size", &problem);
  if (problem == NULL)
    info->epoch = g_key_file_get_uint64 (file, GROUP, "epoch", &problem);
  if (problem == NULL)
    info->step = g_key_file_get_uint64 (file, GROUP, "step", &problem);
  if (problem == NULL)
    info->written = g_key_file_get_int64 (file, GROUP, "written", &problem);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

void
td_draft_record_read (const char *path, TdDraftInfo *info)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) error = NULL;

  *info = (TdDraftInfo) { 0 };
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error)
      || !read_keys (file, info, &error))
    info->problem = g_strdup_printf (_("It isn't known any more where this draft came from: %s"),
                                     error->message);
}
