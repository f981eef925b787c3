/* atomic-file.c — temporary file, fsync, rename, fsync of the folder.
 *
 * A process that is killed while it writes leaves its temporary file behind. It is locked as long
 * as somebody writes it, so that the next one who writes in that folder can tell, and removes it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "core/project/atomic-file.h"

#include "core/project/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_CHUNK (64u << 20)
#define MAX_TRIES 100 /* of temporary names */
#define PREFIX ".tandem-" /* of temporary names: eight hexadecimal digits follow */
#define SUFFIX ".tmp"
#define SETTLED 60 /* seconds after which an unlocked one was surely left behind */

struct _TdAtomicFile
{
  char *path;      /* as the caller names it, for messages */
  char *target;    /* symbolic links followed */
  char *temporary; /* NULL: writes to the target itself */
  int   fd;
};

static gboolean
fail (TdAtomicFile *self,
      int           code,
      GError      **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("Couldn't save “%s”: %s."),
               self->path, g_strerror (code));
  return FALSE;
}

/* The file that @path leads to, so that saving through a link keeps the link. */
static char *
follow (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);
  return copy;
}

static gboolean
open_temporary (TdAtomicFile *self,
                mode_t        mode,
                GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (self->target);

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf (PREFIX "%08x" SUFFIX, g_random_int ());

      g_free (self->temporary);
      self->temporary = g_build_filename (folder, name, NULL);
      self->fd = open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
      if (self->fd >= 0 || errno != EEXIST)
        break;
    }
  if (self->fd >= 0 && flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    g_debug ("%s: %s", self->temporary, g_strerror (errno)); /* no locks there: nobody sweeps */
  if (self->fd >= 0)
    return TRUE;
  g_clear_pointer (&self->temporary, g_free);
  return fail (self, errno, error);
}

static gboolean
open_file (TdAtomicFile *self,
           GError      **error)
{
  struct stat info;
  gboolean exists = stat (self->target, &info) == 0;

  if (exists && S_ISDIR (info.st_mode))
    return fail (self, EISDIR, error);
  if (exists && !S_ISREG (info.st_mode))
    {
      self->fd = open (self->target, O_WRONLY | O_CLOEXEC);
      return self->fd >= 0 || fail (self, errno, error);
    }
  if (!open_temporary (self, 0666, error))
    return FALSE;
  /* Who may read the file stays as it was; that this can fail on odd file systems is no reason
   * not to save. */
  if (exists && fchmod (self->fd, info.st_mode & 0777) != 0)
    g_debug ("%s: %s", self->temporary, g_strerror (errno));
  return TRUE;
}

/* Beyond the size a process may write, the system sends SIGXFSZ, which would end the program with
 * the temporary file still there. Blocked, the write returns EFBIG; then the signal is taken. */
static int
write_all (int         fd,
           const char *data,
           gsize       n)
{
  sigset_t mask, before, pending;
  int code = 0;

  sigemptyset (&mask);
  sigaddset (&mask, SIGXFSZ);
  pthread_sigmask (SIG_BLOCK, &mask, &before);
  while (n > 0 && code == 0)
    {
      gssize written = write (fd, data, MIN (n, MAX_CHUNK));

      if (written < 0 && errno != EINTR)
        code = errno;
      if (written == 0)
        code = ENOSPC;
      data += MAX (written, 0);
      n -= MAX (written, 0);
    }
  if (sigpending (&pending) == 0 && sigismember (&pending, SIGXFSZ)
      && !sigismember (&before, SIGXFSZ))
    sigtimedwait (&mask, NULL, &(struct timespec) { 0 });
  pthread_sigmask (SIG_SETMASK, &before, NULL);
  return code;
}

/* The rename itself has to reach the disk. File systems that can't sync a folder say EINVAL. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fsync (fd) != 0)
    g_debug ("%s: %s", folder, g_strerror (errno));
  close (fd);
}

static gboolean
is_abandoned (const char *path)
{
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat info;
  gboolean abandoned = fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &info) == 0
                       && S_ISREG (info.st_mode) && info.st_mtime < time (NULL) - SETTLED;

  if (fd >= 0)
    close (fd);
  return abandoned;
}

/* Removes the temporary files beside @path that nobody writes any more. */
static void
sweep (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *other = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, PREFIX) && g_str_has_suffix (name, SUFFIX)
          && strlen (name) == strlen (PREFIX SUFFIX) + 8 && is_abandoned (other))
        g_unlink (other);
    }
}

TdAtomicFile *
td_atomic_file_open (const char *path,
                     GError    **error)
{
  g_autoptr(TdAtomicFile) self = g_new0 (TdAtomicFile, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->target = follow (path);
  self->fd = -1;
  if (!open_file (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
td_atomic_file_write (TdAtomicFile *self,
                      const void   *data,
                      gsize         n,
                      GError      **error)
{
  int code = write_all (self->fd, data, n);

  return code == 0 || fail (self, code, error);
}

gboolean
td_atomic_file_commit (TdAtomicFile *self,
                       GError      **error)
{
  if (self->temporary == NULL)
    return close (g_steal_fd (&self->fd)) == 0 || fail (self, errno, error);
  if (fsync (self->fd) != 0 || g_rename (self->temporary, self->target) != 0)
    return fail (self, errno, error);
  g_clear_pointer (&self->temporary, g_free);
  close (g_steal_fd (&self->fd)); /* all is on the disk, and stays locked until it has its name */
  sync_folder (self->target);
  sweep (self->target);
  return TRUE;
}

void
td_atomic_file_free (TdAtomicFile *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->target);
  g_free (self->path);
  g_free (self);
}

gboolean
td_write_file (const char *path,
               const char *data,
               gsize       length,
               GError    **error)
{
  g_autoptr(TdAtomicFile) file = td_atomic_file_open (path, error);

  return file != NULL && td_atomic_file_write (file, data, length, error)
         && td_atomic_file_commit (file, error);
}
