/* csv-file.h — a text file in memory, known to be UTF-8 and fingerprinted.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/data-file.h"

typedef struct
{
  TdDataFile  file;
  const char *text; /* the file without a byte order mark, NUL-terminated */
  gsize length;     /* of @text; at least 1 */
} TdCsvFile;

/* Refuses what is missing, empty, larger than 2 GiB, binary, or not UTF-8. On error @self needs no
 * clearing. */
gboolean td_csv_file_read  (TdCsvFile *self, const char *path, const TdFolder *folder,
                            GError **error);
void     td_csv_file_clear (TdCsvFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdCsvFile, td_csv_file_clear)
