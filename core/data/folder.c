/* folder.c — a path and a few files in memory.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/data/folder.h"

#include "core/base/refs.h"

struct _TdFolder
{
  TdRefs      refs;
  char           *path;
  GPtrArray      *names; /* in order of adding; the table's keys */
  GHashTable     *files; /* name → GBytes */
};

TdFolder *
td_folder_new (const char *path)
{
  TdFolder *self = g_new0 (TdFolder, 1);

  td_refs_init (&self->refs);
  self->path = g_strdup (path);
  self->names = g_ptr_array_new ();
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  return self;
}

TdFolder *
td_folder_ref (TdFolder *self)
{
  td_refs_inc (&self->refs);
  return self;
}

void
td_folder_unref (TdFolder *self)
{
  if (!td_refs_dec (&self->refs))
    return;
  g_hash_table_unref (self->files);
  g_ptr_array_unref (self->names);
  g_free (self->path);
  g_free (self);
}

void
td_folder_add (TdFolder   *self,
               const char *name,
               GBytes     *bytes)
{
  char *key = g_strdup (name);

  g_return_if_fail (td_folder_find (self, name) == NULL);

  g_hash_table_insert (self->files, key, g_bytes_ref (bytes));
  g_ptr_array_add (self->names, key);
}

const char *
td_folder_get_path (const TdFolder *self)
{
  return self->path;
}

guint
td_folder_n (const TdFolder *self)
{
  return self->names->len;
}

const char *
td_folder_name (const TdFolder *self,
                guint           index)
{
  g_return_val_if_fail (index < self->names->len, NULL);

  return g_ptr_array_index (self->names, index);
}

GBytes *
td_folder_find (const TdFolder *self,
                const char     *name)
{
  return self != NULL ? g_hash_table_lookup (self->files, name) : NULL;
}

char *
td_folder_resolve (const TdFolder *self,
                   const char     *name)
{
  if (self == NULL || self->path == NULL || g_path_is_absolute (name))
    return g_strdup (name);
  return g_build_filename (self->path, name, NULL);
}
