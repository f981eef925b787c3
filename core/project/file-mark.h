/* file-mark.h — how a file looked at one moment, to notice that another program changed it.
 *
 * Any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include <gio/gio.h>

/* All zero: no such file. */
typedef struct
{
  gint64  modified; /* nanoseconds since 1970 */
  guint64 size;
  guint64 inode;    /* 0: not known, and not compared; it may differ after the next mount */
} TdFileMark;

TdFileMark td_file_mark_take  (const char *path);
/* Whether @path is as it was; else G_IO_ERROR_WRONG_ETAG with a sentence. */
gboolean   td_file_mark_check (const TdFileMark *self, const char *path, GError **error);
