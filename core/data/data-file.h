/* data-file.h — a data file as it lies on disk, or inside the project file, with its fingerprint.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/data/folder.h"
#include "core/data/table.h"

typedef struct
{
  char *name;       /* as the project names it */
  char *bytes;      /* with a NUL behind */
  gsize length;
  char  sha256[65];
} TdDataFile;

/* Reads all of it; refuses what is missing, no file, or larger than 2 GiB. On error @self needs no
 * clearing. */
gboolean td_data_file_read  (TdDataFile *self, const char *name, const TdFolder *folder,
                             GError **error);
void     td_data_file_clear (TdDataFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TdDataFile, td_data_file_clear)

/* What a table remembers of it; @self->name is copied. */
TdTableFile td_data_file_describe (const TdDataFile *self, gsize n_rows, gsize n_columns);
