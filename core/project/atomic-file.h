/* atomic-file.h — a file that is replaced whole or stays as it was.
 *
 * Writes to a temporary file beside the target, fsyncs it, renames it over the target and fsyncs
 * the folder. Freed without a commit, the temporary file goes and the target is untouched. What
 * isn't a plain file (a pipe, /dev/null) is written to directly.
 *
 * Not thread-safe per object; any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>

typedef struct _TdAtomicFile TdAtomicFile;

TdAtomicFile *td_atomic_file_open   (const char *path, GError **error);
gboolean      td_atomic_file_write  (TdAtomicFile *self, const void *data, gsize n, GError **error);
gboolean      td_atomic_file_commit (TdAtomicFile *self, GError **error);
void          td_atomic_file_free   (TdAtomicFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TdAtomicFile, td_atomic_file_free)
