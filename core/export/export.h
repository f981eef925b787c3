/* export.h — what other programs read of a project: one row per format.
 *
 * A format makes the whole file in memory; whoever asks writes it (td_write_file). Any thread.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once
#include "core/train/checkpoint.h"

typedef struct
{
  const char *id;      /* "safetensors": after --format */
  const char *ending;  /* ".safetensors": usual at the end of a file's name */
  /* NULL with a sentence when @file, named @name in messages, has nothing of the sort. */
  GBytes   *(*make) (const TdCheckpoint *file, const char *name, GError **error);
} TdExportFormat;

const TdExportFormat *const *td_export_formats     (void); /* NULL-terminated */
const TdExportFormat        *td_export_format_find (const char *id); /* NULL: none */
char                        *td_export_dup_ids     (void); /* "safetensors, csv": for messages */
