/* archive.h — a .tandem file as a set of named entries: ZIP through libarchive, with limits.
 *
 * Reading keeps only names a project may have, in memory, and refuses what is too large, too
 * many or compressed beyond reason. Nothing is ever extracted to a path. Writing is atomic: to a
 * temporary file beside the target, fsync, rename.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>

typedef struct _TdArchive TdArchive;

TdArchive *td_archive_new   (void);
void       td_archive_free  (TdArchive *self);
void       td_archive_add   (TdArchive *self, const char *name, GBytes *bytes);
GBytes    *td_archive_get   (TdArchive *self, const char *name); /* borrowed, NULL: not there */
guint      td_archive_n     (TdArchive *self); /* entries */
const char *td_archive_name (TdArchive *self, guint index);
gboolean   td_archive_write (TdArchive *self, const char *path, GError **error);
TdArchive *td_archive_read  (const char *path, GError **error);
/* Whether the file at @path starts like a ZIP. */
gboolean   td_archive_is_archive (const char *path);
/* Atomic write of one plain file, the same way. */
gboolean   td_write_file (const char *path, const char *data, gsize length, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdArchive, td_archive_free)
