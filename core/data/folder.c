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
  GHashTable     *origins; /* name → path */
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
  self->origins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
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
  g_hash_table_unref (self->origins);
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
  td_folder_add_from (self, name, bytes, NULL);
}

void
td_folder_add_from (TdFolder   *self,
                    const char *name,
                    GBytes     *bytes,
                    const char *origin)
{
  char *key;

  g_return_if_fail (td_folder_find (self, name) == NULL);

  key = g_strdup (name);
  g_hash_table_insert (self->files, key, g_bytes_ref (bytes));
  if (origin != NULL)
    g_hash_table_insert (self->origins, key, g_strdup (origin));
  g_ptr_array_add (self->names, key);
}

void
td_folder_add_all (TdFolder       *self,
                   const TdFolder *other)
{
  for (guint i = 0; other != NULL && i < td_folder_n (other); i++)
    {
      const char *name = td_folder_name (other, i);

      if (td_folder_find (self, name) == NULL)
        td_folder_add_from (self, name, td_folder_find (other, name),
                            td_folder_get_origin (other, name));
    }
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

const char *
td_folder_get_origin (const TdFolder *self,
                      const char     *name)
{
  return self != NULL ? g_hash_table_lookup (self->origins, name) : NULL;
}

const char *
td_folder_find_origin (const TdFolder *self,
                       const char     *origin)
{
  for (guint i = 0; self != NULL && i < self->names->len; i++)
    if (g_strcmp0 (td_folder_get_origin (self, td_folder_name (self, i)), origin) == 0)
      return td_folder_name (self, i);
  return NULL;
}

char *
td_folder_resolve (const TdFolder *self,
                   const char     *name)
{
  if (self == NULL || self->path == NULL || g_path_is_absolute (name))
    return g_strdup (name);
  return g_build_filename (self->path, name, NULL);
}
