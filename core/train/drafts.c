/* drafts.c — drafts as files: locks, listing, claiming.
 *
 * The record is written before the project file and removed after it, so that a project file
 * always has its record. A lock file is only ever removed by who holds its lock; whoever gets a
 * lock looks whether the file is still the one in the folder, and tries again when it isn't.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/train/drafts.h"

#include "core/train/draft-record.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROJECT ".tandem"
#define RECORD ".ini"
#define LOCK ".lock"
#define MAX_TRIES 10 /* at a lock file that is removed while it is being locked */
#define NAP 1000     /* microseconds, while another process looks at one's own lock */

struct _TdDraft
{
  pthread_mutex_t lock;   /* over @fd */
  char           *folder;
  char           *project; /* paths */
  char           *record;
  char           *lock_file;
  int             fd;     /* of the lock file, locked; -1: none */
};

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("Couldn't write “%s”: %s."),
               path, g_strerror (code));
  return FALSE;
}

static gboolean
is_in_place (int fd, const char *path)
{
  struct stat open_file, file;

  return fstat (fd, &open_file) == 0 && stat (path, &file) == 0
         && open_file.st_ino == file.st_ino && open_file.st_dev == file.st_dev;
}

/* A locked descriptor of the lock file at @path, or -1 with the error's number. Where files can't
 * be locked at all, it is open and nobody keeps anybody out. */
static int
open_locked (const char *path, int *code)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

      *code = errno;
      if (fd < 0)
        return -1;
      if (flock (fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        {
          *code = EWOULDBLOCK;
          close (fd);
          return -1;
        }
      if (is_in_place (fd, path))
        return fd;
      close (fd);
    }
  *code = EBUSY;
  return -1;
}

static gboolean
remove_file (const char *path, GError **error)
{
  return g_unlink (path) == 0 || errno == ENOENT || fail (path, errno, error);
}

/* With the lock held. */
static gboolean
remove_files (TdDraft *self, GError **error)
{
  return remove_file (self->project, error) && remove_file (self->record, error)
         && remove_file (self->lock_file, error);
}

/* One's own */

static TdDraft *
draft_new (const char *folder, const char *id)
{
  TdDraft *self = g_new0 (TdDraft, 1);
  g_autofree char *stem = g_build_filename (folder, id, NULL);

  pthread_mutex_init (&self->lock, NULL);
  self->folder = g_strdup (folder);
  self->project = g_strconcat (stem, PROJECT, NULL);
  self->record = g_strconcat (stem, RECORD, NULL);
  self->lock_file = g_strconcat (stem, LOCK, NULL);
  self->fd = -1;
  return self;
}

TdDraft *
td_draft_new (const char *folder)
{
  g_autofree char *id = g_uuid_string_random ();

  g_return_val_if_fail (folder != NULL, NULL);

  return draft_new (folder, id);
}

TdDraft *
td_draft_claim (const char *folder, const char *id, GError **error)
{
  g_autoptr(TdDraft) self = NULL;
  int code;

  g_return_val_if_fail (folder != NULL && g_uuid_string_is_valid (id), NULL);

  self = draft_new (folder, id);
  self->fd = open_locked (self->lock_file, &code);
  if (self->fd < 0 && code != EWOULDBLOCK && code != EBUSY)
    {
      fail (self->lock_file, code, error);
      return NULL;
    }
  if (self->fd < 0 || !g_file_test (self->project, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   _("Another Tandem has already taken this draft."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
td_draft_free (TdDraft *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0 && !g_file_test (self->project, G_FILE_TEST_EXISTS))
    remove_files (self, NULL);
  if (self->fd >= 0)
    close (self->fd);
  pthread_mutex_destroy (&self->lock);
  g_free (self->folder);
  g_free (self->project);
  g_free (self->record);
  g_free (self->lock_file);
  g_free (self);
}

const char *
td_draft_get_path (TdDraft *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->project;
}

/* Anew when somebody emptied the folder meanwhile. */
static gboolean
take_lock (TdDraft *self, GError **error)
{
  int code;

  if (self->fd >= 0 && is_in_place (self->fd, self->lock_file))
    return TRUE;
  if (self->fd >= 0)
    close (self->fd);
  self->fd = open_locked (self->lock_file, &code);
  for (guint i = 0; i < MAX_TRIES && self->fd < 0 && code == EWOULDBLOCK; i++)
    {
      g_usleep (NAP);
      self->fd = open_locked (self->lock_file, &code);
    }
  return self->fd >= 0 || fail (self->lock_file, code, error);
}

gboolean
td_draft_describe (TdDraft *self, const TdDraftInfo *info, GError **error)
{
  gboolean locked;

  g_return_val_if_fail (self != NULL && info != NULL, FALSE);

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    return fail (self->folder, errno, error);
  pthread_mutex_lock (&self->lock);
  locked = take_lock (self, error);
  pthread_mutex_unlock (&self->lock);
  return locked && td_draft_record_write (self->record, info, error);
}

/* The time is that of the lock file. */
void
td_draft_see (TdDraft *self)
{
  g_return_if_fail (self != NULL);

  if (pthread_mutex_trylock (&self->lock) != 0)
    return; /* it is being written, which says as much */
  if (self->fd >= 0 && futimens (self->fd, NULL) != 0)
    g_debug ("%s: %s", self->lock_file, g_strerror (errno));
  pthread_mutex_unlock (&self->lock);
}

gboolean
td_draft_discard (TdDraft *self, GError **error)
{
  gboolean removed = TRUE;

  g_return_val_if_fail (self != NULL, FALSE);

  pthread_mutex_lock (&self->lock);
  if (self->fd >= 0)
    {
      removed = remove_files (self, error);
      close (self->fd);
      self->fd = -1;
    }
  pthread_mutex_unlock (&self->lock);
  return removed;
}

/* Abandoned ones */

char *
td_drafts_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "tandem", "drafts", NULL);
}

void
td_draft_info_clear (TdDraftInfo *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->origin);
  g_free (self->folder);
  g_free (self->problem);
  *self = (TdDraftInfo) { 0 };
}

static void
info_free (gpointer info)
{
  td_draft_info_clear (info);
  g_free (info);
}

/* In microseconds since 1970; 0: there is no such file. */
static gint64
modified_at (const char *path)
{
  return td_file_mark_take (path).modified / 1000;
}

/* NULL: it isn't a draft, or belongs to somebody. A lock or record without a project file is swept
 * out. The lock is given back at once: td_draft_claim() is for those who mean it. */
static TdDraftInfo *
look_at (const char *folder, const char *id)
{
  g_autoptr(TdDraft) draft = draft_new (folder, id);
  gint64 seen = modified_at (draft->lock_file);
  TdDraftInfo *info;
  int code;

  draft->fd = open_locked (draft->lock_file, &code);
  if (code == EROFS || code == EACCES)
    code = 0; /* a folder that can only be read */
  if ((draft->fd < 0 && code != 0) || !g_file_test (draft->project, G_FILE_TEST_EXISTS))
    return NULL;
  info = g_new0 (TdDraftInfo, 1);
  td_draft_record_read (draft->record, info);
  info->id = g_strdup (id);
  /* Killed between the two, the record is newer than the project. */
  info->written = MIN (info->written, modified_at (draft->project));
  info->seen = MAX (info->written, seen);
  return info;
}

/* The ids of all files in @folder that look like a draft's. */
static GHashTable *
collect_ids (const char *folder)
{
  static const char *const suffixes[] = { PROJECT, RECORD, LOCK };
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
      {
        g_autofree char *id = NULL;

        if (!g_str_has_suffix (name, suffixes[i]))
          continue;
        id = g_strndup (name, strlen (name) - strlen (suffixes[i]));
        if (g_uuid_string_is_valid (id))
          g_hash_table_add (ids, g_steal_pointer (&id));
      }
  return ids;
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const TdDraftInfo *first = *(TdDraftInfo *const *) a, *second = *(TdDraftInfo *const *) b;

  return (first->written > second->written) - (first->written < second->written);
}

GPtrArray *
td_drafts_list (const char *folder)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func (info_free);
  g_autoptr(GHashTable) ids = NULL;
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (folder != NULL, drafts);

  ids = collect_ids (folder);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      TdDraftInfo *info = look_at (folder, id);

      if (info != NULL)
        g_ptr_array_add (drafts, info);
    }
  g_ptr_array_sort (drafts, compare_age);
  return drafts;
}
